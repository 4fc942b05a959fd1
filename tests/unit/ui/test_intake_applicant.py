"""The applicant's step: one question to the registries, and nothing of it after a cancel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from operator_app.domain.applications import RegistryState, State
from operator_app.wire.registries import AnswerState
from tests.support.intake_desk import IIN, OTHER_IIN, IntakeDesk, a_record
from tests.support.papers import LONG_NAME
from tests.support.waiting_lane import WaitingLane
from ui.pages.intake.steps.contract import StepName
from ui.runtime.faces import Busy
from ui.runtime.patience import Patience
from ui.runtime.speech import Speech


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[IntakeDesk]:
    desk = IntakeDesk(Speech("ru"))
    yield desk
    desk.take_away()


@pytest.fixture
def hub() -> WaitingLane:
    return WaitingLane()


@pytest.fixture
def waiting(qapp: QApplication, hub: WaitingLane) -> Iterator[IntakeDesk]:
    """Consent is there; the hub has not answered yet."""
    desk = IntakeDesk(Speech("ru"), hub=hub)
    desk.consented()
    desk.applicant.type_person("surname", "Құрманғазин")
    yield desk
    desk.take_away()


def represented(desk: IntakeDesk, *, notarised: bool) -> None:
    desk.registries.persons[OTHER_IIN] = a_record(iin=OTHER_IIN, surname="ТЕСТОВ", name="ТЕСТ")
    desk.consented(represented=True)
    desk.applicant.type_power("number", OTHER_IIN)
    desk.applicant.choose_power(notarised)


def test_the_registry_stands_beside_what_is_typed_and_a_difference_is_marked(
    desk: IntakeDesk,
) -> None:
    desk.consented()
    desk.applicant.type_person("surname", "Құрманғазин")
    desk.applicant.type_person("name", "Галымжан")
    desk.applicant.ask()

    fields = {field.key: field for field in desk.applicant.state.fields}
    assert (fields["surname"].registry, fields["surname"].differs) == ("ҚҰРМАНҒАЗИН", False)
    assert (fields["name"].registry, fields["name"].differs) == ("ҒАЛЫМЖАН", True)
    assert fields["name"].text == "Галымжан"
    assert "отличается" in desk.applicant.state.warnings[0]


def test_next_asks_first_and_goes_on_the_second_time(desk: IntakeDesk) -> None:
    desk.consented()
    done: list[bool] = []
    desk.applicant.done.connect(lambda: done.append(True))
    desk.page.presenter.next()

    assert desk.registries.asked == [f"gbd_fl {IIN}"]
    assert done == []

    desk.page.presenter.next()

    assert done == [True]


def test_a_double_press_asks_once(waiting: IntakeDesk, hub: WaitingLane) -> None:
    waiting.applicant.ask()
    waiting.applicant.ask()
    waiting.page.presenter.next()
    hub.go_on()

    assert waiting.registries.asked == [f"gbd_fl {IIN}"]


def test_waiting_shows_seconds_and_can_be_cancelled(waiting: IntakeDesk) -> None:
    waiting.applicant.ask()
    patience = waiting.applicant.findChild(Patience)
    assert isinstance(patience, Patience)
    patience.changed.emit(Busy("…", seconds=2))

    busy = waiting.applicant.state.busy
    assert busy is not None
    assert (busy.seconds, busy.can_cancel) == (2, True)


def test_an_answer_after_a_cancel_is_dropped_and_nothing_of_it_is_kept(
    waiting: IntakeDesk, hub: WaitingLane
) -> None:
    waiting.applicant.ask()
    waiting.applicant.cancel()
    hub.go_on()

    case = waiting.store.case(waiting.case.id)
    assert case.checks == ()
    assert case.applicant is not None
    assert (case.applicant.surname, case.applicant.checked) == ("Құрманғазин", False)
    assert "ҚҰРМАНҒАЗИН" not in repr(waiting.store.tables.applications)
    assert waiting.applicant.state.cancelled
    assert waiting.applicant.state.fields[0].registry == ""


def test_an_answer_that_came_just_before_the_cancel_is_taken_out_again(
    qapp: QApplication,
) -> None:
    desk = IntakeDesk(Speech("ru"))
    desk.consented()
    step = desk.applicant
    asks = desk.registries.person

    def person(iin: str) -> object:
        answer = asks(iin)
        step.cancel()
        return answer

    desk.registries.person = person  # type: ignore[assignment,method-assign]  # cancels in between
    step.ask()

    assert desk.store.case(desk.case.id).checks == ()


def test_leaving_the_step_while_asking_keeps_nothing_of_the_answer(
    waiting: IntakeDesk, hub: WaitingLane, expected_logs: set[str]
) -> None:
    expected_logs.add("ui.pages.intake.errands")
    waiting.applicant.ask()
    waiting.page.presenter.back()
    hub.go_on()

    assert waiting.store.case(waiting.case.id).checks == ()
    assert waiting.page.presenter.state.step is StepName.CONSENT


def test_after_a_cancel_it_may_be_asked_again(waiting: IntakeDesk, hub: WaitingLane) -> None:
    waiting.applicant.ask()
    waiting.applicant.cancel()
    hub.go_on()
    waiting.applicant.ask()
    hub.go_on()

    assert waiting.applicant.state.fields[0].registry == "ҚҰРМАНҒАЗИН"


def test_no_record_ends_the_case_with_the_message_of_process_4(desk: IntakeDesk) -> None:
    desk.asked(AnswerState.NOT_FOUND)

    assert desk.applicant.state.not_found
    assert desk.applicant.state.bar.text == "Выдать сообщение и закончить"

    desk.page.presenter.next()

    assert desk.case.state is State.DATA_UNAVAILABLE
    assert desk.page.presenter.state.ending is not None


def test_without_a_line_typed_names_go_on_unchecked(desk: IntakeDesk) -> None:
    desk.is_online = False
    desk.consented()
    desk.applicant.type_person("surname", "Құрманғазин")
    desk.applicant.type_person("name", "Ғалымжан")
    desk.page.presenter.next()

    assert desk.registries.asked == []
    assert desk.case.checks[0].state is RegistryState.OFFLINE
    assert "перед отправкой" in desk.applicant.state.unchecked


def test_without_a_line_and_without_names_it_says_what_to_type(desk: IntakeDesk) -> None:
    desk.is_online = False
    desk.consented()
    desk.page.presenter.next()

    trouble = desk.applicant.state.trouble
    assert trouble is not None
    assert trouble.code == "intake.names_needed"
    assert desk.case.checks == ()


def test_a_child_does_not_apply_and_nothing_of_the_answer_is_kept(desk: IntakeDesk) -> None:
    desk.registries.persons[IIN] = a_record(born_on=date(2010, 5, 1))
    desk.consented()
    desk.applicant.ask()

    trouble = desk.applicant.state.trouble
    assert trouble is not None
    assert trouble.code == "intake.under_age"
    assert desk.case.checks == ()


def test_the_data_of_a_notarised_power_are_asked_for_and_named_when_missing(
    desk: IntakeDesk,
) -> None:
    represented(desk, notarised=True)
    desk.applicant.ask()

    power = desk.applicant.state.power
    assert power is not None
    assert "poa.incomplete" in power.error
    assert {field.key for field in power.fields} >= {"poa_number", "notary", "issued_on"}
    assert desk.registries.asked == []


def test_the_data_of_another_power_are_not_entered_and_it_is_said_why(desk: IntakeDesk) -> None:
    represented(desk, notarised=False)

    power = desk.applicant.state.power
    assert power is not None
    assert power.fields == ()
    assert power.note

    desk.applicant.ask()

    assert desk.case.representative is not None
    assert desk.case.representative.power_of_attorney.number is None
    assert desk.registries.asked == [f"gbd_fl {IIN}", f"gbd_fl {OTHER_IIN}"]


def test_a_power_out_of_date_is_said_under_its_fields(desk: IntakeDesk) -> None:
    represented(desk, notarised=True)
    for name, text in (
        ("poa_number", "1234"),
        ("issued_on", "01.12.2010"),
        ("notary", "Ә. Нұрланқызы"),
    ):
        desk.applicant.type_power(name, text)
    desk.applicant.ask()

    power = desk.applicant.state.power
    assert power is not None
    assert "poa.expired" in power.error
    assert desk.applicant.state.trouble is None


def test_children_are_rows_and_a_removed_one_leaves_the_others_as_they_were(
    desk: IntakeDesk,
) -> None:
    desk.consented()
    step = desk.applicant
    for place, name in enumerate(("Үміт", "Арман", "Сәуле")):
        step.add_child()
        step.type_child(place, "name", name)
        step.type_child(place, "born_on", f"0{place + 1}.05.2006")
    step.choose_born_abroad(2, True)
    step.remove_child(1)
    step.save()

    assert [child.name for child in desk.case.children] == ["Үміт", "Сәуле"]
    assert [child.born_abroad for child in desk.case.children] == [None, True]
    assert desk.case.children[1].born_on == date(2006, 5, 3)


def test_an_unfinished_day_of_a_child_is_unknown_and_stops_next(desk: IntakeDesk) -> None:
    desk.asked()
    desk.applicant.add_child()
    desk.applicant.type_child(0, "born_on", "01.05.20")
    desk.applicant.save()
    desk.page.presenter.next()

    fields = {field.key: field for field in desk.applicant.state.children[0].fields}
    assert desk.case.children[0].born_on is None
    assert "intake.day_unreadable" in fields["born_on"].error


def test_answers_to_questions_change_the_list_of_documents(desk: IntakeDesk) -> None:
    desk.consented()
    question = desk.applicant.state.questions[0]
    desk.applicant.answer(question.code, True)
    desk.applicant.save()

    assert desk.case.facts == {question.code: True}

    desk.applicant.answer(question.code, None)
    desk.applicant.save()

    assert desk.case.facts == {}


def test_what_is_typed_and_not_saved_yet_survives_a_kill(desk: IntakeDesk) -> None:
    desk.consented()
    desk.applicant.type_person("surname", "Құрм")
    desk.applicant.add_child()
    desk.applicant.type_child(0, "iin", "0605")
    desk.page.notes.flush()
    case = desk.case.id

    desk.page = desk.build()
    desk.page.presenter.open_case(case)

    assert desk.applicant.state.fields[0].text == "Құрм"
    assert desk.applicant.state.children[0].fields[0].text == "0605"


def test_another_person_takes_nothing_over_from_the_first(desk: IntakeDesk) -> None:
    desk.registries.persons[OTHER_IIN] = a_record(iin=OTHER_IIN, surname="ТЕСТОВ")
    desk.asked()
    desk.applicant.type_person("surname", "Құрманғазин")
    desk.page.presenter.back()
    desk.consent.type_number(OTHER_IIN)
    desk.page.presenter.next()

    applicant = desk.case.applicant
    assert applicant is not None
    assert (applicant.number, applicant.surname, desk.case.checks) == (OTHER_IIN, "", ())
    assert desk.applicant.state.fields[0].text == ""


def test_the_same_person_for_the_same_service_today_is_a_warning(desk: IntakeDesk) -> None:
    desk.consented()
    desk.another_today()
    desk.applicant.ask()

    assert "002-03-180206-0007-1" in desk.applicant.state.warnings[0]


def test_a_name_of_two_hundred_letters_and_a_paste_of_garbage_are_taken(
    desk: IntakeDesk,
) -> None:
    desk.is_online = False
    desk.consented()
    desk.applicant.type_person("surname", (LONG_NAME * 3)[:200])
    desk.applicant.type_person("name", "\x00\n\t\u202eзз\U0001f600" * 50)
    desk.applicant.ask()

    assert desk.case.applicant is not None
    assert len(desk.case.applicant.surname) == 200
    assert "\n" not in desk.case.applicant.name


def test_a_day_at_the_window_does_not_grow_the_waiting(desk: IntakeDesk) -> None:
    desk.consented()
    desk.passed = timedelta(hours=9)
    desk.applicant.ask()

    assert desk.applicant.state.busy is None
