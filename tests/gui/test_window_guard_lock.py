"""The lock at the real window: after five minutes, over everything, for its own person only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QPushButton, QWidget

from operator_app.domain.operators import Page
from tests.support.guarded_window import (
    OTHER,
    Guarded,
    guarded,
    guarded_law,
    living,
    seeded,
)
from tests.support.keyboard import type_text
from ui.runtime.idle import LIMIT_S
from ui.shell.find_panel import Found

__all__ = ["guarded", "guarded_law", "seeded"]

CONTROL = Qt.KeyboardModifier.ControlModifier
KEYS = [
    *((Qt.Key(Qt.Key.Key_F1.value + one), Qt.KeyboardModifier.NoModifier) for one in range(12)),
    *(
        (key, CONTROL)
        for key in (
            *(Qt.Key.Key_K, Qt.Key.Key_N, Qt.Key.Key_R, Qt.Key.Key_D, Qt.Key.Key_T, Qt.Key.Key_S),
            *(Qt.Key.Key_B, Qt.Key.Key_U, Qt.Key.Key_Z, Qt.Key.Key_G, Qt.Key.Key_O, Qt.Key.Key_P),
            *(Qt.Key.Key_E, Qt.Key.Key_H, Qt.Key.Key_J, Qt.Key.Key_Y, Qt.Key.Key_Period),
            *(Qt.Key.Key_Return, Qt.Key.Key_V, Qt.Key.Key_Delete, Qt.Key.Key_BracketLeft),
        )
    ),
    (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Insert, Qt.KeyboardModifier.NoModifier),
]


def at_the_number(guarded: Guarded, typed: str = "") -> QLineEdit:
    """Step 2 of a case of somebody, in the field of the number."""
    guarded.sign_in()
    guarded.serve()
    hand = guarded.hand
    hand.type_text("service_search", "опек")
    hand.choose_row("service_list", lambda text: "пек" in text)
    hand.click("intake_next")
    hand.wait_until(lambda: hand.sees("intake_consent"), "intake_consent")
    hand.type_text("consent_number", typed or living().iin)
    guarded.settle()
    return hand.get("consent_number", QLineEdit)


def readable(guarded: Guarded) -> str:
    """What a passer-by reads on the screen: texts and tool tips of what can be seen."""
    said = []
    for widget in QApplication.allWidgets():
        if widget.isVisible():
            said += [str(widget.property(name) or "") for name in ("text", "plainText", "toolTip")]
    return "\n".join([*said, guarded.window.windowTitle()])


def test_five_minutes_lock_over_the_unfinished_case(guarded: Guarded) -> None:
    at_the_number(guarded)
    guarded.leave_alone(LIMIT_S - 1)
    assert not guarded.hand.sees("lock_page")

    guarded.leave_alone(1)

    assert guarded.hand.sees("lock_page")


def test_the_clock_of_the_machine_neither_locks_nor_keeps_open(guarded: Guarded) -> None:
    guarded.sign_in()
    for days in (3, -6):
        guarded.wall.set_by(days=days)
        guarded.leave_alone(LIMIT_S / 3)
        assert not guarded.hand.sees("lock_page")

    guarded.leave_alone(LIMIT_S / 3)
    assert guarded.hand.sees("lock_page")


def test_the_first_touch_after_hours_locks_and_does_nothing_else(guarded: Guarded) -> None:
    field = at_the_number(guarded)
    before = field.text()
    guarded.seconds.at += 3 * 3600

    type_text(field, "9")
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)

    assert guarded.hand.sees("lock_page")
    assert field.text() == before


def test_nothing_behind_the_lock_can_be_read_or_reached(guarded: Guarded) -> None:
    field = at_the_number(guarded)
    number, person = guarded.case().number, living()
    guarded.key(Qt.Key.Key_L, CONTROL)
    hand, said = guarded.hand, readable(guarded)
    assert person.iin not in said
    assert number not in said

    for key, modifiers in KEYS:
        guarded.key(key, modifiers)
        guarded.settle()
        assert hand.sees("lock_page"), (key, modifiers)
        assert not hand.sees("shell_find_panel"), (key, modifiers)
    for _ in range(30):
        guarded.key(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert isinstance(focus, QWidget)
        assert focus.isVisible()
        assert not focus.objectName().startswith(("intake", "queue", "consent", "cases"))
    assert field.text() == person.iin
    assert guarded.case().state.value == "draft"


def test_a_direct_call_does_not_open_a_page_behind_the_lock(guarded: Guarded) -> None:
    at_the_number(guarded)
    window, conductor = guarded.shown.window, guarded.shown.conductor
    conductor.lock()
    case = guarded.case()

    window.page_chosen.emit(Page.QUEUE)
    conductor.scanned(case.number)
    window.found.emit(Found("case", case.id, case.number))
    conductor._open_case(case.id)
    guarded.settle()

    assert window.current_page == "lock"


@pytest.mark.parametrize("opened", ["find", "menu", "choice"])
def test_what_hangs_over_the_page_is_gone_with_it(guarded: Guarded, opened: str) -> None:
    at_the_number(guarded)
    hand = guarded.hand
    if opened == "find":
        guarded.key(Qt.Key.Key_K, CONTROL)
    elif opened == "menu":
        hand.click("shell_display")
    else:
        guarded.key(Qt.Key.Key_F1)
        guarded.key(Qt.Key.Key_N, CONTROL)
        hand.get("queue_new_category", QComboBox).showPopup()
    guarded.settle()

    guarded.leave_alone()

    assert hand.sees("lock_page")
    assert QApplication.activePopupWidget() is None
    others = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert others == [guarded.window]


def test_the_dialog_of_files_is_gone_with_the_page(guarded: Guarded) -> None:
    """Its list of names is the applicants' papers."""
    at_the_number(guarded)
    step = guarded.hand.get("intake_page", QWidget)
    dialog = QFileDialog(step, "…")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    taken: list[str] = []
    dialog.filesSelected.connect(taken.extend)
    dialog.open()
    guarded.settle()

    guarded.leave_alone()

    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [guarded.window]
    assert taken == []


