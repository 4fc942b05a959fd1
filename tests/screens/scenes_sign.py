"""The faces of the fifth step: everything ready, a password asked, signing, each trouble."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from operator_app.domain.applications import DeliveryWay, Representative
from operator_app.domain.powers_of_attorney import PowerOfAttorney
from operator_app.domain.signatures import CertificateExpired, WrongPassword
from tests.screens.within_intake import within
from tests.support.papers import LONG_NAME
from tests.support.window_cases import DUE, a_draft, a_signed_view, a_view, an_applicant
from ui.pages.intake.steps.contract import StepName
from ui.pages.intake.steps.sign.presenter import SignActions, SignStepPresenter
from ui.pages.intake.steps.sign.state import KeyFacts, SignState
from ui.pages.intake.steps.sign.view import SignStepView
from ui.runtime.faces import Busy
from ui.runtime.lanes import InlineLane
from ui.runtime.speech import Speech

MADE_UP = KeyFacts(file="operator.p12", asks_password=False)
KEY = KeyFacts(
    file="GOSTKNCA_180101.p12",
    holder="АХМЕТОВА АЙГЕРІМ",
    valid_until=date(2019, 1, 1),
)


def presented(speech: Speech, key: KeyFacts, **changes: object) -> SignStepPresenter:
    actions = SignActions(
        look=lambda _: None,
        accept=lambda _, __: a_draft(),
        choose_delivery=lambda _: a_draft(),
        key=lambda: key,
        due_on=lambda _: DUE,
    )
    presenter = SignStepPresenter(actions, InlineLane(), speech)
    presenter.open(a_view(a_draft(**changes)))
    return presenter


def shown(speech: Speech, state: SignState) -> QWidget:
    view = SignStepView(speech)
    view.show_state(state)
    return within(StepName.SIGN, view, state.bar, a_view(a_draft()), speech)


def ordinary(speech: Speech) -> QWidget:
    return shown(speech, presented(speech, MADE_UP).state)


def password(speech: Speech) -> QWidget:
    return shown(speech, presented(speech, KEY).state)


def empty(speech: Speech) -> QWidget:
    """Nothing has been scanned yet: it says what is missing and cannot be signed."""
    return shown(speech, presented(speech, MADE_UP, documents=()).state)


def busy(speech: Speech) -> QWidget:
    state = presented(speech, MADE_UP).state
    what = speech("Signing and accepting the application")
    return shown(speech, replace(state, working=True, busy=Busy(what, seconds=3)))


def error(speech: Speech) -> QWidget:
    state = presented(speech, KEY).state
    return shown(speech, replace(state, trouble=speech.trouble(WrongPassword(file=KEY.file))))


def expired(speech: Speech) -> QWidget:
    state = presented(speech, KEY).state
    trouble = speech.trouble(CertificateExpired(ended_on="2018-01-31"))
    return shown(speech, replace(state, trouble=trouble))


def signed(speech: Speech) -> QWidget:
    presenter = presented(speech, MADE_UP)
    presenter.open(a_signed_view())
    return shown(speech, presenter.state)


def extreme(speech: Speech) -> QWidget:
    """Longest names, a representative, by courier."""
    long = an_applicant(surname=LONG_NAME, name=LONG_NAME)
    paper = PowerOfAttorney(
        kind="notarised",
        number="1234567890",
        issued_on=date(2017, 12, 1),
        valid_until=date(2020, 12, 31),
        notary="Ә. Нұрланқызы",
    )
    presenter = presented(
        speech,
        KEY,
        applicant=long,
        representative=Representative(party=an_applicant(), power_of_attorney=paper),
        delivery_way=DeliveryWay.COURIER,
    )
    return shown(speech, presenter.state)


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "sign_ordinary": ordinary,
    "sign_password": password,
    "sign_empty": empty,
    "sign_busy": busy,
    "sign_error": error,
    "sign_expired": expired,
    "sign_signed": signed,
    "sign_extreme": extreme,
}
