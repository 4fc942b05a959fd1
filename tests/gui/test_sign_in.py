"""Signing in and unlocking by hand: Enter moves on, nothing is done twice or seen behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from operator_app.errors import Corrupted
from tests.screens.registry import dress
from tests.support.hearing import heard
from tests.support.queue_desk import SESSION
from tests.support.sign_in_desk import MADE_UP, RIGHT, Door, a_lock, a_sign_in
from ui.pages.sign_in.lock.view import LockView
from ui.pages.sign_in.view import SignInView
from ui.pages.sign_in.wiring import connect, connect_lock
from ui.runtime.speech import Speech


class StoreTorn(Corrupted):
    code = "store.damaged"


class Page:
    """The sign-in page with somebody in front of it."""

    def __init__(self, qtbot: QtBot, door: Door, **start: object) -> None:
        speech = Speech("ru")
        self.presenter = a_sign_in(door, speech, **start)  # type: ignore[arg-type]  # by name
        self.view = SignInView(speech)
        connect(self.presenter, self.view)
        qtbot.addWidget(self.view)
        shown(qtbot, self.view)

    def field(self, name: str) -> QLineEdit:
        found = self.view.findChild(QLineEdit, name)
        assert isinstance(found, QLineEdit)
        return found


def shown(qtbot: QtBot, view: QWidget) -> None:
    view.resize(1240, 800)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()


def child(view: QWidget, name: str) -> QWidget:
    found = view.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    dress(qapp)


def test_the_whole_sign_in_by_keyboard_alone(qtbot: QtBot) -> None:
    page = Page(qtbot, Door())
    entered = heard(page.presenter.signed_in)
    QTest.keyClicks(page.view.focusWidget(), "ahmetova")
    QTest.keyClick(page.view.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(page.view.focusWidget(), RIGHT)
    QTest.keyClick(page.view.focusWidget(), Qt.Key.Key_Return)

    assert len(entered) == 1
    assert page.field("sign_in_password_edit").text() == ""
    assert page.field("sign_in_login").text() == ""


def test_enter_held_down_tries_a_wrong_password_once(qtbot: QtBot) -> None:
    door = Door()
    page = Page(qtbot, door, login="ahmetova")
    QTest.keyClicks(page.view.focusWidget(), "wrong")
    for number in range(30):
        repeated = number > 0
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.NoModifier,
            "\r",
            repeated,
        )
        QApplication.sendEvent(page.view.focusWidget(), event)

    assert len(door.asked) == 1
    assert page.view.focusWidget() is page.field("sign_in_password_edit")


def test_a_wrong_password_is_a_line_under_the_field_and_empties_it(qtbot: QtBot) -> None:
    page = Page(qtbot, Door(), login="ahmetova")
    QTest.keyClicks(page.view.focusWidget(), "wrong")
    QTest.mouseClick(child(page.view, "sign_in_enter"), Qt.MouseButton.LeftButton)

    under = child(page.view, "sign_in_password_row_under")
    assert under.isVisible()
    assert page.field("sign_in_password_edit").text() == ""
    assert page.field("sign_in_login").text() == "ahmetova"


def test_while_it_waits_nothing_can_be_sent(qtbot: QtBot) -> None:
    door = Door(failed=5)
    page = Page(qtbot, door, login="ahmetova")
    for _ in range(3):
        QTest.keyClicks(page.view.focusWidget(), RIGHT)
        QTest.keyClick(page.view.focusWidget(), Qt.Key.Key_Return)

    assert len(door.asked) == 1
    assert child(page.view, "sign_in_password_wait").isVisible()
    assert not child(page.view, "sign_in_enter").isEnabled()


def test_a_kazakh_letter_in_the_password_hints_at_the_layout(qtbot: QtBot) -> None:
    page = Page(qtbot, Door(), login="ahmetova")
    event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "ә")
    QApplication.sendEvent(page.view.focusWidget(), event)

    assert child(page.view, "sign_in_password_row_under").isVisible()


def test_a_made_up_person_signs_in_by_one_press(qtbot: QtBot) -> None:
    page = Page(qtbot, Door(), made_up=MADE_UP)
    entered = heard(page.presenter.signed_in)
    QTest.mouseClick(child(page.view, "sign_in_as_ahmetova"), Qt.MouseButton.LeftButton)

    assert len(entered) == 1


def test_a_torn_store_shows_the_error_face(qtbot: QtBot) -> None:
    page = Page(qtbot, Door(trouble=StoreTorn()), login="ahmetova")
    QTest.keyClicks(page.view.focusWidget(), RIGHT)
    QTest.keyClick(page.view.focusWidget(), Qt.Key.Key_Return)

    assert child(page.view, "sign_in_card_trouble").isVisible()


class Counter:
    """A page with a name typed into it, and the lock that covers it."""

    def __init__(self, qtbot: QtBot) -> None:
        speech = Speech("ru")
        self.window = QStackedWidget()
        self.window.setObjectName("counter_window")
        self.work = QWidget(self.window)
        column = QVBoxLayout(self.work)
        self.name = QLineEdit(self.work)
        self.phone = QLineEdit(self.work)
        column.addWidget(self.name)
        column.addWidget(self.phone)
        self.presenter = a_lock(Door(), speech)
        self.view = LockView(speech, self.window)
        connect_lock(self.presenter, self.view)
        self.window.addWidget(self.work)
        self.window.addWidget(self.view)
        self.presenter.unlocked.connect(self._open)
        qtbot.addWidget(self.window)
        shown(qtbot, self.window)

    def lock(self) -> None:
        self.presenter.lock(SESSION)
        self.window.setCurrentWidget(self.view)

    def _open(self) -> None:
        self.window.setCurrentWidget(self.work)


def test_the_lock_opens_for_the_password_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    counter = Counter(qtbot)
    counter.phone.setText("+7 701")
    counter.lock()
    covered = counter.phone.isVisible()
    QTest.keyClicks(counter.window.focusWidget(), RIGHT)
    QTest.keyClick(counter.window.focusWidget(), Qt.Key.Key_Return)

    assert not covered
    assert counter.phone.isVisible()
    assert counter.phone.text() == "+7 701"


def test_nothing_of_the_case_is_reached_by_tab_behind_the_lock(qtbot: QtBot) -> None:
    counter = Counter(qtbot)
    counter.name.setText("Сейтқазы")
    counter.lock()
    reached = set()
    for _ in range(12):
        QTest.keyClick(counter.window.focusWidget(), Qt.Key.Key_Tab)
        reached.add(counter.window.focusWidget().objectName())

    assert reached == {"lock_password_edit", "lock_unlock", "lock_leave"}
