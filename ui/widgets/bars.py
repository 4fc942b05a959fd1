"""The bar of actions at the foot of a page, and the bar that shows how much is there."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from ui.style.worn import spaced
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import make_label, set_role


class ActionBar(QFrame):
    """Left: back and the dangerous; right: the next action, last. Breaks into lines when narrow."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setProperty("actionbar", "true")
        row = FlowLayout(self, stretch_after=0)
        self.left = FlowLayout()
        self.right = FlowLayout()
        row.add_layout(self.left)
        row.add_layout(self.right)
        spaced(row, margin=(24, 12, 24, 12), gap=12)
        spaced(self.left, gap=12)
        spaced(self.right, gap=12)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add_left(self, widget: QWidget) -> None:
        self.left.addWidget(widget)

    def add_right(self, widget: QWidget) -> None:
        self.right.addWidget(widget)


class CompletenessBar(QWidget):
    """A bar and a sentence: a bar alone tells a screen reader nothing."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._sentence = make_label(f"{object_name}_sentence", "muted", self)
        self._bar = QProgressBar(self)
        self._bar.setObjectName(f"{object_name}_bar")
        self._bar.setTextVisible(False)
        column = QVBoxLayout(self)
        spaced(column, gap=8)
        column.addWidget(self._sentence)
        column.addWidget(self._bar)

    def set(self, done: int, needed: int, sentence: str) -> None:
        self._bar.setRange(0, max(1, needed))
        self._bar.setValue(min(done, needed) if needed else 1)
        set_role(self._bar, "kind", "ok" if done >= needed else "accent")
        self._sentence.setText(sentence)
        self._bar.setAccessibleName(sentence)
        self.setAccessibleName(sentence)
