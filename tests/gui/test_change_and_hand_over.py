"""A whole case moved by hand at the real window: changed after signing, handed over, gone on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from operator_app.domain.applications import Application, State
from operator_app.domain.tickets import TicketState
from tests.support.guarded_cases import HERE, THERE, a_package, signed_here
from tests.support.guarded_window import OTHER, Guarded, guarded, guarded_law, seeded
from tests.support.keyboard import type_text
from ui.runtime.wording import BREAK_HERE

__all__ = ["guarded", "guarded_law", "seeded"]

CONTROL = Qt.KeyboardModifier.ControlModifier


def stored(guarded: Guarded, case: Application) -> Application:
    with guarded.profile.units() as unit:
        found = unit.applications.get(case.id)
    assert found is not None
    return found


def opened_in_cases(guarded: Guarded, case: Application) -> None:
    """F3, the number, the row: Enter right behind letters as quick as these is a reader's."""
    guarded.key(Qt.Key.Key_F3)
    guarded.settle()
    words = guarded.hand.get("cases_words", QWidget)
    words.setFocus()
    type_text(words, case.number)
    guarded.hand.choose_row("cases_table", lambda text: case.number in text.replace(BREAK_HERE, ""))
    guarded.settle()
    guarded.hand.wait_until(lambda: guarded.hand.sees("cases_number"), "cases_number")


def said(guarded: Guarded, name: str) -> str:
    return guarded.hand.get(name, QLabel).text()


def test_what_was_signed_is_changed_from_cases_shown_and_signed_anew(guarded: Guarded) -> None:
    signed = signed_here(guarded)
    hand = guarded.hand
    guarded.sign_in(window=HERE)
    opened_in_cases(guarded, signed)
    guarded.key(Qt.Key.Key_E, CONTROL)
    hand.wait_until(lambda: hand.sees("intake_documents"), "intake_documents")
    guarded.settle()
    untouched = said(guarded, "intake_revision_text")
    refusable = hand.sees("intake_refuse") or hand.sees("intake_abandon")
    hand.click("intake_step_applicant")
    guarded.settle()
    hand.type_text("applicant_phone", "87010000002")
    hand.click("intake_next")
    hand.wait_until(lambda: hand.sees("intake_documents"), "intake_documents")
    guarded.settle()
    hand.click("intake_step_sign")
    hand.wait_until(lambda: hand.sees("intake_sign"), "intake_sign")
    guarded.settle()
    shown = said(guarded, "intake_revision_text")
    hand.click("intake_next")
    hand.wait_until(lambda: hand.sees("intake_receipt"), "intake_receipt")
    guarded.settle()
    again = stored(guarded, signed)

    assert "ничем не отличается" in untouched
    assert not refusable
    assert "Телефон: " in shown
    assert "87010000002" in shown.replace(" ", "")
    assert (again.state, again.revision) == (State.ACCEPTED, 2)
    assert again.signed_before[0].signature == signed.signature


def test_from_the_receipt_by_its_key_and_back_to_what_was_signed(guarded: Guarded) -> None:
    signed = signed_here(guarded)
    hand = guarded.hand
    guarded.sign_in(window=HERE)
    guarded.shown.conductor._open_case(signed.id)
    hand.wait_until(lambda: hand.sees("intake_receipt"), "intake_receipt")
    guarded.settle()
    guarded.key(Qt.Key.Key_E, CONTROL)
    hand.wait_until(lambda: hand.sees("intake_documents"), "intake_documents")
    guarded.settle()
    reopened = stored(guarded, signed)
    hand.click("intake_keep_signed")
    hand.click("intake_confirm")
    hand.wait_until(lambda: hand.sees("intake_receipt"), "intake_receipt")
    guarded.settle()
    kept = stored(guarded, signed)

    assert reopened.state is State.DRAFT
    assert (kept.state, kept.signature) == (State.ACCEPTED, signed.signature)


def test_a_case_of_yesterday_offers_no_change(guarded: Guarded) -> None:
    signed = signed_here(guarded)
    guarded.wall.set_by(days=1)
    guarded.sign_in(window=HERE)
    opened_in_cases(guarded, signed)

    assert not guarded.hand.sees("cases_change")
    assert not guarded.hand.sees("cases_another_service")


