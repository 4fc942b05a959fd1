"""Child processes on loopback that live no longer than their parent: the hub and the stand."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from operator_app.errors import Unavailable

STOP_WITHIN_S = 5
LAST_WORD_S: Final = 1.0
LONGEST_LINE: Final = 200
_QUOTED: Final = re.compile(r"'[^']*'?|\"[^\"]*\"?")
_PLACE: Final = re.compile(r"(?:[A-Za-z]:)?[/\\][^\s:,]*")
_LONG_NUMBER: Final = re.compile(r"[0-9]{6,}")
STARTER = "operator_app.gateways.child_start"

_log = logging.getLogger(__name__)


def command(module: str) -> tuple[str, ...]:
    """What starts ``module`` so that it ends with this process even while it is loading."""
    return (sys.executable, "-m", STARTER, str(os.getpid()), module)


def without_people(line: str) -> str:
    """The fault itself: neither what was quoted, nor places on the disk, nor long numbers."""
    kept = _QUOTED.sub("…", line[:LONGEST_LINE])
    kept = _PLACE.sub("…", kept)
    return _LONG_NUMBER.sub("******", kept)


class ChildDidNotStart(Unavailable):
    """The program ended, or said something else than where it listens.

    ``exit`` is how it ended (negative: by that signal), ``said`` the last thing it complained of.
    """

    code = "rehearse.child_did_not_start"


class Child:
    """``python -m MODULE serve …``, ready once it has said where it listens.

    Its standard input stays open as long as this process lives: when the pipe closes, by
    ``close()`` or by a kill, the child ends by itself within a second.
    """

    def __init__(self, module: str, arguments: Sequence[str], secrets: Mapping[str, str]) -> None:
        self._module = module
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and modules
            [*command(module), "serve", *arguments, "--until-stdin-closes"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **secrets},
        )
        self._last_said = b""
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def ready(self) -> Mapping[str, str]:
        """What the child says once it listens; waits for it."""
        line = self._process.stdout.readline() if self._process.stdout else b""
        try:
            said: dict[str, str] = json.loads(line)
        except ValueError as error:
            facts = self._why()
            _log.warning("a child did not start", extra={"facts": facts})
            raise ChildDidNotStart(**facts) from error
        return said

    @property
    def pid(self) -> int:
        return self._process.pid

    def tell(self, line: str) -> None:
        """One line on its standard input; a child that has ended is found out by ``ready``."""
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):
                self._process.stdin.write(line.encode() + b"\n")
                self._process.stdin.flush()

    def let_go(self) -> None:
        """Closes the pipe without waiting, so that several children can end at once."""
        if self._process.stdin is not None:
            self._process.stdin.close()

    def _listen(self) -> None:
        """What the child complains of goes where this program's own complaints go; the last line
        is kept, for the case that it does not start."""
        for line in self._process.stderr or ():
            self._last_said = line.strip() or self._last_said
            if sys.stderr is not None:
                with suppress(OSError, ValueError):
                    sys.stderr.write(line.decode("utf-8", "replace"))

    def _why(self) -> dict[str, str | int | None]:
        """How it ended, and its last word; a child that has not ended is given a moment to."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(LAST_WORD_S)
        self._listening.join(LAST_WORD_S)
        said = without_people(self._last_said.decode("utf-8", "replace"))
        return {"program": self._module, "exit": self._process.poll(), "said": said}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self.let_go()
        try:
            self._process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._listening.join(LAST_WORD_S)
        if self._process.stderr is not None and not self._listening.is_alive():
            self._process.stderr.close()
