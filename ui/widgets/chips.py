"""A state: always a sign, a word and a colour, never a colour alone."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.style.worn import spaced
from ui.widgets.labels import IconLabel, make_label, set_role

ChipKind = Literal["ok", "warn", "bad", "muted", "accent"]
SIGNS: dict[str, str] = {
    "ok": "check",
    "warn": "exclamation-thick",
    "bad": "close-thick",
    "muted": "minus",
    "accent": "circle-medium",
}
INKS = {"ok": "ok", "warn": "warn", "bad": "bad", "muted": "muted_text", "accent": "accent"}


class StateChip(QFrame):
    """One state in one word or two; ``sign`` may name another icon of the set."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setProperty("chip", "true")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.sign = IconLabel(f"{object_name}_sign", size=14, parent=self)
        self.word = make_label(f"{object_name}_word", "note", self, wrap=False)
        row = QHBoxLayout(self)
        spaced(row, margin=(8, 2, 10, 2), gap=4)
        row.addWidget(self.sign)
        row.addWidget(self.word)

    def set(self, kind: ChipKind, text: str, *, sign: str = "") -> None:
        set_role(self, "kind", kind)
        set_role(self.word, "ink", kind)
        self.sign.set(sign or SIGNS[kind], INKS[kind])
        self.word.setText(text)
        self.setAccessibleName(text)
