"""The window opens from its sign-in inwards, and says at the door what keeps it shut."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from operator_app.adapters.keys import TRAINING_MARK
from operator_app.bootstrap.opening import Opening
from resources.training import load_training_center
from tests.support.project_files import ROOT
from ui.program import FirstFrame, Program
from ui.runtime.pieces import Pieces

LONGEST_MS = 30_000
PERSON = load_training_center().people[0]
LATER = {
    *("alembic", "asn1crypto", "cryptography", "holidays", "httpx", "pypdfium2", "reportlab"),
    *("sqlalchemy", "sqlcipher3", "db", "printing", "hub", "stand"),
}

LOADING = """
import importlib.abc, sys
from pathlib import Path
from PySide6 import QtCore, QtGui, QtWidgets
from operator_app.bootstrap.opening import PAGES, Opening
from ui.program import Program

def made():
    return all(vars(one).keys() >= set(dir(one)) for one in (QtCore, QtGui, QtWidgets))

class Watch(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == PAGES:
            print(made())

print(made())
sys.meta_path.insert(0, Watch())
program = Program()
opening = Opening(program, Path(sys.argv[1]))
opening.begin()
while opening.pages is None:
    program.application.processEvents()
opening.close()
"""


@pytest.fixture
def opening(qtbot: QtBot, tmp_path: Path) -> Iterator[Opening]:
    made = Opening(Program(), tmp_path)
    qtbot.addWidget(made.door.window)
    made.door.window.show()
    with closing(made):
        yield made


def _sign_in(opening: Opening) -> None:
    opening.door.sign_in.choose_made_up(PERSON.login)


def test_who_is_faster_than_the_rest_is_let_in_when_it_is_there(
    qtbot: QtBot, opening: Opening
) -> None:
    opening.begin()
    _sign_in(opening)
    shut = opening.pages
    qtbot.waitUntil(lambda: opening.door.window.current_page == "queue", timeout=LONGEST_MS)

    assert shut is None
    assert opening.pages is not None
    assert opening.pages.conductor.session is not None


def test_a_store_that_does_not_open_says_so_at_the_door_and_may_be_tried_again(
    qtbot: QtBot, opening: Opening, tmp_path: Path
) -> None:
    key = tmp_path / "TRAINING-store.key"
    key.write_text(f"{TRAINING_MARK}\nnot a key\n", encoding="ascii")
    opening.begin()
    _sign_in(opening)
    door = opening.door.sign_in
    qtbot.waitUntil(lambda: door.state.gate.trouble is not None, timeout=LONGEST_MS)
    trouble = door.state.gate.trouble
    key.unlink()
    door.retry()
    _sign_in(opening)
    qtbot.waitUntil(lambda: opening.store_is_open, timeout=LONGEST_MS)

    assert trouble is not None
    assert trouble.code == "store.key_damaged"


def test_a_window_closed_while_it_opens_leaves_nothing_behind(qtbot: QtBot, tmp_path: Path) -> None:
    opening = Opening(Program(), tmp_path)
    qtbot.addWidget(opening.door.window)
    opening.begin()
    _sign_in(opening)
    opening.close()

    assert opening.pages is None


def test_nothing_but_the_sign_in_is_loaded_for_the_first_frame() -> None:
    question = "import sys, operator_app.bootstrap.window; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in answer.stdout.split()}

    assert loaded & LATER == set()


def test_no_thread_loads_a_page_before_all_types_of_qt_are_made(tmp_path: Path) -> None:
    """Made in a thread, while the window makes another one, a type can take the window down."""
    done = subprocess.run(
        [sys.executable, "-c", LOADING, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    made_at_first, *made_at_the_pages = done.stdout.split()

    assert made_at_first == "False"
    assert made_at_the_pages == ["True"]


def test_the_first_frame_is_told_once(qtbot: QtBot) -> None:
    window, told = QWidget(), []
    qtbot.addWidget(window)
    window.installEventFilter(FirstFrame(window, lambda: told.append(window.isVisible())))
    window.show()
    qtbot.waitUntil(lambda: bool(told))
    window.repaint()
    window.repaint()

    assert told == [True]


def test_between_two_pieces_the_event_loop_has_its_turn(qtbot: QtBot) -> None:
    order: list[str] = []

    def work() -> Generator[None, None, str]:
        for number in range(3):
            order.append(f"piece {number}")
            QTimer.singleShot(0, _noted(order, f"event {number}"))
            yield
        return "done"

    pieces = Pieces(work(), order.append)
    qtbot.waitUntil(lambda: "done" in order)
    pieces.stop()

    assert order.index("event 0") < order.index("piece 2")


def _noted(order: list[str], what: str) -> Callable[[], None]:
    return lambda: order.append(what)
