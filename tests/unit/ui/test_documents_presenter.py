"""Step 4 without a window: what is saved, what can be taken back, what stops the operator."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from operator_app.adapters.sealed_files import BlobUnwritable
from operator_app.domain.applications import Document, RegistryState, State
from operator_app.domain.catalogue import Form
from tests.support.counter_case import (
    Counter,
    a_document,
    a_page,
    a_picture,
    an_application,
)
from tests.support.documents_step import a_step, row
from tests.support.held_lane import HeldLane
from ui.pages.intake.steps.documents.doors import Lanes
from ui.pages.intake.steps.documents.presenter import DocumentsPresenter
from ui.runtime.faces import Trouble
from ui.runtime.lanes import InlineLane
from ui.runtime.page_images import Crop
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")


def papers(counter: Counter) -> tuple[Document, ...]:
    return counter.application.documents


def trouble(presenter: DocumentsPresenter) -> Trouble | None:
    return presenter.state.trouble


def test_the_first_row_that_lacks_its_paper_is_chosen() -> None:
    counter = Counter()
    paper = a_document(counter, "application", "a")
    counter.application = replace(counter.application, documents=(paper,))

    assert a_step(counter).state.selected == "identity_document"


def test_every_row_says_what_is_needed_and_why() -> None:
    presenter = a_step(Counter(), language="ru")

    child = row(presenter, "child_birth_certificate")
    assert child.word == "Нет"
    assert "Құрманғазина Үміт" in child.why
    assert "копия и подлинник" in child.detail
    assert row(presenter, "no_criminal_record").kind == "ok"
    assert "10:41" in row(presenter, "no_criminal_record").detail
    assert row(presenter, "spouse_consent_notarised").word == "Вопрос"
    assert row(presenter, "power_of_attorney").kind == "muted"


def test_of_an_alternative_group_the_first_row_carries_the_heading() -> None:
    service = "minor_property_transaction_certificate"
    counter = Counter(application=an_application(service, facts={"second_parent_absent": True}))

    headings = [face.code for face in a_step(counter).state.rows if face.heading]

    assert headings == ["both_parents_presence_or_poa"]


def test_a_scanned_page_waits_until_it_is_attached_and_saved_is_said_after_that() -> None:
    counter = Counter()
    lane = HeldLane()
    presenter = a_step(counter, database=lane, scan=lambda: a_page("one"))

    presenter.act("scan")
    assert [tile.attached for tile in presenter.state.tiles] == [False]
    presenter.attach()
    presenter.attach()
    assert presenter.state.told == ""
    lane.go()

    assert counter.saves == ["attach"]
    assert presenter.state.told == "Saved"
    assert [tile.attached for tile in presenter.state.tiles] == [True]
    [paper] = counter.application.documents
    assert counter.blobs[paper.scans[0].sha256] == a_page("one")
    assert row(presenter, "application").kind == "ok"


def test_an_original_seen_and_returned_closes_its_row_without_a_page() -> None:
    counter = Counter()
    presenter = a_step(counter)
    presenter.choose_row("identity_document")
    presenter.attach()

    [paper] = counter.application.documents
    assert paper.presented is Form.ORIGINAL_SHOWN_AND_RETURNED
    assert paper.scans == ()
    assert row(presenter, "identity_document").kind == "ok"
    assert presenter.state.tiles[0].seen


def test_a_row_that_wants_a_scan_cannot_be_closed_without_one() -> None:
    counter = Counter()
    presenter = a_step(counter)
    presenter.attach()

    assert counter.saves == []
    assert presenter.state.paper.why_not == "A page is needed first"


def test_delete_asks_nothing_and_is_taken_back() -> None:
    counter = Counter()
    paper = a_document(counter, "application", "a", "b")
    counter.application = replace(counter.application, documents=(paper,))
    presenter = a_step(counter)
    presenter.choose_row("application")

    presenter.delete()
    assert len(counter.application.documents[0].scans) == 1
    presenter.delete()
    assert papers(counter) == ()
    presenter.undo()
    presenter.undo()

    assert papers(counter) == (paper,)
    assert presenter.state.undo == ""


def test_undo_of_the_attaching_brings_the_pages_back_to_the_desk() -> None:
    counter = Counter()
    presenter = a_step(counter)
    presenter.take_picture(a_picture("a"), "a")
    presenter.attach()
    presenter.undo()

    assert papers(counter) == ()
    assert [tile.attached for tile in presenter.state.tiles] == [False]


def test_a_waiting_page_is_turned_cropped_and_moved_without_a_save() -> None:
    counter = Counter()
    presenter = a_step(counter)
    presenter.take_picture(a_picture("a", width=200, height=100), "a")
    presenter.take_picture(a_picture("b", width=300, height=100), "b")

    presenter.turn(1)
    assert presenter.state.viewer.facts.startswith("100 × 300")
    presenter.crop(Crop(0.0, 0.0, 1.0, 0.5))
    assert presenter.state.viewer.facts.startswith("100 × 150")
    presenter.move(-1)
    assert presenter.state.tile == 0
    for _ in range(3):
        presenter.undo()

    assert presenter.state.viewer.facts.startswith("300 × 100")
    presenter.choose_tile(0)
    assert presenter.state.viewer.facts.startswith("200 × 100")
    assert counter.saves == []


def test_attach_pressed_while_the_page_still_turns_attaches_the_turned_page_once() -> None:
    counter, lane = Counter(), HeldLane()
    presenter = a_step(counter, work=lane)
    presenter.take_picture(a_picture("a", width=200, height=100), "a")
    lane.go()
    presenter.turn(1)
    presenter.attach()
    presenter.attach()
    assert counter.saves == []
    lane.go()

    assert counter.saves == ["attach"]
    assert presenter.state.viewer.facts.startswith("100 × 200")


def test_a_saved_page_that_is_turned_is_saved_again_the_new_one_first() -> None:
    counter = Counter()
    paper = a_document(counter, "application", "a")
    counter.application = replace(counter.application, documents=(paper,))
    presenter = a_step(counter)
    presenter.choose_row("application")

    presenter.turn(-1)

    assert counter.saves == ["attach", "remove"]
    [now] = counter.application.documents
    assert now.scans[0].sha256 != paper.scans[0].sha256
    assert paper.scans[0].sha256 in counter.blobs
    presenter.undo()
    assert papers(counter) == (paper,)


def test_the_day_of_a_saved_paper_is_saved_once_it_is_a_day() -> None:
    counter = Counter()
    paper = a_document(counter, "application", "a")
    counter.application = replace(counter.application, documents=(paper,))
    presenter = a_step(counter)
    presenter.choose_row("application")

    presenter.type_day("31.02.2018")
    presenter.commit_day()
    assert presenter.state.paper.valid_error
    assert counter.saves == []
    presenter.type_day("01.02.2018")
    presenter.commit_day()

    assert counter.application.documents[0].valid_until == date(2018, 2, 1)
    assert row(presenter, "application").word == "Expired"


@pytest.mark.parametrize("typed", ["31.12.2027", "31/12/2027", "31122027", "2027-12-31", " "])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    counter = Counter()
    presenter = a_step(counter)
    presenter.take_picture(a_picture("a"), "a")
    presenter.type_day(typed)
    presenter.attach()

    wanted = date(2027, 12, 31) if typed.strip() else None
    assert counter.application.documents[0].valid_until == wanted


def test_a_form_that_the_standard_does_not_want_is_told_and_still_kept() -> None:
    counter = Counter()
    presenter = a_step(counter)
    presenter.take_picture(a_picture("a"), "a")
    presenter.set_form(Form.COPY)
    assert presenter.state.paper.form_note

    presenter.attach()
    assert row(presenter, "application").word == "Wrong form"
    presenter.set_form(Form.ORIGINAL)

    assert row(presenter, "application").kind == "ok"


def test_a_question_is_answered_here_by_yes_or_no() -> None:
    counter = Counter()
    presenter = a_step(counter)
    presenter.choose_row("not_married_notarised_statement")
    presenter.answer(True)

    assert counter.application.facts == {"applicant_married": False}
    assert row(presenter, "not_married_notarised_statement").word == "Missing"
    assert row(presenter, "spouse_consent_notarised").word == "Not needed"


def test_what_only_a_day_of_birth_settles_is_not_asked_by_yes_and_no() -> None:
    counter = Counter()
    child = replace(counter.application.children[0], born_on=None)
    counter.application = replace(counter.application, children=(child,))
    presenter = a_step(counter)
    presenter.choose_row("child_birth_certificate")
    presenter.answer(True)

    assert presenter.state.question is not None
    assert not presenter.state.question.direct
    assert counter.saves == []


def test_a_failed_save_keeps_the_pages_and_is_tried_again() -> None:
    counter = Counter()
    presenter = a_step(counter)
    presenter.take_picture(a_picture("a"), "a")
    counter.fails = BlobUnwritable(reason="disk")
    presenter.attach()

    first = trouble(presenter)
    assert first is not None
    assert first.retry
    assert not presenter.state.tiles[0].attached
    presenter.retry()

    assert trouble(presenter) is None
    assert presenter.state.tiles[0].attached


def test_next_goes_on_only_when_everything_is_here_and_nothing_waits() -> None:
    counter = Counter(application=an_application("guardianship_certificate"))
    gone: list[bool] = []
    presenter = a_step(counter)
    presenter.done.connect(lambda: gone.append(True))
    presenter.next()
    for code in ("application", "child_birth_certificate"):
        presenter.choose_row(code)
        presenter.take_picture(a_picture(code), code)
        presenter.next()
        presenter.attach()
    presenter.choose_row("identity_document")
    presenter.attach()
    presenter.take_picture(a_picture("late"), "late")
    assert "not attached" in presenter.state.bar.why_not
    presenter.next()
    assert gone == []

    presenter.delete()
    presenter.next()

    assert gone == [True]


def test_a_closed_case_is_shown_and_cannot_be_touched() -> None:
    counter = Counter()
    paper = a_document(counter, "application", "a")
    counter.application = replace(
        counter.application, documents=(paper,), state=State.REFUSED_INCOMPLETE
    )
    presenter = a_step(counter)
    presenter.choose_row("application")
    for act in (presenter.delete, presenter.attach, presenter.scan, presenter.undo):
        act()
    presenter.turn(1)
    presenter.take_picture(a_picture("b"), "b")

    assert counter.saves == []
    assert len(presenter.state.tiles) == 1
    assert not presenter.state.editable


def test_a_late_save_is_not_told_to_a_page_that_was_left() -> None:
    counter, lane = Counter(), HeldLane()
    presenter = a_step(counter, database=lane)
    told: list[object] = []
    presenter.case_changed.connect(told.append)
    presenter.take_picture(a_picture("a"), "a")
    presenter.attach()
    presenter.leave()
    lane.go()

    assert counter.saves == ["attach"]
    assert told == []


def test_the_language_changes_in_the_middle() -> None:
    counter = Counter()
    speech = Speech("ru")
    lanes = Lanes(database=InlineLane(), work=InlineLane())
    presenter = DocumentsPresenter(counter.doors(), lanes, speech)
    presenter.open(counter.view())
    presenter.take_picture(a_picture("a"), "a")
    speech.set_language("kk")
    presenter.speak()

    assert presenter.state.title == "9-тармақ бойынша құжаттар"
    assert len(presenter.state.tiles) == 1


def test_a_system_that_has_not_answered_yet_keeps_its_row_open_without_a_paper() -> None:
    counter = Counter()
    check = replace(counter.application.checks[0], state=RegistryState.OFFLINE)
    counter.application = replace(counter.application, checks=(check,))

    face = row(a_step(counter), "no_criminal_record")
    assert (face.kind, face.word) == ("accent", "State system")
