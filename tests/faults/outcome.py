"""What a fault run found, as the JSON line that ``dev.py faults`` prints."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_TROUBLES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long to go on: so many cycles, or until the time is over, whichever comes first."""

    cycles: int
    seed: int
    until: float = float("inf")
    """A moment of ``time.monotonic``."""

    def each(self) -> Iterator[tuple[int, random.Random]]:
        """The number of a cycle and its own dice: a cycle can be thrown again alone."""
        for cycle in range(self.cycles):
            if time.monotonic() >= self.until:
                return
            yield cycle, random.Random(f"{self.seed}:{cycle}")


@dataclass(slots=True, kw_only=True)
class Outcome:
    """Filled while the fault runs. ``troubles`` are sentences about everything that is wrong."""

    fault: str
    seed: int
    settle_most_s: float
    """The fault's end to the last message acknowledged may take so long."""
    cycles: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    settle_s: float = 0.0
    troubles: list[str] = field(default_factory=list)
    also: dict[str, object] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        in_time = self.settle_s <= self.settle_most_s
        return in_time and not (self.lost or self.doubled or self.troubles) and self.cycles > 0

    def lose(self, where: str, what: list[str]) -> None:
        self.lost += len(what)
        self.troubles += [f"{where}: lost: {one}" for one in what]

    def double(self, where: str, what: list[str]) -> None:
        self.doubled += len(what)
        self.troubles += [f"{where}: doubled: {one}" for one in what]

    def blame(self, where: str, what: list[str]) -> None:
        self.troubles += [f"{where}: {one}" for one in what]

    def settled(self, seconds: float) -> None:
        self.settle_s = max(self.settle_s, seconds)

    def line(self) -> str:
        said: dict[str, object] = {
            "fault": self.fault,
            "cycles": self.cycles,
            "acknowledged": self.acknowledged,
            "lost": self.lost,
            "doubled": self.doubled,
            "settle_s": round(self.settle_s, 3),
            "ok": self.ok,
            "seed": self.seed,
            **self.also,
        }
        if self.troubles:
            said["troubles"] = self.troubles[:MOST_TROUBLES]
        return json.dumps(said, ensure_ascii=False)
