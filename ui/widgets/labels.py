"""Labels of the look's type scale, and an icon that keeps the colour of its role."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.style.icons import pixmap
from ui.style.worn import worn

Role = Literal["note", "text", "title", "page", "ticket", "muted", "strong", "bad", "warn", "ok"]


def make_label(
    object_name: str, role: Role = "text", parent: QWidget | None = None, *, wrap: bool = True
) -> QLabel:
    """A label that breaks its lines rather than lose a word. Plain text only, never markup."""
    label = QLabel(parent)
    label.setObjectName(object_name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    return label


def set_role(widget: QWidget, name: str, value: str) -> None:
    """Change a property the sheet looks at, and have the sheet look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class IconLabel(QLabel):
    """An icon in the colour of a token; decoration only, so a screen reader passes it by."""

    def __init__(
        self,
        object_name: str,
        name: str = "",
        role: str = "ink",
        size: int = 20,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._name, self._role, self._size = name, role, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._draw()

    def set(self, name: str, role: str = "ink") -> None:
        if (name, role) != (self._name, self._role):
            self._name, self._role = name, role
            self._draw()

    def sizeHint(self) -> QSize:
        side = worn().px(self._size)
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        if not self._name:
            self.clear()
            return
        look = worn()
        colour = QColor(getattr(look.tokens, self._role))
        self.setPixmap(pixmap(self._name, colour, look.px(self._size)))
        self.updateGeometry()
