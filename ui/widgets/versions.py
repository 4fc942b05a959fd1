"""Two versions of one thing side by side, line by line; what differs is seen and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.runtime.wording import breakable
from ui.style.worn import spaced
from ui.widgets.labels import IconLabel, make_label, set_role

LONGEST = 16
"""Letters of a word that two columns beside a list have room for on a small screen."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of two versions side by side."""

    name: str
    mine: str
    theirs: str
    differs: bool


@dataclass(frozen=True, slots=True)
class _Line:
    sign: IconLabel
    name: QLabel
    mine: QLabel
    theirs: QLabel

    @property
    def labels(self) -> tuple[QLabel, QLabel, QLabel]:
        return self.name, self.mine, self.theirs


class Versions(QWidget):
    """Fields down, versions across. What differs has a sign, is bold, and is said to differ."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._grid = QGridLayout(self)
        spaced(self._grid, gap=10)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 5)
        self._grid.setColumnStretch(3, 5)
        self._heads = tuple(
            make_label(f"{object_name}_head_{side}", "title", self) for side in ("mine", "theirs")
        )
        for column, head in enumerate(self._heads, start=2):
            self._grid.addWidget(head, 0, column)
        self._lines: list[_Line] = []

    def set(self, heads: tuple[str, str], rows: Sequence[Compared], differs: str) -> None:
        for head, text in zip(self._heads, heads, strict=True):
            head.setText(text)
        while len(self._lines) < len(rows):
            self._add()
        for number, line in enumerate(self._lines):
            shown = number < len(rows)
            if shown:
                self._fill(line, rows[number], differs)
            for label in line.labels:
                label.setVisible(shown)
            line.sign.setVisible(shown and rows[number].differs)

    def clear(self) -> None:
        """Nothing of a case that nobody looks at any more stays, shown or not."""
        for line in self._lines:
            for label in line.labels:
                label.clear()
                label.setAccessibleName("")

    @staticmethod
    def _fill(line: _Line, row: Compared, differs: str) -> None:
        line.name.setText(row.name)
        line.name.setAccessibleName(f"{row.name}, {differs}" if row.differs else row.name)
        line.sign.setToolTip(differs)
        for label, text in ((line.mine, row.mine), (line.theirs, row.theirs)):
            label.setText(breakable(text, LONGEST))
            set_role(label, "role", "strong" if row.differs else "text")

    def _add(self) -> None:
        number, name = len(self._lines), self.objectName()
        line = _Line(
            IconLabel(f"{name}_sign_{number}", "not-equal-variant", "warn", 20, self),
            make_label(f"{name}_name_{number}", "muted", self),
            make_label(f"{name}_mine_{number}", "text", self),
            make_label(f"{name}_theirs_{number}", "text", self),
        )
        for column, widget in enumerate((line.sign, *line.labels)):
            self._grid.addWidget(widget, number + 1, column, Qt.AlignmentFlag.AlignTop)
        self._lines.append(line)
