"""Facts: what it is, grey; what it says, black. Beside each other, or one above the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.style.worn import spaced
from ui.widgets.labels import make_label


class FactList(QWidget):
    """Rows are kept and re-used, so setting the same facts again moves nothing on the screen.

    ``stacked`` is for narrow places, where a column of its own would break a name inside a word.
    """

    def __init__(
        self, object_name: str, parent: QWidget | None = None, *, stacked: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._stacked = stacked
        self._grid = QGridLayout(self)
        spaced(self._grid, gap=8)
        if not stacked:
            self._grid.setColumnStretch(0, 4)
            self._grid.setColumnStretch(1, 5)
        self._rows: list[tuple[QLabel, QLabel]] = []

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while len(self._rows) < len(facts):
            self._add_row()
        for number, (label, value) in enumerate(self._rows):
            shown = number < len(facts)
            # A row out of sight keeps nobody's name.
            label.setText(facts[number][0] if shown else "")
            value.setText(facts[number][1] if shown else "")
            label.setVisible(shown)
            value.setVisible(shown)

    def clear(self) -> None:
        """Nothing of what was said stays, shown or not."""
        for label, value in self._rows:
            label.clear()
            value.clear()

    def _add_row(self) -> None:
        number = len(self._rows)
        label = make_label(f"{self.objectName()}_label_{number}", "muted", self)
        value = make_label(f"{self.objectName()}_value_{number}", "text", self)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if self._stacked:
            pair = QVBoxLayout()
            spaced(pair, gap=0)
            pair.addWidget(label)
            pair.addWidget(value)
            self._grid.addLayout(pair, number, 0)
        else:
            self._grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, number, 1, Qt.AlignmentFlag.AlignTop)
        self._rows.append((label, value))
