"""A correction after dispatch at the real window: one asks, another one decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QTabBar

from operator_app.domain.applications import FURTHER, Application, State
from operator_app.domain.corrections import Correction, CorrectionState
from operator_app.domain.operators import Role
from tests.gui.test_change_and_hand_over import opened_in_cases, stored
from tests.support.guarded_cases import HERE, signed_here
from tests.support.guarded_window import (
    OPERATOR,
    SUPERVISOR,
    Guarded,
    guarded,
    guarded_law,
    seeded,
)
from ui.widgets.page_strip import PageStrip

__all__ = ["guarded", "guarded_law", "seeded"]

PHONE = "+7 701 000 00 09"


def at_provider(guarded: Guarded) -> Application:
    """Signed yesterday; the provider has registered it."""
    signed = signed_here(guarded)
    guarded.wall.set_by(days=1)
    with guarded.profile.units() as unit:
        saved = unit.applications.save(replace(signed, state=State.REGISTERED))
        unit.commit()
    return saved


def a_scan(folder: Path, words: str) -> Path:
    page = QImage(827, 1169, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.drawText(80, 120, words * 8)
    painter.end()
    page.save(str(folder / f"{words}.png"))
    return folder / f"{words}.png"


def corrections(guarded: Guarded, case: Application) -> tuple[Correction, ...]:
    with guarded.profile.store.units() as unit:
        return unit.corrections.of(case.id)


def at_corrections(guarded: Guarded, case: Application) -> None:
    opened_in_cases(guarded, case)
    guarded.hand.get("cases_tabs", QTabBar).setCurrentIndex(2)
    guarded.settle()


def ask(guarded: Guarded, case: Application) -> None:
    at_corrections(guarded, case)
    guarded.hand.type_text("correcting_phone", PHONE)
    guarded.hand.type_text("correcting_reason", "Телефон записан с ошибкой")
    guarded.hand.click("correcting_ask")
    guarded.settle()


def sit_down_to_decide(guarded: Guarded) -> None:
    """With no shift of her own: a supervisor takes nobody's window."""
    guarded.change(guarded.people[SUPERVISOR].login, roles=frozenset({Role.SUPERVISOR}))
    guarded.sign_in(SUPERVISOR)


def test_an_operator_asks_and_a_supervisor_is_led_to_it_and_says_yes(guarded: Guarded) -> None:
    case, hand = at_provider(guarded), guarded.hand
    guarded.sign_in(OPERATOR, window=HERE)
    ask(guarded, case)
    waits = corrections(guarded, case)
    own = hand.sees("correcting_approve")
    guarded.shown.conductor._on_left()
    guarded.settle()
    sit_down_to_decide(guarded)
    guarded.key(Qt.Key.Key_F3)
    guarded.settle()
    hand.click("cases_next_correction")
    guarded.settle()
    hand.wait_until(lambda: hand.can_press("correcting_approve"), "correcting_approve")
    seen = guarded.hand.get("correcting_changes_value_0", QLabel).text()
    hand.click("correcting_approve")
    guarded.settle()
    corrected = stored(guarded, case).applicant
    assert corrected is not None
    assert case.applicant is not None

    assert [one.state for one in waits] == [CorrectionState.ASKED]
    assert not own
    assert case.applicant.phone is not None
    assert case.applicant.phone in seen
    assert PHONE in seen
    assert corrected.phone == PHONE
    assert corrections(guarded, case)[0].state is CorrectionState.APPROVED
    assert not hand.sees("cases_next_correction")


def test_whoever_has_asked_does_not_decide_whatever_their_roles(guarded: Guarded) -> None:
    case, hand = at_provider(guarded), guarded.hand
    both = frozenset({Role.OPERATOR, Role.SUPERVISOR})
    guarded.change(guarded.people[OPERATOR].login, roles=both)
    guarded.sign_in(OPERATOR, window=HERE)
    ask(guarded, case)

    assert hand.sees("correcting_mine")
    assert not hand.sees("correcting_approve")
    assert stored(guarded, case).applicant == case.applicant


def test_a_refusal_needs_a_word_and_changes_nothing(guarded: Guarded) -> None:
    case, hand = at_provider(guarded), guarded.hand
    guarded.sign_in(OPERATOR, window=HERE)
    ask(guarded, case)
    guarded.shown.conductor._on_left()
    guarded.settle()
    sit_down_to_decide(guarded)
    at_corrections(guarded, case)
    wordless = hand.can_press("correcting_refuse")
    hand.type_text("correcting_remark", "Номер верный")
    hand.click("correcting_refuse")
    guarded.settle()

    assert not wordless
    assert corrections(guarded, case)[0].state is CorrectionState.REFUSED
    assert stored(guarded, case).applicant == case.applicant


def test_what_the_applicant_may_still_change_has_no_form_here(guarded: Guarded) -> None:
    case = signed_here(guarded)
    guarded.sign_in(OPERATOR, window=HERE)
    at_corrections(guarded, case)
    here = guarded.hand.sees("correcting_ask")
    guarded.wall.set_by(days=1)
    guarded.key(Qt.Key.Key_F1)
    opened_in_cases(guarded, case)
    guarded.settle()

    assert not here
    assert guarded.hand.sees("cases_change") is False


