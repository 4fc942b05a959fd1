"""The frame of the intake around one step: a step alone would show room that it never has."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from operator_app.domain.applications import State
from operator_app.usecases.look_at_case import CaseView
from tests.support.window_cases import DUE, catalogue
from ui.pages.intake.seat import Start
from ui.pages.intake.state import IntakeState
from ui.pages.intake.steps.contract import StepBar, StepName
from ui.pages.intake.telling import Telling
from ui.pages.intake.view import IntakeView
from ui.pages.intake.way import REFUSE_FROM
from ui.runtime.speech import Speech

SERVED = timedelta(minutes=6, seconds=41)


def within(
    step: StepName, page: QWidget, bar: StepBar, view: CaseView, speech: Speech
) -> IntakeView:
    return _framed({step: page}, None, _state(step, bar, view, speech, refusing=False), speech)


def refusing(page: QWidget, bar: StepBar, view: CaseView, speech: Speech) -> IntakeView:
    step = StepName.DOCUMENTS
    return _framed({step: QWidget()}, page, _state(step, bar, view, speech, refusing=True), speech)


def _framed(
    steps: dict[StepName, QWidget], refuse: QWidget | None, state: IntakeState, speech: Speech
) -> IntakeView:
    page = IntakeView(steps, refuse, speech)
    page.show_state(state)
    return page


def _state(
    step: StepName, bar: StepBar, view: CaseView, speech: Speech, *, refusing: bool
) -> IntakeState:
    telling = Telling(catalogue(), speech, lambda _: DUE)
    start = Start(ticket_id="0190f3a0-0000-7000-8000-0000000000aa", ticket="Б-43")
    draft = view.application.state is State.DRAFT
    return IntakeState(
        case=telling.bar(view, start, view.application.opened_at + SERVED),
        marks=telling.marks(view, step),
        step=step,
        card=telling.card(view, step),
        bar=bar,
        may_go_back=draft or refusing,
        may_refuse=draft and not refusing and step in REFUSE_FROM,
        refusing=refusing,
        may_abandon=draft and not refusing,
        may_take_another=not draft,
    )
