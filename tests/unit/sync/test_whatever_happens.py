"""Whatever the line and the hub do, each message arrives once, and soon after the trouble ends.

Time is counted, not waited for: the lanes say how long they would wait.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_app.errors import OperatorAppError
from operator_app.gateways.hub_http import HubUnreachable
from operator_app.ports import BlobUse, Fact
from operator_app.sync.lanes import Lane, Watchman
from operator_app.sync.pace import Growing, Pace
from operator_app.sync.push import Push
from operator_app.sync.scans import PIECE, Scans
from operator_app.sync.turns import Turn
from operator_app.wire.push import PushAnswer, PushOutcome, PushResult
from operator_app.wire.refusals import BlobMismatch, HubBusy, NotSignedIn, RequestTooBig
from tests.support.fakes import FakeStore
from tests.support.fakes_outside import FakeBlobs
from tests.support.fakes_sync import FakeScan
from tests.unit.usecases.counter import AT

SETTLES_S = 30.0
TROUBLES: dict[str, OperatorAppError | None] = {
    "well": None,
    "away": HubUnreachable(reason="ConnectError"),
    "ill": HubUnreachable(reason="HTTP 500", status=500),
    "too_big": RequestTooBig(most_bytes=1),
    "unknown": NotSignedIn(),
    "busy": HubBusy(),
}


class ChainHub:
    """Takes each device's messages in order; ``loses`` answers after it has applied them."""

    def __init__(self) -> None:
        self.trouble: OperatorAppError | None = None
        self.loses_answers = False
        self.damages = 0
        self.settled: list[str] = []
        self.refuses: set[str] = set()
        self.blobs: dict[str, bytes] = {}
        self.parts: dict[str, bytes] = {}

    def health(self) -> None:
        if self.trouble is not None and self.trouble.code == "hub.unreachable":
            raise self.trouble

    def push(self, lines: Sequence[bytes]) -> PushAnswer:
        self._stand_in_the_way()
        results = tuple(self._take(line.decode()) for line in lines)
        if self.loses_answers:
            raise HubUnreachable(reason="ReadError")
        return PushAnswer(results=results)

    def blob_offsets(self, hashes: Sequence[str]) -> dict[str, int]:
        self._stand_in_the_way()
        return {one: len(self.parts.get(one, b"")) for one in hashes if one not in self.blobs}

    def send_piece(self, sha256: str, piece: bytes, offset: int, size: int) -> int:
        self._stand_in_the_way()
        if self.damages:
            self.damages -= 1
            self.parts.pop(sha256, None)
            raise BlobMismatch(sha256=sha256)
        here = self.parts.get(sha256, b"")
        if len(here) != offset:
            return len(here)
        self.parts[sha256] = here + piece
        if len(self.parts[sha256]) == size:
            self.blobs[sha256] = self.parts.pop(sha256)
        if self.loses_answers:
            raise HubUnreachable(reason="ReadError")
        return offset + len(piece)

    def forget(self, messages: int) -> None:
        """Its store is put back from a copy."""
        del self.settled[max(0, len(self.settled) - messages) :]
        self.blobs.clear()
        self.parts.clear()

    def _stand_in_the_way(self) -> None:
        if self.trouble is not None:
            raise self.trouble

    def _take(self, line: str) -> PushResult:
        envelope_id, _, entity = line.split()
        place = int(envelope_id)
        if place > len(self.settled) + 1:
            return PushResult(
                id=envelope_id, result=PushOutcome.LATER, awaited=len(self.settled) + 1
            )
        known = place <= len(self.settled)
        if not known:
            self.settled.append(entity)
        if entity in self.refuses:
            return PushResult(id=envelope_id, result=PushOutcome.REJECTED, reason="body_broken")
        outcome = PushOutcome.DUPLICATE if known else PushOutcome.APPLIED
        return PushResult(id=envelope_id, result=outcome, seq=place)


class Window:
    """Its lanes, turned by a clock that is only counted."""

    def __init__(self, seed: int) -> None:
        self.store, self.blobs, self.hub = FakeStore(), FakeBlobs(), ChainHub()
        chance = random.Random(seed).random
        push = Push(self.store, self.blobs, self.hub)
        push.scans._piece = Growing(3, 12)
        self._now = 0.0
        self._lanes = tuple(
            Lane(work, Pace(chance), self._told, idle_s=5.0) for work in (push.commands, push.scans)
        )
        watchman = Watchman(self.hub.health, self._lanes, self.wake, chance)
        self._turns: list[Callable[[], float]] = [*(one.turn for one in self._lanes), watchman.turn]
        self._due = [0.0 for _ in self._turns]
        self.saved: list[str] = []

    def save(self, pages: Sequence[bytes]) -> None:
        entity = f"case-{len(self.saved)}"
        scans = tuple(
            BlobUse(
                sha256=self.blobs.put(page), size=len(page), media_type="image/png", role="scan"
            )
            for page in pages
        )
        fact = Fact(
            type="note.made", entity=entity, base=None, at=AT, actor="А.", body={}, blobs=scans
        )
        with self.store() as unit:
            unit.outbox.put(fact)
            unit.commit()
        self.saved.append(entity)

    def run(self, seconds: float) -> None:
        """As the threads of the engine do it."""
        until = self._now + seconds
        while min(self._due) <= until:
            place = self._due.index(min(self._due))
            self._now = self._due[place]
            self._due[place] = self._now + max(self._turns[place](), 0.001)
        self._now = until

    def wake(self) -> None:
        for lane in self._lanes:
            lane.wake()
        self._due[:2] = [self._now, self._now]

    def empty(self) -> bool:
        with self.store() as unit:
            return not unit.sync.pending(1, 1) and not unit.sync.waiting_scans(1, ())

    def _told(self, turn: Turn) -> None:
        if turn.acknowledged:
            self._due[1] = self._now


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("save"), st.lists(st.binary(min_size=1, max_size=12), max_size=3)),
        st.tuples(st.just("trouble"), st.sampled_from(sorted(TROUBLES))),
        st.tuples(st.just("loses"), st.booleans()),
        st.tuples(st.just("forgets"), st.integers(min_value=1, max_value=5)),
        st.tuples(st.just("refuses"), st.integers(min_value=0, max_value=9)),
        st.tuples(st.just("passes"), st.floats(min_value=0.1, max_value=3000)),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(EVENTS, st.integers(min_value=0, max_value=10**6))
