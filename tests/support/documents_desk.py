"""Step 4 in a window of its own, worked by real keys, clicks and drops."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from operator_app.domain.catalogue import Form
from tests.screens.registry import dress
from tests.support.counter_case import (
    Counter,
    an_application,
)
from ui.pages.intake.steps.documents.doors import Lanes
from ui.pages.intake.steps.documents.presenter import DocumentsPresenter
from ui.pages.intake.steps.documents.view import DocumentsStepView
from ui.pages.intake.steps.documents.wiring import connect
from ui.runtime.lanes import InlineLane, QtLane
from ui.runtime.speech import Speech

LEFT = Qt.MouseButton.LeftButton


@dataclass
class Desk:
    """The step in a window, with F8 as the container binds it."""

    counter: Counter
    presenter: DocumentsPresenter
    view: DocumentsStepView
    window: QWidget

    @property
    def saved(self) -> list[tuple[str, Form, int]]:
        documents = self.counter.application.documents
        return [(one.requirement, one.presented, len(one.scans)) for one in documents]

    @property
    def tiles(self) -> int:
        return len(self.presenter.state.tiles)

    def click(self, name: str) -> None:
        button = self.window.findChild(QWidget, name)
        assert button is not None
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT)

    def press(self, keys: str) -> None:
        focus = QApplication.focusWidget() or self.window
        QTest.keySequence(focus, QKeySequence(keys))


def opened(qtbot: QtBot, counter: Counter, lanes: Lanes | None = None, **pages: Any) -> Desk:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application)
    application.clipboard().clear()
    inline = InlineLane()
    lanes = lanes or Lanes(database=inline, work=inline)
    speech = Speech("ru")
    presenter = DocumentsPresenter(counter.doors(**pages), lanes, speech)
    view = DocumentsStepView(speech)
    connect(presenter, view)
    window = QWidget()
    QVBoxLayout(window).addWidget(view)
    QShortcut("F8", window).activated.connect(lambda: presenter.act("scan"))
    QShortcut("Ctrl+Return", window).activated.connect(presenter.next)
    qtbot.addWidget(window)
    window.resize(1240, 760)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    presenter.open(counter.view())
    view.main_field().setFocus()
    qtbot.waitUntil(view.main_field().hasFocus)
    return Desk(counter, presenter, view, window)


def a_certificate() -> Counter:
    return Counter(application=an_application("guardianship_certificate"))


def drop(desk: Desk, target: QWidget, paths: list[Path]) -> None:
    """As a file manager does it: enter, then drop, over ``target``."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = target.mapTo(desk.view, QPoint(target.width() // 2, min(30, target.height() // 2)))
    enter = QDragEnterEvent(
        at, Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(desk.view, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(
        desk.view,
        QDropEvent(
            QPointF(at), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
        ),
    )


def close(lanes: Lanes) -> None:
    for lane in (lanes.database, lanes.work):
        if isinstance(lane, QtLane):
            lane.close()
