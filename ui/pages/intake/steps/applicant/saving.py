"""What the applicant's step does on the database lane, as values made before it goes there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from operator_app.domain.applications import Application, ApplicationId, State
from operator_app.domain.catalogue import Catalogue
from operator_app.usecases.ask_registries import AskRegistries
from operator_app.usecases.close_case import CloseCase
from operator_app.usecases.drop_answers import DropAnswers
from operator_app.usecases.enter_applicant import EnterApplicant
from operator_app.usecases.enter_circumstances import EnterCircumstances
from operator_app.usecases.enter_representative import EnterRepresentative
from operator_app.usecases.look_at_case import CaseView
from ui.pages.intake.errands import seen
from ui.pages.intake.steps.applicant.typed_people import TypedPeople, facts_asked


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantCalls:
    """``online`` says whether the hub answered last: without it nobody is asked."""

    catalogue: Catalogue
    online: Callable[[], bool]
    enter_applicant: Callable[[EnterApplicant], Application]
    enter_representative: Callable[[EnterRepresentative], Application]
    enter_circumstances: Callable[[EnterCircumstances], Application]
    ask_registries: Callable[[AskRegistries], Application]
    drop_answers: Callable[[DropAnswers], Application]
    close_case: Callable[[CloseCase], Application]
    look_at_case: Callable[[ApplicationId], CaseView | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What is typed and whole; ``None`` where it is as the case has it already."""

    case: ApplicationId
    applicant: EnterApplicant | None = None
    representative: EnterRepresentative | None = None
    circumstances: EnterCircumstances | None = None


def circumstances_of(view: CaseView, people: TypedPeople, catalogue: Catalogue) -> Entries:
    """The children and the answers only: they may be saved while people are typed."""
    case = view.application
    children = people.children()
    facts = people.facts(facts_asked(view.record, catalogue))
    changed = children != case.children or facts != case.facts
    return Entries(
        case=case.id,
        circumstances=EnterCircumstances(application_id=case.id, children=children, facts=facts)
        if changed
        else None,
    )


def entries_of(
    view: CaseView, people: TypedPeople, catalogue: Catalogue, *, represented: bool
) -> Entries:
    """Everything; a representative who is not whole yet raises what is wrong with him."""
    case = view.application
    applicant = people.applicant()
    wanted = people.representative() if represented else None
    return Entries(
        case=case.id,
        applicant=None
        if applicant is None
        else EnterApplicant(application_id=case.id, applicant=applicant),
        representative=None
        if wanted is None and case.representative is None
        else EnterRepresentative(application_id=case.id, representative=wanted),
        circumstances=circumstances_of(view, people, catalogue).circumstances,
    )


def before_asking(view: CaseView) -> DropAnswers | None:
    """The case as it stood when the question was sent: it stands so again after a cancel."""
    case = view.application
    if case.applicant is None:
        return None
    return DropAnswers(
        application_id=case.id,
        applicant=case.applicant,
        representative=case.representative,
        checks=case.checks,
    )


class Saving:
    """Runs on a lane; touches nothing but the calls."""

    def __init__(self, calls: ApplicantCalls) -> None:
        self._calls = calls

    def store(self, entries: Entries) -> CaseView:
        calls = self._calls
        if entries.applicant is not None:
            calls.enter_applicant(entries.applicant)
        if entries.representative is not None:
            calls.enter_representative(entries.representative)
        if entries.circumstances is not None:
            calls.enter_circumstances(entries.circumstances)
        return self._seen(entries.case)

    def ask(self, question: AskRegistries) -> CaseView:
        self._calls.ask_registries(question)
        return self._seen(question.application_id)

    def restore(self, before: DropAnswers) -> CaseView:
        self._calls.drop_answers(before)
        return self._seen(before.application_id)

    def close(self, case: ApplicationId) -> CaseView:
        """Process 4: the data could not be obtained."""
        self._calls.close_case(CloseCase(application_id=case, ending=State.DATA_UNAVAILABLE))
        return self._seen(case)

    def _seen(self, case: ApplicationId) -> CaseView:
        return seen(self._calls.look_at_case, case)
