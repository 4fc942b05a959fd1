"""How long an applicant waited, was served and was set aside, from the moves of a ticket."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

UNDO: Final = "undo_"
"""A move's name behind it: the move did not happen."""
_NO_TIME: Final = timedelta()


class Step(NamedTuple):
    """A move of a ticket as the journal has it; ``window`` is the one that acted."""

    ticket: str
    kind: str
    at: datetime
    window: int | None


class SpanKind(StrEnum):
    WAITING = "waiting"
    SERVING = "serving"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Span:
    """``window`` called, served or set aside. ``until`` is ``None`` while it goes on."""

    kind: SpanKind
    window: int | None
    since: datetime
    until: datetime | None

    @property
    def took(self) -> timedelta:
        """Never less than nothing: a clock that was set back makes no time that did not pass."""
        if self.until is None or self.until < self.since:
            return _NO_TIME
        return self.until - self.since

    @property
    def set_back(self) -> bool:
        return self.until is not None and self.until < self.since


def standing(steps: Iterable[Step]) -> list[Step]:
    """The moves that were not taken back, in the order of the journal."""
    kept: list[Step] = []
    for step in steps:
        if not step.kind.startswith(UNDO):
            kept.append(step)
        elif kept and kept[-1].kind == step.kind.removeprefix(UNDO):
            kept.pop()
    return kept


_BEGINS: Final = {
    "check_in": SpanKind.WAITING,
    "restore": SpanKind.WAITING,
    "resume": SpanKind.WAITING,
    "transfer": SpanKind.WAITING,
    "serve": SpanKind.SERVING,
    "hold": SpanKind.HELD,
}
_ENDS: Final = frozenset({"call", "close", "no_show", "cancel", *_BEGINS})
_COUNTED_AT_CALL: Final = SpanKind.WAITING


def spans(arrived_at: datetime | None, steps: Sequence[Step]) -> list[Span]:
    """``arrived_at`` is ``None`` of who booked and is waited for; ``steps`` are standing ones.

    A wait that ended without a call (cancelled) is nobody's waiting time and is left out.
    """
    found: list[Span] = []
    kind = SpanKind.WAITING if arrived_at is not None else None
    since, window = arrived_at, None
    for step in steps:
        if step.kind not in _ENDS:
            continue
        if kind is not None and since is not None and _counts(kind, step.kind):
            found.append(Span(kind, step.window if window is None else window, since, step.at))
        kind = _BEGINS.get(step.kind)
        since = step.at
        window = None if kind is _COUNTED_AT_CALL else step.window
    if kind is not None and since is not None:
        found.append(Span(kind, window, since, None))
    return found


def _counts(kind: SpanKind, move: str) -> bool:
    return kind is not SpanKind.WAITING or move == "call"
