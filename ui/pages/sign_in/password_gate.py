"""Asking for a password, the same at sign-in and at the lock: one at a time, waits counted down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.operators import Session
from operator_app.errors import OperatorAppError, RuleViolation
from operator_app.usecases.sign_in import SignIn
from ui.runtime.faces import Busy, Trouble
from ui.runtime.lanes import Lane
from ui.runtime.patience import Patience
from ui.runtime.speech import Speech

WAIT_CODE: Final = "sign_in.wait"
SECOND_MS: Final = 1000

Monotonic = Callable[[], float]
"""Seconds of a clock that nobody can set: a wrong machine clock shortens no wait."""


class KeyboardHint(StrEnum):
    """Why a right password may come out wrong; guessed from the last key pressed."""

    CAPS = "caps"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateState:
    """What stands around a password field. The password itself lives in its field only."""

    hint: KeyboardHint | None = None
    refusal: str = ""
    wait_left: int = 0
    """Seconds until the next try is taken."""
    attempt: int = 0
    """Another number empties the field and gives it the focus."""
    working: bool = False
    busy: Busy | None = None
    """The face of ``working`` once it lasts."""
    trouble: Trouble | None = None
    """The store is gone or damaged: no password will help."""

    @property
    def open(self) -> bool:
        """Whether a password is taken now."""
        return not self.working and not self.wait_left


class PasswordGate(QObject):
    """Signals:
    changed(GateState); passed(Session).
    """

    changed = Signal(object)
    passed = Signal(object)

    def __init__(
        self,
        sign_in: Callable[[SignIn], Session],
        *,
        lane: Lane,
        speech: Speech,
        monotonic: Monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sign_in = sign_in
        self._lane = lane
        self._speech = speech
        self._monotonic = monotonic
        self._asked = 0
        self._error: OperatorAppError | None = None
        self._wait_until = 0.0
        self._patience = Patience(self)
        self._patience.changed.connect(self._on_patience)
        self._timer = QTimer(self, interval=SECOND_MS)
        self._timer.timeout.connect(self.tick)
        self.state = GateState()
        speech.changed.connect(self.tick)

    def press(self, typed: str, *, shift: bool) -> None:
        """What one key of the password gave; keys that are no letters say nothing."""
        hint = keyboard_hint(typed, shift=shift)
        if hint is not self.state.hint:
            self._show(replace(self.state, hint=hint))

    def ask(self, command: SignIn) -> None:
        if not self.state.open:
            return
        self._asked += 1
        asked = self._asked
        self._error = None
        self._patience.begin(self._speech("Checking the password"))
        self._show(replace(self.state, working=True))
        self._lane.submit(
            lambda: self._sign_in(command),
            done=lambda session: self._on_passed(asked, session),
            failed=lambda error: self._on_failed(asked, error),
        )

    def reset(self) -> None:
        """An empty field for whoever comes next; an answer still under way is dropped.

        A wait that runs is not forgotten by this: it belongs to the login and the store keeps it.
        """
        self._asked += 1
        self._error = None
        self._wait_until = 0.0
        self._timer.stop()
        self._patience.end()
        self._show(GateState(attempt=self.state.attempt + 1))

    def let_go(self) -> None:
        """Somebody else's login is typed: a wait belongs to its own login, and the store keeps it.
        What is typed stays."""
        if not self.state.working and (self._error is not None or self._wait_until):
            self._error, self._wait_until = None, 0.0
            self._timer.stop()
            self._show(self.state)

    def tick(self) -> None:
        """A second has passed, or the language is another one: everything is said anew."""
        if not self._wait_left():
            self._timer.stop()
        self._show(self.state)

    def close(self) -> None:
        self._asked += 1
        self._timer.stop()
        self._patience.end()

    def _on_passed(self, asked: int, session: Session) -> None:
        if asked == self._asked:
            self.reset()
            self.passed.emit(session)

    def _on_failed(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        if isinstance(error, OperatorAppError):
            self._error = error
            self._begin_wait(error)
        self._patience.end()
        again = self.state.attempt + 1
        self._show(replace(self.state, working=False, busy=None, hint=None, attempt=again))
        if not isinstance(error, OperatorAppError):
            raise error

    def _on_patience(self, busy: Busy | None) -> None:
        if busy != self.state.busy:
            self._show(replace(self.state, busy=busy))

    def _begin_wait(self, error: OperatorAppError) -> None:
        seconds = error.details.get("seconds") if error.code == WAIT_CODE else None
        if isinstance(seconds, int | float) and seconds > 0:
            self._wait_until = self._monotonic() + seconds
            self._timer.start()

    def _wait_left(self) -> int:
        """Whole seconds; a part of one is waited for too."""
        return max(0, ceil(self._wait_until - self._monotonic())) if self._wait_until else 0

    def _show(self, state: GateState) -> None:
        error = self._error
        rule = error if isinstance(error, RuleViolation) and error.code != WAIT_CODE else None
        ill = None if isinstance(error, RuleViolation) else error
        text = self._speech.error(rule) if rule else None
        self.state = replace(
            state,
            refusal=f"{text.happened} {text.now}" if text else "",
            trouble=self._speech.trouble(ill) if ill else None,
            wait_left=self._wait_left(),
        )
        self.changed.emit(self.state)


def keyboard_hint(typed: str, *, shift: bool) -> KeyboardHint | None:
    if len(typed) != 1 or not typed.isalpha():
        return None
    if not typed.isascii():
        return KeyboardHint.LAYOUT
    return KeyboardHint.CAPS if typed.isupper() != shift else None
