"""Look at a scan before it is kept: an image, whole, and of a size that can be sent."""

from __future__ import annotations

import json
import queue
import subprocess
from contextlib import suppress
from types import TracebackType
from typing import Any, Final, Self

from operator_app.domain.scans import (
    LARGEST,
    MOST_SHOWN,
    LooksOf,
    ScanBroken,
    ScanEmpty,
    ScanNotAnImage,
    ScanTooManyPixels,
    Shown,
    too_large,
)
from operator_app.errors import RuleViolation
from operator_app.gateways.children import command
from operator_app.gateways.scan_child import LENGTH_BYTES

CHILDREN: Final = 2
"""Pages come several at a time, and a machine at a counter has two processors at least."""
_BYTES_A_PIXEL = 3
_MOST_BYTES = MOST_SHOWN * MOST_SHOWN * _BYTES_A_PIXEL
"""A child that a scan has taken over fills no memory of ours."""
_REFUSALS: dict[str, type[RuleViolation]] = {
    "too_many_pixels": ScanTooManyPixels,
    "not_an_image": ScanNotAnImage,
    "broken": ScanBroken,
}
_BROKEN: tuple[dict[str, Any], bytes] = ({"refused": "broken"}, b"")


class ScanInspector:
    """A few child processes for many scans; each is started when it is first needed.

    Any number of threads may ask at once: who finds no child free waits for one. A scan that kills
    its child is refused, and the child starts anew.
    """

    def __init__(self, children: int = CHILDREN) -> None:
        self._all = tuple(_Child() for _ in range(children))
        self._free: queue.LifoQueue[_Child] = queue.LifoQueue()
        for child in self._all:
            self._free.put(child)

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
        child = self._free.get()
        try:
            said, shown = child.ask(content)
        finally:
            self._free.put(child)
        refused = said.get("refused")
        if refused is not None:
            raise _REFUSALS[str(refused)](name=name)
        return LooksOf(
            media_type=str(said["media_type"]),
            width=int(said["width"]),
            height=int(said["height"]),
            shown=_shown(said, shown),
        )

    def warm(self) -> None:
        """The children load what they need while nobody waits for them."""
        for child in self._all:
            child.running()

    @property
    def pids(self) -> tuple[int, ...]:
        """Of the children, all of them running then."""
        return tuple(child.running().pid for child in self._all)

    def close(self) -> None:
        """Once nobody asks any more."""
        for child in self._all:
            child.close()


class _Child:
    """One process, asked by one thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, content: bytes) -> tuple[dict[str, Any], bytes]:
        """Its line of JSON, and the picture that it says comes behind."""
        child = self.running()
        if child.stdin is None or child.stdout is None:
            return _BROKEN
        try:
            child.stdin.write(len(content).to_bytes(LENGTH_BYTES, "big") + content)
            child.stdin.flush()
            line = child.stdout.readline()
        except BrokenPipeError:
            line = b""
        said: dict[str, Any] = json.loads(line) if line else {}
        size = _size(said)
        shown = child.stdout.read(size) if size <= _MOST_BYTES else b""
        if not said or len(shown) != size:
            self.close()
            return _BROKEN
        return said, shown

    def running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command("operator_app.gateways.scan_child"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def close(self) -> None:
        child, self._process = self._process, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # what it did not read any more
                    pipe.close()
        child.wait()


def _size(said: dict[str, Any]) -> int:
    """Bytes of the picture that comes behind."""
    width, height = said.get("shown", (0, 0))
    return int(width) * int(height) * _BYTES_A_PIXEL


def _shown(said: dict[str, Any], rgb: bytes) -> Shown | None:
    if not rgb:
        return None
    width, height = said["shown"]
    return Shown(width=int(width), height=int(height), rgb=rgb)
