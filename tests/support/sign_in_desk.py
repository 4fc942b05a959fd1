"""A door with one right password, the rule of waiting, and a clock moved by hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from operator_app.domain.operators import Session
from operator_app.domain.passwords import MustWait, WrongPassword
from operator_app.errors import OperatorAppError
from operator_app.usecases.sign_in import SignIn
from tests.support.queue_desk import OPERATOR, START
from ui.pages.sign_in.lock.presenter import LockPresenter
from ui.pages.sign_in.password_gate import PasswordGate
from ui.pages.sign_in.presenter import SignInPresenter
from ui.pages.sign_in.state import MadeUpLogin, SignInState
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

RIGHT = "kerege-uyk-shanyrak"
MADE_UP = (
    MadeUpLogin(login="ahmetova", password=RIGHT, who="Ахметова А. Б., оператор"),
    MadeUpLogin(login="serikbay", password="dombyra-qobyz-sybyzgy", who="Серікбай Н. Е., оператор"),
    MadeUpLogin(login="orazov", password="alma-oryk-zhuzim", who="Оразов Д. М., супервайзер"),
    MadeUpLogin(login="admin", password="otyrar-sauran-turkistan", who="Әкімшінова С. Т."),
)


@dataclass
class Door:
    """Fails with ``trouble`` while it is set."""

    failed: int = 0
    seconds: float = 1000.0
    trouble: OperatorAppError | Exception | None = None
    asked: list[SignIn] = field(default_factory=list)

    def sign_in(self, command: SignIn) -> Session:
        self.asked.append(command)
        if self.trouble is not None:
            raise self.trouble
        if self.failed >= 5:
            raise MustWait(seconds=60)
        if (command.login, command.password) != (OPERATOR.login, RIGHT):
            self.failed += 1
            raise WrongPassword
        return Session(
            operator=OPERATOR, window=command.window, center="002", region="almaty", since=START
        )


def a_gate(door: Door, speech: Speech, lane: Lane | None = None) -> PasswordGate:
    return PasswordGate(
        door.sign_in, lane=lane or InlineLane(), speech=speech, monotonic=lambda: door.seconds
    )


def a_sign_in(
    door: Door, speech: Speech, lane: Lane | None = None, **changes: object
) -> SignInPresenter:
    start: dict[str, object] = {"windows": (1, 2, 7), "window": 7, **changes}
    return SignInPresenter(
        a_gate(door, speech, lane),
        start=SignInState(**start),  # type: ignore[arg-type]  # overrides by name
    )


def a_lock(door: Door, speech: Speech, lane: Lane | None = None) -> LockPresenter:
    return LockPresenter(a_gate(door, speech, lane))
