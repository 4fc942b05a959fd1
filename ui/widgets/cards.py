"""The white card a page is laid out in, and the hair line that separates."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.style.worn import spaced
from ui.widgets.labels import make_label


class Card(QFrame):
    """Rounded surface; ``body`` is its layout, ``title`` is seen once it has a text."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setProperty("card", "true")
        self.body = QVBoxLayout(self)
        spaced(self.body, margin=16, gap=12)
        self.title: QLabel = make_label(f"{object_name}_title", "title", self)
        self.title.hide()
        self.body.addWidget(self.title)

    def set_title(self, text: str) -> None:
        self.title.setText(text)
        self.title.setVisible(bool(text))


def line(parent: QWidget | None = None) -> QFrame:
    """A hair line: nothing is boxed that a line can separate."""
    frame = QFrame(parent)
    frame.setProperty("line", "true")
    return frame
