"""The frame: keys, roles, languages, looks, Ctrl+K, and the ring around what has the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from operator_app.domain.operators import Page
from operator_app.errors import Unavailable
from tests.screens.registry import dress
from ui.runtime.lanes import InlineLane
from ui.runtime.speech import Speech
from ui.shell.app_window import AppWindow
from ui.shell.find_panel import Found
from ui.shell.focus_ring import FocusRing
from ui.shell.state import Link, ShellState
from ui.style.tokens import DARK
from ui.style.worn import Worn, worn

COUNTER = (Page.QUEUE, Page.INTAKE, Page.CASES)
AT_WORK = ShellState(window="7", operator="Ахметова А. Б.", pages=COUNTER, link=Link.ONLINE)
CONTROL = Qt.KeyboardModifier.ControlModifier


class HubAway(Unavailable):
    """Made up here, with the code of a real one."""

    code = "hub.unreachable"


class Waiting:
    """A lane that answers when told to."""

    def __init__(self) -> None:
        self.answers: list[Callable[[], None]] = []

    def submit(self, work, *, done, failed) -> None:  # type: ignore[no-untyped-def]  # any work
        self.answers.append(lambda: InlineLane().submit(work, done=done, failed=failed))


class Finder:
    """Finds the text itself."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fails = False

    def __call__(self, text: str) -> Sequence[Found]:
        self.asked.append(text)
        if self.fails:
            raise HubAway
        return (Found("case", text, f"дело {text}", "Сейтқазы"),)


@pytest.fixture
def finder() -> Finder:
    return Finder()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, finder: Finder) -> Iterator[AppWindow]:
    dress(qapp)
    pages = {page.value: _page(page.value) for page in COUNTER} | {"lock": _page("lock")}
    made = AppWindow(pages, Speech("ru"), find=finder)
    made.page_chosen.connect(lambda page: made.show_page(page.value))
    made.show_state(AT_WORK)
    made.show_page("queue")
    made.resize(1440, 900)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.set_look("light", 100)


def _page(name: str) -> QWidget:
    page = QWidget()
    page.setObjectName(f"{name}_page")
    column = QVBoxLayout(page)
    for number in range(2):
        field = QLineEdit()
        field.setObjectName(f"{name}_field_{number}")
        column.addWidget(field)
    return page


def _child(window: QWidget, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def test_the_title_names_the_page_and_what_it_says_of_itself(window: AppWindow) -> None:
    said = [window.windowTitle()]
    window.show_page("intake")
    _child(window, "intake_page").setWindowTitle("4. Документы")
    said.append(window.windowTitle())
    window.show_page("lock")
    said.append(window.windowTitle())
    _child(window, "intake_page").setWindowTitle("5. Подпись")
    said.append(window.windowTitle())

    assert said == ["Очередь · Терезе", "Приём · 4. Документы · Терезе", "Терезе", "Терезе"]


def test_a_key_goes_to_its_page_from_any_field(window: AppWindow) -> None:
    _child(window, "queue_field_0").setFocus()

    QTest.keyClick(_child(window, "queue_field_0"), Qt.Key.Key_F3)

    assert window.current_page == "cases"


def test_a_page_of_another_role_has_neither_button_nor_key(window: AppWindow) -> None:
    window.show_state(ShellState(window="7", operator="А.", pages=(Page.CASES,)))

    QTest.keyClick(window, Qt.Key.Key_F1)
    QTest.keyClick(window, Qt.Key.Key_F7)

    assert window.current_page == "queue"
    assert not _child(window, "shell_go_supervision").isVisible()


def test_a_locked_window_shows_no_way_and_no_name(window: AppWindow) -> None:
    window.show_state(ShellState(window="7", operator="Ахметова А. Б.", pages=COUNTER, locked=True))
    window.show_page("lock")

    QTest.keyClick(window, Qt.Key.Key_F2)
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)

    assert window.current_page == "lock"
    assert not _child(window, "shell_operator").isVisible()
    assert not window.find_panel.isVisible()


def test_the_language_changes_while_it_runs_and_is_told(window: AppWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.language_chosen) as told:
        QTest.mouseClick(_child(window, "shell_language_kk"), Qt.MouseButton.LeftButton)

    button = _child(window, "shell_go_queue")
    assert isinstance(button, QPushButton)
    assert told.args == ["kk"]
    assert button.text() == "Кезек"


