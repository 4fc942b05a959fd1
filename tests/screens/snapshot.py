"""A widget tree as text: what stands where, what it says, and how the keyboard gets there."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTextEdit,
    QWidget,
)

MOST_ROWS = 20
_OF_QT = ("qt_",)


def tree_of(root: QWidget) -> str:
    """One line a named widget: indent, name, class, what it says, and what is out of the usual."""
    return "\n".join(_lines(root, 0, shown=True)) + "\n"


def named_children(widget: QWidget) -> Iterator[QWidget]:
    for child in widget.children():
        if isinstance(child, QWidget) and not _is_of_qt(child):
            yield child


def _lines(widget: QWidget, depth: int, *, shown: bool) -> Iterator[str]:
    shown = shown and (depth == 0 or not widget.isHidden())  # nobody has shown the root yet
    deeper = depth
    if widget.objectName():
        yield "  " * depth + " ".join(_words(widget, shown=shown))
        deeper = depth + 1
        if isinstance(widget, QAbstractItemView):
            yield from _rows(widget, deeper)
            return
    if isinstance(widget, QComboBox | QTextEdit | QPlainTextEdit):
        return
    if shown:
        for child in named_children(widget):
            yield from _lines(child, deeper, shown=shown)


def _words(widget: QWidget, *, shown: bool) -> Iterator[str]:
    yield widget.objectName()
    yield _kind(widget)
    says = said_by(widget)
    if says:
        yield repr(says)
    if widget.accessibleName() and widget.accessibleName() != says:
        yield f"name={widget.accessibleName()!r}"
    if widget.accessibleDescription():
        yield f"description={widget.accessibleDescription()!r}"
    if not shown:
        yield "hidden"
    if not widget.isEnabled():
        yield "disabled"
    if isinstance(widget, QAbstractButton) and widget.isCheckable():
        yield "on" if widget.isChecked() else "off"
    if isinstance(widget, QProgressBar):
        yield f"{widget.value()}/{widget.maximum()}"
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield "tab"


def said_by(widget: QWidget) -> str:
    """What a person reads on this very widget."""
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    if isinstance(widget, QLineEdit):
        if widget.echoMode() is not QLineEdit.EchoMode.Normal:
            return "•" * len(widget.text())
        return widget.text() or widget.placeholderText()
    if isinstance(widget, QComboBox):
        return " | ".join(widget.itemText(number) for number in range(widget.count()))
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return widget.toPlainText()
    return ""


def _kind(widget: QWidget) -> str:
    name = type(widget).__name__
    told = [str(widget.property(one)) for one in ("role", "kind", "state", "notice")]
    told = [one for one in told if one not in {"None", ""}]
    return f"{name}({','.join(told)})" if told else name


def _rows(view: QAbstractItemView, depth: int) -> Iterator[str]:
    model = view.model()
    indent = "  " * depth
    # A list has one column, and Qt keeps its ``columnCount`` to itself.
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in columns]
    if any(isinstance(title, str) for title in titles):
        yield f"{indent}# " + " | ".join(str(title) for title in titles)
    for row in range(min(model.rowCount(), MOST_ROWS)):
        cells = [model.index(row, column).data() for column in columns]
        yield f"{indent}- " + " | ".join("" if cell is None else str(cell) for cell in cells)
    if model.rowCount() > MOST_ROWS:
        yield f"{indent}- … {model.rowCount()} rows"


def _is_of_qt(widget: QWidget) -> bool:
    return isinstance(widget, QScrollBar | QHeaderView) or (
        widget.objectName().startswith(_OF_QT) and not list(named_children(widget))
    )
