"""The faces of sign-in and of the lock."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from operator_app.errors import Corrupted
from tests.screens.registry import Scene
from tests.support.queue_desk import OPERATOR, SESSION
from tests.support.sign_in_desk import MADE_UP, Door, a_lock, a_sign_in
from ui.pages.sign_in.lock.presenter import LockPresenter
from ui.pages.sign_in.lock.state import LockState
from ui.pages.sign_in.lock.view import LockView
from ui.pages.sign_in.presenter import SignInPresenter
from ui.pages.sign_in.state import SignInState
from ui.pages.sign_in.view import SignInView
from ui.runtime.faces import Busy
from ui.runtime.speech import Speech

LONG_NAME = "Қожахметова-Сейдәлиева Гүлбаршын Әбдіғаппарқызы"


class StoreTorn(Corrupted):
    """Pages of the store contradict each other."""

    code = "store.damaged"


def _door(speech: Speech, state: SignInState) -> QWidget:
    view = SignInView(speech)
    view.show_state(state)
    return view


def _lock(speech: Speech, state: LockState) -> QWidget:
    view = LockView(speech)
    view.show_state(state)
    return view


def _tried(speech: Speech, door: Door, times: int = 1) -> SignInPresenter:
    presenter = a_sign_in(door, speech)
    presenter.type_login("ahmetova")
    for _ in range(times):
        presenter.submit("wrong")
    presenter.close()
    return presenter


def _locked(speech: Speech, door: Door, times: int = 0) -> LockPresenter:
    presenter = a_lock(door, speech)
    presenter.lock(SESSION)
    for _ in range(times):
        presenter.unlock("wrong")
    presenter.close()
    return presenter


def _ordinary(speech: Speech) -> QWidget:
    return _door(speech, a_sign_in(Door(), speech).state)


def _training(speech: Speech) -> QWidget:
    return _door(speech, a_sign_in(Door(), speech, made_up=MADE_UP).state)


def _wrong(speech: Speech) -> QWidget:
    return _door(speech, _tried(speech, Door()).state)


def _wait(speech: Speech) -> QWidget:
    return _door(speech, _tried(speech, Door(), times=6).state)


def _layout(speech: Speech) -> QWidget:
    presenter = a_sign_in(Door(), speech)
    presenter.press("ф", False)
    return _door(speech, presenter.state)


def _busy(speech: Speech) -> QWidget:
    state = a_sign_in(Door(), speech, login="ahmetova").state
    busy = Busy(speech("Checking the password"), seconds=2)
    return _door(speech, replace(state, gate=replace(state.gate, working=True, busy=busy)))


def _error(speech: Speech) -> QWidget:
    return _door(speech, _tried(speech, Door(trouble=StoreTorn())).state)


def _lock_ordinary(speech: Speech) -> QWidget:
    return _lock(speech, _locked(speech, Door()).state)


def _lock_wrong(speech: Speech) -> QWidget:
    return _lock(speech, _locked(speech, Door(), times=1).state)


def _lock_wait(speech: Speech) -> QWidget:
    return _lock(speech, _locked(speech, Door(), times=6).state)


def _lock_extreme(speech: Speech) -> QWidget:
    presenter = a_lock(Door(), speech)
    presenter.lock(replace(SESSION, operator=replace(OPERATOR, full_name=LONG_NAME * 3)))
    return _lock(speech, presenter.state)


SCENES: dict[str, Scene] = {
    "sign_in_ordinary": _ordinary,
    "sign_in_training": _training,
    "sign_in_wrong": _wrong,
    "sign_in_wait": _wait,
    "sign_in_layout": _layout,
    "sign_in_busy": _busy,
    "sign_in_error": _error,
    "lock_ordinary": _lock_ordinary,
    "lock_wrong": _lock_wrong,
    "lock_wait": _lock_wait,
    "lock_extreme": _lock_extreme,
}