def test_find_opens_over_the_page_and_gives_the_focus_back(
    window: AppWindow, finder: Finder
) -> None:
    field = _child(window, "queue_field_1")
    field.setFocus()

    QTest.keyClick(field, Qt.Key.Key_K, CONTROL)
    assert window.find_panel.isVisible()
    assert QApplication.focusWidget() is _child(window, "shell_find_field")

    QTest.keyClick(_child(window, "shell_find_field"), Qt.Key.Key_Escape)
    assert not window.find_panel.isVisible()
    assert QApplication.focusWidget() is field


def test_find_opens_what_was_chosen_by_arrows_and_enter(
    window: AppWindow, finder: Finder, qtbot: QtBot
) -> None:
    window.find_panel.open()
    field = _child(window, "shell_find_field")

    QTest.keyClicks(field, "870412")
    qtbot.waitUntil(lambda: finder.asked == ["870412"])
    with qtbot.waitSignal(window.found) as told:
        QTest.keyClick(field, Qt.Key.Key_Down)
        QTest.keyClick(field, Qt.Key.Key_Return)

    assert told.args == [Found("case", "870412", "дело 870412", "Сейтқазы")]
    assert not window.find_panel.isVisible()


def test_find_knows_the_pages_by_their_names(window: AppWindow, qtbot: QtBot) -> None:
    window.find_panel.open()
    names = _child(window, "shell_find_list")
    assert isinstance(names, QListWidget)
    known = ["Очередь", "Приём", "Дела", "Анкета для заявителя", "Мой пароль"]
    assert [names.item(row).text() for row in range(names.count())] == known

    names.setCurrentRow(2)
    QTest.keyClick(_child(window, "shell_find_field"), Qt.Key.Key_Return)

    assert window.current_page == "cases"


def test_an_answer_to_an_older_question_is_dropped(qtbot: QtBot, qapp: QApplication) -> None:
    dress(qapp)
    lane = Waiting()
    window = AppWindow({"queue": _page("queue")}, Speech("ru"), find=Finder(), lane=lane)
    qtbot.addWidget(window)
    window.show_state(AT_WORK)
    window.find_panel.open()
    field, names = _child(window, "shell_find_field"), _child(window, "shell_find_list")
    assert isinstance(field, QLineEdit)
    assert isinstance(names, QListWidget)
    field.setText("первое")
    window.find_panel.ask()
    field.setText("второе")
    window.find_panel.ask()

    for answer in reversed(lane.answers):
        answer()

    assert [names.item(row).text() for row in range(names.count())] == ["дело второе"]


def test_a_search_that_fails_says_what_happened(window: AppWindow, finder: Finder) -> None:
    finder.fails = True
    window.find_panel.open()
    field = _child(window, "shell_find_field")
    assert isinstance(field, QLineEdit)
    field.setText("870412")

    window.find_panel.ask()

    note = _child(window, "shell_find_note")
    assert note.property("text") == Speech("ru").error(HubAway()).happened


def test_the_ring_is_around_what_has_the_focus(window: AppWindow, qapp: QApplication) -> None:
    ring = window.findChild(FocusRing)
    assert ring is not None

    for name in ("queue_field_0", "shell_go_cases", "queue_field_1"):
        target = _child(window, name)
        target.setFocus(Qt.FocusReason.TabFocusReason)
        qapp.processEvents()
        place = target.rect().translated(target.mapTo(window, target.rect().topLeft()))

        assert ring.isVisible()
        assert ring.geometry().contains(place)
        assert not ring.geometry().adjusted(5, 5, -5, -5).contains(place)


def test_zoom_has_keys_and_its_limits(window: AppWindow) -> None:
    for _ in range(9):
        QTest.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    assert worn().zoom == 200

    QTest.keyClick(window, Qt.Key.Key_Minus, CONTROL)
    assert worn().zoom == 175

    QTest.keyClick(window, Qt.Key.Key_0, CONTROL)
    assert worn().zoom == 100


def test_a_look_is_worn_at_once_and_told(window: AppWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.look_chosen) as told:
        window.set_look("dark", 125)

    assert told.args == ["dark", 125]
    assert worn() == Worn(DARK, 125)


def test_closing_asks_nothing_and_lets_pages_put_away_the_last_second(
    window: AppWindow, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.closing):
        window.close()

    assert not window.isVisible()


def test_training_is_marked_in_both_languages(window: AppWindow) -> None:
    mark = _child(window, "shell_training")
    assert not mark.isVisible()

    window.show_state(ShellState(training=True))

    assert mark.isVisible()
    assert mark.property("text") == "ОҚУ ҮЛГІСІ · УЧЕБНЫЙ ОБРАЗЕЦ"
