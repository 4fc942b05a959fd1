"""The faces of the intake's frame and of its first three steps, with made-up people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from operator_app.domain.applications import ConsentAnswer
from operator_app.domain.powers_of_attorney import PowerOfAttorneyRevoked
from operator_app.usecases.ask_registries import Deceased
from operator_app.wire.registries import AnswerState
from tests.support.fakes_outside import HubAway
from tests.support.intake_desk import (
    ELSEWHERE,
    HERE,
    IIN,
    OTHER_IIN,
    WITHOUT_CONSENT,
    IntakeDesk,
    a_record,
)
from tests.support.papers import LONG_NAME
from tests.support.window_cases import an_accepted, an_applicant
from ui.pages.intake.state import Asks
from ui.pages.intake.steps.contract import StepName
from ui.runtime.faces import Busy
from ui.runtime.speech import Speech


def a_desk(speech: Speech) -> IntakeDesk:
    return IntakeDesk(speech)


def drawn(desk: IntakeDesk) -> QWidget:
    """The page outlives its presenters: nothing ticks while it is looked at."""
    desk.passed = timedelta(minutes=6, seconds=41)
    desk.page.presenter.tick()
    return desk.page.view


def changed(desk: IntakeDesk, step: StepName, **changes: object) -> QWidget:
    """The step with a face that a test cannot wait for."""
    built = desk.page.steps[step]
    state = replace(built.presenter.state, **changes)  # type: ignore[type-var]  # a frozen state
    built.view.show_state(state)  # type: ignore[attr-defined]  # every step's view has it
    return drawn(desk)


def empty(speech: Speech) -> QWidget:
    return IntakeDesk(speech).page.view


def late(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.choose()
    desk.passed = timedelta(minutes=21, seconds=3)
    desk.page.presenter.tick()
    return desk.page.view


def asks_abandon(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.consented()
    desk.page.presenter.ask(Asks.ABANDON)
    return drawn(desk)


def asks_window(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.consented()
    desk.page.presenter.ask(Asks.HAND_OVER)
    return drawn(desk)


def changed_after_signing(speech: Speech) -> QWidget:
    """The second version of a case: a phone, the way it goes, and one paper differ."""
    desk = a_desk(speech)
    signed = an_accepted()
    now = replace(
        signed.reopened(),
        applicant=an_applicant(phone="+7 701 000 00 02"),
        documents=signed.documents[1:],
        facts={"applicant_married": True},
    )
    desk.store.put(now)
    desk.page.presenter.open_case(now.id)
    return drawn(desk)


def trouble(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.page.presenter.open_case("0190f3a0-none")
    return desk.page.view


def service_ordinary(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.begin()
    desk.service.choose(HERE)
    return drawn(desk)


def service_empty(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.begin()
    desk.service.search("паспорт")
    return drawn(desk)


def service_elsewhere(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.begin()
    desk.service.search("патронат")
    desk.service.choose(ELSEWHERE)
    return drawn(desk)


def service_no_act(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.passed = timedelta(days=3000)
    desk.begin()
    return desk.page.view


def service_busy(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.begin()
    desk.service.choose(HERE)
    return changed(desk, StepName.SERVICE, working=True, busy=Busy(speech("Opening the case"), 3))


def service_error(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.begin()
    desk.service.choose(HERE)
    desk.store.broken.add("commit")
    desk.page.presenter.next()
    return drawn(desk)


def service_routed(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.choose(ELSEWHERE)
    return drawn(desk)


def consent_ordinary(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.choose()
    desk.consent.type_number(IIN)
    desk.consent.choose_answer(ConsentAnswer.GIVEN)
    return drawn(desk)


def consent_empty(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.choose(WITHOUT_CONSENT)
    return drawn(desk)


def consent_number_error(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.choose()
    desk.consent.type_number(IIN[:-1] + "4")
    desk.consent.choose_language("ru")
    return drawn(desk)


def consent_busy(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.choose()
    desk.consent.type_number(IIN)
    return changed(desk, StepName.CONSENT, working=True, busy=Busy(speech("Saving the consent"), 2))


def consent_error(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.choose()
    desk.consent.type_number(IIN)
    desk.consent.choose_answer(ConsentAnswer.GIVEN)
    desk.store.broken.add("commit")
    desk.page.presenter.next()
    return drawn(desk)


def consent_refused(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.choose()
    desk.consent.type_number(IIN)
    desk.consent.choose_answer(ConsentAnswer.REFUSED)
    desk.page.presenter.next()
    return drawn(desk)


def applicant_empty(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.consented()
    return drawn(desk)


def applicant_ordinary(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.consented()
    step = desk.applicant
    step.type_person("surname", "Құрманғазин")
    step.type_person("name", "Галымжан")
    step.type_person("phone", "+7 700 000 00 01")
    step.add_child()
    for name, text in (
        ("iin", "060501600423"),
        ("surname", "Құрманғазина"),
        ("name", "Үміт"),
        ("born_on", "01.05.2006"),
    ):
        step.type_child(0, name, text)
    step.choose_born_abroad(0, False)
    for question in step.state.questions[:2]:
        step.answer(question.code, True)
    step.ask()
    return drawn(desk)


def applicant_busy(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.consented()
    busy = Busy(speech("Asking the registries"), 7, can_cancel=True)
    return changed(desk, StepName.APPLICANT, working=True, busy=busy)


def applicant_cancelled(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.consented()
    text = speech("The question was taken back. Nothing of the answer was kept.")
    return changed(desk, StepName.APPLICANT, cancelled=text)


def applicant_not_found(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.asked(AnswerState.NOT_FOUND)
    return drawn(desk)


def applicant_data_unavailable(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.asked(AnswerState.NOT_FOUND)
    desk.page.presenter.next()
    return drawn(desk)


def applicant_offline(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.is_online = False
    desk.consented()
    desk.applicant.type_person("surname", "Құрманғазин")
    desk.applicant.type_person("name", "Ғалымжан")
    desk.applicant.ask()
    return drawn(desk)


def applicant_error(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.consented()
    return changed(desk, StepName.APPLICANT, trouble=speech.trouble(Deceased(iin=IIN)))


def applicant_hub_away(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.consented()
    return changed(desk, StepName.APPLICANT, trouble=speech.trouble(HubAway(after_s=5)))


def applicant_same_day(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    desk.consented()
    desk.another_today()
    desk.applicant.ask()
    return drawn(desk)


def _represented(speech: Speech) -> IntakeDesk:
    desk = a_desk(speech)
    desk.registries.persons[OTHER_IIN] = a_record(iin=OTHER_IIN, surname="АХМЕТОВ", name="ЕРЛАН")
    desk.consented(represented=True)
    desk.applicant.type_power("number", OTHER_IIN)
    desk.applicant.type_power("surname", "Ахметов")
    desk.applicant.type_power("name", "Ерлан")
    return desk


def applicant_notarised(speech: Speech) -> QWidget:
    desk = _represented(speech)
    step = desk.applicant
    step.choose_power(True)
    for name, text in (
        ("poa_number", "1234"),
        ("issued_on", "01.12.2017"),
        ("notary", "Ә. Нұрланқызы"),
    ):
        step.type_power(name, text)
    return drawn(desk)


def applicant_not_notarised(speech: Speech) -> QWidget:
    desk = _represented(speech)
    desk.applicant.choose_power(False)
    return drawn(desk)


def applicant_revoked(speech: Speech) -> QWidget:
    desk = _represented(speech)
    desk.applicant.choose_power(True)
    power = desk.applicant.state.power
    assert power is not None
    text = speech.error(PowerOfAttorneyRevoked(status="REVOKED", revoked_on="2018-01-15"))
    error = f"{text.happened} {text.now} ({PowerOfAttorneyRevoked.code})"
    return changed(desk, StepName.APPLICANT, power=replace(power, error=error))


def applicant_extreme(speech: Speech) -> QWidget:
    desk = a_desk(speech)
    long = LONG_NAME.upper()
    desk.registries.persons[IIN] = a_record(surname=long, name=long, patronymic=long)
    desk.consented()
    step = desk.applicant
    for name in ("surname", "name", "patronymic", "address"):
        step.type_person(name, LONG_NAME)
    for place in range(5):
        step.add_child()
        step.type_child(place, "surname", LONG_NAME)
        step.type_child(place, "born_on", "01.05.2006")
    step.ask()
    step.type_child(0, "iin", "060501")
    step.type_child(1, "born_on", "31.02.2010")
    step.next()
    return drawn(desk)


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "intake_empty": empty,
    "intake_late": late,
    "intake_asks_abandon": asks_abandon,
    "intake_asks_window": asks_window,
    "intake_changed_after_signing": changed_after_signing,
    "intake_error": trouble,
    "intake_service_ordinary": service_ordinary,
    "intake_service_empty": service_empty,
    "intake_service_elsewhere": service_elsewhere,
    "intake_service_no_act": service_no_act,
    "intake_service_busy": service_busy,
    "intake_service_error": service_error,
    "intake_service_routed": service_routed,
    "intake_consent_ordinary": consent_ordinary,
    "intake_consent_empty": consent_empty,
    "intake_consent_number_error": consent_number_error,
    "intake_consent_busy": consent_busy,
    "intake_consent_error": consent_error,
    "intake_consent_refused": consent_refused,
    "intake_applicant_empty": applicant_empty,
    "intake_applicant_ordinary": applicant_ordinary,
    "intake_applicant_busy": applicant_busy,
    "intake_applicant_cancelled": applicant_cancelled,
    "intake_applicant_not_found": applicant_not_found,
    "intake_applicant_data_unavailable": applicant_data_unavailable,
    "intake_applicant_offline": applicant_offline,
    "intake_applicant_error": applicant_error,
    "intake_applicant_hub_away": applicant_hub_away,
    "intake_applicant_same_day": applicant_same_day,
    "intake_applicant_notarised": applicant_notarised,
    "intake_applicant_not_notarised": applicant_not_notarised,
    "intake_applicant_revoked": applicant_revoked,
    "intake_applicant_extreme": applicant_extreme,
}
