"""The engine: commands, scans and news on lanes of their own, by themselves, while it runs.

Nobody has to press anything: what is saved rings the bell, a hub that answers again is noticed
by ``/v1/health``, and everything else comes with time.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from operator_app.sync.gate import Shut
from operator_app.sync.lanes import Lane, Trouble, Watchman
from operator_app.sync.pace import Pace
from operator_app.sync.pull import WAIT_S, Pull
from operator_app.sync.push import Push
from operator_app.sync.scans import AT_ONCE
from operator_app.sync.skew import ClockState, Skew
from operator_app.sync.turns import Next, Turn

IDLE_S: Final = 5.0
"""How often a lane looks by itself, should a bell not have been heard."""
BESIDES_S: Final = 60.0
"""A register that is silent now may answer in a minute."""
NEWS_S: Final = 0.1
"""Between two questions that the hub holds by itself."""

_log = logging.getLogger(__name__)


class Health(Protocol):
    def health(self) -> object: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LineState:
    """How the way to the hub is, for screens.

    ``code`` names the trouble (``resources/errors``); ``retry_s`` is what the lane of commands
    waits at most, and ``clock_ahead_s`` what this machine's clock is ahead of the hub's.
    """

    trouble: Trouble
    code: str
    retry_s: float
    clock: ClockState
    clock_ahead_s: float | None

    @property
    def online(self) -> bool:
        return self.trouble is Trouble.NONE


class _Runner:
    """A thread that turns one lane; woken, it does not wait out its time."""

    def __init__(self, name: str, turn: Callable[[], float], broke: Callable[[], float]) -> None:
        self._turn = turn
        self._broke = broke
        self._woken = threading.Event()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        """What it waits for from the hub it may get, and find the gate shut."""
        self._stopped = True
        self._woken.set()

    def ended(self, within_s: float) -> bool:
        self._thread.join(within_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopped:
            try:
                wait_s = self._turn()
            except Shut:
                return
            except Exception:  # a mistake of ours must not stop the sending of all that is saved
                _log.exception("a lane of sync broke")
                wait_s = self._broke()
            if wait_s > 0:
                self._woken.wait(wait_s)
            self._woken.clear()


class Engine:
    """Started once and closed once."""

    def __init__(
        self,
        push: Push,
        pull: Pull,
        hub: Health,
        random: Callable[[], float],
        besides: Sequence[Callable[[], Turn]] = (),
    ) -> None:
        """``besides`` is what else is done while there is a line; it holds up nothing."""
        self.skew = Skew()
        self._gate = gate = push.gate
        self._changed: set[str] = set()
        self._lock = threading.Lock()
        self._commands = Lane(push.commands, Pace(random), self._on_commands, idle_s=IDLE_S)
        self._uploads = tuple(
            Lane(push.scans, Pace(random), self._on_scans, idle_s=IDLE_S) for _ in range(AT_ONCE)
        )
        self._news = Lane(
            lambda: pull(WAIT_S, lambda: gate.is_open), Pace(random), self._keep, idle_s=NEWS_S
        )
        self._besides = tuple(
            Lane(work, Pace(random), self._keep, idle_s=BESIDES_S) for work in besides
        )
        lanes = (self._commands, *self._uploads, self._news, *self._besides)
        watchman = Watchman(hub.health, lanes, self.wake, random)
        self._sending = _Runner("sync-commands", self._commands.turn, self._commands.broke)
        self._scanning = tuple(
            _Runner("sync-scans", lane.turn, lane.broke) for lane in self._uploads
        )
        self._following = _Runner("sync-news", self._news.turn, self._news.broke)
        self._doing_besides = tuple(
            _Runner("sync-besides", lane.turn, lane.broke) for lane in self._besides
        )
        self._watching = _Runner("sync-watch", watchman.turn, lambda: IDLE_S)

    def start(self) -> None:
        for runner in self._runners:
            runner.start()

    def close(self) -> None:
        """Returns when nothing of sync will be written any more; a silent hub is not waited for."""
        for runner in self._runners:
            runner.stop()
        self._gate.shut()
        for runner in self._runners:
            runner.ended(0.1)

    def wake(self) -> None:
        """Try now: the hub is back, somebody has signed in, or a person wants it."""
        for lane in (self._commands, *self._uploads, self._news, *self._besides):
            lane.wake()
        for runner in self._runners[:-1]:
            runner.wake()

    def ring(self) -> None:
        """Something was put into the outbox. A lane in trouble keeps its own time."""
        if self._commands.state.trouble is Trouble.NONE:
            self._sending.wake()

    def line(self) -> LineState:
        lanes = (self._commands, self._news, *self._uploads)
        worst = next((lane.state for lane in lanes if lane.state.trouble is not Trouble.NONE), None)
        return LineState(
            trouble=worst.trouble if worst else Trouble.NONE,
            code=worst.code if worst else "",
            retry_s=worst.wait_s if worst else 0.0,
            clock=self.skew.state,
            clock_ahead_s=self.skew.seconds,
        )

    def changed_cases(self) -> frozenset[str]:
        """Cases whose rows sync has written since this was last asked."""
        with self._lock:
            changed, self._changed = frozenset(self._changed), set()
        return changed

    @property
    def _runners(self) -> tuple[_Runner, ...]:
        moving = (self._sending, *self._scanning, self._following, *self._doing_besides)
        return (*moving, self._watching)

    def _on_commands(self, turn: Turn) -> None:
        self._keep(turn)
        if turn.acknowledged or turn.next is Next.STUCK:
            for runner in self._scanning:
                runner.wake()

    def _on_scans(self, turn: Turn) -> None:
        self._keep(turn)

    def _keep(self, turn: Turn) -> None:
        if turn.changed:
            with self._lock:
                self._changed |= turn.changed
