"""Nobody's record is kept without consent: looked for in every table, file and widget."""

from __future__ import annotations

import logging
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from operator_app.domain.applications import State
from tests.gui.test_window_guard_hand import at_applicant, at_consent
from tests.support.guarded_window import Guarded, guarded, guarded_law, living, record_of, seeded

__all__ = ["guarded", "guarded_law", "seeded"]

CANARY = "КАНАРЕЙКИНА"


def kept(guarded: Guarded, word: str) -> list[str]:
    """Tables of the opened store, plain files of the profile and widgets that hold ``word``."""
    found = guarded.traces(word)
    with guarded.profile.store.reader.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (name,) in names.all():
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):  # noqa: S608  # names from the store itself
                text = " ".join(_text(cell) for cell in row).casefold()
                found += [f"table {name}"] if word.casefold() in text else []
    for file in guarded.profile.folder.rglob("*"):
        if file.is_file() and word.encode() in file.read_bytes():
            found.append(f"file {file.name}")
    return found


def _text(cell: object) -> str:
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)


@pytest.fixture(autouse=True)
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where whoever wants a file for a moment gets it: empty at the end."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def canary(guarded: Guarded) -> None:
    person = replace(living(), surname=CANARY)
    guarded.hub.registries.persons[person.iin] = record_of(person)


def test_without_consent_the_registries_are_not_asked(guarded: Guarded) -> None:
    canary(guarded)
    at_consent(guarded)
    hand = guarded.hand
    hand.type_text("consent_number", living().iin)
    hand.click("consent_refused")
    hand.click("intake_next")
    hand.wait_until(lambda: hand.sees("intake_ending"), "intake_ending")
    guarded.settle()

    assert guarded.hub.registries.asked == []
    assert kept(guarded, CANARY) == []


@contextmanager
def asked(guarded: Guarded) -> Iterator[threading.Event]:
    """The registry knows already and says it when the event is set: the question is under way."""
    there, answers = threading.Event(), threading.Event()

    def hold() -> None:
        there.set()
        answers.wait(10)

    guarded.hub.held = hold
    guarded.hand.click("intake_next")
    guarded.hand.wait_until(there.is_set, "the question has reached the registry")
    try:
        yield answers
    finally:
        answers.set()


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_nothing_of_a_cancelled_question_is_kept(
    guarded: Guarded, late: bool, caplog: pytest.LogCaptureFixture, temp: Path
) -> None:
    """``late``: the cancel is done before the answer comes; else the two race."""
    caplog.set_level(logging.DEBUG)
    canary(guarded)
    at_applicant(guarded)
    before = guarded.case()
    with asked(guarded) as answers:
        guarded.hand.wait_until(lambda: guarded.hand.sees("applicant_busy_cancel"), "cancel")
        if not late:
            answers.set()
        guarded.hand.click("applicant_busy_cancel")
        if late:
            guarded.hand.wait_until(lambda: guarded.hand.can_press("intake_next"), "cancelled")
    guarded.settle()

    assert guarded.hub.registries.asked
    assert guarded.case().applicant == before.applicant
    assert kept(guarded, CANARY) == []
    assert CANARY.casefold() not in caplog.text.casefold()
    assert CANARY not in QApplication.clipboard().text()
    assert list(temp.iterdir()) == []


def test_of_an_abandoned_case_only_its_record_stays(
    guarded: Guarded, caplog: pytest.LogCaptureFixture, temp: Path
) -> None:
    """The record is kept for its term, like a refused one; what was typed or logged is not."""
    caplog.set_level(logging.DEBUG)
    canary(guarded)
    at_applicant(guarded)
    hand = guarded.hand
    hand.click("intake_next")
    hand.wait_until(lambda: hand.sees("applicant_answer_0"), "answer")
    guarded.settle()
    assert guarded.traces(CANARY)
    case = guarded.case()

    hand.click("intake_abandon")
    hand.click("intake_confirm")
    hand.wait_until(lambda: hand.sees("intake_ending"), "intake_ending")
    hand.click("intake_next")
    hand.wait_until(lambda: hand.sees("queue_day"), "queue_day")
    guarded.settle()

    assert guarded.case().state is State.ABANDONED
    place = guarded.profile.store.places.recall(case.id)
    assert place is None or not place.typed
    assert set(kept(guarded, CANARY)) == {"table applications"}
    assert CANARY.casefold() not in caplog.text.casefold()
    assert list(temp.iterdir()) == []
