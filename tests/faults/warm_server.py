"""Forks programs that are already imported, so that hundreds of them start in no time.

Reads one JSON line per program on standard input and answers with its process id, then with its
exit code. One program at a time. It never opens a store and has one thread: a fork of it is as
good as a fresh start. When its standard input ends it kills what still runs.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import hub.__main__
import operator_app.cli.main
from tests.faults import bad_disk_saver, careless, saver, watched_window

PROGRAMS: MappingProxyType[str, Callable[[Sequence[str]], int]] = MappingProxyType(
    {
        "window": operator_app.cli.main.main,
        "hub": hub.__main__.main,
        "saver": saver.main,
        "bad_disk_saver": bad_disk_saver.main,
        "careless_saver": careless.saver,
        "careless_hub": careless.hub,
        "watched_window": watched_window.main,
    }
)
FAILED = 70


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tereze-warm-") as folder:
        saver.rehearse_once(Path(folder), datetime.now(UTC))
    gc.collect()
    gc.freeze()
    _say({"ready": os.getpid()})
    while line := _command():
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(order)
        _say({"pid": pid})
        _say({"code": _ended(pid)})


def _command() -> bytes:
    """Read without a buffer: what stands in one would be taken along by a fork."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            return b""
        line += byte
    return line


def _say(answer: dict[str, int]) -> None:
    os.write(1, json.dumps(answer).encode() + b"\n")


def _become(order: dict[str, object]) -> None:
    """Never returns. A session of its own makes its children findable after its death."""
    code = FAILED
    try:
        os.setsid()
        out = str(order["out"])
        _redirect(0, os.devnull, os.O_RDONLY)
        _redirect(1, out, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        _redirect(2, f"{out}.err", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.environ.update(dict(order["environment"]))  # type: ignore[call-overload]  # of JSON
        code = PROGRAMS[str(order["program"])](list(order["arguments"]))  # type: ignore[call-overload]  # of JSON
        sys.stdout.flush()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:  # whatever it was, it must not go on as a second server
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(code)


def _redirect(descriptor: int, path: str, flags: int) -> None:
    opened = os.open(path, flags, 0o600)
    os.dup2(opened, descriptor)
    os.close(opened)


def _ended(pid: int) -> int:
    death = os.pidfd_open(pid)
    ready, _, _ = select.select([0, death], [], [])
    os.close(death)
    if 0 in ready:
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    main()
