"""Push what waits now, and come back when it is done: for rehearsals, commands and one's own eyes.

The engine does the same by itself; both may run at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from operator_app.ports import Blobs, Clock
from operator_app.sync.commands import CommandHub, Commands, utc_now
from operator_app.sync.gate import Gate, Transactions
from operator_app.sync.scans import ScanHub, Scans
from operator_app.sync.turns import Next


class Hub(CommandHub, ScanHub, Protocol):
    """The hub as both lanes see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """How many envelopes were taken, and how many were quarantined."""

    acknowledged: int
    refused: int


class Push:
    """Commands first, then the files they have promised."""

    def __init__(self, units: Transactions, blobs: Blobs, hub: Hub, now: Clock = utc_now) -> None:
        self.gate = Gate(units)
        self.commands = Commands(self.gate, hub, now)
        self.scans = Scans(self.gate, blobs, hub)

    def __call__(self) -> Pushed:
        """Until nothing moves any more; network trouble leaves the rest for the next call."""
        acknowledged = refused = 0
        stuck = 0
        while stuck <= 1:
            turn = self.commands()
            acknowledged += turn.acknowledged
            refused += turn.refused
            if turn.next is Next.MORE:
                stuck = 0
                continue
            moved = self._sent_files()
            if turn.next is Next.NOTHING or not moved:
                break
            stuck += 1
        return Pushed(acknowledged=acknowledged, refused=refused)

    def _sent_files(self) -> bool:
        moved = False
        while self.scans().next is Next.MORE or self.scans.others_ended():
            moved = True
        return moved
