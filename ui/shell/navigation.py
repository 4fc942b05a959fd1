"""The way to each page: a word, an icon and a key; only pages the operator's roles open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.operators import Page
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.icons import paint_icon
from ui.style.worn import spaced, worn
from ui.widgets.scrolling import Scrolling

WIDE_PX = 200
NARROW_PX = 72
_ICON_PX = 20
_HINT_PX = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """``name`` is the source sentence."""

    name: str
    icon: str
    key: Shortcut
    at_foot: bool = False


ENTRIES: Final = MappingProxyType(
    {
        Page.QUEUE: Entry("Queue", "account-group-outline", Shortcut.QUEUE),
        Page.INTAKE: Entry("Intake", "file-document-edit-outline", Shortcut.INTAKE),
        Page.CASES: Entry("Cases", "folder-search-outline", Shortcut.CASES),
        Page.COURIER: Entry("Courier", "truck-outline", Shortcut.COURIER),
        Page.ISSUE: Entry("Issue of results", "hand-extended-outline", Shortcut.ISSUE),
        Page.SHIFT: Entry("Shift", "clock-outline", Shortcut.SHIFT),
        Page.SUPERVISION: Entry("Supervision", "chart-box-outline", Shortcut.SUPERVISION),
        Page.CATALOGUE: Entry("Catalogue", "book-open-outline", Shortcut.CATALOGUE),
        Page.SYNC: Entry("Connection", "swap-vertical", Shortcut.SYNC, at_foot=True),
        Page.ADMINISTRATION: Entry(
            "Administration", "cog-outline", Shortcut.SETTINGS, at_foot=True
        ),
    }
)


class Navigation(QFrame):
    """Wide with words, or narrow with icons and keys when the window has no room for words.

    Signals:
        chosen(Page): by click or key; a page that is not offered cannot be chosen.
    """

    chosen = Signal(object)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shell_navigation")
        self._speech = speech
        self._buttons = {page: self._button(page) for page in Page}
        buttons = QWidget(self)
        column = QVBoxLayout(buttons)
        spaced(column, margin=(8, 12, 8, 12), gap=4)
        for page, button in self._buttons.items():
            if not ENTRIES[page].at_foot:
                column.addWidget(button)
        column.addStretch(1)
        for page, button in self._buttons.items():
            if ENTRIES[page].at_foot:
                column.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scrolling = Scrolling("shell_navigation_scroll", buttons, self)
        scrolling.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(scrolling)
        self._narrow = False
        speech.changed.connect(self.retranslate)
        self.retranslate()

    def set_pages(self, pages: Sequence[Page]) -> None:
        for page, button in self._buttons.items():
            button.setVisible(page in pages)
        self.set_narrow(narrow=self._narrow)

    def set_current(self, page: Page | None) -> None:
        for one, button in self._buttons.items():
            button.setChecked(one is page)

    def set_narrow(self, *, narrow: bool) -> None:
        self._narrow = narrow
        for button in self._buttons.values():
            button.set_narrow(narrow=narrow)
        least = worn().px(NARROW_PX if narrow else WIDE_PX)
        shown = [one for one in self._buttons.values() if not one.isHidden()]
        widest = max((one.sizeHint().width() for one in shown), default=0)
        self.setFixedWidth(max(least, widest + worn().px(16)))

    def retranslate(self) -> None:
        for page, button in self._buttons.items():
            button.set(self._speech(ENTRIES[page].name), ENTRIES[page].key.hint)
        self.set_narrow(narrow=self._narrow)

    def _button(self, page: Page) -> NavigationButton:
        entry = ENTRIES[page]
        button = NavigationButton(f"shell_go_{page.value}", entry.icon, self)
        button.clicked.connect(lambda: self.chosen.emit(page))
        for sequence in entry.key.sequences():
            key = QShortcut(sequence, button)
            key.setAutoRepeat(False)
            key.activated.connect(button.click)
        return button


class NavigationButton(QPushButton):
    """Checked means: here you are."""

    def __init__(self, object_name: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setProperty("kind", "navigation")
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._icon, self._hint, self._narrow = icon, "", False

    def set(self, text: str, hint: str) -> None:
        self._hint = hint
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(hint)
        self.setToolTip(f"{text}  {hint}" if self._narrow else "")
        self.update()

    def set_narrow(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self.setToolTip(f"{self.text()}  {self._hint}" if narrow else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = worn().px
        hint = QFontMetrics(self._hint_font()).horizontalAdvance(self._hint)
        if self._narrow:
            return QSize(max(px(NARROW_PX - 16), hint), px(48))
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(px(12 + _ICON_PX + 10) + words + px(8) + hint + px(12), px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def nextCheckState(self) -> None:
        """Where one is is told by the window, not by the click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        tokens, px = worn().tokens, worn().px
        ink = QColor(tokens.nav_on_text if self.isChecked() else tokens.nav_text)
        if self.isChecked():
            mark = QRect(0, px(8), px(3), self.height() - px(16))
            painter.fillRect(mark, QColor(tokens.nav_mark))
        if self._narrow:
            self._paint_narrow(painter, ink)
        else:
            self._paint_wide(painter, ink)
        painter.end()

    def _paint_wide(self, painter: QPainter, ink: QColor) -> None:
        px, side = worn().px, worn().px(_ICON_PX)
        top = (self.height() - side) // 2
        paint_icon(painter, QRect(QPoint(px(12), top), QSize(side, side)), self._icon, ink)
        inner = self.rect().adjusted(px(12) + side + px(10), 0, -px(12), 0)
        painter.setPen(ink)
        painter.setFont(self.font())
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text()
        )
        painter.setFont(self._hint_font())
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._hint
        )

    def _paint_narrow(self, painter: QPainter, ink: QColor) -> None:
        px, side = worn().px, worn().px(_ICON_PX)
        left = (self.width() - side) // 2
        paint_icon(painter, QRect(QPoint(left, px(5)), QSize(side, side)), self._icon, ink)
        painter.setPen(ink)
        painter.setFont(self._hint_font())
        under = self.rect().adjusted(0, px(5) + side, 0, -px(3))
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, self._hint)

    def _hint_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(worn().px(_HINT_PX))
        font.setWeight(QFont.Weight.Normal)
        return font
