"""The order of Tab as the page is read: down the columns, along the rows, also through new rows."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QLayoutItem, QScrollArea, QWidget


def tab_as_read(page: QWidget) -> None:
    """Qt puts what is made later behind everything else; a row belongs where it is seen."""
    before: QWidget | None = None
    for widget in _as_read(page):
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget


def _as_read(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from _as_read(inside)
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for item in _items(layout):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _as_read(widget)
        elif inner is not None:
            yield from _in_layout(inner)


def _items(layout: QLayout) -> list[QLayoutItem]:
    """Those of a grid by their places, not by when they were put there."""
    numbers = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        numbers.sort(key=lambda number: _place(layout, number))
    found = (layout.itemAt(number) for number in numbers)
    return [item for item in found if item is not None]


def _place(grid: QGridLayout, number: int) -> tuple[int, int]:
    place = grid.getItemPosition(number)
    return (place[0], place[1]) if isinstance(place, tuple) else (0, number)
