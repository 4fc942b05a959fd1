"""One lane: turn after turn, and how long to wait between them. No clock and no thread in here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from operator_app.errors import OperatorAppError
from operator_app.sync.pace import Pace
from operator_app.sync.turns import Next, Turn

STUCK_S: Final = 10.0
"""The hub is well and must only be asked again soon."""
NOT_ALLOWED_S: Final = 60.0
"""A person has to do something first; signing in wakes the lane at once."""
_TOO_MANY: Final = 429
_WELL: Final = frozenset({Next.MORE, Next.NOTHING})

_log = logging.getLogger(__name__)


class Trouble(StrEnum):
    """Why a lane waits."""

    NONE = "none"
    OFFLINE = "offline"
    """Nothing answers."""
    BUSY = "busy"
    """The hub is there and cannot take anything now."""
    NOT_SIGNED_IN = "not_signed_in"
    """The hub does not know this window: sign in, or have it enrolled. All is kept."""
    REVOKED = "revoked"
    """An administrator has taken the right to send from this window. All is kept."""
    WRONG = "wrong"
    """An answer that is not a hub's, or trouble in this window's own store."""


_BY_CODE: Final = {
    "hub.not_signed_in": Trouble.NOT_SIGNED_IN,
    "hub.device_revoked": Trouble.REVOKED,
    "hub.role_missing": Trouble.REVOKED,
}


def trouble_of(error: OperatorAppError) -> Trouble:
    if error.code in _BY_CODE:
        return _BY_CODE[error.code]
    if isinstance(error.details.get("status"), int):
        return Trouble.BUSY
    return Trouble.OFFLINE if error.code == "hub.unreachable" else Trouble.WRONG


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneState:
    """What the lane is doing; ``wait_s`` is how long it has decided to wait now."""

    trouble: Trouble = Trouble.NONE
    code: str = ""
    wait_s: float = 0.0
    asked_to_wait: bool = False
    """The hub itself has said how long: it is left in peace until then."""


class Lane:
    """``work`` does one turn; ``told`` hears what it came to, ``idle_s`` is its rest."""

    def __init__(
        self, work: Callable[[], Turn], pace: Pace, told: Callable[[Turn], None], *, idle_s: float
    ) -> None:
        self._work = work
        self._pace = pace
        self._told = told
        self._idle_s = idle_s
        self.state = LaneState()

    def turn(self) -> float:
        """How many seconds to wait until the next one; 0 is at once."""
        try:
            turn = self._work()
        except OperatorAppError as error:
            return self._wait(self._after(error))
        self._told(turn)
        if turn.next in _WELL:
            self._pace.reset()
            return self._wait(LaneState(wait_s=0.0 if turn.next is Next.MORE else self._idle_s))
        return self._wait(LaneState(wait_s=min(STUCK_S, self._pace.failed())))

    def broke(self) -> float:
        """After a mistake of ours: the next turn may go better, the one after it too."""
        return self._wait(LaneState(trouble=Trouble.WRONG, wait_s=self._pace.failed()))

    def wake(self) -> None:
        """The hub is back, or somebody has signed in: as if nothing had been wrong."""
        self._pace.reset()

    def _after(self, error: OperatorAppError) -> LaneState:
        trouble = trouble_of(error)
        if trouble is not self.state.trouble:
            _log.info("sync waits: %s", error.code)
        if trouble in {Trouble.NOT_SIGNED_IN, Trouble.REVOKED}:
            return LaneState(trouble=trouble, code=error.code, wait_s=NOT_ALLOWED_S)
        asked = error.details.get("after_s")
        asked_s = float(asked) if isinstance(asked, int | float) else None
        return LaneState(
            trouble=trouble,
            code=error.code,
            wait_s=self._pace.failed(asked_s),
            asked_to_wait=asked_s is not None,
        )

    def _wait(self, state: LaneState) -> float:
        self.state = state
        return state.wait_s


class Watchman:
    """Looks after ``/v1/health`` while a lane waits for the hub, and wakes all when it answers.

    A hub that is there but ill is given ``PATIENCE`` looks before the lanes try it again, and
    one that has said when to come is not woken for at all: the lane keeps its own time.
    """

    PATIENCE: Final = 4

    def __init__(
        self,
        health: Callable[[], object],
        lanes: tuple[Lane, ...],
        wake: Callable[[], None],
        random: Callable[[], float],
    ) -> None:
        self._health = health
        self._lanes = lanes
        self._wake = wake
        self._random = random
        self._looks = 0

    def turn(self) -> float:
        """Seconds until the next look: spread, or a center's windows would look all at once."""
        waiting = [lane.state for lane in self._lanes if lane.state.trouble is not Trouble.NONE]
        offline = any(state.trouble is Trouble.OFFLINE for state in waiting)
        busy = any(
            state.trouble in {Trouble.BUSY, Trouble.WRONG} and not state.asked_to_wait
            for state in waiting
        )
        if offline or busy:
            self._look(offline)
        else:
            self._looks = 0
        return 2.0 + 3.0 * self._random()

    def _look(self, offline: bool) -> None:
        try:
            self._health()
        except OperatorAppError:
            return
        self._looks += 1
        if offline or self._looks >= self.PATIENCE:
            self._looks = 0
            self._wake()
