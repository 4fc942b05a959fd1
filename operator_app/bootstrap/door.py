"""What stands on the screen first: the window with its sign-in, before anything is opened."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from operator_app.bootstrap.look_book import LookBook
from ui.pages.sign_in.password_gate import PasswordGate
from ui.pages.sign_in.presenter import SignInPresenter
from ui.pages.sign_in.state import MadeUpLogin, SignInState
from ui.pages.sign_in.view import SignInView
from ui.pages.sign_in.wiring import connect
from ui.runtime.lanes import QtLane
from ui.runtime.speech import Speech
from ui.shell.app_window import AppWindow
from ui.shell.state import SIGN_IN, ShellState

if TYPE_CHECKING:
    from operator_app.domain.operators import Session
    from operator_app.usecases.sign_in import SignIn
    from resources.training import TrainingCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The window with one page; the others come to it when they are built."""

    window: AppWindow
    sign_in: SignInPresenter
    speech: Speech
    database: QtLane
    work: QtLane


def build_door(
    center: TrainingCenter,
    sign_in: Callable[[SignIn], Session],
    looks: LookBook,
    waits: Callable[[], float] = time.monotonic,
) -> Door:
    """``sign_in`` is called on the lane of the database, and may take its time there."""
    speech, database, work = Speech(looks.language), QtLane(1), QtLane(1)
    gate = PasswordGate(
        lambda command: looks.greeted(sign_in(command)),
        lane=database,
        speech=speech,
        monotonic=waits,
    )
    windows = tuple(range(1, center.windows + 1))
    made_up = tuple(
        MadeUpLogin(login=one.login, password=one.password, who=one.full_name)
        for one in center.people
    )
    start = SignInState(windows=windows, window=windows[0], made_up=made_up)
    presenter, view = SignInPresenter(gate, start=start), SignInView(speech)
    connect(presenter, view)
    window = AppWindow({SIGN_IN: view}, speech, lane=database)
    window.show_state(ShellState(training=True))
    window.show_page(SIGN_IN)
    looks.dress(window, work)
    return Door(window=window, sign_in=presenter, speech=speech, database=database, work=work)