def test_each_message_arrives_once_and_soon_after_the_trouble_ends(
    events: list[tuple[str, object]], seed: int
) -> None:
    window = Window(seed)
    hub = window.hub
    for name, value in events:
        match name, value:
            case "save", list():
                window.save(value)
            case "trouble", str():
                hub.trouble = TROUBLES[value]
                window.wake()
            case "loses", bool():
                hub.loses_answers = value
            case "forgets", int():
                hub.forget(value)
            case "refuses", int():
                hub.refuses.add(f"case-{value}")
            case "passes", float():
                window.run(value)
    was_offline = hub.trouble is None or hub.trouble.code == "hub.unreachable"
    hub.trouble, hub.loses_answers = None, False
    if not was_offline:
        window.wake()  # somebody signs in, or the hub's own time has passed
    window.save([b"the last one"])
    window.run(SETTLES_S)

    assert window.empty()
    assert hub.settled == window.saved
    promised = {
        blob.sha256
        for fact in window.store.tables.facts
        if fact.entity not in hub.refuses
        for blob in fact.blobs
    }
    assert promised <= hub.blobs.keys()


def test_days_without_a_line_and_then_all_in_order() -> None:
    window = Window(7)
    window.hub.trouble = TROUBLES["away"]
    for number in range(200):
        window.save([f"page {number}.{page}".encode() for page in range(8)])
        window.run(86_400 / 200)
    window.hub.trouble = None
    window.run(SETTLES_S)

    assert window.hub.settled == window.saved
    assert len(window.hub.blobs) == 1600


def test_a_message_that_the_hub_cannot_even_answer_does_not_hold_up_the_others() -> None:
    window = Window(7)
    real = window.hub.push

    def choking(lines: Sequence[bytes]) -> PushAnswer:
        if any(b" case-4" in line for line in lines):
            raise RequestTooBig(most_bytes=1)
        return real(lines)

    window.hub.push = choking  # type: ignore[method-assign]  # a hub with one blind spot
    window.hub._take = lambda line: PushResult(  # type: ignore[method-assign]  # no chain here
        id=line.split()[0], result=PushOutcome.APPLIED, seq=1
    )
    for _ in range(10):
        window.save([])
    window.run(60.0)

    assert window.empty()
    assert [one for one in window.store.tables.settled.values() if one != "acknowledged"] == [
        "too_big"
    ]


def test_a_scan_damaged_on_the_way_is_sent_again_and_given_up_after_three_times() -> None:
    window = Window(7)
    window.hub.damages = 2
    window.save([b"page"])
    window.run(SETTLES_S)
    assert len(window.hub.blobs) == 1

    window.hub.damages = 3
    window.save([b"another page"])
    window.run(SETTLES_S)

    assert window.empty()
    assert len(window.hub.blobs) == 1
    [lost] = [one for one in window.store.tables.sync.scans.values() if one.state == "lost"]
    assert lost.reason == "hub.blob_mismatch"


class TimedLine:
    """A hub for scans, ``took_s`` away; with ``breaks`` the next piece does not come through."""

    def __init__(self) -> None:
        self.hub = ChainHub()
        self.store, self.blobs = FakeStore(), FakeBlobs()
        self.took_s, self.breaks, self._now = 0.01, False, 0.0
        self._sizes: list[int] = []
        self._scans = Scans(self.store, self.blobs, self, lambda: self._now)

    def blob_offsets(self, hashes: Sequence[str]) -> dict[str, int]:
        return self.hub.blob_offsets(hashes)

    def send_piece(self, sha256: str, piece: bytes, offset: int, size: int) -> int:
        self._now += self.took_s
        self._sizes.append(len(piece))
        if self.breaks:
            raise HubUnreachable(reason="WriteError")
        return self.hub.send_piece(sha256, piece, offset, size)

    def send(self, page: bytes) -> list[int]:
        """The pieces that one page goes in."""
        self._sizes.clear()
        sha256 = self.blobs.put(page)
        self.store.tables.sync.scans[sha256] = FakeScan(entity="case")
        self._scans()
        return list(self._sizes)


def test_a_quick_line_takes_a_page_whole_and_one_that_broke_begins_with_small_pieces() -> None:
    line = TimedLine()
    pages = [bytes([number]) * 2_000_000 for number in range(4)]

    assert line.send(pages[0])[:3] == [PIECE, 2 * PIECE, 4 * PIECE]
    assert line.send(pages[1]) == [len(pages[1])]

    line.breaks = True
    with pytest.raises(HubUnreachable):
        line.send(pages[2])
    line.breaks, line.took_s = False, 5.0
    assert set(line.send(pages[2])[:-1]) == {PIECE}
