"""A day at one window: many cases by mouse and keys, without a new start for each.

A child process, so that the tests beside it have a Qt of their own. It reads a case file and a
folder for the papers on each line, and answers with what ``tereze rehearse --window`` would have
printed, or with the code of the error that ended the case.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from operator_app.bootstrap import CasePlace, open_case_room, sit_down
from operator_app.cli.rehearsal.case_file import read_case
from operator_app.cli.rehearsal.journal import Journal
from operator_app.cli.rehearsal.on_window import WindowPlay, place_of
from operator_app.cli.rehearsal.play import Steps
from operator_app.cli.rehearse import finish
from operator_app.errors import OperatorAppError
from tests.support.project_files import ROOT


class WindowDay:
    """The side of the tests. A window that fell takes one case with it, not the rest of the day."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._child: subprocess.Popen[str] | None = None
        self._started = 0

    def play(self, case: Path, out: Path) -> dict[str, Any]:
        child = self._child or self._start()
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(json.dumps([str(case), str(out)]) + "\n")
        child.stdin.flush()
        answer = child.stdout.readline()
        if not answer:
            self.close()
        assert answer, "the window is gone"
        said: dict[str, Any] = json.loads(answer)
        return said

    def close(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.communicate()

    def _start(self) -> subprocess.Popen[str]:
        self._started += 1
        self._child = subprocess.Popen(
            [
                *(sys.executable, "-X", "faulthandler", "-m", "tests.support.window_day"),
                str(self._folder / str(self._started)),
            ],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        return self._child


@contextmanager
def open_window_day(folder: Path) -> Iterator[WindowDay]:
    day = WindowDay(folder)
    try:
        yield day
    finally:
        day.close()


class Counter:
    """The side of the window: one at a time, another one where a case is played elsewhere."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._place: CasePlace | None = None
        self._opened = 0

    def play(self, case: Path, out: Path) -> dict[str, Any]:
        file = read_case(case)
        try:
            if place_of(file) != self._place:
                self._move(place_of(file))
            steps = Steps(Journal(None))
            view = self._sitting(file, case.parent, steps)
            return finish(file, view, self._room.workplace, steps, out)
        except OperatorAppError as error:
            self.close()
            return {"error": error.code, "details": str(error)}

    def close(self) -> None:
        self._stack.close()
        self._place = None

    def _move(self, place: CasePlace) -> None:
        self.close()
        self._opened += 1
        profile = self._folder / str(self._opened)
        self._room = self._stack.enter_context(open_case_room(profile, place))
        self._sitting = WindowPlay(self._stack.enter_context(sit_down(self._room)))
        self._place = place


def main(folder: Path) -> None:
    counter = Counter(folder)
    for line in sys.stdin:
        case, out = json.loads(line)
        said = counter.play(Path(case), Path(out))
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    counter.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
