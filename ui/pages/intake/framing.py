"""Everything of the intake's frame that follows from the case: made anew at every change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from operator_app.domain.applications import State
from operator_app.domain.catalogue import Catalogue
from operator_app.usecases.change_after_signing import changeable
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.rules import local
from ui.pages.intake.revision import revision_of
from ui.pages.intake.seat import Start
from ui.pages.intake.state import Asks, IntakeState, Revision
from ui.pages.intake.steps.contract import StepBar, StepName
from ui.pages.intake.telling import Telling
from ui.pages.intake.way import REFUSE_FROM, why_blocked
from ui.runtime.speech import Speech


@dataclass(frozen=True, slots=True)
class Scene:
    """The case on the screen if it exists yet, with whom it began, and which papers came out."""

    view: CaseView | None
    start: Start | None
    printed: Mapping[str, str]
    now: datetime


class BarOf(Protocol):
    """The big button of what is on the screen."""

    def __call__(self, state: IntakeState, *, ended: bool) -> StepBar: ...


class Framing:
    """Says which ways lead out of the case and what stands around its step."""

    def __init__(self, catalogue: Catalogue, telling: Telling, speech: Speech) -> None:
        self._catalogue = catalogue
        self._telling = telling
        self._speech = speech

    def told(self, state: IntakeState, scene: Scene, bar: BarOf) -> IntakeState:
        telling, view, start = self._telling, scene.view, scene.start
        if start is None:
            return replace(
                state,
                case=None,
                marks=(),
                revision=None,
                empty=self._speech("Nobody is being served. Call the next: F9."),
            )
        ending = telling.ending(view, scene.printed) if view is not None else None
        ways = _ways_out(replace(state, ending=ending), view, scene.now)
        return replace(
            ways,
            case=telling.bar(view, start, scene.now),
            marks=telling.marks(view, state.step) if ending is None else (),
            card=telling.card(view, state.step),
            bar=bar(state, ended=ending is not None),
            revision=self._revision(view),
            may_go_back=state.refusing or _may_go_back(view, state.step),
            empty="",
        )

    def _revision(self, view: CaseView | None) -> Revision | None:
        return revision_of(view, self._catalogue, self._speech) if view is not None else None


def offered(state: IntakeState, what: Asks) -> bool:
    return {
        Asks.ABANDON: state.may_abandon,
        Asks.KEEP_SIGNED: state.may_keep_signed,
        Asks.HAND_OVER: state.may_hand_over,
        Asks.CHANGE: state.may_change,
    }[what]


def _ways_out(state: IntakeState, view: CaseView | None, now: datetime) -> IntakeState:
    draft = view is not None and view.application.state is State.DRAFT
    signed_before = view is not None and bool(view.application.signed_before)
    at_step = draft and not state.refusing
    return replace(
        state,
        may_refuse=at_step and not signed_before and state.step in REFUSE_FROM,
        may_abandon=at_step and not signed_before,
        may_keep_signed=at_step and signed_before,
        may_hand_over=at_step,
        may_change=view is not None and changeable(view.application, local(now).date()),
        may_take_another=view is not None and not draft,
    )


def _may_go_back(view: CaseView | None, step: StepName) -> bool:
    if step is StepName.SERVICE:
        return False
    return not why_blocked(view, list(StepName)[step.number - 2])
