"""What is typed and laid for a correction and not asked for yet is there again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from operator_app.adapters.identifiers import new_uuid7
from operator_app.domain.applications import FURTHER, Application, ApplicationId, State
from operator_app.domain.corrections import CorrectionDraft
from tests.gui.test_change_and_hand_over import stored
from tests.gui.test_correcting import (
    PHONE,
    a_scan,
    at_corrections,
    at_provider,
    choose,
    choose_file,
    corrections,
)
from tests.support.guarded_cases import HERE, signed_here
from tests.support.guarded_window import (
    OPERATOR,
    Guarded,
    guarded,
    guarded_law,
    seeded,
)
from ui.pages.cases.correcting.draft import DraftKeeping
from ui.widgets.page_strip import PageStrip

__all__ = ["guarded", "guarded_law", "seeded"]


def draft(guarded: Guarded, case: Application, place: int = OPERATOR) -> CorrectionDraft | None:
    by = guarded.shown.conductor.session
    assert by is not None
    with guarded.profile.store.units() as unit:
        return unit.corrections.draft(case.id, by.operator.id)


def keep_now(guarded: Guarded) -> None:
    """As the timer does a quarter of a second after the first letter."""
    [keeping] = guarded.window.findChildren(DraftKeeping)
    keeping.keep()
    guarded.settle()


def lay(guarded: Guarded, folder: Path) -> None:
    """A paper of a row, a named one, a page in none, a telephone and a reason."""
    hand = guarded.hand
    choose(guarded, "correcting_row", "application")
    choose_file(guarded, a_scan(folder, "first"))
    hand.click("correcting_add")
    choose(guarded, "correcting_row", FURTHER)
    choose_file(guarded, a_scan(folder, "second"))
    hand.type_text("correcting_title", "Справка о составе семьи")
    hand.click("correcting_add")
    hand.type_text("correcting_title", "Анықтама")
    choose_file(guarded, a_scan(folder, "third"))
    hand.type_text("correcting_phone", PHONE)
    hand.type_text("correcting_reason", "Донесены документы")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Of the tab; a field that is not shown is empty."""

    papers: list[str]
    pages: int
    row: str
    title: str
    phone: str
    reason: str


def seen(guarded: Guarded) -> Seen:
    hand = guarded.hand
    labels = [f"correcting_papers_label_{n}" for n in range(3)]
    strip = hand.sees("correcting_strip")

    def field(name: str) -> str:
        return hand.get(name, QLineEdit).text() if hand.sees(name) else ""

    return Seen(
        papers=[hand.get(name, QLabel).text() for name in labels if hand.sees(name)],
        pages=hand.get("correcting_strip", PageStrip).model().rowCount() if strip else 0,
        row=hand.get("correcting_row", QComboBox).currentData(),
        title=field("correcting_title"),
        phone=field("correcting_phone"),
        reason=field("correcting_reason"),
    )


def a_paper_laid_on_the_day(guarded: Guarded, folder: Path) -> Application:
    """For what was signed here today, and kept."""
    case = signed_here(guarded)
    guarded.sign_in(OPERATOR, window=HERE)
    at_corrections(guarded, case)
    choose_file(guarded, a_scan(folder, "one"))
    guarded.hand.click("correcting_add")
    keep_now(guarded)
    return case


def test_a_window_that_was_killed_shows_it_again_and_it_is_asked_for(
    guarded: Guarded, tmp_path: Path
) -> None:
    case, hand = at_provider(guarded), guarded.hand
    guarded.sign_in(OPERATOR, window=HERE)
    at_corrections(guarded, case)
    lay(guarded, tmp_path)
    before = seen(guarded)
    keep_now(guarded)
    guarded.again()
    hand = guarded.hand
    guarded.sign_in(OPERATOR, window=HERE)
    at_corrections(guarded, case)
    after = seen(guarded)
    hand.click("correcting_add")
    hand.click("correcting_ask")
    guarded.settle()
    [asked] = corrections(guarded, case)

    assert after == before
    assert len(before.papers) == 2
    assert (before.pages, before.title) == (1, "Анықтама")
    assert len(asked.amendment.documents) == 3
    assert asked.amendment.phone == PHONE
    assert draft(guarded, case) is None


