"""What every control of a page must have: a name of its own, a name said aloud, a way by Tab."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
PARTS_OF_OTHERS = (QAbstractSpinBox, QComboBox, QAbstractItemView, QLineEdit)
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")


def controls(window: QWidget) -> Iterator[QWidget]:
    """Those a person can use now; parts of a control are not controls of their own."""
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, INTERACTIVE) or isinstance(widget, QScrollBar | QHeaderView):
            continue
        if _is_part(widget) or not widget.isVisibleTo(window):
            continue
        yield widget


def control_troubles(window: QWidget) -> list[str]:
    found: list[str] = []
    reachable = set(_tab_chain(window))
    for widget in controls(window):
        name = widget.objectName()
        shown = f"{name or '?'} ({type(widget).__name__})"
        if not NAME.fullmatch(name):
            found.append(f"{shown} has no name like page_thing")
        if not widget.accessibleName().strip():
            found.append(f"{shown} has no accessible name")
        if not widget.isEnabled():
            continue
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not _reached_by_arrows(widget):
            found.append(f"{shown} cannot be reached by Tab")
        if widget not in reachable:
            found.append(f"{shown} is not in the chain of Tab")
    names = Counter(widget.objectName() for widget in controls(window))
    found.extend(f"{name} is the name of {n} controls" for name, n in names.items() if n > 1)
    return found


def _reached_by_arrows(widget: QWidget) -> bool:
    """Of several of which one is chosen, Tab goes to the chosen one and arrows to the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and any(
        bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) for one in group.buttons()
    )


def _tab_chain(window: QWidget) -> Iterator[QWidget]:
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        yield widget
        widget = widget.nextInFocusChain()


def _is_part(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, PARTS_OF_OTHERS):
            return True
        parent = parent.parentWidget()
    return False
