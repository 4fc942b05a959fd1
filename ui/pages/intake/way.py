"""Which of the seven steps a case stands at, and why another one cannot be entered yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from operator_app.domain.applications import ConsentAnswer, State
from operator_app.domain.places import Place
from operator_app.usecases.look_at_case import CaseView
from ui.pages.intake.steps.applicant.telling import asked_about_all, not_found
from ui.pages.intake.steps.contract import StepName

ENDED = frozenset(
    {
        State.REFUSED_INCOMPLETE,
        State.ABANDONED,
        State.DATA_UNAVAILABLE,
        State.CONSENT_REFUSED,
        State.ROUTED,
    }
)
BEFORE_SIGNATURE = frozenset(
    {
        StepName.SERVICE,
        StepName.CONSENT,
        StepName.APPLICANT,
        StepName.DOCUMENTS,
        StepName.SIGN,
    }
)
REFUSE_FROM = frozenset({StepName.DOCUMENTS, StepName.SIGN})
REFUSING = "refuse"
"""In the place of a step: the operator is on the panel over it."""


def why_blocked(view: CaseView | None, step: StepName) -> str:
    """The source sentence of what must be done first; empty when the step may be entered."""
    if step is StepName.SERVICE and (view is None or view.application.state is State.DRAFT):
        return ""
    if view is None:
        return "Choose a service first"
    signed = view.application.state not in {*ENDED, State.DRAFT}
    if step in BEFORE_SIGNATURE:
        return "The case is closed or signed already" if not _draft(view) else _why_not(view, step)
    return "" if signed else "Sign the request first"


def _why_not(view: CaseView, step: StepName) -> str:
    """The first of the earlier steps that is not done."""
    for done, why in _CONDITIONS[step]:
        if not done(view):
            return why
    return ""


def step_of(view: CaseView, place: Place | None) -> StepName:
    """Where the case reopens: where the operator was, if one may be there; else where it stands."""
    wanted = place.step if place is not None else ""
    if wanted in set(StepName) and not why_blocked(view, StepName(wanted)):
        return StepName(wanted)
    if not _draft(view):
        return StepName.RECEIPT
    for step in (StepName.DOCUMENTS, StepName.APPLICANT, StepName.CONSENT):
        if not why_blocked(view, step):
            return step
    return StepName.SERVICE


def _draft(view: CaseView) -> bool:
    return view.application.state is State.DRAFT


def _at_counter(view: CaseView) -> bool:
    return view.record.at_counter


def _consented(view: CaseView) -> bool:
    consent = view.application.consent
    return consent is not None and consent.answer is not ConsentAnswer.REFUSED


def _asked(view: CaseView) -> bool:
    return asked_about_all(view.application)


def _known(view: CaseView) -> bool:
    return not not_found(view.application)


def _complete(view: CaseView) -> bool:
    return view.checklist.complete


_Condition = tuple[Callable[[CaseView], bool], str]
_TAKEN: _Condition = (_at_counter, "This service is not accepted at the center")
_CONSENT: _Condition = (_consented, "Take the consent first")
_REGISTRIES: _Condition = (_asked, "Ask the registries first")
_FOUND: _Condition = (_known, "The registry has no data about this person")
_PAPERS: _Condition = (_complete, "The package is not complete")
_CONDITIONS: Mapping[StepName, tuple[_Condition, ...]] = {
    StepName.SERVICE: (),
    StepName.CONSENT: (_TAKEN,),
    StepName.APPLICANT: (_TAKEN, _CONSENT),
    StepName.DOCUMENTS: (_TAKEN, _CONSENT, _REGISTRIES, _FOUND),
    StepName.SIGN: (_TAKEN, _CONSENT, _REGISTRIES, _FOUND, _PAPERS),
}
