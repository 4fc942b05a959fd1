"""Ctrl+K: one field that finds a person, a case, a ticket or a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from operator_app.errors import OperatorAppError
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech
from ui.style.worn import spaced, worn
from ui.widgets.labels import make_label

WIDTH_PX = 640
ROWS_SEEN = 8
PAGE = "page"
ACTION = "action"
_WITH_A_KEY = frozenset({PAGE, ACTION})
_WAITS_MS = 120
_TO_THE_LIST = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}


@dataclass(frozen=True, slots=True)
class Found:
    """``kind`` and ``key`` say what to open; ``title`` and ``note`` are ready to be read."""

    kind: str
    key: str
    title: str
    note: str = ""


Index = QModelIndex | QPersistentModelIndex
Find = Callable[[str], Sequence[Found]]


class FindPanel(QFrame):
    """Lies over the page; Esc gives the focus back to where it was.

    Signals:
        chosen(Found)
    """

    chosen = Signal(object)

    def __init__(self, speech: Speech, find: Find, lane: Lane, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shell_find_panel")
        self._speech, self._find, self._lane = speech, find, lane
        self._window = parent
        self._asked = 0
        self._came_from: QWidget | None = None
        self._field = QLineEdit(self)
        self._field.setObjectName("shell_find_field")
        self._field.setClearButtonEnabled(False)
        self._list = QListWidget(self)
        self._list.setObjectName("shell_find_list")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(_Lines(self._list))
        self._note = make_label("shell_find_note", "note", self)
        column = QVBoxLayout(self)
        spaced(column, margin=16, gap=8)
        for widget in (self._field, self._list, self._note):
            column.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAITS_MS)
        self._timer.timeout.connect(self.ask)
        self._field.textEdited.connect(lambda _text: self._timer.start())
        self._field.installEventFilter(self)
        self._list.itemActivated.connect(self._on_activated)
        self._list.itemClicked.connect(self._on_activated)
        speech.changed.connect(self.retranslate)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        say = self._speech
        self._field.setPlaceholderText(say("IIN, number, name, ticket or page"))
        self._field.setAccessibleName(say("Find"))
        self._list.setAccessibleName(say("Found"))
        self._note.setText(say("Arrows choose, Enter opens, Esc closes"))

    def open(self) -> None:
        focus: QWidget | None = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._came_from = focus
        self._field.clear()
        self.show()
        self.raise_()
        self.place()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ask()

    def close_panel(self) -> None:
        self._timer.stop()
        self._asked += 1
        self.hide()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None

    def hideEvent(self, event: QHideEvent) -> None:
        """Names of people are not kept in a list that nobody sees."""
        super().hideEvent(event)
        self._asked += 1
        self._field.clear()
        self._list.clear()

    def place(self) -> None:
        """In the middle, near the top, never wider than the window."""
        room = self._window.size()
        width = min(worn().px(WIDTH_PX), room.width() - worn().px(32))
        self.setFixedWidth(width)
        self._list.setFixedHeight(min(worn().px(48) * ROWS_SEEN, max(0, room.height() // 2)))
        self.adjustSize()
        self.move((room.width() - width) // 2, worn().px(64))

    def ask(self) -> None:
        """An answer to anything but the newest question is dropped."""
        self._asked += 1
        asked, text = self._asked, self._field.text().strip()
        self._lane.submit(
            lambda: tuple(self._find(text)),
            done=lambda found: self._on_found(asked, found),
            failed=lambda error: self._on_failed(asked, error),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent) and _is_for_the_list(event):
            QApplication.sendEvent(self._list, event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            item = self._list.currentItem()
            if item is not None:
                self._on_activated(item)
        else:
            super().keyPressEvent(event)

    def _on_found(self, asked: int, found: tuple[Found, ...]) -> None:
        if asked != self._asked:
            return
        self._list.clear()
        for one in found:
            item = QListWidgetItem(one.title)
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.title}, {one.note}")
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        empty = bool(self._field.text().strip()) and not found
        say = self._speech
        self._note.setText(
            say("Nothing found. Check the number or type fewer letters.")
            if empty
            else say("Arrows choose, Enter opens, Esc closes")
        )

    def _on_failed(self, asked: int, error: Exception) -> None:
        if not isinstance(error, OperatorAppError):
            raise error
        if asked == self._asked:
            self._list.clear()
            self._note.setText(self._speech.error(error).happened)

    def _on_activated(self, item: QListWidgetItem) -> None:
        if not self.isVisible():
            return
        found = item.data(Qt.ItemDataRole.UserRole)
        self.close_panel()
        self.chosen.emit(found)


def _is_for_the_list(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() in _TO_THE_LIST


class _Lines(QStyledItemDelegate):
    """The title, and its note smaller: under it, or beside it where the note is a key."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        found = index.data(Qt.ItemDataRole.UserRole)
        two = isinstance(found, Found) and found.note and found.kind not in _WITH_A_KEY
        return QSize(0, worn().px(56 if two else 40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        cell.text = ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, cell, painter, option.widget
        )
        found = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(found, Found):
            return
        look = worn()
        place = option.rect.adjusted(look.px(12), look.px(6), -look.px(12), -look.px(6))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        top, bottom = middle, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if found.kind not in _WITH_A_KEY and found.note:
            top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.save()
        self._say(painter, place, top, found.title, QColor(look.tokens.ink), 15)
        self._say(painter, place, bottom, found.note, QColor(look.tokens.ink2), 13)
        painter.restore()

    @staticmethod
    def _say(
        painter: QPainter,
        place: QRect,
        where: Qt.AlignmentFlag,
        text: str,
        ink: QColor,
        pixels: int,
    ) -> None:
        font = QFont(QApplication.font())
        font.setPixelSize(worn().px(pixels))
        painter.setFont(font)
        painter.setPen(ink)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, where, shown)
