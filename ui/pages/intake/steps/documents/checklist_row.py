"""One row of the checklist on the screen, chosen by hand, by arrow or by its number."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.pages.intake.steps.documents.state import RowFace
from ui.runtime.speech import Speech
from ui.style.worn import spaced, worn
from ui.widgets.chips import INKS, SIGNS, StateChip
from ui.widgets.labels import IconLabel, make_label, set_role

SIGN_PX = 24
BESIDE_PX = 112
"""A longer word of a state stands below the others, or the list outgrows a small screen."""
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -5,
    Qt.Key.Key_PageDown: 5,
    Qt.Key.Key_Home: -1000,
    Qt.Key.Key_End: 1000,
}


class SignCircle(QFrame):
    """The sign of a state, so that a column of them is read at a glance."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._icon = IconLabel(f"{object_name}_icon", size=14, parent=self)
        row = QHBoxLayout(self)
        spaced(row, margin=5)
        row.addWidget(self._icon)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, kind: str) -> None:
        set_role(self, "sign", kind)
        self._icon.set(SIGNS[kind], INKS[kind])

    def sizeHint(self) -> QSize:
        side = worn().px(SIGN_PX)
        return QSize(side, side)


class ChecklistRowPlate(QFrame):
    """State as sign, word and colour; the document; why it is asked; how it was closed.

    Of the whole list only the chosen row is in the chain of Tab; arrows go on from there.

    Signals:
        pressed(): by the mouse.
        step_wanted(by): an arrow key, so many rows down or up.
        digit_typed(digit): a number of a row is being typed.
    """

    pressed = Signal()
    step_wanted = Signal(int)
    digit_typed = Signal(int)

    def __init__(self, object_name: str, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setProperty("checklist", "row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._say = speech
        self.code = ""
        self.chosen = False
        self._sign = SignCircle(f"{object_name}_sign", self)
        self._name = make_label(f"{object_name}_name", "text", self)
        self._why = make_label(f"{object_name}_why", "note", self)
        self._detail = make_label(f"{object_name}_detail", "note", self)
        self._chip = StateChip(f"{object_name}_state", self)
        self._chip.sign.hide()
        words = QVBoxLayout()
        spaced(words, gap=2)
        for label in (self._name, self._why, self._detail):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            words.addWidget(label)
        self._words, self._row = words, QHBoxLayout(self)
        spaced(self._row, margin=(8, 10, 8, 10), gap=12)
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)

    def show_row(self, face: RowFace, *, selected: bool) -> None:
        self.code = face.code
        self._sign.set(face.kind)
        self._name.setText(f"{face.number}. {face.name}")
        unsure = "" if face.confirmed else self._say("not confirmed")
        self._why.setText(" · ".join(part for part in (face.why, unsure) if part))
        self._detail.setText(face.detail)
        set_role(self._detail, "role", face.kind if face.kind in {"warn", "bad"} else "note")
        self._detail.setVisible(bool(face.detail))
        self._chip.set(face.kind, face.word)
        self._chip.sign.hide()
        self._place_chip()
        self.chosen = selected
        set_role(self, "chosen", "true" if selected else "false")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if selected else Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(f"{face.number}. {face.name}: {face.word}")
        self.setAccessibleDescription(". ".join((face.why, face.detail, face.source)))

    def _place_chip(self) -> None:
        beside = self._chip.sizeHint().width() <= worn().px(BESIDE_PX)
        old, new = (self._words, self._row) if beside else (self._row, self._words)
        if old.indexOf(self._chip) >= 0:
            old.removeWidget(self._chip)
            top_left = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            new.addWidget(self._chip, 0, top_left)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key()) if event.key() in _STEPS else None
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if key is not None and plain:
            self.step_wanted.emit(_STEPS[key])
        elif plain and event.text() in set("0123456789"):
            self.digit_typed.emit(int(event.text()))
        else:
            super().keyPressEvent(event)