def go_to(guarded: Guarded, case: Application) -> None:
    """From another case."""
    guarded.hand.type_text("cases_words", "")
    at_corrections(guarded, case)


def test_another_case_and_back_and_each_has_its_own(guarded: Guarded, tmp_path: Path) -> None:
    one = at_provider(guarded)
    other = replace(
        one, id=ApplicationId(new_uuid7()), number=one.number.replace("0043-5", "0044-3")
    )
    with guarded.profile.units() as unit:
        unit.applications.add(other)
        unit.commit()
    guarded.sign_in(OPERATOR, window=HERE)
    at_corrections(guarded, one)
    choose_file(guarded, a_scan(tmp_path, "first"))
    guarded.hand.type_text("correcting_reason", "первое")
    go_to(guarded, other)
    empty = seen(guarded)
    guarded.hand.type_text("correcting_reason", "второе")
    go_to(guarded, one)
    back = seen(guarded)
    go_to(guarded, other)

    assert (empty.pages, empty.reason) == (0, "")
    assert (back.pages, back.reason) == (1, "первое")
    assert seen(guarded).reason == "второе"


def test_what_is_taken_back_is_not_there_again(guarded: Guarded, tmp_path: Path) -> None:
    case, hand = at_provider(guarded), guarded.hand
    guarded.sign_in(OPERATOR, window=HERE)
    at_corrections(guarded, case)
    choose_file(guarded, a_scan(tmp_path, "first"))
    hand.type_text("correcting_reason", "а")
    keep_now(guarded)
    kept = draft(guarded, case)
    hand.click("correcting_page_away")
    hand.type_text("correcting_reason", "")
    keep_now(guarded)

    assert kept is not None
    assert len(kept.pages) == 1
    assert draft(guarded, case) is None


def test_papers_to_be_signed_anew_wait_and_are_gone_once_they_are_in_the_draft(
    guarded: Guarded, tmp_path: Path
) -> None:
    case = a_paper_laid_on_the_day(guarded, tmp_path)
    guarded.again()
    guarded.sign_in(OPERATOR, window=HERE)
    at_corrections(guarded, case)
    laid = seen(guarded).papers
    guarded.hand.click("correcting_anew")
    guarded.settle()

    assert len(laid) == 1
    assert draft(guarded, case) is None


def test_a_page_that_cannot_be_opened_any_more_is_told_of(guarded: Guarded, tmp_path: Path) -> None:
    case = at_provider(guarded)
    guarded.sign_in(OPERATOR, window=HERE)
    at_corrections(guarded, case)
    choose_file(guarded, a_scan(tmp_path, "first"))
    choose_file(guarded, a_scan(tmp_path, "second"))
    keep_now(guarded)
    kept = draft(guarded, case)
    assert kept is not None
    [file] = guarded.profile.store.folder.rglob(kept.pages[0].sha256)
    file.unlink()
    guarded.again()
    guarded.sign_in(OPERATOR, window=HERE)
    at_corrections(guarded, case)

    assert seen(guarded).pages == 1
    assert "отсканируйте" in guarded.hand.get("correcting_told", QLabel).text()


def test_papers_laid_today_are_there_when_they_are_to_be_asked_for_tomorrow(
    guarded: Guarded, tmp_path: Path
) -> None:
    """What was to be signed anew waits for a supervisor once the provider has the case."""
    case = a_paper_laid_on_the_day(guarded, tmp_path)
    guarded.wall.set_by(days=1)
    registered = replace(stored(guarded, case), state=State.REGISTERED)
    with guarded.profile.units() as unit:
        unit.applications.save(registered)
        unit.commit()
    go_to(guarded, case)
    asks = guarded.hand.sees("correcting_ask")
    laid = seen(guarded).papers
    keep_now(guarded)
    kept = draft(guarded, case)

    assert asks
    assert len(laid) == 1
    assert kept is not None
    assert len(kept.documents) == 1
