"""Where the operator was when the screen locked, so that unlocking leads back to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class FieldOfWork:
    """Remembers one widget with the focus. A widget that has gone since is forgotten."""

    def __init__(self) -> None:
        self._widget: QWidget | None = None

    def remember(self, window: QWidget) -> None:
        """Called before the lock is shown; a second call while locked changes nothing.

        The screen may lock while another program has the focus: the window knows its own field.
        """
        if self._widget is None:
            self._widget = window.focusWidget()

    def forget(self) -> None:
        """Another person signs in: the field is nobody's."""
        self._widget = None

    def go_back(self) -> None:
        """Called once the page is shown again."""
        widget, self._widget = self._widget, None
        if widget is not None and isValid(widget) and widget.isVisible():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
