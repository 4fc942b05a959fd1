"""Pages that come in: bounded, judged, told, stopped, and never another person's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from operator_app.domain.applications import ApplicationId
from tests.support.counter_case import (
    Counter,
    a_document,
    a_page,
    a_picture,
    an_application,
)
from tests.support.documents_step import a_step
from tests.support.held_lane import HeldLane
from ui.pages.intake.steps.documents.presenter import DocumentsPresenter
from ui.runtime.faces import Busy
from ui.runtime.incoming_pages import MOST_PAGES

pytestmark = pytest.mark.usefixtures("qapp")


def busy(presenter: DocumentsPresenter) -> Busy | None:
    return presenter.state.busy


def test_without_a_scanner_the_page_says_so() -> None:
    presenter = a_step(Counter())
    presenter.scan()

    assert "No scanner" in presenter.state.viewer.empty
    assert not presenter.state.bar.actions[0].enabled


def test_the_same_page_twice_blank_dark_and_small_pages_are_told() -> None:
    presenter = a_step(Counter())
    presenter.take_picture(a_picture("a"), "a")
    presenter.take_picture(a_picture("a"), "a again")
    assert presenter.state.viewer.warnings == ("The same page is in this row twice",)
    presenter.take_picture(a_picture(""), "blank")
    assert "The page is blank" in presenter.state.viewer.warnings
    presenter.take_picture(a_picture("c", paper="#404040"), "dark")
    assert "The page is dark: better scan it again" in presenter.state.viewer.warnings
    presenter.take_picture(a_picture("d", width=300, height=400), "small")

    assert any("Few pixels" in one for one in presenter.state.viewer.warnings)


def test_a_page_of_another_row_is_named() -> None:
    counter = Counter()
    presenter = a_step(counter)
    presenter.take_picture(a_picture("a"), "a")
    presenter.choose_row("child_consent")
    presenter.take_picture(a_picture("a"), "a")

    assert len(presenter.state.viewer.warnings) == 1


def test_five_hundred_files_are_bounded_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    content = a_page("tiny", width=30, height=40)
    for number in range(500):
        (folder / f"{number:03}.png").write_bytes(content)
    (folder / "notes.txt").write_text("not a page")
    presenter = a_step(Counter())

    presenter.take_files([folder])

    assert len(presenter.state.tiles) == MOST_PAGES
    assert str(500 - MOST_PAGES) in presenter.state.told
    assert "notes.txt" in presenter.state.told
    assert "scan.not_an_image" in presenter.state.told


def test_a_long_intake_is_stopped_between_two_pages(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.png").write_bytes(a_page("tiny", width=30, height=40))
    lane = HeldLane()
    presenter = a_step(Counter(), work=lane)
    presenter.take_files([tmp_path])
    for _ in range(3):
        lane.held.pop(0)()
    taking = busy(presenter)
    assert taking is not None
    assert taking.can_cancel

    presenter.cancel()
    lane.go()

    assert busy(presenter) is None
    assert "Stopped" in presenter.state.told
    assert 0 < len(presenter.state.tiles) < 10


def test_what_is_no_page_is_refused_in_words_and_the_rest_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(a_page("a"))
    (tmp_path / "b.txt").write_text("text")
    (tmp_path / "c.png").write_bytes(b"\x89PNG broken")
    (tmp_path / "d.png").touch()
    missing = tmp_path / "gone.png"
    presenter = a_step(Counter())
    presenter.take_files([tmp_path / name for name in ("a.png", "b.txt", "c.png", "d.png")])
    presenter.take_files([missing])

    assert len(presenter.state.tiles) == 1
    assert "gone.png" in presenter.state.told


def test_a_device_is_not_read(tmp_path: Path) -> None:
    presenter = a_step(Counter())
    presenter.take_files([Path("/dev/zero")])

    assert presenter.state.tiles == ()
    assert "zero" in presenter.state.told


def test_an_answer_of_the_scanner_after_cancel_is_dropped() -> None:
    lane = HeldLane()
    presenter = a_step(Counter(), work=lane, scan=lambda: a_page("late"))
    presenter.scan()
    presenter.cancel()
    lane.go()

    assert presenter.state.tiles == ()


def test_pages_of_the_last_person_do_not_stay_for_the_next() -> None:
    counter = Counter()
    presenter = a_step(counter)
    presenter.take_picture(a_picture("a"), "a")
    other = Counter(
        application=replace(
            an_application(), id=ApplicationId("0190f3a0-0000-7000-8000-00000000a002")
        )
    )

    presenter.leave()
    presenter.open(other.view())

    assert presenter.state.tiles == ()


def test_pages_that_wait_are_there_when_the_operator_comes_back_to_the_step() -> None:
    counter = Counter()
    presenter = a_step(counter)
    presenter.take_picture(a_picture("a"), "a")
    presenter.leave()
    presenter.open(counter.view())

    assert len(presenter.state.tiles) == 1


def test_a_damaged_page_is_said_to_be_damaged() -> None:
    counter = Counter()
    paper = a_document(counter, "application", "a")
    counter.application = replace(counter.application, documents=(paper,))
    counter.blobs.clear()
    presenter = a_step(counter)
    presenter.choose_row("application")

    assert presenter.state.viewer.warnings == ("The saved page cannot be opened: scan it again",)


def test_an_empty_picture_is_refused() -> None:
    presenter = a_step(Counter())
    presenter.take_picture(QImage(), "clipboard")

    assert presenter.state.tiles == ()
    assert "clipboard" in presenter.state.told
