"""Pushing: in order, each once, scans first; trouble on the way loses nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.applications import Application, Delivery, DeliveryWay
from operator_app.ports import Fact
from operator_app.sync.commands import BATCH
from operator_app.sync.push import Push, Pushed
from operator_app.sync.store import SyncUnit
from operator_app.usecases.accept_application import AcceptApplication
from operator_app.usecases.issue_ticket import IssueTicket
from operator_app.wire.push import PushAnswer, PushOutcome, PushResult
from tests.support.envelopes import BODIES
from tests.support.fakes import DiskFull, FakeStore
from tests.support.fakes_outside import FakeHub, HubAway
from tests.unit.usecases.counter import AT, Counter

SECOND: Final = 2
FIRST_SETTLED: Final = 3
"""Transactions: the first batch is read, the second one too, then the first one is settled."""
SETTLES_S: Final = 10.0


class Window:
    """A counter with its way to the hub."""

    def __init__(self) -> None:
        self.counter = Counter()
        self.hub = FakeHub()
        self.push = Push(self.counter.store, self.counter.blobs, self.hub)

    def accepted(self, **changes: Any) -> Application:
        draft = self.counter.complete_draft(**changes)
        return self.counter.accept(AcceptApplication(application_id=draft.id))

    def ticket(self, name: str) -> None:
        self.counter.issue_ticket(
            IssueTicket(ticket_id=name, center="002", window=7, category="general", actor="А.")
        )

    @property
    def pending(self) -> int:
        with self.counter.store() as unit:
            return len(unit.outbox.pending(1000))


@pytest.fixture
def window() -> Window:
    return Window()


def test_what_happened_arrives_in_order_and_the_case_learns_its_place(window: Window) -> None:
    window.ticket("t-1")
    case = window.accepted()
    pushed = window.push()
    after = window.counter.store.case(case.id)

    assert pushed == Pushed(acknowledged=2, refused=0)
    assert window.hub.lines == [b"1 ticket.issue t-1", f"2 case.submit {case.id}".encode()]
    assert after.delivery is Delivery.ACKNOWLEDGED
    assert after.hub_seq == 2
    assert window.pending == 0


def test_every_page_follows_the_case(window: Window) -> None:
    window.accepted()
    window.push()
    [fact] = window.counter.store.tables.facts

    assert set(window.hub.blobs) == {blob.sha256 for blob in fact.blobs}


def test_a_page_the_hub_has_is_not_sent_again(window: Window) -> None:
    window.accepted()
    sha256 = window.counter.store.tables.facts[0].blobs[0].sha256
    window.hub.blobs[sha256] = b"there already"
    window.push()

    assert window.hub.blobs[sha256] == b"there already"


def test_the_courier_has_the_package_so_the_case_stays_queued(window: Window) -> None:
    case = window.accepted(delivery_way=DeliveryWay.COURIER)
    window.push()
    after = window.counter.store.case(case.id)

    assert after.delivery is Delivery.QUEUED
    assert after.hub_seq == 1


def test_with_nothing_to_say_nobody_is_called(window: Window) -> None:
    window.hub.away = True

    assert window.push() == Pushed(acknowledged=0, refused=0)


def test_without_a_line_everything_stays_and_goes_later(window: Window) -> None:
    case = window.accepted()
    window.hub.away = True
    with pytest.raises(HubAway):
        window.push()

    assert window.pending == 1
    assert window.counter.store.case(case.id) == case
    window.hub.away = False

    assert window.push().acknowledged == 1


def test_a_lost_answer_doubles_nothing(window: Window) -> None:
    case = window.accepted()
    window.hub.answer_is_lost = True
    with pytest.raises(HubAway):
        window.push()
    pushed = window.push()

    assert pushed == Pushed(acknowledged=1, refused=0)
    assert len(window.hub.lines) == 1
    assert window.counter.store.case(case.id).hub_seq == 1


def test_a_rejected_message_is_set_aside_and_the_next_go_on(window: Window) -> None:
    window.ticket("t-1")
    case = window.accepted()
    window.hub.rejects = {"ticket.issue"}
    pushed = window.push()

    assert pushed == Pushed(acknowledged=1, refused=1)
    assert window.counter.store.tables.settled == {"1": "unknown_type", "2": "acknowledged"}
    assert window.counter.store.case(case.id).delivery is Delivery.ACKNOWLEDGED


def test_a_rejected_case_is_not_called_delivered(window: Window) -> None:
    case = window.accepted()
    window.hub.rejects = {"case.submit"}
    window.push()

    assert window.counter.store.case(case.id).delivery is Delivery.QUEUED


def test_a_hub_that_still_lacks_a_page_is_not_pushed_at_for_ever(window: Window) -> None:
    window.accepted()
    window.hub.forgets_blobs = True

    assert window.push() == Pushed(acknowledged=0, refused=0)
    assert window.pending == 1


def test_an_answer_about_something_else_is_passed_over(window: Window) -> None:
    window.ticket("t-1")
    window.hub.says_besides = (PushResult(id="99", result=PushOutcome.APPLIED, seq=7),)

    assert window.push() == Pushed(acknowledged=1, refused=0)
    assert window.counter.store.tables.settled == {"1": "acknowledged"}


def test_a_store_that_cannot_be_written_keeps_the_message_pending(window: Window) -> None:
    window.ticket("t-1")
    window.counter.store.broken = {"commit"}
    with pytest.raises(DiskFull):
        window.push()
    window.counter.store.broken = set()

    assert window.pending == 1
    assert window.push() == Pushed(acknowledged=1, refused=0)
    assert len(window.hub.lines) == 1


def test_more_than_a_batch_goes_in_several(window: Window) -> None:
    for number in range(BATCH + 5):
        window.ticket(f"t-{number}")

    assert window.push() == Pushed(acknowledged=BATCH + 5, refused=0)


class _Beside(FakeHub):
    """Says when it was asked for the second time; ``broken`` once breaks the store then."""

    def __init__(self, store: FakeStore, *, breaks: bool) -> None:
        super().__init__()
        self.asked_again = threading.Event()
        self._store = store
        self._breaks = breaks
        self._asked = 0

    def push(self, lines: Sequence[bytes]) -> PushAnswer:
        self._asked += 1
        if self._asked == SECOND:
            if self._breaks:
                self._store.broken.add("commit")
            self.asked_again.set()
        return super().push(lines)


@pytest.mark.parametrize("breaks", [False, True])
def test_the_next_batch_is_on_its_way_while_the_last_one_is_settled(
    window: Window, breaks: bool
) -> None:
    """Whatever becomes of either, each message arrives once and in its place."""
    count = 2 * BATCH + 5
    for number in range(count):
        window.ticket(f"t-{number}")
    store = window.counter.store
    hub = _Beside(store, breaks=breaks)
    units: list[bool] = []

    @contextmanager
    def slowly() -> Iterator[SyncUnit]:
        """The first batch is written down once the second one has left."""
        with store() as unit:
            units.append(True)
            if len(units) == FIRST_SETTLED:
                assert hub.asked_again.wait(SETTLES_S)
            yield unit

    push = Push(slowly, window.counter.blobs, hub)
    if breaks:
        with pytest.raises(DiskFull):
            push()
        store.broken.clear()

    assert push() == Pushed(acknowledged=count, refused=0)
    assert [int(line.split()[0]) for line in hub.lines] == list(range(1, count + 1))
    assert window.pending == 0


def test_a_reason_that_was_not_given_is_an_empty_one(window: Window) -> None:
    window.ticket("t-1")
    real = window.hub._take
    window.hub._take = lambda line: PushResult(  # type: ignore[method-assign]  # a silent hub
        id=real(line).id, result=PushOutcome.REJECTED
    )
    window.push()

    assert window.counter.store.tables.settled == {"1": ""}


@given(st.lists(st.sampled_from(["away", "lost", "there"]), max_size=12))
def test_however_often_the_line_breaks_each_message_arrives_once(line: list[str]) -> None:
    window = Window()
    for number, state in enumerate(line):
        window.ticket(f"t-{number}")
        window.hub.away = state == "away"
        window.hub.answer_is_lost = state == "lost"
        if state == "there":
            window.push()
            continue
        with pytest.raises(HubAway):
            window.push()
    window.hub.away = window.hub.answer_is_lost = False
    window.push()

    assert [place.split()[2] for place in window.hub.lines] == [
        f"t-{number}".encode() for number in range(len(line))
    ]
    assert window.pending == 0


def test_a_later_message_of_a_case_changes_nothing_of_it(window: Window) -> None:
    case = window.accepted()
    window.push()
    before = window.counter.store.case(case.id)
    with window.counter.store() as unit:
        unit.outbox.put(
            Fact(
                type="case.issue",
                entity=case.id,
                base=1,
                at=AT,
                actor="А.",
                body=BODIES["case.issue"],
            )
        )
        unit.commit()

    assert window.push() == Pushed(acknowledged=1, refused=0)
    assert window.counter.store.case(case.id) == before


def test_a_draft_is_told_nothing_of_the_hub(window: Window) -> None:
    draft = window.counter.draft()
    with window.counter.store() as unit:
        unit.outbox.put(
            Fact(
                type="case.hand_over",
                entity=draft.id,
                base=1,
                at=AT,
                actor="А.",
                body=BODIES["case.hand_over"],
            )
        )
        unit.commit()
    window.push()

    assert window.counter.store.case(draft.id) == draft