def unlock(guarded: Guarded, password: str) -> None:
    hand = guarded.hand
    hand.type_text("lock_password_edit", password)
    hand.click("lock_unlock")
    guarded.settle()


def test_the_same_person_comes_back_to_the_same_step_and_field(guarded: Guarded) -> None:
    field = at_the_number(guarded, "9001")
    field.setFocus()
    guarded.leave_alone()
    unlock(guarded, "wrong")
    assert guarded.hand.sees("lock_page")

    unlock(guarded, guarded.people[0].password)

    assert guarded.hand.sees("intake_consent")
    assert QApplication.focusWidget() is field
    assert field.text() == "9001"


def test_nobody_else_unlocks(guarded: Guarded) -> None:
    at_the_number(guarded)
    guarded.leave_alone()

    unlock(guarded, guarded.people[OTHER].password)

    assert guarded.hand.sees("lock_page")


def test_whoever_signs_in_instead_sees_nothing_of_the_case(guarded: Guarded) -> None:
    at_the_number(guarded)
    case, person = guarded.case(), living()
    guarded.leave_alone()
    guarded.hand.click("lock_leave")
    guarded.hand.wait_until(lambda: guarded.hand.sees("sign_in_enter"), "sign_in")
    assert guarded.traces(person.iin, person.iin[:6], case.number) == []

    guarded.sign_in(OTHER, window=2)
    guarded.key(Qt.Key.Key_F2)
    guarded.settle()

    assert guarded.hand.sees("intake_empty")
    assert guarded.traces(person.iin, person.iin[:6], case.number) == []
    assert guarded.case() == case
    assert case.operator == guarded.people[0].full_name


def test_an_answer_asked_for_before_does_not_reach_the_next_person(guarded: Guarded) -> None:
    at_the_number(guarded)
    case = guarded.case()
    conductor, hand = guarded.shown.conductor, guarded.hand
    conductor.scanned(case.number)
    conductor.lock()
    hand.get("lock_leave", QPushButton).click()

    guarded.settle()

    assert hand.sees("sign_in_enter")
    assert guarded.traces(case.number) == []


def test_the_reader_at_the_lock_is_no_try(guarded: Guarded) -> None:
    """An applicant's receipt read by accident five times must not shut the operator out."""
    at_the_number(guarded)
    code = "".join(sign for sign in guarded.case().number if sign.isdigit())
    guarded.leave_alone()
    for _ in range(6):
        field = guarded.hand.get("lock_password_edit", QLineEdit)
        type_text(field, code)
        guarded.key(Qt.Key.Key_Return)
        guarded.settle()

    unlock(guarded, guarded.people[0].password)

    assert guarded.hand.sees("intake_consent")
