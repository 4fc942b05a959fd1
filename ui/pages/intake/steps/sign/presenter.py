"""Decides the fifth step: one signature for one press, and a way out of every refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from operator_app.domain.applications import Application, ApplicationId, DeliveryWay, State
from operator_app.domain.catalogue import ServiceRecord
from operator_app.domain.checklist import ChecklistRow
from operator_app.domain.signatures import WrongPassword
from operator_app.errors import OperatorAppError
from operator_app.usecases.accept_application import AcceptApplication
from operator_app.usecases.choose_delivery import ChooseDelivery
from operator_app.usecases.look_at_case import CaseView
from ui.pages.intake.steps.contract import StepBar
from ui.pages.intake.steps.sign.state import KeyFacts, SentRow, SignState
from ui.runtime.asking import Asking
from ui.runtime.faces import Busy
from ui.runtime.lanes import Lane
from ui.runtime.patience import Patience
from ui.runtime.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class SignActions:
    """``accept`` gets the typed password, empty where the key asks for none."""

    look: Callable[[ApplicationId], CaseView | None]
    accept: Callable[[AcceptApplication, str], Application]
    choose_delivery: Callable[[ChooseDelivery], Application]
    key: Callable[[], KeyFacts]
    due_on: Callable[[ServiceRecord], date]
    """The day of the result if the case is accepted now."""


class SignStepPresenter(QObject):
    """Signals: changed(SignState), case_changed(CaseView), done()."""

    changed = Signal(object)
    case_changed = Signal(object)
    done = Signal()

    def __init__(
        self, actions: SignActions, lane: Lane, speech: Speech, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._speech = speech
        self._work = Asking(lane, self._on_failed)
        self._key = Asking(lane, self._on_failed)
        self._view: CaseView | None = None
        self._password = ""
        self._error: OperatorAppError | None = None
        self._patience = Patience(self)
        self._patience.changed.connect(self._on_patience)
        self.state = SignState()

    def open(self, view: CaseView) -> None:
        """Enter with the case as stored; a case that was signed before a kill goes straight on."""
        self.leave()
        self._view = view
        self._error = None
        now = self.state
        self._show(replace(_state_of(view), attempt=now.attempt + 1, key=now.key))
        if not self.state.signed:
            self._ask_key(view.record)

    def leave(self) -> None:
        """No answer is wanted any more, and the password is forgotten."""
        self._work.drop()
        self._key.drop()
        self._patience.end()
        self._password = ""
        self.state = replace(self.state, working=False, busy=None, typed=False)

    def forget(self) -> None:
        self.leave()
        self._view, self._error = None, None
        self._show(SignState(attempt=self.state.attempt + 1))

    def speak(self) -> None:
        error = self._error
        trouble = self._speech.trouble(error) if error else None
        self._show(replace(self.state, trouble=trouble))

    def act(self, name: str) -> None:
        """This step has no button but the big one."""

    def type_password(self, password: str) -> None:
        """Kept here only, and only until it has been used."""
        self._password = password
        if self.state.typed != bool(password):
            self._show(replace(self.state, typed=bool(password)))

    def choose_way(self, way: DeliveryWay) -> None:
        view, state = self._view, self.state
        if view is None or state.working or state.signed or way is state.way:
            return
        command = ChooseDelivery(application_id=view.application.id, way=way)
        self._begin()
        self._work.ask(lambda: self._saved(command), self._on_case)

    def retry(self) -> None:
        """The button of the trouble panel: the key is looked at again."""
        self._error = None
        self._show(replace(self.state, trouble=None))
        if self._view is not None:
            self._ask_key(self._view.record)

    def next(self) -> None:
        """Sign and accept; a second press while the first one works is nothing."""
        view = self._view
        if view is None or self.state.working:
            return
        if self.state.signed:
            self.done.emit()
        elif self.state.may_sign:
            command = AcceptApplication(application_id=view.application.id)
            password = self._password
            self._begin()
            self._work.ask(lambda: self._accepted(command, password), self._on_signed)

    def _accepted(self, command: AcceptApplication, password: str) -> CaseView | None:
        self._actions.accept(command, password)
        return self._actions.look(command.application_id)

    def _saved(self, command: ChooseDelivery) -> CaseView | None:
        self._actions.choose_delivery(command)
        return self._actions.look(command.application_id)

    def _ask_key(self, record: ServiceRecord) -> None:
        self._key.ask(lambda: (self._actions.key(), self._actions.due_on(record)), self._on_key)

    def _on_key(self, found: tuple[KeyFacts, date]) -> None:
        key, due_on = found
        self._show(replace(self.state, key=key, due_on=self.state.due_on or due_on))

    def _on_case(self, view: CaseView | None) -> None:
        self._patience.end()
        if view is None:
            return
        self._view = view
        now, fresh = self.state, _state_of(view)
        self._show(
            replace(
                fresh,
                key=now.key,
                due_on=fresh.due_on or now.due_on,
                typed=now.typed,
                attempt=now.attempt,
            )
        )
        self.case_changed.emit(view)

    def _on_signed(self, view: CaseView | None) -> None:
        self._password = ""
        self._on_case(view)
        self.done.emit()

    def _on_failed(self, error: OperatorAppError) -> None:
        self._patience.end()
        self._error = error
        state = replace(self.state, working=False, trouble=self._speech.trouble(error))
        if isinstance(error, WrongPassword):
            self._password = ""
            state = replace(state, typed=False, attempt=state.attempt + 1)
        self._show(state)

    def _begin(self) -> None:
        self._error = None
        self._patience.begin(self._speech("Signing and accepting the application"))
        self._show(replace(self.state, trouble=None, working=True))

    def _on_patience(self, busy: Busy | None) -> None:
        if busy != self.state.busy:
            self._show(replace(self.state, busy=busy))

    def _bar(self, state: SignState) -> StepBar:
        if state.signed:
            return StepBar(text=self._speech("Next"), enabled=not state.working)
        return StepBar(
            text=self._speech("Sign and accept"),
            enabled=state.may_sign,
            why_not=self._why_not(state),
        )

    def _why_not(self, state: SignState) -> str:
        say = self._speech
        if state.lacking:
            return say("The list is not complete yet")
        if state.key is not None and state.key.asks_password and not state.typed:
            return say("Type the password of the key first")
        return ""

    def _show(self, state: SignState) -> None:
        self.state = replace(state, bar=self._bar(state))
        self.changed.emit(self.state)


def _state_of(view: CaseView) -> SignState:
    case = view.application
    checklist = view.checklist
    rows = tuple(_sent(row) for row in checklist.rows if row.required)
    return SignState(
        number=case.number,
        service=view.record.name,
        applicant=case.applicant,
        representative=case.representative,
        children=case.children,
        rows=rows,
        pages=sum(row.pages for row in rows),
        due_on=case.due_on,
        way=case.delivery_way,
        lacking=tuple(
            row.requirement.name for row in (*checklist.missing, *checklist.open_questions)
        ),
        signed=case.state is not State.DRAFT,
    )


def _sent(row: ChecklistRow) -> SentRow:
    return SentRow(
        name=row.requirement.name,
        how=row.state,
        pages=sum(len(document.scans) for document in row.documents),
        confirmed=row.requirement.confirmed is not None,
    )
