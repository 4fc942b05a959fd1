"""Fields of people with the registry's words beside them, and questions of three answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.pages.intake.steps.applicant.state import FieldState
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced
from ui.widgets.fields import FieldRow
from ui.widgets.labels import make_label, set_role

LONGEST_TYPED = 250
LONGEST_WORD = 9
"""Letters of a name that surely have room in the narrow column beside a field."""


class BesideField(QWidget):
    """A typed field and, at its right, what the registry says; a difference has a sign and a word.

    Signals: typed(str).
    """

    typed = Signal(str)

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{object_name}_beside")
        self.edit = QLineEdit(self)
        self.edit.setObjectName(object_name)
        self.edit.setMaxLength(LONGEST_TYPED)
        self.edit.textEdited.connect(self.typed)
        self._row = FieldRow(f"{object_name}_row", self.edit, self)
        self._title = make_label(f"{object_name}_registry_title", "note", self)
        self._registry = make_label(f"{object_name}_registry", "strong", self)
        for label in (self._title, self._registry):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        words = QVBoxLayout()
        spaced(words, gap=4)
        words.addWidget(self._title)
        words.addWidget(self._registry)
        words.addStretch(1)
        row = QHBoxLayout(self)
        spaced(row, gap=12)
        row.addWidget(self._row, 3, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 0)
        self._columns = row

    def set(self, field: FieldState, speech: Speech, *, beside: bool, may_type: bool) -> None:
        if self.edit.text() != field.text:
            with QSignalBlocker(self.edit):
                self.edit.setText(field.text)
        self._row.set(field.label, error=field.error, hint=field.hint)
        self.edit.setEnabled(may_type)
        self.edit.setVisible(field.typed)
        self._columns.setStretch(1, 2 if beside else 0)
        self._title.setVisible(beside and bool(field.registry))
        self._registry.setVisible(beside)
        self._title.setText(
            speech("! Differs in the registry") if field.differs else speech("In the registry")
        )
        set_role(self._title, "role", "warn" if field.differs else "ok")
        self._registry.setText(breakable(field.registry, LONGEST_WORD))

    def clear(self) -> None:
        """A field out of sight keeps nobody's name."""
        with QSignalBlocker(self.edit):
            self.edit.clear()
        self._registry.clear()


class PeopleFields(QWidget):
    """The fields of one person, in two columns when nothing stands beside them.

    Signals: typed(str, str): the field's key and its text.
    """

    typed = Signal(str, str)

    def __init__(self, prefix: str, *, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{prefix}_fields")
        self._prefix = prefix
        self._columns = columns
        self._grid = QGridLayout(self)
        spaced(self._grid, gap=12)
        self._fields: dict[str, BesideField] = {}

    def set(self, fields: Sequence[FieldState], speech: Speech, *, may_type: bool) -> None:
        beside = any(field.registry for field in fields)
        shown = {field.key for field in fields}
        for key, widget in self._fields.items():
            widget.setVisible(key in shown)
            if key not in shown:
                widget.clear()
        for place, field in enumerate(fields):
            widget = self._widget(field.key)
            widget.set(field, speech, beside=beside, may_type=may_type)
            where = divmod(place, self._columns)
            self._grid.addWidget(widget, *where, Qt.AlignmentFlag.AlignTop)

    def _widget(self, key: str) -> BesideField:
        if key not in self._fields:
            made = BesideField(f"{self._prefix}_{key}", self)
            made.typed.connect(lambda text, key=key: self.typed.emit(key, text))
            self._fields[key] = made
        return self._fields[key]


class ThreeAnswers(QWidget):
    """Yes, no, not known yet; not known is an answer and stands there from the start.

    Signals: chosen(object): True, False or None.
    """

    chosen = Signal(object)

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        row = QHBoxLayout(self)
        spaced(row, gap=16)
        group = QButtonGroup(self)
        self._buttons: dict[bool | None, QRadioButton] = {}
        for value, name in ((True, "yes"), (False, "no"), (None, "unknown")):
            button = QRadioButton(self)
            button.setObjectName(f"{object_name}_{name}")
            button.clicked.connect(lambda _=False, value=value: self.chosen.emit(value))
            group.addButton(button)
            row.addWidget(button)
            self._buttons[value] = button
        row.addStretch(1)

    def set(self, answer: bool | None, speech: Speech, question: str) -> None:
        texts = {True: speech("Yes"), False: speech("No"), None: speech("Not known")}
        self.setAccessibleName(question)
        for value, button in self._buttons.items():
            button.setText(texts[value])
            button.setAccessibleName(f"{question}: {texts[value]}")
            with QSignalBlocker(button):
                button.setChecked(value is answer)
