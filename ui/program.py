"""The one QApplication: dressed before the first window is made."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from ui.runtime.hands import Hands
from ui.style.fonts import load_fonts
from ui.style.tokens import LIGHT
from ui.style.worn import wear


class Program:
    """Made once, before any widget; takes over the application of a test that has one."""

    def __init__(self) -> None:
        existing = QApplication.instance()
        self.application = existing if isinstance(existing, QApplication) else QApplication([])
        load_fonts()
        wear(self.application, LIGHT)

    def watch(self, hands: Hands) -> None:
        hands.watch(self.application)

    def leave(self, hands: Hands) -> None:
        hands.leave(self.application)

    def run(self, window: QWidget) -> int:
        """Until the window is closed."""
        window.showMaximized()
        return self.application.exec()
