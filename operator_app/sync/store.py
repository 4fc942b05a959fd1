"""What sync keeps in the window's store beside the outbox, as protocols it owns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from operator_app.ports import PendingEnvelope
from operator_app.ports_courier import CourierUnit
from operator_app.ports_supervision import SupervisionUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingScan:
    """A file that the hub has been promised."""

    sha256: str
    entity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The last row of a stream that was applied here."""

    stream_id: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two versions of one case; ``mine`` and ``theirs`` are the exact bytes of both."""

    id: str
    entity: str
    envelope: str
    mine: bytes
    theirs: bytes
    found_at: datetime
    state: str = "open"
    """``open``, ``answered`` (the choice is on its way) or ``solved``."""
    take: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whose store this is."""

    device: str
    epoch: int
    numbers_confirmed: bool


class SyncRows(Protocol):
    """Within one transaction."""

    def identity(self) -> Identity: ...

    def pending(
        self, most: int, most_bytes: int, behind: str | None = None
    ) -> tuple[PendingEnvelope, ...]:
        """The oldest unacknowledged envelopes, at least one if there is any; ``behind`` the one
        with this id, if it is given.

        ``line`` of one that is too big for any push is a note in its place (``wire/withheld``).
        """
        ...

    def has_pending(self, entity: str) -> bool: ...

    def envelope(self, envelope_id: str) -> PendingEnvelope | None:
        """Any envelope of this store, whatever became of it."""
        ...

    def in_conflict(self, envelope_id: str) -> None:
        """The hub keeps it beside the other version; nothing more is to be sent."""
        ...

    def send_again(self, envelope_id: str, dseq: int) -> int:
        """The hub has lost what it had settled from ``dseq`` on, in the epoch of this envelope:
        its store was restored. What it could not believe waits for a person. How many messages
        go once more."""
        ...

    def say_last_again(self) -> None:
        """The newest settled message of each epoch goes once more: a hub that has forgotten some
        says from where."""
        ...

    def ask_again(self, envelope_id: str) -> bool:
        """Takes a refused envelope out of the quarantine; false if it is not there."""
        ...

    def acknowledged(self, taken: Sequence[tuple[str, int | None]]) -> None:
        """The hub has these messages, by id, at these places of its stream."""
        ...

    def promise_scans(self, *envelopes: PendingEnvelope) -> None:
        """Their files are to be sent now."""
        ...

    def waiting_scans(self, most: int, besides: Sequence[str]) -> tuple[WaitingScan, ...]: ...

    def scans_sent(self, hashes: Sequence[str]) -> None: ...

    def scan_lost(self, sha256: str, reason: str) -> None: ...

    def find_scan_again(self, sha256: str) -> bool:
        """A lost file was put back: it is to be sent; false if it was not lost."""
        ...

    def cursor(self, stream: str) -> Cursor | None: ...

    def advance(self, stream: str, cursor: Cursor) -> None: ...

    def rewind(self, stream: str) -> None: ...

    def postpone(self, entity: str) -> None: ...

    def postponed(self, most: int) -> tuple[str, ...]:
        """Those that have nothing of their own on the way any more."""
        ...

    def not_postponed(self, entity: str) -> None: ...

    def remember(self, envelope: PendingEnvelope) -> bool:
        """A message of this device that the store has forgotten; false if it has not."""
        ...

    def numbers_from(self, kind: str, center: str, window: int, day: str, value: int) -> None:
        """The next number is greater than ``value``."""
        ...

    def tickets_from(self, day: str, value: int) -> None:
        """On that day every next ticket number, whoever gives it, is greater than ``value``."""
        ...

    def confirm_numbers(self) -> None: ...

    def add_conflict(self, conflict: Conflict) -> bool:
        """False if it is known."""
        ...

    def conflict(self, conflict_id: str) -> Conflict | None: ...

    def show_theirs(self, conflict_id: str, theirs: bytes) -> None:
        """The other version has come; one that is known stays."""
        ...

    def answer_conflict(self, conflict_id: str, take: str, envelope_id: str) -> None:
        """A person has chosen; the choice is on its way."""
        ...

    def solve_conflict(self, conflict_id: str) -> None: ...

    def conflict_answered_by(self, envelope_id: str) -> str | None: ...

    def hub_fact(self, name: str) -> str | None: ...

    def learn_hub_fact(self, name: str, value: str) -> None: ...

    def forget_hub_fact(self, name: str) -> None: ...


class SyncUnit(CourierUnit, SupervisionUnit, Protocol):
    """A transaction of the store in which sync's own rows can be reached."""

    @property
    def sync(self) -> SyncRows: ...


class SyncUnits(Protocol):
    def __call__(self) -> SyncUnit: ...
