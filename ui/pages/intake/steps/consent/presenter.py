"""Who is here and whether the registries may be asked: 002 paragraph 10."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    ConsentAnswer,
    Party,
    PartyKind,
    State,
)
from operator_app.domain.catalogue import Catalogue
from operator_app.errors import OperatorAppError
from operator_app.usecases.close_case import CloseCase
from operator_app.usecases.enter_applicant import EnterApplicant
from operator_app.usecases.enter_representative import EnterRepresentative
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.record_consent import RecordConsent
from resources.texts import TRANSLATED
from ui.pages.intake.errands import Errands, seen, sentence
from ui.pages.intake.notes import Notes
from ui.pages.intake.steps.consent.state import ConsentState
from ui.pages.intake.steps.contract import StepBar
from ui.runtime.faces import Busy
from ui.runtime.lanes import Lane
from ui.runtime.patience import Patience
from ui.runtime.speech import Speech
from ui.runtime.typed import number_of, required

NUMBER = "consent.number"
WHO = "consent.who"
LANGUAGE = "consent.language"
ANSWER = "consent.answer"
REPRESENTATIVE = "representative"
APPLICANT = "applicant"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentCalls:
    catalogue: Catalogue
    enter_applicant: Callable[[EnterApplicant], Application]
    enter_representative: Callable[[EnterRepresentative], Application]
    record_consent: Callable[[RecordConsent], Application]
    close_case: Callable[[CloseCase], Application]
    look_at_case: Callable[[ApplicationId], CaseView | None]


class ConsentStepPresenter(QObject):
    """The number is checked while it is typed; no registry is asked here.

    Signals:
        changed(ConsentState), case_changed(CaseView), done()
    """

    changed = Signal(object)
    case_changed = Signal(object)
    done = Signal()

    def __init__(
        self,
        calls: ConsentCalls,
        notes: Notes,
        lane: Lane,
        speech: Speech,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls = calls
        self._notes = notes
        self._speech = speech
        self._errands = Errands(lane)
        self._patience = Patience(self)
        self._patience.changed.connect(self._on_patience)
        self._view: CaseView | None = None
        self._insist = False
        self._state = ConsentState()

    @property
    def state(self) -> ConsentState:
        return self._state

    def open(self, view: CaseView) -> None:
        self._errands.drop()
        self._view = view
        self._insist = False
        case, notes = view.application, self._notes
        known = case.applicant.number if case.applicant is not None else ""
        told = case.consent.answer.value if case.consent is not None else ""
        who = REPRESENTATIVE if case.representative is not None else APPLICANT
        answer = notes.text(ANSWER, told)
        self._show(
            ConsentState(
                number=notes.text(NUMBER, known),
                represented=notes.text(WHO, who) == REPRESENTATIVE,
                language=notes.text(LANGUAGE, case.language),
                answer=ConsentAnswer(answer) if answer in set(ConsentAnswer) else None,
            )
        )

    def type_number(self, raw: str) -> None:
        typed = number_of(raw)
        self._insist = False
        self._notes.put(NUMBER, typed.text)
        self._show(replace(self._state, number=typed.text, trouble=None))

    def choose_who(self, represented: bool) -> None:
        self._notes.put(WHO, REPRESENTATIVE if represented else APPLICANT)
        self._show(replace(self._state, represented=represented))

    def choose_language(self, language: str) -> None:
        if language in TRANSLATED:
            self._notes.put(LANGUAGE, language)
            self._show(replace(self._state, language=language))

    def choose_answer(self, answer: ConsentAnswer) -> None:
        if answer is ConsentAnswer.NOT_ASKED and not self._may_be_left_out():
            return
        self._notes.put(ANSWER, answer.value)
        self._show(replace(self._state, answer=answer, trouble=None))

    def next(self) -> None:
        state, view = self._state, self._view
        if view is None or self._errands.busy:
            return
        if required(number_of(state.number)) is not None or state.answer is None:
            self._insist = True
            self._show(state)
            return
        if self._nothing_new(view, state):
            self.done.emit()
            return
        self._patience.begin(self._speech("Saving the consent"))
        self._show(replace(state, working=True, trouble=None))
        self._errands.run(
            lambda: self._enter(view, state), done=self._on_entered, failed=self._on_failed
        )

    def act(self, name: str) -> None:
        """This step has no further buttons."""

    def leave(self) -> None:
        self._errands.drop()
        self._notes.flush()
        self._rest()

    def forget(self) -> None:
        self._errands.drop()
        self._view, self._insist = None, False
        self._show(ConsentState())

    def speak(self) -> None:
        self._show(self._state)

    def _nothing_new(self, view: CaseView, state: ConsentState) -> bool:
        case = view.application
        return (
            case.applicant is not None
            and case.applicant.number == state.number
            and case.consent is not None
            and case.consent.answer is state.answer
            and case.consent.answer is not ConsentAnswer.REFUSED
            and case.language == state.language
            and (case.representative is None or state.represented)
        )

    def _enter(self, view: CaseView, state: ConsentState) -> CaseView:
        """On the database lane; each part may be done twice, after a cut in the middle."""
        calls, case = self._calls, view.application
        party = self._party(case, state.number)
        calls.enter_applicant(
            EnterApplicant(application_id=case.id, applicant=party, language=state.language)
        )
        if not state.represented and case.representative is not None:
            calls.enter_representative(
                EnterRepresentative(application_id=case.id, representative=None)
            )
        if state.answer is not None:
            calls.record_consent(
                RecordConsent(application_id=case.id, applicant=party, answer=state.answer)
            )
        if state.answer is ConsentAnswer.REFUSED:
            calls.close_case(CloseCase(application_id=case.id, ending=State.CONSENT_REFUSED))
        return seen(calls.look_at_case, case.id)

    def _party(self, case: Application, number: str) -> Party:
        if case.applicant is not None and case.applicant.number == number:
            return case.applicant
        return Party(kind=number_of(number).kind or PartyKind.PERSON, number=number)

    def _on_entered(self, view: CaseView) -> None:
        before = self._view.application.applicant if self._view is not None else None
        now = view.application.applicant
        if before is not None and now is not None and before.number != now.number:
            self._notes.forget("applicant.")
        self._notes.forget(ANSWER)
        self._view = view
        self._rest()
        self._show(self._state)
        self.case_changed.emit(view)
        if view.application.state is State.DRAFT:
            self.done.emit()

    def _on_failed(self, error: OperatorAppError) -> None:
        self._rest()
        self._show(replace(self._state, trouble=self._speech.trouble(error)))

    def _rest(self) -> None:
        self._state = replace(self._state, working=False)
        self._patience.end()

    def _on_patience(self, busy: Busy | None) -> None:
        if busy != self._state.busy:
            self._show(replace(self._state, busy=busy))

    def _may_be_left_out(self) -> bool:
        return self._view is not None and not self._view.record.consent_required

    def _show(self, state: ConsentState) -> None:
        speech, wordings = self._speech, self._calls.catalogue.wordings
        typed = number_of(state.number)
        error = required(typed) if self._insist else typed.error
        line = wordings["consent.line"]
        self._state = replace(
            state,
            number_label=self._label(typed.kind),
            number_hint=self._hint(typed.text, typed.left),
            number_error=sentence(speech, error) if error is not None else "",
            title=wordings["consent.title"][state.language],
            text=line[state.language],
            mark=self._mark(confirmed=line.confirmed is not None),
            may_be_left_out=self._may_be_left_out(),
            same_case=self._let_go(typed.text) if typed.good else "",
            bar=self._bar(state),
        )
        self.changed.emit(self._state)

    def _label(self, kind: PartyKind | None) -> str:
        if kind is None:
            return self._speech("IIN or BIN of the applicant")
        if kind is PartyKind.ORGANISATION:
            return self._speech("BIN of the organisation")
        return self._speech("IIN of the applicant")

    def _hint(self, text: str, left: int) -> str:
        if text and left:
            return self._speech.plural("{n} more digit", "{n} more digits", left)
        return "" if text else self._speech("12 digits from the document")

    def _mark(self, *, confirmed: bool) -> str:
        if self._view is not None and not self._view.record.consent_cited:
            return self._speech("The act has no such sentence; consent is asked all the same.")
        return (
            "" if confirmed else self._speech("The wording has not been confirmed by the act yet.")
        )

    def _let_go(self, number: str) -> str:
        known = self._view.application.applicant if self._view is not None else None
        if known is None or known.number == number:
            return ""
        return self._speech("Another person: what was known about the first one will be let go.")

    def _bar(self, state: ConsentState) -> StepBar:
        speech = self._speech
        text = (
            speech("End: no consent") if state.answer is ConsentAnswer.REFUSED else speech("Next")
        )
        why = ""
        if not number_of(state.number).good:
            why = speech("Enter a right IIN or BIN")
        elif state.answer is None:
            why = speech("Say whether the consent was given")
        return StepBar(text=text, enabled=not state.working and not why, why_not=why)
