"""While the intake works its fields are off; the focus waits for them inside the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.screens.registry import dress
from tests.support.intake_desk import IntakeDesk
from tests.support.waiting_lane import WaitingLane
from ui.runtime.speech import Speech


class Frame(QWidget):
    """The page under a button that is not its own, as under the languages of the top bar."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.above = QPushButton("Қаз", self)
        column = QVBoxLayout(self)
        column.addWidget(self.above)
        column.addWidget(page)


@pytest.fixture
def hub() -> WaitingLane:
    return WaitingLane()


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, hub: WaitingLane) -> Iterator[IntakeDesk]:
    dress(qapp)
    desk = IntakeDesk(Speech("ru"), hub=hub)
    frame = Frame(desk.page.view)
    qtbot.addWidget(frame)
    frame.resize(1280, 800)
    with qtbot.waitExposed(frame):
        frame.show()
    frame.activateWindow()
    yield desk
    desk.page.view.setParent(None)
    desk.take_away()


def focused() -> str:
    now = QApplication.focusWidget()
    return "" if now is None else now.objectName()


def test_next_that_asks_the_registries_does_not_send_the_focus_out_of_the_page(
    desk: IntakeDesk, hub: WaitingLane, qtbot: QtBot
) -> None:
    desk.consented()
    big = desk.page.view.findChild(QPushButton, "intake_next")
    assert big is not None

    QTest.mouseClick(big, Qt.MouseButton.LeftButton)

    assert focused() == "intake_page"

    hub.go_on()

    qtbot.waitUntil(lambda: focused() == "applicant_surname")


def tabs_on(first: str, last: str) -> list[str]:
    """Where Tab leads from one to the other."""
    passed = [focused()]
    assert passed == [first]
    while passed[-1] != last:
        held = QApplication.focusWidget()
        assert held is not None
        QTest.keyClick(held, Qt.Key.Key_Tab)
        passed.append(focused())
    return passed


def test_tab_goes_through_a_child_that_was_added_where_it_is_read(
    desk: IntakeDesk, qtbot: QtBot
) -> None:
    desk.consented()
    add = desk.page.view.findChild(QPushButton, "children_add")
    assert add is not None
    add.setFocus()

    QTest.keyClick(add, Qt.Key.Key_Return)
    last = desk.page.view.findChild(QWidget, "child_0_born_on")
    assert last is not None
    qtbot.waitUntil(last.isVisible)

    assert tabs_on("child_0_iin", "children_add") == [
        "child_0_iin",
        "child_0_surname",
        "child_0_name",
        "child_0_patronymic",
        "child_0_born_on",
        "child_0_abroad_yes",
        "children_add",
    ]


def test_tab_goes_from_asking_through_the_person_to_the_children(desk: IntakeDesk) -> None:
    desk.consented()
    ask = desk.page.view.findChild(QPushButton, "applicant_ask")
    assert ask is not None
    ask.setFocus()

    assert tabs_on("applicant_ask", "children_add")[:6] == [
        "applicant_ask",
        *(f"applicant_{one}" for one in ("surname", "name", "patronymic", "phone", "address")),
    ]


def test_the_next_applicant_begins_where_the_one_before_began(
    desk: IntakeDesk, hub: WaitingLane
) -> None:
    desk.consented()
    first = focused()
    desk.applicant.ask()
    hub.go_on()
    desk.consented()

    assert (first, focused()) == ("applicant_ask", "applicant_ask")
