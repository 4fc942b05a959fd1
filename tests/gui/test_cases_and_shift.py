"""The pages of cases and of the shift under a real hand: by keyboard alone, by mouse alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from operator_app.domain.shifts import ShiftState
from tests.screens.registry import dress
from tests.screens.scenes_shift import LEFT, OPEN
from tests.support.hearing import heard
from tests.support.keyboard import type_text
from tests.unit.ui.test_cases_page import Desk as CasesDesk
from tests.unit.ui.test_shift_page import Desk as ShiftDesk
from ui.pages.cases import wiring as cases_wiring
from ui.pages.cases.presenter import CasesPresenter
from ui.pages.cases.view import CasesView
from ui.pages.shift import wiring as shift_wiring
from ui.pages.shift.presenter import ShiftPresenter
from ui.pages.shift.view import ShiftView
from ui.runtime.speech import Speech

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    dress(qapp)


def shown(qtbot: QtBot, view: QWidget) -> None:
    qtbot.addWidget(view)
    view.resize(1240, 720)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()


def cases(qtbot: QtBot, desk: CasesDesk) -> tuple[CasesPresenter, CasesView]:
    presenter, view = desk.page(), CasesView(Speech("ru"))
    cases_wiring.connect(presenter, view)
    shown(qtbot, view)
    presenter.enter()
    view.main_field().setFocus()
    return presenter, view


def shift(qtbot: QtBot, desk: ShiftDesk) -> tuple[ShiftPresenter, ShiftView]:
    presenter, view = desk.page(), ShiftView(Speech("ru"))
    shift_wiring.connect(presenter, view)
    shown(qtbot, view)
    return presenter, view


def button(view: QWidget, name: str) -> QPushButton:
    found = view.findChild(QPushButton, name)
    assert found is not None
    return found


def field(view: QWidget, name: str) -> QLineEdit:
    found = view.findChild(QLineEdit, name)
    assert found is not None
    return found


def table(view: QWidget) -> QTableView:
    found = view.findChild(QTableView, "cases_table")
    assert found is not None
    return found


def click(qtbot: QtBot, view: QWidget, name: str) -> None:
    QTest.mouseClick(button(view, name), Qt.MouseButton.LeftButton)


def test_a_name_in_kazakh_finds_the_case_and_enter_opens_it(qtbot: QtBot) -> None:
    presenter, view = cases(qtbot, CasesDesk())
    words = field(view, "cases_words")
    type_text(words, "Сейітова")
    QTest.keyClick(words, Qt.Key.Key_Return)

    assert presenter.state.selected == "case-4"
    assert table(view).model().rowCount() == 1
    number = view.findChild(QLabel, "cases_number")
    assert number is not None
    assert number.text().endswith("0047-5")


def test_arrows_go_through_the_list_and_open_each_case(qtbot: QtBot) -> None:
    presenter, view = cases(qtbot, CasesDesk())
    rows = table(view)
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    first = presenter.state.selected
    QTest.keyClick(rows, Qt.Key.Key_Down)

    assert [first, presenter.state.selected] in (["case-0", "case-1"], ["case-1", "case-2"])


def test_a_click_opens_a_case_and_its_draft_goes_on(qtbot: QtBot) -> None:
    presenter, view = cases(qtbot, CasesDesk())
    chosen = heard(presenter.draft_chosen)
    rows = table(view)
    place = rows.visualRect(rows.model().index(1, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    click(qtbot, view, "cases_go_on")

    assert presenter.state.selected == "case-1"
    assert chosen == ["case-1"]


def test_a_copy_is_printed_by_its_key_and_a_held_key_prints_one(qtbot: QtBot) -> None:
    desk = CasesDesk()
    presenter, view = cases(qtbot, desk)
    presenter.select("case-0")
    tabs = view.findChild(QTabBar, "cases_tabs")
    assert tabs is not None
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_P, CONTROL)

    assert desk.printed == 1
    assert presenter.state.printed


def test_filters_are_pressed_by_mouse_and_one_of_them_holds(qtbot: QtBot) -> None:
    presenter, view = cases(qtbot, CasesDesk())
    click(qtbot, view, "cases_group_refused")
    click(qtbot, view, "cases_today")

    assert [row.id for row in presenter.state.rows] == ["case-2"]
    assert button(view, "cases_group_refused").isChecked()
    assert not button(view, "cases_group_all").isChecked()
    assert button(view, "cases_today").isChecked()


def test_the_language_changes_under_the_open_case(qtbot: QtBot) -> None:
    speech = Speech("ru")
    presenter, view = CasesDesk().page(), CasesView(speech)
    cases_wiring.connect(presenter, view)
    speech.changed.connect(lambda: view.show_state(presenter.state))
    shown(qtbot, view)
    presenter.enter()
    presenter.select("case-0")
    russian = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    speech.set_language("kk")
    kazakh = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]

    assert "Дела" in russian
    assert "Істер" in kazakh
    assert presenter.state.selected == "case-0"


def test_a_garbage_paste_finds_nothing_and_says_so(qtbot: QtBot) -> None:
    presenter, view = cases(qtbot, CasesDesk())
    words = field(view, "cases_words")
    QApplication.clipboard().setText("<b>\x00☠ OR 1=1; --" * 500)
    words.paste()
    QTest.keyClick(words, Qt.Key.Key_Return)

    assert len(words.text()) <= 200
    assert presenter.state.rows == ()


def test_a_shift_is_opened_paused_and_resumed_by_keys(qtbot: QtBot) -> None:
    desk = ShiftDesk()
    presenter, view = shift(qtbot, desk)
    QTest.keyClick(view, Qt.Key.Key_Return, CONTROL)
    QTest.keyClick(view, Qt.Key.Key_F10)
    paused = presenter.state.standing
    QTest.keyClick(view, Qt.Key.Key_F10)

    assert desk.done == ["open", "pause", "resume"]
    assert paused is ShiftState.BREAK


def test_a_shift_with_drafts_is_closed_with_a_remark_by_keyboard(qtbot: QtBot) -> None:
    desk = ShiftDesk(shift=OPEN, left=LEFT)
    _, view = shift(qtbot, desk)
    ask = button(view, "shift_close")
    ask.setFocus()
    QTest.keyClick(ask, Qt.Key.Key_Space)
    remark = field(view, "shift_remark")
    too_early = button(view, "shift_close_now").isEnabled()
    type_text(remark, "Ертең келеді")
    QTest.keyClick(remark, Qt.Key.Key_Return, CONTROL)

    assert remark.isVisibleTo(view) is False
    assert not too_early
    assert desk.done == ["close Ертең келеді"]


def test_a_shift_is_closed_by_mouse_and_escape_takes_it_back(qtbot: QtBot) -> None:
    desk = ShiftDesk(shift=OPEN)
    presenter, view = shift(qtbot, desk)
    click(qtbot, view, "shift_close")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    back = presenter.state.asking
    click(qtbot, view, "shift_close")
    click(qtbot, view, "shift_close_now")

    assert not back
    assert desk.done == ["close"]


def test_a_draft_that_is_left_is_opened_from_the_list(qtbot: QtBot) -> None:
    presenter, view = shift(qtbot, ShiftDesk(shift=OPEN, left=LEFT))
    chosen: list[tuple[str, bool]] = []
    presenter.case_chosen.connect(lambda case, draft: chosen.append((case, draft)))
    click(qtbot, view, "shift_draft_0_open")
    click(qtbot, view, "shift_paper_0_open")

    assert chosen == [("case-2", True), ("case-1", False)]
