"""Whatever a hand, a paste or the barcode reader can do at the real window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from operator_app.domain.applications import State
from tests.support.guarded_cases import a_package, signed_here
from tests.support.guarded_window import Guarded, guarded, guarded_law, living, seeded
from tests.support.keyboard import type_text

__all__ = ["guarded", "guarded_law", "seeded"]

CONTROL = Qt.KeyboardModifier.ControlModifier
GARBAGE = (
    "\x00\x01\x1b[2J\u202eРТЛ\u2066\u200f👩‍👩‍👧‍👦\ufffe\ud800".encode("utf-8", "replace").decode()
    + "'; DROP TABLE applications; --<b>\r\n\t"
    + "ж" * 1_000_000
)
CODE = "4006381333931"


def at_consent(guarded: Guarded) -> None:
    guarded.sign_in()
    guarded.serve()
    hand = guarded.hand
    hand.type_text("service_search", "опек")
    hand.choose_row("service_list", lambda text: "пек" in text)
    hand.click("intake_next")
    hand.wait_until(lambda: hand.sees("intake_consent"), "intake_consent")
    guarded.settle()


def at_applicant(guarded: Guarded) -> None:
    at_consent(guarded)
    hand = guarded.hand
    hand.type_text("consent_number", living().iin)
    hand.click("consent_given")
    hand.click("intake_next")
    hand.wait_until(lambda: hand.sees("intake_applicant"), "intake_applicant")
    guarded.settle()


def at_documents(guarded: Guarded) -> None:
    case = a_package(guarded)
    guarded.sign_in()
    guarded.shown.conductor._open_case(case.id)
    guarded.settle()


def held(guarded: Guarded, key: Qt.Key = Qt.Key.Key_Return, times: int = 12) -> None:
    """One press and the repeats of a finger that stays on the key."""
    for number in range(times):
        target = QApplication.focusWidget() or guarded.window
        none = Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, key, none, "\r", number > 0)
        QApplication.sendEvent(target, event)
        guarded.settle()


def twice(guarded: Guarded, name: str) -> None:
    """Both presses of a double press come before any answer."""
    button = guarded.hand.get(name, QWidget)
    for _ in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    guarded.settle()


def rows(guarded: Guarded, table: str) -> int:
    with guarded.profile.store.reader.connect() as connection:
        found = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608  # a name of this file
    return int(found)


def test_a_double_press_gives_one_ticket_and_one_case(guarded: Guarded) -> None:
    guarded.sign_in()
    hand = guarded.hand
    hand.wait_until(lambda: hand.sees("queue_day"), "queue_day")
    hand.click("queue_new")
    twice(guarded, "queue_new_panel_do")
    assert rows(guarded, "tickets") == 1

    twice(guarded, "queue_call")
    twice(guarded, "queue_serve")
    hand.wait_until(lambda: hand.sees("intake_service"), "intake_service")
    hand.type_text("service_search", "опек")
    hand.choose_row("service_list", lambda text: "пек" in text)
    twice(guarded, "intake_next")

    assert rows(guarded, "applications") == 1
    assert hand.sees("intake_consent")


@pytest.mark.parametrize("press", [twice, lambda guarded, _: held(guarded)], ids=["twice", "held"])
def test_signing_and_giving_the_receipt_are_done_once(
    guarded: Guarded, press: Callable[[Guarded, str], None]
) -> None:
    at_documents(guarded)
    hand = guarded.hand
    hand.click("intake_step_sign")
    hand.wait_until(lambda: hand.sees("intake_sign"), "intake_sign")
    guarded.settle()
    hand.get("intake_next", QWidget).setFocus()

    press(guarded, "intake_next")
    hand.wait_until(lambda: hand.sees("intake_receipt"), "intake_receipt")
    guarded.settle()

    assert guarded.case().state is State.ACCEPTED
    assert once(guarded, "SELECT kind FROM papers")
    assert once(guarded, "SELECT entity, type FROM outbox")


def once(guarded: Guarded, question: str) -> bool:
    """Whether there is something, and nothing of it twice."""
    with guarded.profile.store.reader.connect() as connection:
        found = [tuple(row) for row in connection.exec_driver_sql(question)]
    return len(found) == len(set(found)) > 0


def test_a_double_press_refuses_once_in_two_copies(guarded: Guarded) -> None:
    case = a_package(guarded)
    guarded.sign_in()
    guarded.shown.conductor._open_case(case.id)
    guarded.settle()
    with guarded.profile.units() as unit:
        whole = unit.applications.get(case.id)
        assert whole is not None
        unit.applications.save(replace(whole, documents=whole.documents[1:]))
        unit.commit()
    guarded.shown.conductor._open_case(case.id)
    guarded.settle()
    hand = guarded.hand
    hand.click("intake_refuse")
    guarded.settle()

    twice(guarded, "intake_next")

    assert guarded.case().state is State.REFUSED_INCOMPLETE
    assert rows(guarded, "papers") == 1


def fields(guarded: Guarded) -> list[QLineEdit | QPlainTextEdit]:
    found: list[QLineEdit | QPlainTextEdit] = [
        *guarded.window.findChildren(QLineEdit),
        *guarded.window.findChildren(QPlainTextEdit),
    ]
    return [one for one in found if one.isVisible() and one.isEnabled() and not one.isReadOnly()]


def open_page(guarded: Guarded, page: str) -> None:
    if page == "consent":
        at_consent(guarded)
    elif page == "applicant":
        at_applicant(guarded)
    elif page == "documents":
        at_documents(guarded)
    elif page == "door":
        return
    else:
        guarded.sign_in(3 if page == "administration" else 0)
        if page == "service":
            guarded.serve()
        elif page != "queue":
            key = {"cases": Qt.Key.Key_F3, "shift": Qt.Key.Key_F6}.get(page, Qt.Key.Key_F12)
            guarded.key(key)
    if page == "administration":
        guarded.settle()
        guarded.hand.click("administration_new")
    if page == "queue":
        guarded.settle()
        guarded.hand.click("queue_new")
    guarded.settle()


IN_CI = "applicant"
"""The page with the most fields; the others are tried by ``dev.py test --all``."""
PAGES = [
    pytest.param(page, marks=() if page == IN_CI else pytest.mark.long)
    for page in (
        *("door", "queue", "service", "consent", "applicant"),
        *("documents", "cases", "shift", "administration"),
    )
]


@pytest.mark.parametrize("page", PAGES)
def test_garbage_pasted_into_any_field_breaks_nothing(guarded: Guarded, page: str) -> None:
    open_page(guarded, page)
    clipboard = QApplication.clipboard()
    clipboard.setText(GARBAGE)
    before = guarded.shown.window.current_page
    for field in fields(guarded):
        field.setFocus()
        guarded.key(Qt.Key.Key_A, CONTROL)
        guarded.key(Qt.Key.Key_V, CONTROL)
        guarded.settle()
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        assert len(text) <= 2000, field.objectName()
    clipboard.clear()

    guarded.shown.intake.page.notes.flush()
    guarded.settle()
    assert guarded.shown.window.current_page == before
    if page == "applicant":
        guarded.hand.click("intake_next")
        guarded.settle()
        kept = guarded.case().applicant
        assert kept is not None
        assert kept.surname
        assert all(one.isprintable() for one in (kept.surname, kept.name, kept.address or ""))


def chosen(guarded: Guarded) -> dict[str, object]:
    """Everything a key could have changed, by the names of the widgets."""
    found: dict[str, object] = {}
    for widget in guarded.window.findChildren(QWidget):
        if not widget.isVisible() or not widget.objectName():
            continue
        if isinstance(widget, QLineEdit):
            found[widget.objectName()] = widget.text()
        elif isinstance(widget, QComboBox):
            found[widget.objectName()] = widget.currentIndex()
        elif isinstance(widget, QSpinBox):
            found[widget.objectName()] = widget.value()
        elif isinstance(widget, QAbstractItemView):
            found[widget.objectName()] = widget.currentIndex().row()
    return found


def burst(guarded: Guarded, field: QWidget) -> None:
    field.setFocus()
    type_text(field, CODE)
    QTest.keyClick(QApplication.focusWidget() or guarded.window, Qt.Key.Key_Return)
    guarded.settle()


@pytest.mark.parametrize("page", PAGES)
def test_a_burst_of_the_reader_changes_nothing_on_any_page(guarded: Guarded, page: str) -> None:
    """``CODE`` is no number of ours: nobody's case opens."""
    open_page(guarded, page)
    targets = [
        one
        for one in guarded.window.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (isinstance(one, QLineEdit) and one.echoMode() is not QLineEdit.EchoMode.Normal)
    ]
    assert targets
    shown, count = guarded.shown.window.current_page, rows(guarded, "tickets")
    for target in targets:
        target.setFocus()
        guarded.settle()
        now = chosen(guarded)
        if target.isVisible():
            burst(guarded, target)
        assert chosen(guarded) == now, target.objectName()
        assert guarded.shown.window.current_page == shown, target.objectName()
    assert rows(guarded, "tickets") == count


def test_the_reader_opens_the_case_of_a_receipt(guarded: Guarded) -> None:
    case = signed_here(guarded)
    guarded.sign_in()
    code = "".join(sign for sign in case.number if sign.isdigit())
    type_text(QApplication.focusWidget() or guarded.window, code)
    guarded.key(Qt.Key.Key_Return)
    guarded.settle()

    assert guarded.hand.sees("cases_number")


@pytest.mark.parametrize("page", PAGES)
def test_another_language_in_the_middle_keeps_text_focus_and_selection(
    guarded: Guarded, page: str
) -> None:
    open_page(guarded, page)
    for field in fields(guarded)[:6]:
        if not isinstance(field, QLineEdit) or field.objectName() == "qt_spinbox_lineedit":
            continue
        field.setFocus()
        field.selectAll()
        type_text(field, "12ә")
        guarded.settle()
        typed = field.text()
        field.setSelection(0, 2)
        for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_2):
            guarded.key(key, Qt.KeyboardModifier.AltModifier)
            guarded.settle()
            focus = QApplication.focusWidget()
            assert focus is field, (field.objectName(), focus.objectName() if focus else None)
            assert (field.text(), field.selectedText()) == (typed, typed[:2]), field.objectName()
