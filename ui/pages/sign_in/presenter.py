"""Signing in: who, with which password, at which window."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from operator_app.domain.operators import Session
from operator_app.usecases.sign_in import SignIn
from ui.pages.sign_in.password_gate import GateState, PasswordGate
from ui.pages.sign_in.state import SignInState


class SignInPresenter(QObject):
    """Signals:
    changed(SignInState); signed_in(Session).
    """

    changed = Signal(object)
    signed_in = Signal(object)

    def __init__(
        self, gate: PasswordGate, *, start: SignInState, parent: QObject | None = None
    ) -> None:
        """``start`` says which windows there are and, in training, who may sign in."""
        super().__init__(parent)
        self._gate = gate
        self.state = start
        gate.changed.connect(self._on_gate)
        gate.passed.connect(self._on_passed)

    def type_login(self, login: str) -> None:
        if login != self.state.login:
            self._show(replace(self.state, login=login))
            self._gate.let_go()

    def choose_window(self, window: int) -> None:
        if window in self.state.windows and window != self.state.window:
            self._show(replace(self.state, window=window))

    def offer(self, windows: tuple[int, ...]) -> None:
        """The windows in use, once the store is open; the chosen one stays if it is among them."""
        if windows and windows != self.state.windows:
            chosen = self.state.window if self.state.window in windows else windows[0]
            self._show(replace(self.state, windows=windows, window=chosen))

    def press(self, typed: str, shift: bool) -> None:
        self._gate.press(typed, shift=shift)

    def choose_made_up(self, login: str) -> None:
        """In training one press signs a made-up person in."""
        for one in self.state.made_up:
            if one.login == login and self.state.gate.open:
                self.type_login(login)
                self.submit(one.password)

    def submit(self, password: str) -> None:
        login, window = self.state.login.strip(), self.state.window
        if login and password and window is not None:
            self._gate.ask(SignIn(login=login, password=password, window=window))

    def retry(self) -> None:
        """Leaves the error face: the password is typed again, we kept none."""
        self._gate.reset()

    def reset(self) -> None:
        """An empty page for whoever comes next."""
        self.type_login("")
        self._gate.reset()

    def close(self) -> None:
        self._gate.close()

    def _on_gate(self, gate: GateState) -> None:
        self._show(replace(self.state, gate=gate))

    def _on_passed(self, session: Session) -> None:
        self.type_login("")
        self.signed_in.emit(session)

    def _show(self, state: SignInState) -> None:
        self.state = state
        self.changed.emit(state)
