"""The page of giving out: one thing after another, late answers dropped, nothing done twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from operator_app.domain.applications import Decision, State
from operator_app.domain.operators import Role
from operator_app.domain.papers import PaperKind
from tests.support.hearing import heard
from tests.support.held_lane import HeldLane
from tests.support.issue_desk import IssueDesk, by_power, shown
from tests.unit.usecases.counter import IIN, OTHER_IIN, a_representative, a_session
from tests.unit.usecases.issuing_desk import NOW, POWER
from ui.pages.issue.presenter import IssuePresenter
from ui.pages.issue.state import Did, Form, Part, Who
from ui.runtime.broadcast import CASES, TICKETS
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def desk() -> IssueDesk:
    return IssueDesk()


@pytest.fixture
def page(desk: IssueDesk) -> IssuePresenter:
    return desk.presenter(Speech("ru"))


def test_a_receipt_a_person_a_slip_and_its_signature(desk: IssueDesk, page: IssuePresenter) -> None:
    case = desk.ready()
    changed = heard(page.cases_changed)
    shown(page, case)
    page.give()
    given = page.state.given
    assert given is not None
    page._hand.stop()
    page._show(page.state)
    page.sign()
    stored = desk.counter.store.case(case.id)
    assert stored.issuance is not None

    assert given.printed
    assert len(desk.printed) == 1
    assert stored.issuance.slip_signed_at is not None
    assert (page.state.did, page.state.did_number) == (Did.SIGNED, case.number)
    assert page.state.form == Form()
    assert changed == [frozenset({case.id}), frozenset({case.id})]


def test_the_key_that_gave_it_out_says_nothing_about_the_slip(
    desk: IssueDesk, page: IssuePresenter
) -> None:
    case = desk.ready()
    shown(page, case)
    page.give()
    page.sign()
    stored = desk.counter.store.case(case.id)
    assert stored.issuance is not None

    assert not page.state.may_sign
    assert stored.issuance.slip_signed_at is None


def test_pressed_again_while_it_is_being_given_nothing_is_asked_twice(desk: IssueDesk) -> None:
    lane = HeldLane()
    page = desk.presenter(Speech("ru"), lane)
    case = desk.ready()
    lane.go()
    page.type_receipt(case.number)
    page.find()
    page.find()
    lane.go()
    for name, text in (("number", IIN), ("document", "041234567")):
        page.type_field(name, text)
    page.give()
    page.give()
    page.clear()
    waiting = len(lane.held)
    lane.go()

    assert waiting == 1
    assert desk.counter.store.case(case.id).state is State.ISSUED
    assert desk.counter.store.messages.count("case.issue") == 1
    assert len(desk.printed) == 1


def test_an_answer_of_the_notaries_comes_too_late_for_whoever_has_left(desk: IssueDesk) -> None:
    lane = HeldLane()
    page = desk.presenter(Speech("ru"), lane)
    case = desk.ready()
    page.type_receipt(case.number)
    page.find()
    lane.go()
    page.type_field("number", OTHER_IIN)
    page.choose_who(Who.REPRESENTATIVE)
    for name, text in (("poa_number", "1234"), ("issued_on", "01.12.2017"), ("notary", "Ә.")):
        page.type_field(name, text)
    page.check()
    page.forget()
    lane.go()

    assert page.state.checked is None
    assert page.state.case is None
    assert page.state.form == Form()


def test_the_question_to_the_register_can_be_left_and_asked_again(desk: IssueDesk) -> None:
    database, hub = HeldLane(), HeldLane()
    page = IssuePresenter(desk.actions(), database, hub, Speech("ru"))
    case = desk.ready()
    page.type_receipt(case.number)
    page.find()
    page.cancel()
    database.go()
    found = page.state.case
    page.type_field("number", OTHER_IIN)
    page.choose_who(Who.REPRESENTATIVE)
    for name, text in (("poa_number", "1234"), ("issued_on", "01.12.2017"), ("notary", "Ә.")):
        page.type_field(name, text)
    page.check()
    page.cancel()
    free = not page.state.working
    hub.go()
    late = page.state.checked
    page.check()
    hub.go()

    assert found == case
    assert free
    assert late is None
    assert page.state.checked is not None


def test_what_the_case_knows_of_its_representative_is_filled_in_but_the_document_is_read(
    desk: IssueDesk, page: IssuePresenter
) -> None:
    page.type_receipt(desk.ready(representative=a_representative()).number)
    page.find()
    page.choose_who(Who.REPRESENTATIVE)
    form = page.state.form

    assert (form.poa_number, form.issued_on, form.surname) == ("1234", "01.12.2017", "Тестов")
    assert form.number == ""
    assert not page.state.may_check
    assert not page.state.may_give


def test_of_a_representative_without_a_notary_nothing_is_filled_in(
    desk: IssueDesk, page: IssuePresenter
) -> None:
    page.type_receipt(desk.ready(representative=a_representative(kind="employer")).number)
    page.find()
    page.choose_who(Who.REPRESENTATIVE)

    assert page.state.form.poa_number == ""


def test_read_powers_are_unread_after_a_change_and_after_another_question(
    desk: IssueDesk, page: IssuePresenter
) -> None:
    by_power(page, desk.ready())
    page.check()
    page.cover(True)
    ready = page.state.may_give
    page.check()
    again = page.state.may_give
    page.cover(True)
    page.type_field("document", "99")
    document = page.state.may_give
    page.type_field("surname", "Другой")

    assert (ready, again, document) == (True, False, True)
    assert page.state.checked is None
    assert not page.state.may_give


def test_trouble_is_said_and_trying_again_asks_the_same(
    desk: IssueDesk, page: IssuePresenter
) -> None:
    case = desk.ready()
    desk.silent = True
    shown(page, case)
    page.give()
    said = page.state.trouble
    assert said is not None
    desk.silent = False
    page.retry()

    assert (said.code, said.retry) == ("printer.no_answer", True)
    assert page.state.trouble is None
    assert page.state.given is not None
    assert page.state.given.printed
    assert len(desk.printed) == 1


def test_a_refusal_of_the_provider_prints_its_notice_too(
    desk: IssueDesk, page: IssuePresenter
) -> None:
    shown(page, desk.ready(decision=Decision.DECLINE))
    page.give()
    given = page.state.given
    assert given is not None

    assert [one.kind for one in given.papers] == [PaperKind.DECLINE_NOTICE, PaperKind.ISSUE_SLIP]
    assert len(desk.printed) == 2


def test_another_receipt_begins_anew(desk: IssueDesk, page: IssuePresenter) -> None:
    by_power(page, desk.ready())
    page.check()
    page.type_receipt("0")

    assert page.state.form == Form(receipt="0")
    assert page.state.case is None
    assert page.state.checked is None


def test_the_reader_takes_the_next_person_but_not_in_the_middle_of_giving(
    desk: IssueDesk,
) -> None:
    lane = HeldLane()
    page = desk.presenter(Speech("ru"), lane)
    case, other = desk.ready(), desk.ready()
    page.scanned(case.number)
    lane.go()
    found = page.state.case
    page.type_field("number", IIN)
    page.type_field("document", "1")
    page.give()
    page.scanned(other.number)
    lane.go()

    assert found == case
    assert page.state.given is not None
    assert page.state.given.case.id == case.id


def test_what_waits_is_read_again_only_while_the_page_is_seen(
    desk: IssueDesk, page: IssuePresenter
) -> None:
    empty = page.state.rows
    desk.waiting()
    page.on_broadcast(TICKETS, frozenset())
    other_news = page.state.rows
    page.on_broadcast(CASES, frozenset())
    seen = page.state.rows
    page.leave()
    desk.ready()
    page.on_broadcast(CASES, frozenset())
    assert seen is not None

    assert (empty, other_news) == ((), ())
    assert [row.kept.over(NOW.date()) for row in seen] == [True, True, False, False]
    assert page.state.rows == seen


def test_only_what_is_over_its_term_goes_back_and_only_after_a_second_word(
    desk: IssueDesk, page: IssuePresenter
) -> None:
    desk.waiting()
    page.choose_part(Part.WAITING)
    page.enter()
    rows = page.state.rows
    assert rows is not None
    page.choose_row(rows[-1].result.id)
    page.ask_return()
    fresh = page.state.returning
    page.choose_row(rows[0].result.id)
    page.send_back()
    unasked = desk.counter.store.case(rows[0].result.id).state
    page.ask_return()
    page.send_back()

    assert not fresh
    assert unasked is State.READY
    assert desk.counter.store.case(rows[0].result.id).state is State.RETURNED_TO_PROVIDER
    assert page.state.did is Did.RETURNED
    assert len(page.state.rows or ()) == 3


def test_without_anybody_signed_in_nothing_is_asked(desk: IssueDesk) -> None:
    desk.session = None
    page = desk.presenter(Speech("ru"))
    case = desk.ready()
    page.type_receipt(case.number)
    page.find()

    assert page.state.case is None
    assert page.state.rows is None


def test_a_role_that_is_taken_away_meanwhile_gives_nothing_out(
    desk: IssueDesk, page: IssuePresenter
) -> None:
    case = desk.ready()
    shown(page, case)
    desk.session = a_session(Role.SUPERVISOR)
    page.give()
    assert page.state.trouble is not None

    assert page.state.trouble.code == "operator.not_allowed"
    assert desk.counter.store.case(case.id) == case


def test_the_term_of_an_old_result_counts_from_the_decision(
    desk: IssueDesk, page: IssuePresenter
) -> None:
    page.enter()
    page.type_receipt(desk.ready(ready_at=None).number)
    page.find()
    assert page.state.kept is not None

    assert page.state.kept.until == page.state.kept.since + timedelta(days=28)


def test_the_name_of_the_register_stands_where_none_was_typed(
    desk: IssueDesk, page: IssuePresenter
) -> None:
    desk.counter.registries.powers["1234"] = msgspec.structs.replace(POWER, powers_kk="Алу")
    by_power(page, desk.ready())
    for name in ("surname", "name"):
        page.type_field(name, "")
    page.check()
    page.cover(True)
    page.give()
    given = page.state.given
    assert given is not None
    assert given.case.issuance is not None

    assert given.case.issuance.recipient == "ТЕСТОВ ЕРЛАН"
    assert replace(page.state.form, who=Who.APPLICANT).surname == ""
