"""The faces of the page of giving out: the receipt, the person, the power, the slip; the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
from PySide6.QtWidgets import QWidget

from operator_app.domain.applications import Decision, SignedResult
from operator_app.wire.registries import AnswerState
from tests.support.issue_desk import IssueDesk, by_power, shown
from tests.support.papers import LONG_NAME
from tests.unit.usecases.counter import a_party, a_representative
from tests.unit.usecases.issuing_desk import POWER
from ui.pages.issue.presenter import IssuePresenter
from ui.pages.issue.state import IssueState, Part
from ui.pages.issue.view import IssueView
from ui.runtime.faces import Busy
from ui.runtime.speech import Speech

LONG_POWERS = "Быть моим представителем во всех государственных органах, " * 12


def drawn(speech: Speech, state: IssueState) -> QWidget:
    view = IssueView(speech)
    view.show_state(state)
    return view


def desk_and(speech: Speech) -> tuple[IssueDesk, IssuePresenter]:
    desk = IssueDesk()
    return desk, desk.presenter(speech)


def empty(speech: Speech) -> QWidget:
    _, presenter = desk_and(speech)
    return drawn(speech, presenter.state)


def applicant(speech: Speech) -> QWidget:
    desk, presenter = desk_and(speech)
    case = desk.ready()
    presenter.enter()
    shown(presenter, case)
    return drawn(speech, presenter.state)


def electronic(speech: Speech) -> QWidget:
    desk, presenter = desk_and(speech)
    at = datetime(2018, 2, 9, tzinfo=UTC)
    result = SignedResult(
        document_sha256="a" * 64,
        p7s_sha256="b" * 64,
        chain_sha256="c" * 64,
        signer="СЕЙІТОВА АЙНҰР",
        signer_number="050340000018",
        certificate_serial="5f3a",
        valid_from=at,
        valid_to=at,
        signed_at=at,
    )
    shown(presenter, desk.ready(result=result, decision=Decision.DECLINE))
    return drawn(speech, presenter.state)


def power(speech: Speech) -> QWidget:
    desk, presenter = desk_and(speech)
    by_power(presenter, desk.ready(representative=a_representative()))
    presenter.check()
    presenter.cover(True)
    return drawn(speech, presenter.state)


def power_refused(speech: Speech) -> QWidget:
    desk, presenter = desk_and(speech)
    desk.counter.registries.powers["1234"] = msgspec.structs.replace(POWER, status="REVOKED")
    by_power(presenter, desk.ready())
    presenter.check()
    return drawn(speech, presenter.state)


def offline(speech: Speech) -> QWidget:
    desk, presenter = desk_and(speech)
    desk.online = False
    by_power(presenter, desk.ready())
    presenter.check()
    return drawn(speech, presenter.state)


def busy(speech: Speech) -> QWidget:
    desk, presenter = desk_and(speech)
    by_power(presenter, desk.ready())
    asking = Busy(speech("Asking the register of notaries"), seconds=4, can_cancel=True)
    return drawn(speech, replace(presenter.state, working=True, busy=asking))


def asking_hub(speech: Speech) -> QWidget:
    """The number is of another window; the hub is slow."""
    desk, presenter = desk_and(speech)
    presenter.type_receipt(desk.at_other_window().number)
    asking = Busy(speech("Asking the hub for a case of another window"), seconds=3, can_cancel=True)
    return drawn(speech, replace(presenter.state, working=True, busy=asking))


def other_window(speech: Speech) -> QWidget:
    """The number is of another window, and there is no line."""
    desk, presenter = desk_and(speech)
    desk.online = False
    presenter.type_receipt(desk.at_other_window().number)
    presenter.find()
    return drawn(speech, presenter.state)


def brought(speech: Speech) -> QWidget:
    """The case of another window stands here as an own one."""
    desk, presenter = desk_and(speech)
    shown(presenter, desk.at_other_window())
    return drawn(speech, presenter.state)


def given(speech: Speech) -> QWidget:
    desk, presenter = desk_and(speech)
    desk.counter.registries.powers["1234"] = AnswerState.UNAVAILABLE
    by_power(presenter, desk.ready())
    presenter.check()
    presenter.cover(True)
    presenter.give()
    return drawn(speech, presenter.state)


def second(speech: Speech) -> QWidget:
    """Somebody comes with the same receipt again."""
    desk, presenter = desk_and(speech)
    case = desk.ready()
    shown(presenter, case)
    presenter.give()
    presenter.scanned(case.number)
    return drawn(speech, presenter.state)


def error(speech: Speech) -> QWidget:
    """Given out, and the printer does not answer."""
    desk, presenter = desk_and(speech)
    desk.silent = True
    shown(presenter, desk.ready())
    presenter.give()
    return drawn(speech, presenter.state)


def waiting(speech: Speech) -> QWidget:
    desk, presenter = desk_and(speech)
    desk.waiting()
    presenter.choose_part(Part.WAITING)
    presenter.enter()
    return drawn(speech, presenter.state)


def waiting_asked(speech: Speech) -> QWidget:
    desk, presenter = desk_and(speech)
    desk.waiting()
    presenter.choose_part(Part.WAITING)
    presenter.enter()
    presenter.ask_return()
    return drawn(speech, presenter.state)


def waiting_empty(speech: Speech) -> QWidget:
    _, presenter = desk_and(speech)
    presenter.choose_part(Part.WAITING)
    return drawn(speech, presenter.state)


def extreme(speech: Speech) -> QWidget:
    desk, presenter = desk_and(speech)
    person = a_party(surname=LONG_NAME, name=LONG_NAME)
    long = msgspec.structs.replace(POWER, powers_ru=LONG_POWERS, powers_kk=LONG_POWERS)
    desk.counter.registries.powers["1234"] = long
    held = replace(a_representative(), party=replace(person, number="900101300017"))
    by_power(presenter, desk.ready(applicant=person, representative=held))
    presenter.check()
    return drawn(speech, presenter.state)


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "issue_empty": empty,
    "issue_applicant": applicant,
    "issue_electronic": electronic,
    "issue_power": power,
    "issue_power_refused": power_refused,
    "issue_offline": offline,
    "issue_busy": busy,
    "issue_asking_hub": asking_hub,
    "issue_other_window": other_window,
    "issue_brought": brought,
    "issue_given": given,
    "issue_second": second,
    "issue_error": error,
    "issue_waiting": waiting,
    "issue_waiting_asked": waiting_asked,
    "issue_waiting_empty": waiting_empty,
    "issue_extreme": extreme,
}
