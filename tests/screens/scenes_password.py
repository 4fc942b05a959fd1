"""The faces of one's own password: ordinary, a wrong one, a weak one, a wait, done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from db.engine import StoreBusy
from operator_app.domain.operators import Session
from operator_app.domain.passwords import LEAST_LENGTH, MustWait, PasswordTooShort, WrongPassword
from operator_app.errors import OperatorAppError
from operator_app.usecases.change_own_password import ChangeOwnPassword
from tests.screens.scenes_administration import PEOPLE
from tests.support.window_cases import AT
from ui.pages.sign_in.own_password.presenter import PasswordActions, PasswordPresenter
from ui.pages.sign_in.own_password.state import PasswordState
from ui.pages.sign_in.own_password.view import PasswordView
from ui.runtime.faces import Busy
from ui.runtime.lanes import InlineLane
from ui.runtime.speech import Speech

AT_THE_WINDOW = Session(operator=PEOPLE[1], window=7, center="002", region="almaty", since=AT)


def tried(
    speech: Speech, fails: OperatorAppError | None = None, again: str = "жаңа сырсөз"
) -> PasswordState:
    def change(_: ChangeOwnPassword) -> None:
        if fails is not None:
            raise fails

    presenter = PasswordPresenter(
        PasswordActions(session=lambda: AT_THE_WINDOW, change=change, monotonic=lambda: 1000.0),
        InlineLane(),
        speech,
    )
    presenter.enter()
    presenter.save("бұрынғы", "жаңа сырсөз", again)
    state = presenter.state
    presenter.forget()
    return state


def shown(speech: Speech, state: PasswordState) -> QWidget:
    view = PasswordView(speech)
    view.show_state(state)
    return view


def ordinary(speech: Speech) -> QWidget:
    return shown(speech, replace(tried(speech), changed=False))


def wrong(speech: Speech) -> QWidget:
    return shown(speech, tried(speech, WrongPassword()))


def weak(speech: Speech) -> QWidget:
    return shown(speech, tried(speech, PasswordTooShort(least=LEAST_LENGTH)))


def differ(speech: Speech) -> QWidget:
    return shown(speech, tried(speech, again="басқа"))


def wait(speech: Speech) -> QWidget:
    return shown(speech, tried(speech, MustWait(seconds=75)))


def done(speech: Speech) -> QWidget:
    return shown(speech, tried(speech))


def busy(speech: Speech) -> QWidget:
    state = replace(tried(speech), changed=False, working=True)
    return shown(speech, replace(state, busy=Busy(speech("Checking the password"), seconds=3)))


def error(speech: Speech) -> QWidget:
    return shown(speech, tried(speech, StoreBusy()))


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "password_ordinary": ordinary,
    "password_wrong": wrong,
    "password_weak": weak,
    "password_differ": differ,
    "password_wait": wait,
    "password_done": done,
    "password_busy": busy,
    "password_error": error,
}
