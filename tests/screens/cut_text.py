"""Finds text that a person cannot read to its end."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from tests.screens.snapshot import said_by
from ui.runtime.wording import BREAK_HERE

_SLACK_PX = 2


def cut_texts(window: QWidget) -> list[str]:
    """Names and texts of what is cut, in the window as it is shown now."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window):
            found.extend(f"{_name(widget)}: {why}" for why in _troubles(widget, window))
    return found


def _troubles(widget: QWidget, window: QWidget) -> Iterator[str]:
    if isinstance(widget, QTableView):
        yield from _in_table(widget)
    text = said_by(widget)
    if not text or isinstance(widget, QHeaderView):
        return
    if isinstance(widget, QLabel):
        yield from _in_label(widget)
    elif isinstance(widget, QAbstractButton):
        yield from _in_button(widget)
    elif isinstance(widget, QLineEdit | QComboBox):
        yield from _in_field(widget)
    if not isinstance(widget, QLineEdit) and _is_clipped(widget, window):
        yield f"{text!r} sticks out of what holds it"


def _in_button(button: QAbstractButton) -> Iterator[str]:
    wanted = button.sizeHint()
    if wanted.width() > button.width() + _SLACK_PX:
        yield f"{button.text()!r} needs {wanted.width()} px of width, has {button.width()}"
    if button.fontMetrics().height() > button.height():
        yield f"{button.text()!r} is lower than its letters"


def _in_field(field: QLineEdit | QComboBox) -> Iterator[str]:
    """What a person types may scroll; what the program says in a field may not be cut."""
    if isinstance(field, QComboBox):
        text = field.currentText()
    else:
        text = "" if field.text() else field.placeholderText()
    if field.fontMetrics().horizontalAdvance(text) > field.contentsRect().width():
        yield f"{text!r} is wider than the field"


def _in_label(label: QLabel) -> Iterator[str]:
    metrics, room = label.fontMetrics(), label.contentsRect().width() + _SLACK_PX
    text = label.text()
    if label.wordWrap():
        wanted = label.heightForWidth(label.width())
        if wanted > label.height() + _SLACK_PX:
            yield f"{text!r} needs {wanted} px of height, has {label.height()}"
        words = text.replace(BREAK_HERE, " ").split()
    else:
        words = text.splitlines()
        if metrics.height() * max(1, len(words)) > label.height() + _SLACK_PX:
            yield f"{text!r} is lower than its letters"
    widest = max((metrics.horizontalAdvance(word) for word in words), default=0)
    if widest > room:
        yield f"{text!r} needs {widest} px of width, has {room}"


def _in_table(table: QTableView) -> Iterator[str]:
    """A cell may be shortened if its tool tip says the whole; a title may not."""
    model, header = table.model(), table.horizontalHeader()
    for column in range(model.columnCount()):
        if table.isColumnHidden(column):
            continue
        title = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        wanted = header.sectionSizeHint(column) if title else 0
        if header.isVisible() and wanted > header.sectionSize(column) + _SLACK_PX:
            yield f"title {title!r} needs {wanted} px, has {header.sectionSize(column)}"
        for row in range(min(model.rowCount(), 20)):
            index = model.index(row, column)
            text = str(index.data() or "")
            if table.fontMetrics().horizontalAdvance(text) <= table.columnWidth(column):
                continue
            if text not in str(index.data(Qt.ItemDataRole.ToolTipRole) or ""):
                yield f"cell {text!r} is shortened and has no tool tip"


def _is_clipped(widget: QWidget, window: QWidget) -> bool:
    """What stands in a scroll area can be scrolled to; anything else must be inside its holder."""
    ancestor = widget.parentWidget()
    below = widget
    while ancestor is not None and below is not window:
        scroll = ancestor.parentWidget()
        if isinstance(scroll, QAbstractScrollArea) and scroll.viewport() is ancestor:
            return False
        place = QRect(widget.mapTo(ancestor, QPoint(0, 0)), widget.size())
        room = ancestor.rect().adjusted(-_SLACK_PX, -_SLACK_PX, _SLACK_PX, _SLACK_PX)
        if not room.contains(place):
            return True
        below, ancestor = ancestor, ancestor.parentWidget()
    return False


def _name(widget: QWidget) -> str:
    return widget.objectName() or type(widget).__name__
