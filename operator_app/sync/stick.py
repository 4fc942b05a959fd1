"""Carries what waits to the hub by hand, when there has been no line for days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from operator_app.adapters.sticks import LINE, SCAN, Record, Writing, write_stick
from operator_app.errors import Corrupted, Unavailable
from operator_app.ports import Blobs, Clock
from operator_app.sync.gate import Transactions
from operator_app.sync.store import SyncUnits
from operator_app.wire.devices import bytes_of
from operator_app.wire.sticks import SealingKey

SEALING_KEY: Final = "sealing_key"
_ALL: Final = 1_000_000


class NoSealingKey(Unavailable):
    """This window has never had a line to its hub, so it cannot seal anything to it."""

    code = "sync.no_sealing_key"


class StickNotWritten(Unavailable):
    """The stick is full, was pulled out, or cannot be written to."""

    code = "sync.stick_not_written"


class KeyHub(Protocol):
    def sealing_key(self) -> SealingKey: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    messages: int
    scans: int
    unreadable: int
    """Pages that this window has not any more."""


def learn_sealing_key(units: Transactions, hub: KeyHub) -> None:
    """Kept for the day on which there is no line."""
    key = hub.sealing_key().public_key
    with units() as unit:
        if unit.sync.hub_fact(SEALING_KEY) != key:
            unit.sync.learn_hub_fact(SEALING_KEY, key)
            unit.commit()


class ExportOutbox:
    """Nothing is taken out of the outbox: whatever arrives first, the other one is a duplicate."""

    def __init__(
        self, units: SyncUnits, blobs: Blobs, sign: Callable[[bytes], bytes], now: Clock
    ) -> None:
        self._units = units
        self._blobs = blobs
        self._sign = sign
        self._now = now

    def __call__(self, file: Path, *, actor: str) -> Carried:
        with self._units() as unit:
            key = unit.sync.hub_fact(SEALING_KEY)
            if key is None:
                raise NoSealingKey
            device = unit.sync.identity().device
            pending = unit.sync.pending(_ALL, 1 << 62)
            waiting = unit.sync.waiting_scans(_ALL, ())
        hashes = [scan.sha256 for scan in waiting]
        hashes += [sha256 for envelope in pending for sha256 in envelope.blobs]
        unreadable: list[str] = []

        def records() -> Iterator[Record]:
            for envelope in pending:
                yield LINE, envelope.line
            for sha256 in dict.fromkeys(hashes):
                try:
                    yield SCAN, self._blobs.get(sha256)
                except Corrupted:
                    unreadable.append(sha256)

        writing = Writing(device=device, hub_key=bytes_of(key), sign=self._sign)
        try:
            count = write_stick(file, records(), writing)
        except OSError as error:
            raise StickNotWritten(file=file.name) from error
        carried = Carried(
            messages=len(pending), scans=count - len(pending), unreadable=len(unreadable)
        )
        with self._units() as unit:
            unit.audit.record(
                actor=actor,
                action="sync.carried",
                entity=device,
                at=self._now(),
                details={"messages": carried.messages, "scans": carried.scans},
            )
            unit.commit()
        return carried
