"""The card in which one person is changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from operator_app.domain.operators import LONGEST_LOGIN, Role
from operator_app.domain.passwords import LEAST_LENGTH, MOST_LENGTH
from ui.pages.administration.state import AdministrationState, PersonForm
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import Card, EmptyPanel, FieldRow, make_label
from ui.widgets.reading import Reading

LONGEST_NAME = 200


class PersonCard(Card):
    """Signals: form_changed(PersonForm), role_chosen(Role, bool), enter_pressed()."""

    form_changed = Signal(object)
    role_chosen = Signal(object, bool)
    enter_pressed = Signal()

    def __init__(self, object_name: str, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(object_name, parent)
        self._say = speech
        self._form = PersonForm()
        self._attempt = 0
        self._none = EmptyPanel("administration_none", "account-outline", self)
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=12)
        self.login = self._edit("administration_login", LONGEST_LOGIN, content)
        self._login_row = FieldRow("administration_login_row", self.login, content)
        self.name = self._edit("administration_name", LONGEST_NAME, content)
        self._name_row = FieldRow("administration_name_row", self.name, content)
        self.password = self._edit("administration_password", MOST_LENGTH, content)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password_row = FieldRow("administration_password_row", self.password, content)
        self._roles_title = make_label("administration_roles", "strong", content)
        self._roles = {role: self._role(role, content) for role in Role}
        self._active = _box("administration_active", content)
        self._active.clicked.connect(self._on_active)
        widgets: tuple[QWidget, ...] = (
            *(self._login_row, self._name_row, self._password_row, self._roles_title),
            *(*self._roles.values(), self._active),
        )
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        self.login.textEdited.connect(self._on_typed)
        self.name.textEdited.connect(self._on_typed)
        self._area = Reading("administration_person_area", content, self)
        self.body.addWidget(self._none, 1)
        self.body.addWidget(self._area, 1)

    def show_state(self, state: AdministrationState) -> None:
        say, form = self._say, state.form
        self._none.set(say("Choose a person in the list, or add one"))
        self._none.setVisible(form is None)
        self._area.setVisible(form is not None)
        if state.attempt != self._attempt:
            self._attempt = state.attempt
            self.password.clear()
        if form is None:
            self.set_title("")
            return
        self._form = form
        self.set_title(say("Person") if form.id else say("New person"))
        self._fill(form)
        for widget in (self.name, self.password, *self._roles.values(), self._active):
            widget.setEnabled(not state.working)
        self.login.setEnabled(not state.working and not form.id)
        self._login_row.set(say("Login"), hint=say("Latin letters, digits, dot and hyphen"))
        self._name_row.set(say("Full name, as it stands on papers"))
        length = say.plural("At least {n} character", "At least {n} characters", LEAST_LENGTH)
        kept = say("Leave empty to keep the password as it is")
        self._password_row.set(say("Password"), hint=kept if form.has_password else length)
        self._roles_title.setText(say("Roles"))
        for role, box in self._roles.items():
            _say_on(box, role_name(say, role))
        _say_on(self._active, say("May sign in"))

    def _fill(self, form: PersonForm) -> None:
        for edit, text in ((self.login, form.login), (self.name, form.full_name)):
            if edit.text() != text:
                with QSignalBlocker(edit):
                    edit.setText(text)
        for role, box in self._roles.items():
            box.setChecked(role in form.roles)
        self._active.setChecked(form.active)
        self._active.setVisible(bool(form.id))

    def _edit(self, name: str, most: int, parent: QWidget) -> QLineEdit:
        edit = QLineEdit(parent)
        edit.setObjectName(name)
        edit.setMaxLength(most)
        edit.returnPressed.connect(self.enter_pressed)
        return edit

    def _role(self, role: Role, parent: QWidget) -> QCheckBox:
        box = _box(f"administration_role_{role.value}", parent)
        box.clicked.connect(lambda chosen: self.role_chosen.emit(role, chosen))
        return box

    def _on_typed(self) -> None:
        typed = replace(self._form, login=self.login.text(), full_name=self.name.text())
        self.form_changed.emit(typed)

    def _on_active(self, active: bool) -> None:
        self.form_changed.emit(replace(self._form, active=active))


def role_name(say: Speech, role: Role) -> str:
    return {
        Role.OPERATOR: say("Operator"),
        Role.SENIOR: say("Senior operator"),
        Role.SUPERVISOR: say("Supervisor"),
        Role.ADMINISTRATOR: say("Administrator"),
    }[role]


def _say_on(box: QCheckBox, text: str) -> None:
    box.setText(text)
    box.setAccessibleName(text)


def _box(name: str, parent: QWidget) -> QCheckBox:
    """As wide as its words, so that every point of it can be pressed."""
    box = QCheckBox(parent)
    box.setObjectName(name)
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return box