def test_of_what_was_typed_for_a_correction_nothing_stays(guarded: Guarded) -> None:
    case = at_provider(guarded)
    guarded.sign_in(OPERATOR, window=HERE)
    at_corrections(guarded, case)
    guarded.hand.type_text("correcting_phone", PHONE)
    guarded.shown.conductor._on_left()
    guarded.settle()
    assert case.applicant is not None

    assert guarded.traces(PHONE, case.applicant.surname) == []
    assert guarded.hand.get("sign_in_login", QLineEdit).isVisible()


def test_a_long_wait_is_no_harm(guarded: Guarded) -> None:
    """Asked for, and the provider decides before anybody looks."""
    case, hand = at_provider(guarded), guarded.hand
    guarded.sign_in(OPERATOR, window=HERE)
    ask(guarded, case)
    guarded.shown.conductor._on_left()
    guarded.settle()
    guarded.wall.at += timedelta(days=3)
    with guarded.profile.units() as unit:
        now = unit.applications.get(case.id)
        assert now is not None
        unit.applications.save(replace(now, state=State.GRANTED))
        unit.commit()
    sit_down_to_decide(guarded)
    at_corrections(guarded, case)
    hand.click("correcting_approve")
    guarded.settle()

    assert hand.get("correcting_trouble_code", QLabel).text() == "correction.too_late"
    assert corrections(guarded, case)[0].state is CorrectionState.ASKED


def choose_file(guarded: Guarded, path: Path) -> None:
    """From the system's dialog, as the hand would choose it."""
    guarded.hand.click("correcting_files")
    dialog = guarded.window.findChild(QFileDialog, "documents_file_dialog")
    assert dialog is not None
    dialog.filesSelected.emit([str(path)])
    dialog.reject()
    guarded.settle()


def choose(guarded: Guarded, name: str, code: str) -> None:
    box = guarded.hand.get(name, QComboBox)
    guarded.hand.choose(name, box.findData(code))


def test_papers_are_added_after_dispatch_by_row_and_by_name_and_the_supervisor_sees_them(
    guarded: Guarded, tmp_path: Path
) -> None:
    case, hand = at_provider(guarded), guarded.hand
    guarded.sign_in(OPERATOR, window=HERE)
    at_corrections(guarded, case)
    choose(guarded, "correcting_row", "application")
    choose_file(guarded, a_scan(tmp_path, "first"))
    hand.click("correcting_add")
    choose(guarded, "correcting_row", FURTHER)
    choose_file(guarded, a_scan(tmp_path, "second"))
    unnamed = hand.can_press("correcting_add")
    hand.type_text("correcting_title", "Справка о составе семьи")
    hand.click("correcting_add")
    hand.type_text("correcting_reason", "Донесены документы")
    hand.click("correcting_ask")
    guarded.settle()
    waits = corrections(guarded, case)[0]
    before = stored(guarded, case)
    guarded.shown.conductor._on_left()
    guarded.settle()
    sit_down_to_decide(guarded)
    at_corrections(guarded, case)
    seen = " ".join(
        hand.get(f"correcting_changes_{part}_{n}", QLabel).text()
        for part in ("label", "value")
        for n in range(2)
    )
    pages = hand.get("correcting_pages", PageStrip).model().rowCount()
    hand.wait_until(lambda: hand.sees("correcting_page_page_0"), "the page large")
    hand.click("correcting_approve")
    guarded.settle()
    corrected = stored(guarded, case)
    listed = " ".join(
        label.text()
        for label in guarded.window.findChildren(QLabel)
        if "of_case" in label.objectName()
    )

    assert not unnamed
    assert before.documents == case.documents
    assert len(waits.amendment.documents) == 2
    assert pages == 2
    assert "Справка о составе семьи" in seen
    assert "+" in seen
    assert corrected.documents == (*case.documents, *waits.amendment.documents)
    assert all(guarded.profile.blobs.get(s.sha256) for d in corrected.documents for s in d.scans)
    assert listed.count("Добавлен ") == 2


def test_papers_added_on_the_day_of_signing_are_signed_anew_in_the_intake(
    guarded: Guarded, tmp_path: Path
) -> None:
    case, hand = signed_here(guarded), guarded.hand
    guarded.sign_in(OPERATOR, window=HERE)
    at_corrections(guarded, case)
    early = hand.can_press("correcting_anew")
    further = hand.get("correcting_row", QComboBox).findData(FURTHER)
    choose_file(guarded, a_scan(tmp_path, "one"))
    waiting = hand.can_press("correcting_anew")
    hand.click("correcting_add")
    hand.click("correcting_take_back")
    hand.click("correcting_add")
    hand.click("correcting_anew")
    guarded.settle()
    reopened = stored(guarded, case)
    added = [one for one in reopened.documents if one not in case.documents]
    guarded.shown.desk.keep_as_signed(case.id)
    kept = stored(guarded, case)

    assert not early
    assert not waiting
    assert further == -1
    assert hand.sees("intake_page") or hand.sees("intake_documents") or hand.sees("intake_sign")
    assert reopened.state is State.DRAFT
    assert len(added) == 1
    assert kept.signature == case.signature
    assert kept.set_aside == tuple(added)


def test_a_file_that_is_not_there_is_told_and_leaves_the_tray_as_it_was(
    guarded: Guarded, tmp_path: Path
) -> None:
    case, hand = at_provider(guarded), guarded.hand
    guarded.sign_in(OPERATOR, window=HERE)
    at_corrections(guarded, case)
    choose_file(guarded, tmp_path / "taken away meanwhile.png")
    told = hand.get("correcting_told", QLabel).text()

    assert "scan.not_found" in told
    assert not hand.sees("correcting_strip")
    assert not hand.can_press("correcting_add")
