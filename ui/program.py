"""The one QApplication: dressed before the first window is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.runtime.pieces import all_at_once
from ui.runtime.qt_types import making
from ui.style.fonts import load_fonts
from ui.style.tokens import LIGHT
from ui.style.worn import wear

if TYPE_CHECKING:
    from ui.runtime.hands import Hands


class Program:
    """Made once, before any widget; takes over the application of a test that has one."""

    def __init__(self) -> None:
        existing = QApplication.instance()
        self.application = existing if isinstance(existing, QApplication) else QApplication([])
        load_fonts()
        wear(self.application, LIGHT)

    def watch(self, hands: Hands) -> None:
        """What filters for the whole application sees objects of every type."""
        all_at_once(making())
        hands.watch(self.application)

    def leave(self, hands: Hands) -> None:
        hands.leave(self.application)

    def run(self, window: QWidget, after_first_frame: Callable[[], None]) -> int:
        """Until the window is closed. The whole screen is its place also where no window manager
        gives it one."""
        frame = FirstFrame(window, after_first_frame)
        window.installEventFilter(frame)
        window.setGeometry(self.application.primaryScreen().availableGeometry())
        window.showMaximized()
        return self.application.exec()


class FirstFrame(QObject):
    """Calls ``then`` once ``window`` has been painted and the event loop is free again."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False
