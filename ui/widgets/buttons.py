"""The button of this program: what it does, and the key that does it too."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from ui.runtime.shortcuts import Shortcut
from ui.style.icons import paint_icon
from ui.style.worn import worn
from ui.widgets.labels import set_role

Kind = Literal["plain", "primary", "danger", "call", "quiet"]
_GAP = 10
_HINT_PX = 12
_ICON = 20
_MAY_RESIZE = frozenset(
    {QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange}
)


class ActionButton(QPushButton):
    """Pressed once it acts once: a double press or a held key is one press.

    ``bind`` gives it a key of the window; the key works while the button is seen and enabled.
    """

    def __init__(
        self, object_name: str, kind: Kind = "plain", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._kind = kind
        self._hint = ""
        self._icon = ""
        self._words = True
        self._keys: list[QShortcut] = []
        self._size: QSize | None = None

    @property
    def key_hint(self) -> str:
        return self._hint

    def set(self, text: str, key_hint: str = "", *, icon: str = "", words: bool = True) -> None:
        """``icon`` is a name of the icon set; without ``words`` they stand in the tool tip only."""
        self._icon = icon or self._icon
        self._hint = key_hint or self._hint
        self._words = words
        self.setText(text.replace("&", "&&") if words else "")
        self.setToolTip("" if words else f"{text}  {self._hint}".strip())
        self.setAccessibleName(text)
        self.setAccessibleDescription(self._hint)
        self._resize()
        self.update()

    def set_kind(self, kind: Kind) -> None:
        """The same button may be the big one now and a plain one after it was pressed."""
        self._kind = kind
        set_role(self, "kind", kind)

    def bind(self, shortcut: Shortcut) -> None:
        """Give the key and show it on the button."""
        for old in self._keys:
            old.deleteLater()
        self._keys = []
        for sequence in shortcut.sequences():
            key = QShortcut(sequence, self)
            key.setAutoRepeat(False)
            key.activated.connect(self.click)
            self._keys.append(key)
        self._hint = shortcut.hint
        self.setAccessibleDescription(self._hint)
        self._resize()

    def sizeHint(self) -> QSize:
        """Measured once: a page that comes to be shown asks each button some dozens of times."""
        if self._size is None:
            size = super().sizeHint()
            if self.text():
                self._size = QSize(size.width() + self._extra_width(), size.height())
            else:  # Qt leaves room for some letters even when there are none
                self._size = QSize(worn().px(_ICON + 20), size.height())
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            event.accept()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self.click()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double press does nothing."""
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _MAY_RESIZE:
            self._resize()

    def _resize(self) -> None:
        self._size = None
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        words, hint = self.text().replace("&&", "&"), self._hint
        width = self.fontMetrics().horizontalAdvance(words) + self._extra_width()
        left = max(worn().px(8), (self.width() - width) // 2)
        colour = self._ink()
        if self._icon:
            side = worn().px(_ICON)
            place = QRect(QPoint(left, (self.height() - side) // 2), QSize(side, side))
            paint_icon(painter, place, self._icon, colour)
            left += side + (worn().px(_GAP) if words else 0)
        painter.setPen(colour)
        painter.setFont(self.font())
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(left, 0, self.width() - left, self.height()), middle, words)
        left += self.fontMetrics().horizontalAdvance(words) + worn().px(_GAP)
        if hint and self._words:
            painter.setFont(self._hint_font())
            painter.drawText(QRect(left, 0, self.width() - left, self.height()), middle, hint)
        painter.end()

    def _extra_width(self) -> int:
        extra = 0
        if self._icon:
            extra += worn().px(_ICON) + (worn().px(_GAP) if self.text() else 0)
        if self._hint and self._words:
            metrics = QFontMetrics(self._hint_font())
            extra += metrics.horizontalAdvance(self._hint) + worn().px(_GAP)
        return extra

    def _hint_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(worn().px(_HINT_PX))
        font.setWeight(QFont.Weight.Normal)
        return font

    def _ink(self) -> QColor:
        tokens = worn().tokens
        if not self.isEnabled():
            return QColor(tokens.ink2)
        if self.isChecked():
            return QColor(tokens.accent)
        return QColor(
            {
                "primary": tokens.accent_on,
                "call": tokens.accent_on,
                "danger": tokens.bad,
                "quiet": tokens.accent,
            }.get(self._kind, tokens.ink)
        )
