"""What the screens of a window ask, on a reading connection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, TextClause

from db import leftovers
from db.queries import case_story, outbox_state, queue, window_day
from db.queries.case_of_ticket import SqlCaseOfTicket
from db.queries.case_story import SqlCaseStory
from db.queries.outbox_state import SqlStateOfOutbox
from db.queries.people import SqlOperatorLines, SqlWindows
from db.queries.queue import SqlCalledOrServing, SqlSetAside, SqlWaiting
from db.queries.recent_cases import SqlRecentCases
from db.queries.window_day import SqlDayOfWindow, SqlStateOfShift
from operator_app.domain.applications import Application, State
from operator_app.domain.operators import Operator, OperatorId, Role, Window
from operator_app.domain.papers import PaperKind
from operator_app.domain.shifts import Shift, ShiftId
from operator_app.domain.tickets import Ticket, TicketState
from operator_app.ports import PaperRecord
from operator_app.queries.waiting import Why
from tests.db.builders import AT, Store, a_fact, an_application, an_id, local_day
from tests.support.papers import an_acceptance

MINUTE = timedelta(minutes=1)
DAY = local_day()


@pytest.fixture
def reader(store: Store) -> Iterator[Engine]:
    engine = store.reader()
    yield engine
    engine.dispose()


def a_ticket(sequence: int, minutes: int = 0, **changes: Any) -> Ticket:
    ticket = Ticket(
        id=an_id(),
        center="002",
        category="general",
        day=DAY,
        sequence=sequence,
        issued_at=AT,
        arrived_at=AT + minutes * MINUTE,
    )
    return replace(ticket, **changes)


def keep(store: Store, *kept: Ticket | Application) -> None:
    with store.units() as unit:
        for one in kept:
            if isinstance(one, Ticket):
                unit.tickets.save(one)
            else:
                unit.applications.add(one)
        unit.commit()


def a_paper(application: Application, **changes: Any) -> PaperRecord:
    paper = PaperRecord(
        id=an_id(),
        application_id=application.id,
        kind=PaperKind.ACCEPTANCE_RECEIPT,
        number=application.number,
        sha256="ab" * 32,
        made_at=AT,
        made_by="a",
        original=True,
        paper=an_acceptance(),
    )
    return replace(paper, **changes)


def test_the_queue_says_why_each_ticket_has_its_place(store: Store, reader: Engine) -> None:
    late = a_ticket(1, 9, service="guardian_allowance")
    early = a_ticket(2, 3, booked_for=AT)
    urgent = a_ticket(3, 20, priority=True, reason="disability")
    theirs = a_ticket(4, 1, meant_for=8)
    mine = a_ticket(5, 2, meant_for=7)
    keep(store, late, early, urgent, theirs, mine, a_ticket(6, state=TicketState.SERVED))
    waiting = SqlWaiting(reader)("002", DAY, window=7)

    assert [(ticket.label, ticket.why) for ticket in waiting] == [
        ("A003", Why.PRIORITY),
        ("A005", Why.MEANT_FOR_YOU),
        ("A002", Why.BOOKED),
        ("A001", Why.ARRIVAL),
        ("A004", Why.MEANT_FOR_ANOTHER),
    ]
    assert (waiting[0].reason, waiting[3].service) == ("disability", "guardian_allowance")


def test_nobody_waits_from_another_day_or_center(store: Store, reader: Engine) -> None:
    keep(store, a_ticket(1), a_ticket(2, day=DAY - timedelta(days=1)), a_ticket(3, center="009"))

    assert [ticket.label for ticket in SqlWaiting(reader)("002", DAY)] == ["A001"]


def test_held_tickets_and_no_shows_lie_aside(store: Store, reader: Engine) -> None:
    called = a_ticket(1).call(7, AT).ticket
    held = called.hold(7, AT, until=AT + MINUTE, reason="copies").ticket
    gone = a_ticket(2, 1).call(7, AT).ticket.no_show(7, AT).ticket
    keep(store, held, gone, a_ticket(3))
    aside = SqlSetAside(reader)("002", DAY)

    assert [(ticket.state, ticket.held_reason) for ticket in aside] == [
        (TicketState.HELD, "copies"),
        (TicketState.NO_SHOW, ""),
    ]


def test_a_window_holds_one_ticket_and_not_its_neighbours(store: Store, reader: Engine) -> None:
    mine = a_ticket(1).call(7, AT).ticket.serve(7, AT).ticket
    keep(store, mine, a_ticket(2).call(8, AT).ticket, a_ticket(3))
    ask = SqlCalledOrServing(reader)

    assert ask("002", 7, DAY) == mine
    assert ask("002", 9, DAY) is None
    keep(store, mine.close(7, AT).ticket)
    assert ask("002", 7, DAY) is None


def test_a_ticket_is_here_for_its_unfinished_case_or_its_newest(
    store: Store, reader: Engine
) -> None:
    ticket, ask = an_id(), SqlCaseOfTicket(reader)
    keep(store, an_application(), an_application(ticket_id=an_id()))
    assert ask(ticket) is None

    older = an_application(ticket_id=ticket, state=State.REGISTERED)
    newer = an_application(ticket_id=ticket, state=State.REGISTERED)
    keep(store, older, newer, an_application())
    assert ask(ticket) == newer.id

    unfinished = an_application(ticket_id=ticket)
    keep(store, unfinished, an_application(ticket_id=ticket, state=State.REGISTERED))
    assert ask(ticket) == unfinished.id


def test_the_day_of_a_window_in_figures(store: Store, reader: Engine) -> None:
    quick = a_ticket(1).call(7, AT).ticket.serve(7, AT).ticket.close(7, AT + 4 * MINUTE).ticket
    slow = a_ticket(2).call(7, AT).ticket.serve(7, AT).ticket.close(7, AT + 8 * MINUTE).ticket
    gone = a_ticket(3).call(7, AT).ticket.no_show(7, AT).ticket
    keep(store, quick, slow, gone, a_ticket(4).call(8, AT).ticket, a_ticket(5))
    accepted, refused = an_application(state=State.REGISTERED), an_application(window=8)
    store.save_all(accepted)
    store.save_all(an_application(state=State.REFUSED_INCOMPLETE))
    keep(store, refused, an_application(opened_at=AT - timedelta(days=1)))
    figures = SqlDayOfWindow(reader)("002", 7, DAY)

    assert (figures.served, figures.average_serving) == (2, 6 * MINUTE)
    assert (figures.accepted, figures.refused, figures.no_show) == (1, 1, 1)
    assert figures.unsent == 2


def test_a_window_where_nothing_has_happened(reader: Engine) -> None:
    figures = SqlDayOfWindow(reader)("002", 7, DAY)

    assert (figures.served, figures.average_serving, figures.unsent) == (0, None, 0)
    assert SqlStateOfShift(reader)("002", 7).shift is None
    assert SqlStateOfShift(reader)("002", 7).left.nothing


def test_what_a_window_would_leave_behind(store: Store, reader: Engine) -> None:
    signed = an_application(state=State.ACCEPTED)
    draft = an_application(ticket_id="t-1")
    printed = a_paper(signed, id=an_id(), sha256="cd" * 32)
    unprinted, copy = a_paper(signed), a_paper(signed, original=False, sha256="ef" * 32)
    keep(store, signed, draft, an_application(window=8))
    with store.units() as unit:
        for paper in (printed, unprinted, copy):
            unit.papers.add(paper)
        unit.papers.printed(printed.id, AT)
        sent = unit.outbox.put(a_fact(signed))
        unit.outbox.refused(sent, "case_exists")
        unit.outbox.put(a_fact(signed))
        unit.operators.save(AHMETOVA)
        unit.shifts.save(SHIFT)
        unit.commit()
    state = SqlStateOfShift(reader)("002", 7)

    assert state.shift == SHIFT
    assert (state.left.unsent, state.left.refused_by_hub) == (1, 1)
    assert [paper.id for paper in state.left.unprinted] == [unprinted.id]
    assert [(one.id, one.ticket_id) for one in state.left.drafts] == [(draft.id, "t-1")]
    with store.units() as unit:
        assert unit.shifts.left_at("002", 7) == state.left


AHMETOVA = Operator(
    id=OperatorId("1"),
    login="ahmetova",
    full_name="Ахметова А. Б.",
    roles=frozenset({Role.OPERATOR}),
)
SHIFT = Shift(
    id=ShiftId("s"),
    operator_id=AHMETOVA.id,
    operator=AHMETOVA.full_name,
    center="002",
    window=7,
    day=DAY,
    opened_at=AT,
)


def test_the_outbox_says_how_much_waits_and_since_when(store: Store, reader: Engine) -> None:
    ask = SqlStateOfOutbox(reader)
    assert (ask().pending, ask().refused, ask().oldest_at) == (0, 0, None)
    store.save_all(an_application())
    store.save_all(an_application())

    assert (ask().pending, ask().oldest_at) == (2, AT)


def test_the_newest_cases_come_first(store: Store, reader: Engine) -> None:
    cases = [an_application() for _ in range(3)]
    keep(store, *cases)

    assert [found.id for found in SqlRecentCases(reader)(2)] == [cases[2].id, cases[1].id]


def test_the_story_of_a_case_is_told_with_its_ticket_and_papers(
    store: Store, reader: Engine
) -> None:
    ticket = a_ticket(1)
    case = an_application(ticket_id=ticket.id)
    receipt = a_paper(case)
    copy = a_paper(case, original=False, sha256="cd" * 32)
    with store.units() as unit:
        unit.tickets.save(ticket)
        unit.applications.add(case)
        for paper in (receipt, copy):
            unit.papers.add(paper)
        unit.papers.printed(receipt.id, AT)
        told: list[tuple[str, str, dict[str, object]]] = [
            (ticket.id, "ticket.call", {"window": 7}),
            (case.id, "case.open", {"number": case.number}),
            (an_id(), "case.open", {"number": "another"}),
            (case.id, "case.submit", {"state": "accepted", "papers": [receipt.sha256, "ee" * 32]}),
            (case.id, "paper.reprint", {"kind": "acceptance_receipt", "sha256": copy.sha256}),
        ]
        for entity, action, details in told:
            unit.audit.record(actor="А", action=action, entity=entity, at=AT, details=details)
        unit.commit()
    story = SqlCaseStory(reader)(case.id)

    assert [line.code for line in story] == [
        "ticket.call",
        "case.open",
        "case.submit",
        "paper.reprint",
    ]
    assert story[2].details == {"state": "accepted"}
    assert [(paper.id, paper.printed) for paper in story[2].papers] == [(receipt.id, True)]
    assert [(paper.id, paper.original) for paper in story[3].papers] == [(copy.id, False)]
    assert (story[0].who, story[0].at) == ("А", AT)


def test_a_case_that_is_not_there_has_no_story(reader: Engine) -> None:
    assert SqlCaseStory(reader)(an_id()) == ()


def test_people_and_windows_are_listed(store: Store, reader: Engine) -> None:
    closed = replace(AHMETOVA, id=OperatorId("2"), login="a", full_name="Аа", active=False)
    with store.units() as unit:
        for operator in (AHMETOVA, closed):
            unit.operators.save(operator)
        unit.operators.set_password(AHMETOVA.id, "hash")
        unit.operators.signed_in(AHMETOVA.id, AT)
        for number in (8, 7):
            unit.operators.save_window(Window(center="002", number=number, region="almaty"))
        unit.commit()
    people = SqlOperatorLines(reader)()

    assert [(one.operator, one.has_password, one.last_sign_in_at) for one in people] == [
        (AHMETOVA, True, AT),
        (closed, False, None),
    ]
    assert [window.number for window in SqlWindows(reader)()] == [7, 8]


@dataclass(frozen=True)
class Plan:
    """What the engine says it would do for a question."""

    steps: tuple[str, ...]

    def walks_a_table(self) -> bool:
        return any(
            step.startswith("SCAN") and "USING" not in step and "CONSTANT ROW" not in step
            for step in self.steps
        )


def plan(engine: Engine, question: TextClause) -> Plan:
    with engine.connect() as connection:
        explained = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {_plain(str(question))}")
        return Plan(tuple(row[3] for row in explained))


def _plain(question: str) -> str:
    """Parameters made into literals: only the plan is asked for."""
    for name in ("center", "window", "day", "most", "case", "ticket"):
        question = question.replace(f":{name}", "1" if name == "most" else "'x'")
    return question


QUESTIONS = {
    f"{module.__name__}.{name}": question
    for module in (case_story, leftovers, outbox_state, queue, window_day)
    for name, question in vars(module).items()
    if isinstance(question, TextClause)
}


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_no_question_walks_through_a_whole_table(reader: Engine, name: str) -> None:
    found = plan(reader, QUESTIONS[name])

    assert found.steps
    assert not found.walks_a_table(), found.steps


def test_unprinted_papers_are_found_along_their_own_index(reader: Engine) -> None:
    steps = plan(reader, leftovers.UNPRINTED).steps

    assert "ix_papers_unprinted" in steps[0]
    assert "(id=?)" in steps[1]
