"""Programs to be killed: forked from a warm one, or started cold as the operator does it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, Self

import psutil

from tests.support.project_files import ROOT

LOOK_EVERY_S = 0.01
GIVE_UP_S = 30.0


class Program(Protocol):
    """A process that leads its own session."""

    pid: int

    def wait(self, timeout_s: float | None = None) -> int | None:
        """Its exit code, or nothing if it still runs after ``timeout_s``."""
        ...

    def kill(self) -> None:
        """SIGKILL; returns when the process is gone. One that has ended by itself is no fault."""
        ...


class WarmPrograms:
    """The warm process. One program at a time; what still runs at the end is killed.

    ``preload`` is a library that each of them has loaded, asleep until its environment wakes it.
    """

    def __init__(self, preload: Path | None = None) -> None:
        loaded = {"LD_PRELOAD": str(preload)} if preload else {}
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.warm_server"],
            cwd=ROOT,
            env={**os.environ, **loaded},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        self._answer("ready", None)

    def start(
        self,
        program: str,
        arguments: Sequence[str],
        out: Path,
        environment: Mapping[str, str] | None = None,
    ) -> WarmProgram:
        """``out`` takes what it says; what it complains of goes into ``out`` with ``.err``."""
        order = {
            "program": program,
            "arguments": list(arguments),
            "out": str(out),
            "environment": dict(environment or {}),
        }
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps(order).encode() + b"\n")
        pid = self._answer("pid", None)
        assert pid is not None
        return WarmProgram(pid, self)

    def code(self, timeout_s: float | None) -> int | None:
        return self._answer("code", timeout_s)

    def _answer(self, key: str, timeout_s: float | None) -> int | None:
        assert self._server.stdout is not None
        ready, _, _ = select.select([self._server.stdout], [], [], timeout_s)
        if not ready:
            return None
        line = self._server.stdout.readline()
        assert line, "the warm process has died"
        return int(json.loads(line)[key])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(GIVE_UP_S)
        self._server.stdout.close()


class WarmProgram:
    def __init__(self, pid: int, server: WarmPrograms) -> None:
        self.pid = pid
        self._server = server
        self._code: int | None = None

    def wait(self, timeout_s: float | None = None) -> int | None:
        if self._code is None:
            self._code = self._server.code(timeout_s)
        return self._code

    def kill(self) -> None:
        if self._code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.wait()


class ColdProgram:
    """``python -m MODULE …`` with everything that a start costs."""

    def __init__(self, module: str, arguments: Sequence[str], out: Path) -> None:
        errors = out.with_name(f"{out.name}.err")
        with out.open("ab") as said, errors.open("ab") as complained:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=complained,
                start_new_session=True,
            )
        self.pid = self._process.pid

    def wait(self, timeout_s: float | None = None) -> int | None:
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return None

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


def children_of(pid: int) -> list[psutil.Process]:
    """Everything that was started in its session, also after its own death."""
    found = []
    for other in psutil.pids():
        try:
            if other != pid and os.getsid(other) == pid:
                found.append(psutil.Process(other))
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue
    return found


def outlived_s(children: Sequence[psutil.Process], since: float) -> float:
    """How long after ``since`` the last of them lived. Waits; what never ends is killed."""
    while any(_lives(child) for child in children):
        if time.monotonic() - since > GIVE_UP_S:
            for child in children:
                child.kill()
            break
        threading.Event().wait(LOOK_EVERY_S)
    return time.monotonic() - since if children else 0.0


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
