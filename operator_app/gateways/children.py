"""Child processes on loopback that live no longer than their parent: the hub and the stand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from operator_app.errors import Unavailable

STOP_WITHIN_S = 5
STARTER = "operator_app.gateways.child_start"


def command(module: str) -> tuple[str, ...]:
    """What starts ``module`` so that it ends with this process even while it is loading."""
    return (sys.executable, "-m", STARTER, str(os.getpid()), module)


class ChildDidNotStart(Unavailable):
    """The program ended, or said something else than where it listens."""

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
            env={**os.environ, **secrets},
        )

    def ready(self) -> Mapping[str, str]:
        """What the child says once it listens; waits for it."""
        line = self._process.stdout.readline() if self._process.stdout else b""
        try:
            said: dict[str, str] = json.loads(line)
        except ValueError as error:
            raise ChildDidNotStart(program=self._module) from error
        return said

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
