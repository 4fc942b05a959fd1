"""The intake as a whole: which step a case is at, what is kept, and the ways out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from operator_app.domain.applications import ConsentAnswer, State
from operator_app.domain.places import Place
from operator_app.wire.registries import AnswerState
from tests.support.intake_desk import ELSEWHERE, HERE, IIN, WITHOUT_CONSENT, IntakeDesk
from ui.pages.intake.seat import Start
from ui.pages.intake.state import Asks
from ui.pages.intake.steps.contract import StepName
from ui.runtime.speech import Speech


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[IntakeDesk]:
    desk = IntakeDesk(Speech("ru"))
    yield desk
    desk.take_away()


def test_nobody_is_served_before_somebody_comes(desk: IntakeDesk) -> None:
    state = desk.page.presenter.state

    assert state.case is None
    assert "F9" in state.empty


def test_a_service_is_found_by_words_of_three_languages(desk: IntakeDesk) -> None:
    desk.begin()
    for words in ("установление опеки", "қамқоршылық белгілеу", "guardianship establish"):
        desk.service.search(words)

        assert HERE in [row.code for row in desk.service.state.rows]


def test_choosing_a_service_opens_one_draft_however_often_next_is_pressed(
    desk: IntakeDesk,
) -> None:
    desk.choose()
    desk.service.next()
    desk.service.next()

    assert len(desk.store.tables.applications) == 1
    assert desk.page.presenter.state.step is StepName.CONSENT


def test_a_draft_that_could_not_be_saved_is_tried_again_under_the_same_id(
    desk: IntakeDesk,
) -> None:
    desk.store.broken.add("commit")
    desk.choose()

    assert desk.service.state.trouble is not None

    desk.store.broken.clear()
    desk.page.presenter.next()

    assert len(desk.store.tables.applications) == 1
    assert desk.service.state.trouble is None


def test_a_service_not_accepted_here_ends_with_the_routing_sheet(desk: IntakeDesk) -> None:
    desk.choose(ELSEWHERE)

    ending = desk.page.presenter.state.ending
    assert desk.case.state is State.ROUTED
    assert ending is not None
    assert len(ending.papers) == 1

    desk.page.presenter.print_paper(ending.papers[0].sha256)

    assert desk.printed == ["routing_sheet"]


def test_a_refused_consent_ends_the_case_with_its_paper_and_asks_nobody(desk: IntakeDesk) -> None:
    desk.choose()
    desk.consent.type_number(IIN)
    desk.consent.choose_answer(ConsentAnswer.REFUSED)
    desk.page.presenter.next()

    ending = desk.page.presenter.state.ending
    assert desk.case.state is State.CONSENT_REFUSED
    assert ending is not None
    assert ending.papers
    assert desk.registries.asked == []


def test_consent_is_left_out_only_where_the_catalogue_allows(desk: IntakeDesk) -> None:
    desk.choose(HERE)
    desk.consent.choose_answer(ConsentAnswer.NOT_ASKED)

    assert desk.consent.state.answer is None

    desk.choose(WITHOUT_CONSENT)
    desk.consent.choose_answer(ConsentAnswer.NOT_ASKED)

    assert desk.consent.state.answer is ConsentAnswer.NOT_ASKED


def test_next_does_nothing_with_a_wrong_number(desk: IntakeDesk) -> None:
    desk.choose()
    desk.consent.type_number(IIN[:-1] + "4")
    desk.consent.choose_answer(ConsentAnswer.GIVEN)
    desk.page.presenter.next()

    assert desk.case.consent is None
    assert "number.check_digit" in desk.consent.state.number_error


def test_blocked_steps_say_why_and_are_not_entered(desk: IntakeDesk) -> None:
    desk.choose()
    marks = {mark.step: mark for mark in desk.page.presenter.state.marks}
    desk.page.presenter.go(StepName.DOCUMENTS)

    assert marks[StepName.DOCUMENTS].why == "Сначала получите согласие"
    assert desk.page.presenter.state.step is StepName.CONSENT


def test_back_leads_to_the_step_before_and_nothing_is_lost(desk: IntakeDesk) -> None:
    desk.consented()
    desk.page.presenter.back()

    assert desk.page.presenter.state.step is StepName.CONSENT
    assert desk.consent.state.number == IIN
    assert desk.consent.state.answer is ConsentAnswer.GIVEN


def test_half_a_number_survives_a_kill_and_the_case_reopens_in_its_field(
    desk: IntakeDesk,
) -> None:
    desk.choose()
    desk.page.presenter.focus_moved("consent_number")
    desk.consent.type_number("740817")
    desk.page.notes.flush()
    case = desk.case.id

    desk.page = desk.build()
    desk.page.presenter.open_case(case)

    state = desk.page.presenter.state
    assert (state.step, state.focus) == (StepName.CONSENT, "consent_number")
    assert desk.consent.state.number == "740817"


def test_a_case_without_a_remembered_place_opens_where_it_stands(desk: IntakeDesk) -> None:
    desk.consented()
    case = desk.case.id
    desk.places.clear()

    desk.page = desk.build()
    desk.page.presenter.open_case(case)

    assert desk.page.presenter.state.step is StepName.APPLICANT


def test_a_place_that_may_not_be_entered_any_more_is_not_entered(desk: IntakeDesk) -> None:
    desk.consented()
    case = desk.case.id
    desk.page.presenter.close()
    desk.places[case] = Place(case_id=case, step=StepName.DOCUMENTS.value)

    desk.page = desk.build()
    desk.page.presenter.open_case(case)

    assert desk.page.presenter.state.step is StepName.APPLICANT


def test_the_time_runs_against_the_norm_of_the_act_and_the_norm_is_marked(
    desk: IntakeDesk,
) -> None:
    desk.choose()
    desk.passed = timedelta(minutes=6, seconds=41)
    desk.page.presenter.tick()

    bar = desk.page.presenter.state.case
    assert bar is not None
    assert "06:41" in bar.running
    assert bar.norm == "норма 15:00, не подтверждена"
    assert not bar.late

    desk.passed = timedelta(minutes=16)
    desk.page.presenter.tick()

    bar = desk.page.presenter.state.case
    assert bar is not None
    assert bar.late


def test_the_card_says_what_is_missing_and_why(desk: IntakeDesk) -> None:
    desk.consented()

    card = desk.page.presenter.state.card
    assert any("Пункт 9" in line.why for line in card.missing)
    assert ("ИИН", "740817••••••") in card.facts


def test_abandoning_is_asked_once_more_and_then_ends_the_case(desk: IntakeDesk) -> None:
    desk.choose()
    intake = desk.page.presenter
    intake.ask(Asks.ABANDON)
    intake.next()
    intake.keep()
    intake.confirm()
    kept = desk.case.state
    intake.ask(Asks.ABANDON)
    intake.confirm()

    assert kept is State.DRAFT
    assert desk.case.state is State.ABANDONED
    assert intake.state.ending is not None


def test_another_service_knows_who_is_here_and_asks_for_consent_again(desk: IntakeDesk) -> None:
    desk.asked(AnswerState.NOT_FOUND)
    intake = desk.page.presenter
    intake.next()
    first = desk.case

    intake.another_service()
    desk.service.choose(WITHOUT_CONSENT)
    intake.next()

    assert desk.case.id != first.id
    assert desk.case.ticket_id == first.ticket_id
    assert desk.consent.state.number == IIN
    assert desk.case.consent is None
    assert desk.case.checks == ()


def test_done_after_an_ending_tells_the_queue(desk: IntakeDesk) -> None:
    told: list[object] = []
    desk.page.presenter.finished.connect(told.append)
    desk.choose(ELSEWHERE)
    desk.page.presenter.next()

    assert len(told) == 1


def test_a_case_that_is_gone_is_said_and_not_shown(desk: IntakeDesk) -> None:
    desk.page.presenter.open_case("gone")

    trouble = desk.page.presenter.state.trouble
    assert trouble is not None
    assert trouble.code == "intake.no_such_case"


def test_the_language_may_change_in_the_middle_of_a_step(desk: IntakeDesk) -> None:
    desk.consented()
    desk.applicant.type_person("surname", "Құрман")
    desk.speech.set_language("kk")

    assert desk.page.presenter.state.bar.text == "Дерекқорлардан сұрау"
    assert desk.applicant.state.fields[0].text == "Құрман"


def test_a_store_that_takes_nothing_is_said(desk: IntakeDesk) -> None:
    desk.begin(Start(ticket="Б-44"))
    desk.service.choose(HERE)
    desk.store.broken.add("applications")
    desk.page.presenter.next()

    assert desk.service.state.trouble is not None
    assert desk.page.presenter.view is None