def test_a_case_is_handed_over_by_ctrl_k_and_its_applicant_comes_along(guarded: Guarded) -> None:
    draft = a_package(guarded)
    hand = guarded.hand
    guarded.sign_in(window=HERE)
    guarded.shown.conductor._open_case(draft.id)
    hand.wait_until(lambda: hand.sees("intake_next"), "intake_next")
    guarded.settle()
    guarded.key(Qt.Key.Key_F1)
    guarded.key(Qt.Key.Key_K, CONTROL)
    type_text(hand.get("shell_find_field", QWidget), "передать")
    guarded.shown.window.find_panel.ask()
    guarded.settle()
    # By mouse: an Enter right behind such quick typing would be the barcode reader's.
    hand.choose_row("shell_find_list", lambda _: True)
    hand.wait_until(lambda: hand.can_press("intake_handing_confirm"), "intake_handing_confirm")
    offered = hand.get("intake_handing_windows", QComboBox)
    choices = [offered.itemText(place) for place in range(offered.count())]
    hand.click("intake_handing_confirm")
    hand.wait_until(lambda: hand.sees("queue_page"), "queue_page")
    guarded.settle()
    moved = stored(guarded, draft)
    ticket = guarded.shown.desk.ticket(draft.ticket_id or "")

    assert choices[0] == "Окно 2"
    assert len(choices) == guarded.room.center.windows - 1
    assert (moved.state, moved.window) == (State.DRAFT, THERE)
    assert ticket is not None
    assert (ticket.state, ticket.meant_for) == (TicketState.WAITING, THERE)
    assert guarded.shown.intake.page.presenter.view is None


def test_at_the_other_window_the_case_goes_on_when_its_ticket_is_served(guarded: Guarded) -> None:
    draft = a_package(guarded)
    hand = guarded.hand
    guarded.sign_in(window=HERE)
    opened_in_cases(guarded, draft)
    guarded.key(Qt.Key.Key_H, CONTROL)
    hand.wait_until(lambda: hand.can_press("cases_handing_confirm"), "cases_handing_confirm")
    hand.click("cases_handing_confirm")
    hand.wait_until(lambda: not hand.sees("cases_handing_confirm"), "handed over")
    guarded.settle()
    guarded.again()
    guarded.sign_in(OTHER, window=THERE)
    hand = guarded.hand
    hand.wait_until(lambda: hand.can_press("queue_call"), "queue_call")
    hand.click("queue_call")
    hand.click("queue_serve")
    hand.wait_until(lambda: hand.sees("intake_next"), "intake_next")
    guarded.settle()

    assert guarded.case().id == draft.id
    assert said(guarded, "intake_case_number") == draft.number


def test_another_service_is_taken_from_cases_on_the_same_ticket(guarded: Guarded) -> None:
    signed = signed_here(guarded)
    hand = guarded.hand
    guarded.sign_in(window=HERE)
    opened_in_cases(guarded, signed)
    guarded.key(Qt.Key.Key_J, CONTROL)
    hand.wait_until(lambda: hand.sees("intake_service"), "intake_service")
    hand.type_text("service_search", "опек")
    hand.choose_row("service_list", lambda text: "пек" in text)
    hand.click("intake_next")
    hand.wait_until(lambda: hand.sees("intake_consent"), "intake_consent")
    guarded.settle()
    second = guarded.case()

    assert second.id != signed.id
    assert second.ticket_id == signed.ticket_id
    assert (second.applicant, second.children) == (signed.applicant, signed.children)
    assert second.consent is None


def test_a_draft_reopens_from_cases_on_its_step_and_in_its_field(guarded: Guarded) -> None:
    draft = a_package(guarded)
    hand = guarded.hand
    guarded.sign_in(window=HERE)
    guarded.shown.conductor._open_case(draft.id)
    hand.wait_until(lambda: hand.sees("intake_next"), "intake_next")
    guarded.settle()
    hand.click("intake_step_applicant")
    hand.wait_until(lambda: hand.sees("applicant_phone"), "applicant_phone")
    hand.type_text("applicant_phone", "8701000")
    guarded.settle()
    guarded.again()
    guarded.sign_in(window=HERE)
    hand = guarded.hand
    opened_in_cases(guarded, draft)
    hand.click("cases_go_on")
    hand.wait_until(lambda: hand.sees("applicant_phone"), "applicant_phone")
    guarded.settle()
    focus = QApplication.focusWidget()

    assert focus is not None
    assert focus.objectName() == "applicant_phone"
    assert focus.property("text") == "8701000"
