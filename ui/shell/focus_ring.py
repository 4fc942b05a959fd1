"""Where the keyboard is: a ring of two pixels, two pixels away, over whatever it is."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from ui.style.worn import worn

_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.ZOrderChange,
    QEvent.Type.StyleChange,
}
_AWAY_PX, _THICK_PX, _ROUND_PX = 2, 2, 8


class FocusRing(QWidget):
    """Follows the focus inside one window; takes no clicks and no focus itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("shell_focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window = window
        self._watched: list[QWidget] = []
        self._target: QWidget | None = None
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self.follow()
        return super().eventFilter(watched, event)

    def follow(self) -> None:
        """Go where the target is now, around as much of it as is not scrolled out of sight."""
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        away = worn().px(_AWAY_PX + _THICK_PX)
        window = self._window
        place = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        seen = place
        for ancestor in self._watched[1:]:
            if isinstance(ancestor, QAbstractScrollArea):
                port = ancestor.viewport()
                seen = seen.intersected(QRect(port.mapTo(window, QPoint(0, 0)), port.size()))
        if seen.isEmpty():
            self.hide()
            return
        self.setGeometry(seen.adjusted(-away, -away, away, away).intersected(window.rect()))
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = worn()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = look.tokens.nav_mark if self._is_on_navigation() else look.tokens.focus
        thick = look.px(_THICK_PX)
        painter.setPen(QPen(QColor(colour), thick))
        half = thick / 2
        inner = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(inner, look.px(_ROUND_PX), look.px(_ROUND_PX))
        painter.end()

    def _is_on_navigation(self) -> bool:
        return any(one.objectName() == "shell_navigation" for one in self._watched)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self) or not isValid(self._window):
            return
        for one in self._watched:
            if isValid(one):
                one.removeEventFilter(self)
        self._watched, self._target = [], None
        window = self._window
        if new is not None and window.isAncestorOf(new):
            self._target = new
            self._watched = list(_up_to(window, new))
            for one in self._watched:
                one.installEventFilter(self)
        self.follow()


def _up_to(window: QWidget, widget: QWidget) -> Iterator[QWidget]:
    """The widget, its parent, and so on; the window itself not."""
    step: QWidget | None = widget
    while step is not None and step is not window:
        yield step
        step = step.parentWidget()
