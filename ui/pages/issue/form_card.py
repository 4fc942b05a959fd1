"""The card at the left: the receipt, who stands here, and the power of attorney they hold."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.pages.issue.state import Form, IssueState, Who
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import ActionButton, Card, FieldRow, FlowLayout, line, make_label
from ui.widgets.reading import Reading

LONGEST = {"receipt": 200, "number": 14, "document": 30, "issued_on": 10, "valid_until": 10}
LONGEST_WORDS = 100
POWER = (("surname", "name"), ("poa_number", "notary"), ("issued_on", "valid_until"))
"""Pairs stand side by side: what is asked about fits on the screen."""


class FormCard(Card):
    """Signals: receipt_typed(str), enter_pressed(), copy_marked(bool), who_chosen(Who),
    field_typed(str, str): its name and its text.
    """

    receipt_typed = Signal(str)
    enter_pressed = Signal()
    copy_marked = Signal(bool)
    who_chosen = Signal(object)
    field_typed = Signal(str, str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("issue_form", parent)
        self._say = speech
        self._fields: dict[str, QLineEdit] = {}
        self._rows: dict[str, FieldRow] = {}
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=12)
        self.receipt = self._edit("receipt", content)
        self.receipt.returnPressed.connect(self.enter_pressed)
        self._copy = QCheckBox(content)
        self._copy.setObjectName("issue_copy")
        self._copy.clicked.connect(self.copy_marked)
        column.addWidget(self._rows["receipt"])
        column.addWidget(self._copy)
        column.addWidget(line(content))
        self._person = self._person_part(content)
        self._power = self._power_part(content)
        column.addWidget(self._person)
        column.addWidget(self._power)
        column.addStretch(1)
        self.body.addWidget(Reading("issue_form_area", content, self), 1)

    @property
    def number(self) -> QLineEdit:
        return self._fields["number"]

    def show_state(self, state: IssueState) -> None:
        say, form = self._say, state.form
        self.set_title(say("Receipt and document"))
        self._fill(form)
        free = not state.working and state.given is None
        found = state.case is not None
        for name, edit in self._fields.items():
            # While something is under way the hand stays where it is, in a field not written to.
            edit.setReadOnly(state.working)
            edit.setEnabled(state.given is None and (found or name == "receipt"))
        self._copy.setEnabled(free)
        self._person.setVisible(found)
        self._power.setVisible(found and state.by_power)
        for who, button in self._who.items():
            button.setChecked(form.who is who)
            button.setEnabled(free)
        self._show_words(state)

    def _show_words(self, state: IssueState) -> None:
        say = self._say
        self._rows["receipt"].set(
            say("Number of the receipt"),
            hint="" if state.case is not None else say("Scan its barcode or code, or type it"),
        )
        self._copy.setText(say("The paper in hand is a copy"))
        self._copy.setAccessibleName(self._copy.text())
        self._who_title.setText(say("Who stands here"))
        self._who[Who.APPLICANT].set(say("The applicant"))
        self._who[Who.REPRESENTATIVE].set(say("By power of attorney"))
        self._rows["number"].set(
            say("IIN or BIN, from the identity document"), hint=say("12 digits")
        )
        self._rows["document"].set(say("Number of the identity document"))
        self._rows["surname"].set(say("Surname"))
        self._rows["name"].set(say("Name"))
        self._rows["poa_number"].set(say("Number of the power of attorney"))
        self._rows["issued_on"].set(say("Issued on"), hint=say("DD.MM.YYYY"))
        self._rows["valid_until"].set(say("Valid until"), hint=say("Empty: one year"))
        self._rows["notary"].set(say("Notary"))

    def _fill(self, form: Form) -> None:
        for name, edit in self._fields.items():
            text = getattr(form, name)
            if edit.text() != text:
                with QSignalBlocker(edit):
                    edit.setText(text)
        self._copy.setChecked(form.copy)

    def _person_part(self, parent: QWidget) -> QWidget:
        part = QWidget(parent)
        column = QVBoxLayout(part)
        spaced(column, gap=12)
        self._who_title = make_label("issue_who", "strong", part)
        buttons = QWidget(part)
        flow = FlowLayout(buttons)
        spaced(flow, gap=8)
        self._one_of = QButtonGroup(self)
        self._who = {who: self._choice(who, buttons) for who in Who}
        for button in self._who.values():
            flow.addWidget(button)
        column.addWidget(self._who_title)
        column.addWidget(buttons)
        for name in ("number", "document"):
            self._edit(name, part)
            column.addWidget(self._rows[name])
        return part

    def _power_part(self, parent: QWidget) -> QWidget:
        part = QWidget(parent)
        column = QVBoxLayout(part)
        spaced(column, gap=12)
        column.addWidget(line(part))
        for pair in POWER:
            side_by_side = QHBoxLayout()
            spaced(side_by_side, gap=12)
            for name in pair:
                self._edit(name, part)
                side_by_side.addWidget(self._rows[name], 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(side_by_side)
        return part

    def _choice(self, who: Who, parent: QWidget) -> ActionButton:
        button = ActionButton(f"issue_who_{who.value}", parent=parent)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.who_chosen.emit(who))
        self._one_of.addButton(button)
        return button

    def _edit(self, name: str, parent: QWidget) -> QLineEdit:
        edit = QLineEdit(parent)
        edit.setObjectName(f"issue_{name}")
        edit.setMaxLength(LONGEST.get(name, LONGEST_WORDS))
        if name == "receipt":
            edit.textEdited.connect(self.receipt_typed)
        else:
            edit.textEdited.connect(lambda text: self.field_typed.emit(name, text))
        self._fields[name] = edit
        self._rows[name] = FieldRow(f"issue_{name}_row", edit, parent)
        return edit
