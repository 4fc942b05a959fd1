"""Look at a scan before it is kept: an image, whole, and of a size that can be sent."""

from __future__ import annotations

import json
import subprocess
from types import TracebackType
from typing import Self

from operator_app.domain.scans import (
    LARGEST,
    LooksOf,
    ScanBroken,
    ScanEmpty,
    ScanNotAnImage,
    ScanTooManyPixels,
    too_large,
)
from operator_app.errors import RuleViolation
from operator_app.gateways.children import command
from operator_app.gateways.scan_child import LENGTH_BYTES

_REFUSALS: dict[str, type[RuleViolation]] = {
    "too_many_pixels": ScanTooManyPixels,
    "not_an_image": ScanNotAnImage,
    "broken": ScanBroken,
}


class ScanInspector:
    """One child process for many scans; a scan that kills it is refused and it starts anew."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __call__(self, content: bytes, name: str) -> LooksOf:
        """What the scan is; ``name`` is what the operator knows it by."""
        if not content:
            raise ScanEmpty(name=name)
        if len(content) > LARGEST:
            raise too_large(name, len(content))
        answer = self._ask(content)
        refused = answer.get("refused")
        if refused is not None:
            raise _REFUSALS[str(refused)](name=name)
        return LooksOf(
            media_type=str(answer["media_type"]),
            width=int(str(answer["width"])),
            height=int(str(answer["height"])),
        )

    def _ask(self, content: bytes) -> dict[str, object]:
        child = self._running()
        if child.stdin is None or child.stdout is None:
            return {"refused": "broken"}
        try:
            child.stdin.write(len(content).to_bytes(LENGTH_BYTES, "big") + content)
            child.stdin.flush()
            line = child.stdout.readline()
        except BrokenPipeError:
            line = b""
        if not line:
            self.close()
            return {"refused": "broken"}
        answer: dict[str, object] = json.loads(line)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command("operator_app.gateways.scan_child"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._child

    def close(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()
        child.wait()
