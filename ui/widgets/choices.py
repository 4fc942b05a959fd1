"""A box to choose from, whose choices may be longer than there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QWidget

LONGEST_CHOICE = 22
"""Letters that have room at 200 %; the tool tip says all of it."""


LEAST_CHOICE = 12
"""Letters that it has room for however narrow its place is."""


def choice_box(name: str, parent: QWidget) -> QComboBox:
    """As wide as its place and not as its longest choice."""
    box = QComboBox(parent)
    box.setObjectName(name)
    box.setMinimumContentsLength(LEAST_CHOICE)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def fill_choice(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    """Only when they are others than those that stand there already."""
    shown = [(code, shortened(text)) for code, text in choices]
    if [(box.itemData(n), box.itemText(n)) for n in range(box.count())] == shown:
        return
    with QSignalBlocker(box):
        box.clear()
        for (code, text), (_, whole) in zip(shown, choices, strict=True):
            box.addItem(text, code)
            box.setItemData(box.count() - 1, whole, Qt.ItemDataRole.ToolTipRole)


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_CHOICE else f"{text[: LONGEST_CHOICE - 1].rstrip()}…"
