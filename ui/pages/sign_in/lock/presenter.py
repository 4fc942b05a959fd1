"""The lock over an unfinished case: the same person unlocks, another one signs in anew."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from operator_app.domain.operators import Session
from operator_app.usecases.sign_in import SignIn
from ui.pages.sign_in.lock.state import LockState
from ui.pages.sign_in.password_gate import GateState, PasswordGate


class LockPresenter(QObject):
    """Signals:
    changed(LockState); unlocked(Session): the session that was locked, as it was;
    another_person(): nobody is signed in any more.
    """

    changed = Signal(object)
    unlocked = Signal(object)
    another_person = Signal()

    def __init__(self, gate: PasswordGate, *, parent: QObject | None = None) -> None:
        """``gate`` is the lock's own, not the one of the sign-in page."""
        super().__init__(parent)
        self._gate = gate
        self._session: Session | None = None
        self.state = LockState()
        gate.changed.connect(self._on_gate)
        gate.passed.connect(self._on_passed)

    def lock(self, session: Session) -> None:
        if self.state.locked:
            return
        self._session = session
        self._gate.reset()
        self._show(
            replace(
                self.state,
                locked=True,
                full_name=session.operator.full_name,
                window=session.window,
            )
        )

    def press(self, typed: str, shift: bool) -> None:
        self._gate.press(typed, shift=shift)

    def unlock(self, password: str) -> None:
        session = self._session
        if session is not None and password:
            login, window = session.operator.login, session.window
            self._gate.ask(SignIn(login=login, password=password, window=window))

    def leave(self) -> None:
        """Somebody else is at the window: the case waits in the store for its operator."""
        if self._session is not None and not self.state.gate.working:
            self._open()
            self.another_person.emit()

    def retry(self) -> None:
        self._gate.reset()

    def close(self) -> None:
        self._gate.close()

    def _open(self) -> None:
        self._session = None
        self._gate.reset()
        self._show(replace(self.state, locked=False, full_name=""))

    def _on_gate(self, gate: GateState) -> None:
        self._show(replace(self.state, gate=gate))

    def _on_passed(self, _: Session) -> None:
        session = self._session
        if session is not None:
            self._open()
            self.unlocked.emit(session)

    def _show(self, state: LockState) -> None:
        self.state = state
        self.changed.emit(state)
