"""A window turned towards the applicant: on a second screen if there is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtWidgets import QWidget

from ui.runtime.shortcuts import Shortcut
from ui.shell.app_window import AppWindow

SIZE: Final = (900, 640)


class SecondScreen(QObject):
    """``make`` is called when the operator first wants it; the same key puts it away again.

    The keyboard stays the operator's, whatever is touched there.
    """

    def __init__(
        self, window: AppWindow, make: Callable[[], QWidget], may_open: Callable[[], bool]
    ) -> None:
        super().__init__(window)
        self._window, self._make, self._may_open = window, make, may_open
        self._view: QWidget | None = None
        window.second_screen_chosen.connect(self.toggle)
        window.closing.connect(self.put_away)

    def toggle(self) -> None:
        if self._view is not None and self._view.isVisible():
            self.put_away()
        elif self._may_open():
            self._open()

    def put_away(self) -> None:
        """Also when nobody sits at the window any more."""
        if self._view is not None and self._view.isVisible():
            self._view.hide()
            self._window.activateWindow()

    def _open(self) -> None:
        view = self._view or self._made()
        screens = QGuiApplication.screens()
        other = next((one for one in screens if one is not self._window.screen()), None)
        if other is None:
            view.resize(*SIZE)
            view.show()
        else:
            view.setGeometry(other.geometry())
            view.showFullScreen()

    def _made(self) -> QWidget:
        self._view = view = self._make()
        view.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        view.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        for sequence in Shortcut.SECOND_SCREEN.sequences():  # of desktops that give it the keyboard
            QShortcut(sequence, view).activated.connect(self.put_away)
        self._window.destroyed.connect(view.deleteLater)
        return view
