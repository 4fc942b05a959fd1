"""Nobody's record is kept without consent: looked for in every table, file and widget."""

from __future__ import annotations

from dataclasses import replace

from tests.gui.test_window_guard_hand import at_consent
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
