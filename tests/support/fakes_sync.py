"""What sync keeps, in memory: the same promises as the rows of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from operator_app.ports import PendingEnvelope
from operator_app.sync.store import Conflict, Cursor, Identity, WaitingScan


@dataclass
class FakeScan:
    entity: str
    state: str = "waiting"
    reason: str | None = None


@dataclass
class SyncTables:
    """``envelopes`` are all that were ever put, in order."""

    identity: Identity = field(
        default_factory=lambda: Identity(device="w-1", epoch=1, numbers_confirmed=True)
    )
    envelopes: dict[str, PendingEnvelope] = field(default_factory=dict)
    settled: dict[str, str] = field(default_factory=dict)
    scans: dict[str, FakeScan] = field(default_factory=dict)
    cursors: dict[str, Cursor] = field(default_factory=dict)
    postponed: set[str] = field(default_factory=set)
    forgotten: dict[str, PendingEnvelope] = field(default_factory=dict)
    numbers: dict[tuple[str, str, int, str], int] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)


class FakeSync:
    def __init__(self, tables: SyncTables) -> None:
        self._t = tables

    def identity(self) -> Identity:
        return self._t.identity

    def pending(
        self, most: int, most_bytes: int, behind: str | None = None
    ) -> tuple[PendingEnvelope, ...]:
        order = list(self._t.envelopes.values())
        first = 0 if behind is None else order.index(self._t.envelopes[behind]) + 1
        waiting = [one for one in order[first:] if one.id not in self._t.settled]
        taken: list[PendingEnvelope] = []
        for one in waiting[:most]:
            size = sum(len(each.line) + 1 for each in (*taken, one))
            if taken and size > most_bytes:
                break
            taken.append(one)
        return tuple(taken)

    def has_pending(self, entity: str) -> bool:
        return any(one.entity == entity for one in self.pending(10**6, 10**9))

    def envelope(self, envelope_id: str) -> PendingEnvelope | None:
        return self._t.envelopes.get(envelope_id)

    def in_conflict(self, envelope_id: str) -> None:
        self._t.settled[envelope_id] = "conflict"

    def send_again(self, envelope_id: str, dseq: int) -> int:
        again = [
            one.id
            for one in self._t.envelopes.values()
            if one.dseq >= dseq and one.id in self._t.settled
        ]
        for one in again:
            del self._t.settled[one]
        for scan in self._t.scans.values():
            if again and scan.state == "sent":
                scan.state = "waiting"
        return len(again)

    def say_last_again(self) -> None:
        for one in list(self._t.envelopes.values())[-1:]:
            if self._t.settled.get(one.id) in {"acknowledged", "conflict"}:
                del self._t.settled[one.id]

    def ask_again(self, envelope_id: str) -> bool:
        if self._t.settled.get(envelope_id) in {None, "acknowledged", "conflict"}:
            return False
        del self._t.settled[envelope_id]
        return True

    def acknowledged(self, taken: Sequence[tuple[str, int | None]]) -> None:
        for envelope_id, _ in taken:
            self._t.settled[envelope_id] = "acknowledged"

    def promise_scans(self, *envelopes: PendingEnvelope) -> None:
        for envelope in envelopes:
            for sha256 in envelope.blobs:
                self._t.scans[sha256] = FakeScan(envelope.entity)

    def waiting_scans(self, most: int, besides: Sequence[str]) -> tuple[WaitingScan, ...]:
        return tuple(
            WaitingScan(sha256=sha256, entity=scan.entity)
            for sha256, scan in self._t.scans.items()
            if scan.state == "waiting" and sha256 not in besides
        )[:most]

    def scans_sent(self, hashes: Sequence[str]) -> None:
        for sha256 in hashes:
            self._move(sha256, "sent")

    def scan_lost(self, sha256: str, reason: str) -> None:
        self._move(sha256, "lost", reason)

    def find_scan_again(self, sha256: str) -> bool:
        scan = self._t.scans.get(sha256)
        if scan is None or scan.state != "lost":
            return False
        self._move(sha256, "waiting")
        return True

    def cursor(self, stream: str) -> Cursor | None:
        return self._t.cursors.get(stream)

    def advance(self, stream: str, cursor: Cursor) -> None:
        self._t.cursors[stream] = cursor

    def rewind(self, stream: str) -> None:
        self._t.cursors.pop(stream, None)

    def postpone(self, entity: str) -> None:
        self._t.postponed.add(entity)

    def postponed(self, most: int) -> tuple[str, ...]:
        return tuple(one for one in sorted(self._t.postponed) if not self.has_pending(one))[:most]

    def not_postponed(self, entity: str) -> None:
        self._t.postponed.discard(entity)

    def remember(self, envelope: PendingEnvelope) -> bool:
        if envelope.id in self._t.envelopes or envelope.id in self._t.forgotten:
            return False
        self._t.forgotten[envelope.id] = envelope
        return True

    def numbers_from(self, kind: str, center: str, window: int, day: str, value: int) -> None:
        key = (kind, center, window, day)
        self._t.numbers[key] = max(self._t.numbers.get(key, 0), value)

    def tickets_from(self, day: str, value: int) -> None:
        self.numbers_from("ticket_floor", "", 0, day, value)

    def confirm_numbers(self) -> None:
        self._t.identity = replace(self._t.identity, numbers_confirmed=True)

    def add_conflict(self, conflict: Conflict) -> bool:
        new = conflict.id not in self._t.conflicts
        self._t.conflicts.setdefault(conflict.id, conflict)
        return new

    def conflict(self, conflict_id: str) -> Conflict | None:
        return self._t.conflicts.get(conflict_id)

    def show_theirs(self, conflict_id: str, theirs: bytes) -> None:
        known = self._t.conflicts.get(conflict_id)
        if known is not None and not known.theirs:
            self._t.conflicts[conflict_id] = replace(known, theirs=theirs)

    def answer_conflict(self, conflict_id: str, take: str, envelope_id: str) -> None:
        self._t.conflicts[conflict_id] = replace(
            self._t.conflicts[conflict_id], state="answered", take=take
        )
        self._t.answers[envelope_id] = conflict_id

    def solve_conflict(self, conflict_id: str) -> None:
        known = self._t.conflicts.get(conflict_id)
        if known is not None:
            self._t.conflicts[conflict_id] = replace(known, state="solved")

    def conflict_answered_by(self, envelope_id: str) -> str | None:
        return self._t.answers.get(envelope_id)

    def hub_fact(self, name: str) -> str | None:
        return self._t.facts.get(name)

    def learn_hub_fact(self, name: str, value: str) -> None:
        self._t.facts[name] = value

    def forget_hub_fact(self, name: str) -> None:
        self._t.facts.pop(name, None)

    def _move(self, sha256: str, state: str, reason: str | None = None) -> None:
        if sha256 in self._t.scans:
            scan = self._t.scans[sha256]
            self._t.scans[sha256] = replace(scan, state=state, reason=reason)
