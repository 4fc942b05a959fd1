"""News of the hub in a real store: each page once, nothing of one's own written over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from db.profile import read_profile
from db.queries.sync_state import SqlConflicts, SqlQuarantine, SqlScansOfCase, SqlStateOfSync
from db.repositories.counters import NumbersWait
from operator_app.domain.applications import Application, State
from operator_app.domain.numbers import ApplicationNumber
from operator_app.ports import Fact
from operator_app.sync.conflicts import (
    ConflictSettled,
    ResolveConflict,
    ResolveConflictHandler,
)
from operator_app.sync.pull import Pull
from operator_app.sync.quarantine import NotInQuarantine, RetryRefused, RetryRefusedHandler
from operator_app.sync.turns import Next
from operator_app.wire.bodies import Take
from operator_app.wire.cases import CaseStep, HubCase, HubState
from operator_app.wire.clock_marks import ClockMarks
from operator_app.wire.envelopes import decode
from operator_app.wire.pull import PullAnswer, PulledKind, PulledRow, StreamName
from operator_app.wire.refusals import OtherStream, UnknownFile
from operator_app.wire.signed import envelope_of
from operator_app.wire.sticks import SealingKey
from tests.db.builders import AT, Store, a_fact, an_application, an_id, local_day
from tests.support.fakes_outside import FakeBlobs

KEY = "A" * 43


def registered(application: Application, seq: int = 9) -> HubCase:
    step = CaseStep(state=HubState.REGISTERED, at=AT, actor="provider", seq=seq)
    return HubCase(
        entity=application.id,
        seq=seq,
        state=HubState.REGISTERED,
        received_at=AT,
        official_number="01-17/1",
        registered_at=AT,
        steps=(step,),
    )


class News:
    """A stream that the test writes."""

    def __init__(self) -> None:
        self.rows: list[PulledRow] = []
        self.tickets: list[PulledRow] = []
        self.stream_id = "first"
        self.marks = ClockMarks(marked=0)
        self.cases: dict[str, HubCase] = {}

    def tell(self, **facts: object) -> None:
        facts = {"seq": len(self.rows) + 1, "kind": PulledKind.CASE, **facts}
        self.rows.append(PulledRow(**facts))  # type: ignore[arg-type]  # as the test says

    def pull(
        self, stream: str, stream_id: str, after: int, *, limit: int, wait_s: int
    ) -> PullAnswer:
        if stream_id not in {"", self.stream_id}:
            raise OtherStream(stream=stream)
        its = self.tickets if stream == StreamName.TICKETS.value else self.rows
        rows = tuple(its[after : after + limit])
        reached = after + len(rows)
        return PullAnswer(
            stream_id=self.stream_id, rows=rows, next=reached, more=reached < len(its)
        )

    def case(self, entity: str) -> HubCase:
        return self.cases[entity]

    def case_file(self, entity: str, sha256: str) -> bytes:
        raise UnknownFile

    def clock_marks(self, device: str) -> ClockMarks:
        return self.marks

    def sealing_key(self) -> SealingKey:
        return SealingKey(public_key=KEY)


class Desk:
    def __init__(self, store: Store) -> None:
        self.store, self.news = store, News()
        self.pull = Pull(store.units, self.news, FakeBlobs(), lambda: AT)

    def accepted(self, *, acknowledged: bool = True) -> Application:
        application = an_application(state=State.ACCEPTED)
        self.store.save_all(application)
        if acknowledged:
            self.settle()
        return application

    def settle(self) -> None:
        with self.store.units() as unit:
            for envelope in unit.outbox.pending(100):
                unit.outbox.acknowledged(envelope.id, 1)
            unit.commit()

    def state(self, application: Application) -> State:
        with self.store.units() as unit:
            found = unit.applications.get(application.id)
        assert found is not None
        return found.state

    def lines(self) -> Sequence[bytes]:
        with self.store.units() as unit:
            return [envelope.line for envelope in unit.outbox.pending(100)]


def another(desk: Desk, device: str) -> Store:
    folder = desk.store.folder / "another"
    folder.mkdir()
    return Store(folder, device=device)


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


def test_a_decision_is_taken_over_once(desk: Desk) -> None:
    case = desk.accepted()
    desk.news.tell(entity=case.id, case=registered(case))
    first, second = desk.pull(), desk.pull()

    assert first.changed == {case.id}
    assert second.changed == frozenset()
    assert desk.state(case) is State.REGISTERED


def test_a_case_with_something_to_say_is_not_written_over_but_fetched_afterwards(
    desk: Desk,
) -> None:
    case = desk.accepted(acknowledged=False)
    desk.news.tell(entity=case.id, case=registered(case))
    desk.pull()
    assert desk.state(case) is State.ACCEPTED

    desk.settle()
    desk.news.cases[case.id] = registered(case, seq=10)
    desk.pull()

    assert desk.state(case) is State.REGISTERED


def test_another_stream_is_read_from_its_beginning(desk: Desk) -> None:
    case = desk.accepted()
    for _ in range(3):
        desk.news.tell(entity="00000000-0000-0000-0000-000000000001")
    desk.pull()
    desk.news.stream_id, desk.news.rows = "second", []
    desk.news.tell(entity=case.id, case=registered(case))
    desk.pull()
    desk.settle()
    desk.pull()

    assert desk.state(case) is State.REGISTERED


def test_a_hub_of_another_stream_is_told_the_last_message_again(desk: Desk) -> None:
    """It may have been put back from a copy: only then does it say what it has forgotten, and a
    window that has nothing new to say would never hear of it."""
    desk.accepted()
    last = desk.accepted(acknowledged=False)
    with desk.store.units() as unit:
        (envelope,) = unit.outbox.pending(10)
        unit.sync.promise_scans(envelope)
        unit.sync.scans_sent(envelope.blobs)
        unit.commit()
    desk.settle()
    desk.news.tell(entity="00000000-0000-0000-0000-000000000001")
    desk.pull()
    desk.news.stream_id = "second"
    desk.pull()

    with desk.store.units() as unit:
        assert [one.entity for one in unit.outbox.pending(10)] == [last.id]
        assert [one.sha256 for one in unit.sync.waiting_scans(10, ())] == list(envelope.blobs)


@pytest.mark.parametrize(("reason", "again"), [("wrong_signature", 0), ("body_broken", 1)])
def test_what_the_hub_cannot_believe_is_not_sent_again_by_itself(
    desk: Desk, reason: str, again: int
) -> None:
    """It took no place there, so all behind it wait: it would be pushed without end."""
    for _ in range(3):
        desk.accepted(acknowledged=False)
    with desk.store.units() as unit:
        first, second, third = unit.outbox.pending(3)
        unit.outbox.acknowledged(first.id, 1)
        unit.outbox.refused(second.id, reason)
        found = unit.sync.send_again(third.id, second.dseq)
        waiting = [one.id for one in unit.outbox.pending(3)]

    assert found == again
    assert (second.id in waiting) == bool(again)


def test_the_place_and_the_page_are_written_together(desk: Desk) -> None:
    case = desk.accepted()
    desk.news.tell(entity=case.id, case=registered(case))
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON cursors BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with pytest.raises(Exception, match="full"):
        desk.pull()
    assert desk.state(case) is State.ACCEPTED

    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    desk.pull()
    assert desk.state(case) is State.REGISTERED


def test_a_restored_store_gives_no_number_until_it_has_pulled_and_then_none_twice(
    desk: Desk,
) -> None:
    lost = another(desk, "window-002-07")
    number = ApplicationNumber.build("002", 7, local_day(), 41).text
    application = an_application()
    with lost.units() as unit:
        body = {**a_fact(application).body, "number": number}
        unit.outbox.put(a_fact(application, body=body))
        unit.commit()
    with lost.units() as unit:
        [envelope] = unit.outbox.pending(1)
    lost.engine.dispose()
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE profile SET numbers_confirmed = 0, epoch = 2")
    with desk.store.units() as unit, pytest.raises(NumbersWait):
        unit.counters.next_application("002", 7, local_day())
    desk.news.tell(
        kind=PulledKind.ENVELOPE, entity=application.id, line=envelope.line.decode("utf-8")
    )
    desk.pull()  # of the tickets
    desk.pull()
    with desk.store.units() as unit:
        given = unit.counters.next_application("002", 7, local_day())
        unit.commit()

    assert read_profile(desk.store.engine).numbers_confirmed
    assert given == 42
    assert desk.store.count("forgotten") == 1


def ticket_fact(label: str, **changes: Any) -> Fact:
    body = {"label": label, "category": "guardianship", "day": local_day().isoformat(), **changes}
    return replace(
        a_fact(an_application()), type="ticket.issue", entity=an_id(), body=body, blobs=()
    )


@pytest.mark.parametrize("label", ["A041", "A7-41", "G-041"])
def test_a_restored_store_gives_no_ticket_number_twice(desk: Desk, label: str) -> None:
    """The applicant with the first of two equal tickets is still in the hall."""
    lost = another(desk, "window-002-07")
    with lost.units() as unit:
        unit.outbox.put(ticket_fact(label))
        unit.outbox.put(ticket_fact("A900", day="2018-02-05"))
        unit.commit()
        given = [each.line.decode("utf-8") for each in unit.outbox.pending(2)]
    lost.engine.dispose()
    for line in given:
        desk.news.tickets.append(
            PulledRow(
                seq=len(desk.news.tickets) + 1, kind=PulledKind.ENVELOPE, entity=an_id(), line=line
            )
        )
    with desk.store.units() as unit:
        unit.counters.next_ticket("002", 7, local_day())
        unit.commit()
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE profile SET numbers_confirmed = 0, epoch = 2")
    turn = desk.pull()
    with desk.store.units() as unit, pytest.raises(NumbersWait):
        unit.counters.next_ticket("002", 7, local_day())
    assert turn.next is Next.MORE
    desk.pull()
    with desk.store.units() as unit:
        numbers = [unit.counters.next_ticket("002", window, local_day()) for window in (7, 7, 0)]
        tomorrow = unit.counters.next_ticket("002", 7, local_day() + timedelta(days=1))
        unit.commit()

    assert numbers == [42, 43, 42]
    assert tomorrow == 1


def test_two_versions_can_be_read_side_by_side_and_a_choice_goes_to_the_hub(desk: Desk) -> None:
    case = desk.accepted(acknowledged=False)
    [mine] = desk.lines()
    other = another(desk, "window-002-08")
    with other.units() as unit:
        unit.outbox.put(a_fact(case, actor="Б. Бекова"))
        unit.commit()
        [theirs] = unit.outbox.pending(1)
    with desk.store.units() as unit:
        late = unit.outbox.pending(1)[0]
        unit.sync.in_conflict(late.id)
        unit.commit()
    desk.news.tell(
        kind=PulledKind.CONFLICT,
        entity=case.id,
        line=mine.decode("utf-8"),
        over=theirs.line.decode("utf-8"),
    )
    desk.pull()
    other.engine.dispose()
    [seen] = SqlConflicts(desk.store.engine)(limit=10)

    assert seen.mine is not None
    assert seen.theirs is not None
    assert (seen.mine.actor, seen.theirs.actor) == (case.operator, "Б. Бекова")
    assert (seen.number, seen.state) == (case.number, "open")

    resolve = ResolveConflictHandler(desk.store.units, lambda: AT)
    choice = ResolveConflict(conflict_id=seen.id, take=Take.MINE, actor=case.operator)
    resolve(choice)
    with pytest.raises(ConflictSettled):
        resolve(replace(choice, take=Take.THEIRS))
    [said] = [decode(envelope_of(line)) for line in desk.lines()]

    assert (said.type, said.body["take"], said.body["conflict"]) == (
        "case.resolve",
        "mine",
        late.id,
    )
    assert SqlStateOfSync(desk.store.engine)().conflicts == 0


def test_the_other_window_chooses_in_its_own_words(desk: Desk) -> None:
    case = desk.accepted()
    other = another(desk, "window-002-08")
    with other.units() as unit:
        unit.outbox.put(a_fact(case, actor="Б. Бекова"))
        unit.commit()
        [late] = unit.outbox.pending(1)
    other.engine.dispose()
    desk.news.tell(kind=PulledKind.CONFLICT, entity=case.id, line=late.line.decode("utf-8"))
    desk.pull()
    ResolveConflictHandler(desk.store.units, lambda: AT)(
        ResolveConflict(conflict_id=late.id, take=Take.MINE, actor=case.operator)
    )
    [said] = [decode(envelope_of(line)) for line in desk.lines()]

    assert said.body["take"] == "theirs"


def test_what_is_refused_is_seen_and_can_be_asked_again(desk: Desk) -> None:
    case = desk.accepted(acknowledged=False)
    with desk.store.units() as unit:
        [envelope] = unit.outbox.pending(1)
        unit.outbox.refused(envelope.id, "body_broken")
        unit.commit()
    [seen] = SqlQuarantine(desk.store.engine)(limit=10)
    retry = RetryRefusedHandler(desk.store.units, lambda: AT)
    retry(RetryRefused(id=seen.id, actor="А."))

    assert (seen.number, seen.reason) == (case.number, "hub.body_broken")
    assert SqlStateOfSync(desk.store.engine)().pending == 1
    with pytest.raises(NotInQuarantine):
        retry(RetryRefused(id=seen.id, actor="А."))


def test_a_case_says_how_many_of_its_scans_are_still_to_go(desk: Desk) -> None:
    hashes = [f"{number:064x}" for number in range(8)]
    case = an_application(state=State.ACCEPTED)
    blobs = tuple(replace(a_fact(case).blobs[0], sha256=sha256) for sha256 in hashes)
    with desk.store.units() as unit:
        unit.applications.add(case)
        unit.outbox.put(a_fact(case, blobs=blobs))
        unit.commit()
    query = SqlScansOfCase(desk.store.engine)
    before = query(case.id)
    with desk.store.units() as unit:
        [envelope] = unit.outbox.pending(1)
        unit.outbox.acknowledged(envelope.id, 1)
        unit.sync.promise_scans(envelope)
        unit.sync.scans_sent(hashes[:5])
        unit.commit()
    after = query(case.id)

    assert (before.accepted, before.to_go, before.total) == (False, 8, 8)
    assert (after.accepted, after.to_go, after.total) == (True, 3, 8)
