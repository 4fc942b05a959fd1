"""Decides the page of administration: one person is changed at a time, and saved once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from operator_app.domain.operators import Operator, OperatorId, Role, Session, Window
from operator_app.queries.people import OperatorLine, Operators, Windows
from operator_app.usecases.add_operator import AddOperator
from operator_app.usecases.change_operator import ChangeOperator
from operator_app.usecases.set_password import SetPassword
from ui.pages.administration.state import AdministrationState, PersonForm
from ui.runtime.asking import Asking
from ui.runtime.broadcast import OPERATORS
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech
from ui.runtime.undertaking import Undertaking


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministrationActions:
    operators: Operators
    windows: Windows
    add: Callable[[AddOperator], Operator]
    change: Callable[[ChangeOperator], Operator]
    set_password: Callable[[SetPassword], None]
    new_id: Callable[[], str]


class AdministrationPresenter(QObject):
    """Signals: changed(AdministrationState); operators_changed(frozenset): ids saved here;
    seated(Session | None), entered(): for whoever stands beside it on the page.
    """

    changed = Signal(object)
    seated = Signal(object)
    entered = Signal()
    operators_changed = Signal(object)

    def __init__(
        self,
        actions: AdministrationActions,
        lane: Lane,
        speech: Speech,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._speech = speech
        self._session: Session | None = None
        self._new_id = ""
        self.state = AdministrationState()
        self._work = Undertaking(speech, self)
        self._work.changed.connect(lambda: self._show(self.state))
        self._reading = Asking(lane, self._work.fail)
        self._saving = Asking(lane, self._work.fail)

    def sign_in(self, session: Session | None) -> None:
        """Who administers from now on; the store asks once more whether they may."""
        self.close()
        self._session = session
        self._work.calm()
        self._show(AdministrationState(attempt=self.state.attempt + 1))
        self.seated.emit(session)

    def enter(self) -> None:
        self.entered.emit()
        self._reading.ask(
            lambda: (self._actions.operators(), self._actions.windows()),
            lambda found: self._on_read(*found),
        )

    def close(self) -> None:
        """The page is gone; nobody is called back."""
        self._work.end()
        self._reading.drop()
        self._saving.drop()

    def on_broadcast(self, topic: str, _ids: frozenset[str]) -> None:
        if topic == OPERATORS:
            self.enter()

    def choose(self, operator_id: str) -> None:
        """Opens a person of the list; what was typed about another one is let go."""
        line = next((one for one in self.state.people if one.operator.id == operator_id), None)
        form = self.state.form
        if line is None or self.state.working or (form is not None and form.id == operator_id):
            return
        self._open(
            PersonForm(
                id=line.operator.id,
                login=line.operator.login,
                full_name=line.operator.full_name,
                roles=line.operator.roles,
                active=line.operator.active,
                has_password=line.has_password,
            )
        )

    def new_person(self) -> None:
        """The id is given once, so that pressing twice adds one person."""
        if not self.state.working:
            self._new_id = self._actions.new_id()
            self._open(PersonForm())

    def change(self, form: PersonForm) -> None:
        if self.state.form is not None and not self.state.working:
            self._show(replace(self.state, form=form, saved=""))

    def choose_role(self, role: Role, chosen: bool) -> None:
        form = self.state.form
        if form is not None:
            roles = form.roles | {role} if chosen else form.roles - {role}
            self.change(replace(form, roles=roles))

    def leave(self) -> None:
        if not self.state.working:
            self._work.calm()
            self._show(replace(self.state, form=None))

    def save(self, password: str) -> None:
        """The person, and the password if one was typed; the last administrator stays one."""
        form, session = self.state.form, self._session
        if form is None or session is None or not self.state.may_save:
            return
        by = session.operator.id
        self._work.begin(self._speech("Saving"))
        self._show(replace(self.state, saved=""))
        self._saving.ask(lambda: self._saved(form, password, by), self._on_saved)

    def retry(self) -> None:
        self._work.calm()
        self._show(self.state)
        self.enter()

    def _saved(self, form: PersonForm, password: str, by: OperatorId) -> Operator:
        person = self._actions.change(_changing(form, by)) if form.id else self._added(form, by)
        if password:
            command = SetPassword(operator_id=person.id, password=password, by=by)
            self._actions.set_password(command)
        return person

    def _added(self, form: PersonForm, by: OperatorId) -> Operator:
        return self._actions.add(
            AddOperator(
                operator_id=OperatorId(self._new_id),
                login=form.login,
                full_name=form.full_name,
                roles=form.roles,
                by=by,
                language=self._speech.language,
            )
        )

    def _open(self, form: PersonForm) -> None:
        self._work.calm()
        attempt = self.state.attempt + 1
        self._show(replace(self.state, form=form, attempt=attempt, saved=""))

    def _on_read(self, people: tuple[OperatorLine, ...], windows: tuple[Window, ...]) -> None:
        self._show(replace(self.state, people=people, windows=windows, asked=True))

    def _on_saved(self, person: Operator) -> None:
        self._work.end()
        self._show(
            replace(
                self.state,
                form=None,
                saved=person.full_name,
                attempt=self.state.attempt + 1,
            )
        )
        self.operators_changed.emit(frozenset({person.id}))
        self.enter()

    def _show(self, state: AdministrationState) -> None:
        self.state = replace(
            state,
            working=self._work.working,
            busy=self._work.busy,
            trouble=self._work.trouble,
        )
        self.changed.emit(self.state)


def _changing(form: PersonForm, by: OperatorId) -> ChangeOperator:
    return ChangeOperator(
        operator_id=OperatorId(form.id),
        by=by,
        full_name=form.full_name,
        roles=form.roles,
        active=form.active,
    )
