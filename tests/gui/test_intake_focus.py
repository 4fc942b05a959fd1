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
