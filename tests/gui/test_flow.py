"""The row that breaks: its items live as long as it does, whoever looks at the widgets around."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.style.tokens import LIGHT
from ui.style.worn import wear
from ui.widgets.flow import FlowLayout


def look_at_the_parent(content: QWidget, _: QApplication) -> None:
    content.parentWidget()


def look_at_the_layouts(content: QWidget, _: QApplication) -> None:
    viewport = content.parentWidget()
    assert viewport is not None
    viewport.findChildren(QLayout)


def dress(_: QWidget, application: QApplication) -> None:
    wear(application, LIGHT, 125)
    wear(application, LIGHT)


@pytest.mark.parametrize("look", [look_at_the_parent, look_at_the_layouts, dress])
def test_its_items_outlive_a_look_at_the_widgets_around_it(
    qapp: QApplication, look: Callable[[QWidget, QApplication], None]
) -> None:
    """Bug: Qt asked a row for its size, its items were "already deleted", and the program fell.

    The viewport of a scrolling page is made by Qt: whoever looks at it makes a wrapper that is
    gone at once, and with it whatever is known of it.
    """
    scroll, content = QScrollArea(), QWidget()
    row = FlowLayout()
    for number in range(3):
        row.addWidget(QLabel(str(number), content))
    column = QVBoxLayout(content)
    column.addLayout(row)
    scroll.setWidget(content)

    look(content, qapp)

    assert row.sizeHint().width() > 0
    said = [part.text() for part in content.findChildren(QLabel)]
    assert (row.count(), said) == (3, ["0", "1", "2"])


def test_a_widget_that_goes_leaves_the_row(qapp: QApplication) -> None:
    content = QWidget()
    row = FlowLayout(content)
    first, second = QLabel("first", content), QLabel("second", content)
    row.addWidget(first)
    row.addWidget(second)

    first.setParent(None)
    assert row.count() == 1
    row.removeWidget(second)

    assert row.count() == 0
