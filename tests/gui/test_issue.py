"""Results given out at the real window: by keys alone, by mouse, by a power of attorney."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTabBar

from operator_app.bootstrap.pages import PAPERS
from operator_app.domain.applications import Application, Decision, State
from operator_app.domain.numbers import ApplicationNumber
from operator_app.domain.operators import Page, Role
from operator_app.usecases.rules import local
from operator_app.wire.registries import AnswerState, PartyName, PowerOfAttorneyRecord
from tests.support.guarded_cases import HERE, signed_here
from tests.support.guarded_window import SUPERVISOR, Guarded, guarded, guarded_law, living, seeded

__all__ = ["guarded", "guarded_law", "seeded"]

CONTROL = Qt.KeyboardModifier.ControlModifier
DOCUMENT = "041234567"
STRANGER, HOLDER = 4, 6
"""Places of made-up people in their list."""


def lying(guarded: Guarded) -> Application:
    """Accepted here, decided, come back: its result lies in the drawer."""
    signed = signed_here(guarded)
    at = guarded.wall()
    ready = replace(
        signed,
        number=ApplicationNumber.build(signed.center, HERE, date(2018, 2, 6), 43).text,
        state=State.READY,
        decision=Decision.GRANT,
        decided_on=local(at).date(),
        ready_at=at,
    )
    with guarded.profile.units() as unit:
        saved = unit.applications.save(ready)
        unit.commit()
    return saved


def stored(guarded: Guarded, case: Application) -> Application:
    with guarded.profile.units() as unit:
        found = unit.applications.get(case.id)
    assert found is not None
    return found


def still_here(guarded: Guarded, case: Application) -> bool:
    now = stored(guarded, case)
    return now.state is State.READY and now.issuance is None


def printed(guarded: Guarded) -> list[Path]:
    return sorted((guarded.profile.folder / PAPERS).glob("*.pdf"))


def said(guarded: Guarded, name: str) -> str:
    return guarded.hand.get(name, QLabel).text()


def focused() -> str:
    widget = QApplication.focusWidget()
    return "" if widget is None else widget.objectName()


def typed(guarded: Guarded, text: str) -> None:
    """Into whatever has the focus, slower than the barcode reader."""
    guarded.hand.type_text(focused(), text)


def at_the_page(guarded: Guarded) -> None:
    guarded.sign_in(window=HERE)
    guarded.shown.conductor.look()
    guarded.settle()
    guarded.key(Qt.Key.Key_F5)
    guarded.settle()


def found(guarded: Guarded, case: Application) -> None:
    guarded.hand.type_text("issue_receipt", case.number)
    guarded.key(Qt.Key.Key_Return)
    guarded.settle()
    guarded.hand.wait_until(lambda: guarded.hand.sees("issue_number"), "issue_number")


def applicant_of(case: Application) -> str:
    assert case.applicant is not None
    return case.applicant.number


def a_power(case: Application, **changes: Any) -> PowerOfAttorneyRecord:
    record = PowerOfAttorneyRecord(
        number="77",
        issued_on=date(2012, 1, 10),
        status="ACTIVE",
        principals=(PartyName(number=applicant_of(case), full_name="П"),),
        attorneys=(PartyName(number=living(HOLDER).iin, full_name="О"),),
        powers_ru="Получать результаты государственных услуг.",
        powers_kk="Мемлекеттік қызмет нәтижелерін алу.",
    )
    return msgspec.structs.replace(record, **changes)


def paper_in_hand(guarded: Guarded, issued_on: date, number: str = "77") -> None:
    hand, person = guarded.hand, living(HOLDER)
    hand.click("issue_who_representative")
    for name, text in (
        ("number", person.iin),
        ("document", DOCUMENT),
        ("surname", person.surname),
        ("name", person.name),
        ("poa_number", number),
        ("issued_on", f"{issued_on:%d.%m.%Y}"),
        ("notary", "Нотариусова Т."),
    ):
        hand.type_text(f"issue_{name}", text)


def asked(guarded: Guarded) -> None:
    guarded.key(Qt.Key.Key_G, CONTROL)
    guarded.settle()


def test_a_result_is_given_out_by_keys_alone_and_the_second_attempt_names_the_first(
    guarded: Guarded,
) -> None:
    case = lying(guarded)
    at_the_page(guarded)
    assert focused() == "issue_receipt"
    typed(guarded, case.number)
    guarded.key(Qt.Key.Key_Return)
    guarded.hand.wait_until(lambda: focused() == "issue_number", "issue_number")
    typed(guarded, applicant_of(case))
    guarded.key(Qt.Key.Key_Tab)
    typed(guarded, DOCUMENT)
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    issued = stored(guarded, case)
    papers = printed(guarded)
    guarded.hand.wait_until(lambda: guarded.hand.can_press("issue_sign"), "issue_sign")
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    guarded.hand.wait_until(lambda: focused() == "issue_receipt", "issue_receipt")
    done = said(guarded, "issue_did_text")
    typed(guarded, case.number)
    guarded.key(Qt.Key.Key_Return)
    guarded.settle()

    assert (issued.state, issued.issued_to) == (State.ISSUED, applicant_of(case))
    assert len(papers) == 1
    assert stored(guarded, case).issuance is not None
    assert case.number in done
    assert said(guarded, "issue_trouble_code") == "issue.already_issued"
    assert guarded.people[0].full_name in said(guarded, "issue_trouble_happened")
    assert not guarded.hand.sees("issue_give")
    assert len(printed(guarded)) == 1


def test_pressed_twice_it_is_given_once_and_nothing_is_said_to_be_signed(
    guarded: Guarded,
) -> None:
    case = lying(guarded)
    at_the_page(guarded)
    found(guarded, case)
    guarded.hand.type_text("issue_number", applicant_of(case))
    guarded.hand.type_text("issue_document", DOCUMENT)
    for _ in range(3):
        guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    issuance = stored(guarded, case).issuance
    assert issuance is not None

    assert issuance.slip_signed_at is None
    assert len(printed(guarded)) == 1


def test_somebody_elses_receipt_and_a_copy_are_refused_in_words(guarded: Guarded) -> None:
    case = lying(guarded)
    at_the_page(guarded)
    found(guarded, case)
    hand = guarded.hand
    hand.type_text("issue_number", living(STRANGER).iin)
    hand.type_text("issue_document", DOCUMENT)
    hand.click("issue_give")
    guarded.settle()
    elses = said(guarded, "issue_trouble_code")
    hand.type_text("issue_number", applicant_of(case))
    hand.click("issue_copy")
    hand.click("issue_give")
    guarded.settle()

    assert elses == "intake.may_not_take"
    assert said(guarded, "issue_trouble_code") == "issue.receipt_is_copy"
    assert still_here(guarded, case)
    assert printed(guarded) == []


def test_by_a_power_of_attorney_the_register_is_asked_and_the_powers_are_read(
    guarded: Guarded,
) -> None:
    case, hand = lying(guarded), guarded.hand
    today = local(guarded.wall()).date()
    issued_on = today - timedelta(days=30)
    guarded.hub.registries.powers["77"] = a_power(case, issued_on=issued_on)
    at_the_page(guarded)
    found(guarded, case)
    paper_in_hand(guarded, issued_on)
    before = hand.can_press("issue_give")
    asked(guarded)
    unread = hand.can_press("issue_give")
    powers = said(guarded, "issue_powers")
    hand.click("issue_cover")
    hand.click("issue_give")
    guarded.settle()
    issued = stored(guarded, case)

    assert (before, unread) == (False, False)
    assert powers == "Получать результаты государственных услуг."
    assert issued.issued_to == living(HOLDER).iin
    assert issued.issuance is not None
    assert issued.issuance.power is not None
    assert not issued.issuance.power.unchecked
    assert len(printed(guarded)) == 1


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"status": "REVOKED"}, "poa.revoked"),
        (AnswerState.NOT_FOUND, "issue.power_not_found"),
    ],
)
def test_what_the_register_refuses_gives_nothing_out(
    guarded: Guarded, answer: Any, code: str
) -> None:
    case = lying(guarded)
    told = a_power(case, **answer) if isinstance(answer, dict) else answer
    guarded.hub.registries.powers["77"] = told
    at_the_page(guarded)
    found(guarded, case)
    paper_in_hand(guarded, local(guarded.wall()).date() - timedelta(days=30))
    asked(guarded)

    assert said(guarded, "issue_trouble_code") == code
    assert not guarded.hand.can_press("issue_give")
    assert still_here(guarded, case)


def test_with_no_line_it_is_said_and_the_result_is_given_by_the_paper(guarded: Guarded) -> None:
    case = lying(guarded)
    guarded.hub.away = True
    at_the_page(guarded)
    found(guarded, case)
    paper_in_hand(guarded, local(guarded.wall()).date() - timedelta(days=30))
    before = said(guarded, "issue_answer_text")
    asked(guarded)
    after = said(guarded, "issue_answer_text")
    guarded.hand.click("issue_cover")
    guarded.hand.click("issue_give")
    guarded.settle()
    issued = stored(guarded, case)

    assert "Нет связи" in before
    assert "Не проверена" in after
    assert issued.state is State.ISSUED
    assert issued.issuance is not None
    assert issued.issuance.power is not None
    assert issued.issuance.power.unchecked


def test_another_word_on_the_paper_is_asked_about_anew(guarded: Guarded) -> None:
    case, hand = lying(guarded), guarded.hand
    issued_on = local(guarded.wall()).date() - timedelta(days=30)
    guarded.hub.registries.powers["77"] = a_power(case, issued_on=issued_on)
    at_the_page(guarded)
    found(guarded, case)
    paper_in_hand(guarded, issued_on)
    asked(guarded)
    hand.click("issue_cover")
    ready = hand.can_press("issue_give")
    hand.type_text("issue_poa_number", "78")
    guarded.settle()

    assert ready
    assert not hand.can_press("issue_give")
    assert not hand.sees("issue_cover")


def test_a_day_that_is_none_asks_nobody(guarded: Guarded) -> None:
    case = lying(guarded)
    at_the_page(guarded)
    found(guarded, case)
    paper_in_hand(guarded, date(2012, 1, 10))
    guarded.hand.type_text("issue_valid_until", "31.02.2019")
    asked(guarded)

    assert said(guarded, "issue_trouble_code") == "intake.day_unreadable"
    assert guarded.hub.registries.asked == []


def test_a_printer_that_is_silent_undoes_nothing_and_prints_later(guarded: Guarded) -> None:
    case, hand = lying(guarded), guarded.hand
    tray = guarded.profile.folder / PAPERS
    tray.write_text("a file where the folder should be", encoding="utf-8")
    at_the_page(guarded)
    found(guarded, case)
    hand.type_text("issue_number", applicant_of(case))
    hand.type_text("issue_document", DOCUMENT)
    hand.click("issue_give")
    guarded.settle()
    silent = said(guarded, "issue_trouble_code")
    signable = hand.can_press("issue_sign")
    tray.unlink()
    hand.click("issue_trouble_retry")
    guarded.settle()

    assert silent == "printer.no_answer"
    assert not signable
    assert stored(guarded, case).state is State.ISSUED
    assert len(printed(guarded)) == 1
    assert not hand.sees("issue_trouble")


def test_the_reader_finds_the_case_here_and_opens_it_elsewhere(guarded: Guarded) -> None:
    case = lying(guarded)
    digits = case.number.replace("-", "")
    at_the_page(guarded)
    guarded.shown.conductor.scanned(f"tereze:status/{digits}/{case.access_code}")
    guarded.settle()
    here = said(guarded, "issue_case_number")
    guarded.key(Qt.Key.Key_F1)
    guarded.shown.conductor.scanned(digits)
    guarded.settle()

    assert here == case.number
    assert guarded.shown.window.current_page == Page.CASES.value


def test_what_nobody_takes_is_listed_and_goes_back_after_its_month(guarded: Guarded) -> None:
    case, hand = lying(guarded), guarded.hand
    at_the_page(guarded)
    hand.get("issue_tabs", QTabBar).setCurrentIndex(1)
    guarded.settle()
    early = hand.can_press("issue_return")
    guarded.wall.set_by(days=32)
    guarded.key(Qt.Key.Key_F1)
    guarded.key(Qt.Key.Key_F5)
    guarded.settle()
    hand.click("issue_return")
    hand.click("issue_confirm")
    guarded.settle()

    assert not early
    assert stored(guarded, case).state is State.RETURNED_TO_PROVIDER
    assert case.number in said(guarded, "issue_did_text")
    assert hand.sees("issue_waiting_empty")


def test_a_supervisor_has_no_such_page(guarded: Guarded) -> None:
    lying(guarded)
    guarded.change(guarded.people[SUPERVISOR].login, roles=frozenset({Role.SUPERVISOR}))
    guarded.sign_in(SUPERVISOR)
    guarded.key(Qt.Key.Key_F5)
    guarded.settle()

    assert not guarded.hand.sees("issue_page")


def test_of_whoever_took_a_result_nothing_stays_for_the_next_operator(guarded: Guarded) -> None:
    case = lying(guarded)
    at_the_page(guarded)
    found(guarded, case)
    guarded.hand.type_text("issue_number", applicant_of(case))
    guarded.shown.conductor._on_left()
    guarded.settle()

    assert guarded.traces(case.number, applicant_of(case)) == []
    assert guarded.hand.get("sign_in_login", QLineEdit).isVisible()
