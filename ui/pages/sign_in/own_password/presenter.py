"""Decides the page of one's own password: what is wrong is said under the field it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.operators import Operator, OperatorId, Session
from operator_app.domain.passwords import (
    MustWait,
    PasswordIsLogin,
    PasswordTooLong,
    PasswordTooShort,
    WrongPassword,
)
from operator_app.errors import OperatorAppError
from operator_app.usecases.change_own_password import ChangeOwnPassword
from ui.pages.sign_in.own_password.state import Box, PasswordState
from ui.pages.sign_in.password_gate import GateState, keyboard_hint
from ui.runtime.asking import Asking
from ui.runtime.lanes import Lane
from ui.runtime.patience import SECOND_MS
from ui.runtime.speech import Speech
from ui.runtime.undertaking import Undertaking

_ABOUT_THE_NEW = (PasswordTooShort, PasswordTooLong, PasswordIsLogin)


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordActions:
    """``monotonic`` counts the wait, as at the door."""

    session: Callable[[], Session | None]
    change: Callable[[ChangeOwnPassword], None]
    monotonic: Callable[[], float]


class PasswordPresenter(QObject):
    """Signals: changed(PasswordState); left(): back to the work."""

    changed = Signal(object)
    left = Signal()

    def __init__(
        self, actions: PasswordActions, lane: Lane, speech: Speech, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._speech = speech
        self._work = Undertaking(speech, self)
        self._work.changed.connect(self._say)
        self._asking = Asking(lane, self._on_failed)
        self._error: OperatorAppError | None = None
        self._differ = False
        self._wait_until = 0.0
        self._timer = QTimer(self, interval=SECOND_MS)
        self._timer.timeout.connect(self.tick)
        self.state = PasswordState()

    def enter(self) -> None:
        """Three empty fields, for whoever sits here."""
        self.forget()
        session = self._actions.session()
        person: Operator | None = session.operator if session is not None else None
        if person is not None:
            self._show(replace(self.state, full_name=person.full_name, login=person.login))

    def forget(self) -> None:
        """Out of sight nothing that was typed stays, and no answer is waited for."""
        self._asking.drop()
        self._work.forget()
        self._timer.stop()
        self._error, self._differ, self._wait_until = None, False, 0.0
        self._show(_emptied(PasswordState(gates=self.state.gates), *Box))

    def press(self, box: Box, typed: str, shift: bool) -> None:
        """One key in one of the fields; nothing is remembered of it but the hint it gives."""
        gate = self.state.gates[box]
        hint = keyboard_hint(typed, shift=shift)
        if hint is not gate.hint:
            gates = {**self.state.gates, box: replace(gate, hint=hint)}
            self._show(replace(self.state, gates=gates))

    def save(self, current: str, fresh: str, again: str) -> None:
        session = self._actions.session()
        if session is None or not self.state.may_save:
            return
        self._error, self._differ = None, fresh != again
        if self._differ:
            self._show(_emptied(replace(self.state, changed=False), Box.AGAIN))
            return
        command = ChangeOwnPassword(
            operator_id=OperatorId(session.operator.id),
            window=session.window,
            current=current,
            password=fresh,
        )
        self._work.begin(self._speech("Checking the password"))
        self._show(replace(self.state, changed=False))
        self._asking.ask(lambda: self._actions.change(command), lambda _: self._on_changed())

    def tick(self) -> None:
        """A second of a wait has passed."""
        if not self._wait_left():
            self._timer.stop()
            self._error = None
        self._show(self.state)

    def leave(self) -> None:
        if not self.state.working:
            self.left.emit()

    def retry(self) -> None:
        self._work.calm()
        self._show(self.state)

    def _on_changed(self) -> None:
        self._work.end()
        self._show(_emptied(replace(self.state, changed=True), *Box))

    def _on_failed(self, error: OperatorAppError) -> None:
        if isinstance(error, WrongPassword | MustWait):
            self._refuse(error, Box.CURRENT)
            seconds = error.details.get("seconds")
            if isinstance(error, MustWait) and isinstance(seconds, int | float):
                self._wait_until = self._actions.monotonic() + seconds
                self._timer.start()
                self._say()
        elif isinstance(error, _ABOUT_THE_NEW):
            self._refuse(error, Box.AGAIN, Box.FRESH)
        else:
            self._work.fail(error)

    def _refuse(self, error: OperatorAppError, *boxes: Box) -> None:
        self._work.end()
        self._error = error
        self._show(_emptied(self.state, *boxes))

    def _wait_left(self) -> int:
        left = ceil(self._wait_until - self._actions.monotonic()) if self._wait_until else 0
        return max(0, left)

    def _say(self) -> None:
        self._show(self.state)

    def _show(self, state: PasswordState) -> None:
        error = self._error
        rule = error if error is not None and not isinstance(error, MustWait) else None
        text = self._speech.error(rule) if rule is not None else None
        said = f"{text.happened} {text.now}" if text is not None else ""
        about_new = isinstance(error, _ABOUT_THE_NEW)
        differ = self._speech("The two new passwords differ") if self._differ else ""
        refusals = {
            Box.CURRENT: "" if about_new else said,
            Box.FRESH: said if about_new else "",
            Box.AGAIN: differ,
        }
        waits = {Box.CURRENT: self._wait_left()}
        working = self._work.working
        self.state = replace(
            state,
            gates={
                box: replace(
                    gate, refusal=refusals[box], wait_left=waits.get(box, 0), working=working
                )
                for box, gate in state.gates.items()
            },
            working=working,
            busy=self._work.busy,
            trouble=self._work.trouble,
        )
        self.changed.emit(self.state)


def _emptied(state: PasswordState, *boxes: Box) -> PasswordState:
    """The fields of ``boxes`` lose what was typed."""
    fresh = {box: GateState(attempt=state.gates[box].attempt + 1) for box in boxes}
    return replace(state, gates={**state.gates, **fresh})
