"""The intake put together: its own steps made here, the later ones handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.ports import PaperRecord
from operator_app.queries.other_windows import OtherWindow
from operator_app.usecases.another_service import AnotherService
from operator_app.usecases.ask_registries import AskRegistries
from operator_app.usecases.choose_service import ChooseService
from operator_app.usecases.close_case import CloseCase
from operator_app.usecases.drop_answers import DropAnswers
from operator_app.usecases.enter_applicant import EnterApplicant
from operator_app.usecases.enter_circumstances import EnterCircumstances
from operator_app.usecases.enter_representative import EnterRepresentative
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.open_draft import OpenDraft
from operator_app.usecases.record_consent import RecordConsent
from operator_app.usecases.rules import local
from ui.pages.intake.calls import IntakeCalls
from ui.pages.intake.notes import (
    Notes,
    RecallPlace,
    RememberPlace,
    recall_nothing,
    remember_nothing,
)
from ui.pages.intake.presenter import IntakePresenter
from ui.pages.intake.seat import Seat
from ui.pages.intake.steps.applicant.presenter import ApplicantStepPresenter, Lanes
from ui.pages.intake.steps.applicant.saving import ApplicantCalls
from ui.pages.intake.steps.applicant.view import ApplicantStepView
from ui.pages.intake.steps.consent.presenter import ConsentCalls, ConsentStepPresenter
from ui.pages.intake.steps.consent.view import ConsentStepView
from ui.pages.intake.steps.contract import StepName, StepPresenter
from ui.pages.intake.steps.service.presenter import ServiceCalls, ServiceStepPresenter
from ui.pages.intake.steps.service.view import ServiceStepView
from ui.pages.intake.view import IntakeView
from ui.runtime.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeWork:
    """Everything the intake needs from the core, as callables.

    ``online``: whether the hub answered last. ``due``: the day the result is due if accepted
    today. ``ticket_of``: how the hall calls a ticket, by its id. ``print_paper`` returns when the
    printer has taken the paper, or raises a coded error; it runs on the database lane.
    """

    catalogue: Catalogue
    now: Callable[[], datetime]
    seat: Callable[[], Seat]
    online: Callable[[], bool]
    due: Callable[[ServiceRecord], date | None]
    new_id: Callable[[], str]
    new_access_code: Callable[[], str]
    open_draft: Callable[[OpenDraft], Application]
    choose_service: Callable[[ChooseService], Application]
    enter_applicant: Callable[[EnterApplicant], Application]
    record_consent: Callable[[RecordConsent], Application]
    enter_representative: Callable[[EnterRepresentative], Application]
    enter_circumstances: Callable[[EnterCircumstances], Application]
    ask_registries: Callable[[AskRegistries], Application]
    drop_answers: Callable[[DropAnswers], Application]
    close_case: Callable[[CloseCase], Application]
    look_at_case: Callable[[ApplicationId], CaseView | None]
    print_paper: Callable[[PaperRecord], None]
    another_service: Callable[[AnotherService], Application]
    change: Callable[[ApplicationId], Application]
    keep_as_signed: Callable[[ApplicationId], Application]
    hand_over: Callable[[ApplicationId, int], Application]
    take_over: Callable[[ApplicationId], None]
    windows: Callable[[], tuple[OtherWindow, ...]]
    ticket_of: Callable[[str], str] = str
    remember_place: RememberPlace = remember_nothing
    recall_place: RecallPlace = recall_nothing


@dataclass(frozen=True, slots=True)
class BuiltStep:
    """A step that somebody else made: its presenter is connected to its view already."""

    presenter: StepPresenter
    view: QWidget


@dataclass(frozen=True, slots=True)
class IntakePage:
    """``presenter.begin(Start(...))`` serves a new applicant, ``presenter.open_case(id)`` a case
    that exists; ``view`` is the page for the window."""

    view: IntakeView
    presenter: IntakePresenter
    notes: Notes
    steps: Mapping[StepName, BuiltStep] = field(default_factory=dict)


def build_intake(
    work: IntakeWork,
    lanes: Lanes,
    speech: Speech,
    later: Mapping[StepName, BuiltStep],
    refuse: BuiltStep | None = None,
) -> IntakePage:
    """``later`` are the steps from the documents on; ``refuse`` is the panel over them."""
    notes = Notes(work.remember_place, lanes.database)
    steps = {
        StepName.SERVICE: _service(work, lanes, speech),
        StepName.CONSENT: _consent(work, notes, lanes, speech),
        StepName.APPLICANT: _applicant(work, notes, lanes, speech),
        **later,
    }
    presenter = IntakePresenter(
        IntakeCalls(
            catalogue=work.catalogue,
            now=work.now,
            due=work.due,
            look_at_case=work.look_at_case,
            close_case=work.close_case,
            recall_place=work.recall_place,
            ticket_of=work.ticket_of,
            print_paper=work.print_paper,
            change=work.change,
            keep_as_signed=work.keep_as_signed,
            hand_over=work.hand_over,
            take_over=work.take_over,
            windows=work.windows,
        ),
        {name: step.presenter for name, step in steps.items()},
        refuse.presenter if refuse is not None else None,
        notes,
        lanes.database,
        speech,
    )
    view = IntakeView(
        {name: step.view for name, step in steps.items()},
        refuse.view if refuse is not None else None,
        speech,
    )
    _connect(presenter, view)
    for step in (*steps.values(), *([] if refuse is None else [refuse])):
        notes.closed.connect(step.presenter.forget)
    presenter.close()
    return IntakePage(view, presenter, notes, steps)


def _connect(presenter: IntakePresenter, view: IntakeView) -> None:
    presenter.changed.connect(view.show_state)
    view.step_clicked.connect(presenter.go)
    view.print_clicked.connect(presenter.print_paper)
    view.retry_clicked.connect(presenter.retry)
    view.focus_moved.connect(presenter.focus_moved)
    foot = view.foot
    foot.back_clicked.connect(presenter.back)
    foot.next_clicked.connect(presenter.next)
    foot.act_clicked.connect(presenter.act)
    foot.refuse_clicked.connect(presenter.refuse)
    foot.asked.connect(presenter.ask)
    foot.keep_clicked.connect(presenter.keep)
    foot.confirm_clicked.connect(presenter.confirm)
    foot.window_chosen.connect(presenter.choose_window)
    foot.another_clicked.connect(presenter.another_service)


def _service(work: IntakeWork, lanes: Lanes, speech: Speech) -> BuiltStep:
    calls = ServiceCalls(
        catalogue=work.catalogue,
        today=lambda: local(work.now()).date(),
        seat=work.seat,
        new_id=work.new_id,
        new_access_code=work.new_access_code,
        open_draft=work.open_draft,
        another_service=work.another_service,
        choose_service=work.choose_service,
        close_case=work.close_case,
        look_at_case=work.look_at_case,
    )
    presenter, view = ServiceStepPresenter(calls, lanes.database, speech), ServiceStepView(speech)
    presenter.changed.connect(view.show_state)
    view.searched.connect(presenter.search)
    view.chosen.connect(presenter.choose)
    view.language_chosen.connect(presenter.choose_language)
    view.retry_clicked.connect(presenter.next)
    return BuiltStep(presenter, view)


def _consent(work: IntakeWork, notes: Notes, lanes: Lanes, speech: Speech) -> BuiltStep:
    calls = ConsentCalls(
        catalogue=work.catalogue,
        enter_applicant=work.enter_applicant,
        enter_representative=work.enter_representative,
        record_consent=work.record_consent,
        close_case=work.close_case,
        look_at_case=work.look_at_case,
    )
    presenter = ConsentStepPresenter(calls, notes, lanes.database, speech)
    view = ConsentStepView(speech)
    presenter.changed.connect(view.show_state)
    view.number_typed.connect(presenter.type_number)
    view.who_chosen.connect(presenter.choose_who)
    view.language_chosen.connect(presenter.choose_language)
    view.answer_chosen.connect(presenter.choose_answer)
    view.retry_clicked.connect(presenter.next)
    return BuiltStep(presenter, view)


def _applicant(work: IntakeWork, notes: Notes, lanes: Lanes, speech: Speech) -> BuiltStep:
    calls = ApplicantCalls(
        catalogue=work.catalogue,
        online=work.online,
        enter_applicant=work.enter_applicant,
        enter_representative=work.enter_representative,
        enter_circumstances=work.enter_circumstances,
        ask_registries=work.ask_registries,
        drop_answers=work.drop_answers,
        close_case=work.close_case,
        look_at_case=work.look_at_case,
    )
    presenter = ApplicantStepPresenter(calls, notes, lanes, speech)
    view = ApplicantStepView(speech)
    presenter.changed.connect(view.show_state)
    view.person_typed.connect(presenter.type_person)
    view.ask_clicked.connect(presenter.ask)
    view.cancel_clicked.connect(presenter.cancel)
    view.retry_clicked.connect(presenter.next)
    view.power.typed.connect(presenter.type_power)
    view.power.kind_chosen.connect(presenter.choose_power)
    view.children_card.add_clicked.connect(presenter.add_child)
    view.children_card.remove_clicked.connect(presenter.remove_child)
    view.children_card.typed.connect(presenter.type_child)
    view.children_card.abroad_chosen.connect(presenter.choose_born_abroad)
    view.questions.chosen.connect(presenter.answer)
    return BuiltStep(presenter, view)
