"""A term under a real hand: corrected by two people, and held by the cases of the new edition."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTableView, QWidget

from operator_app.domain.catalogue import Unit
from tests.gui.test_catalogue_page import (
    CONTROL,
    PLACE,
    a_case,
    go_to_row,
    in_force,
    sit_down,
    tab,
)
from tests.support.guarded_window import (
    ADMINISTRATOR,
    SUPERVISOR,
    Guarded,
    guarded,
    guarded_law,
    seeded,
)
from tests.support.keyboard import type_text

__all__ = ["guarded", "guarded_law", "seeded"]


def to_the_term(guarded: Guarded) -> None:
    go_to_row(guarded, len(in_force(guarded).requirements))
    guarded.key(Qt.Key.Key_E, CONTROL)


def test_two_people_correct_a_term_by_keyboard_and_the_open_case_keeps_its_own(
    guarded: Guarded,
) -> None:
    old = a_case(guarded)
    before = in_force(guarded).term
    sit_down(guarded, SUPERVISOR)
    to_the_term(guarded)
    amount = guarded.hand.get("catalogue_amount", QWidget)
    amount.setProperty("text", "")
    type_text(amount, "0")
    type_text(guarded.hand.get("catalogue_place", QWidget), PLACE)
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    refused = guarded.hand.get("catalogue_amount_row_under", QLabel).text()
    guarded.hand.get("catalogue_amount", QWidget).setProperty("text", "")
    type_text(guarded.hand.get("catalogue_amount", QWidget), "12")
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    sit_down(guarded, ADMINISTRATOR)
    tab(guarded, 1)
    sides = [
        guarded.hand.get(f"catalogue_versions_{side}_0", QLabel).text()
        for side in ("mine", "theirs")
    ]
    guarded.hand.get("catalogue_proposals_list_table", QTableView).setFocus()
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    now = in_force(guarded)

    assert "366" in refused
    assert [side.split()[0] for side in sides] == [str(before.value), "12"]
    assert (now.term.value, now.term.unit) == (12, Unit.WORK_DAYS)
    law = guarded.room.workplace.catalogue
    assert law.edition(old.edition).term == before
    assert law.edition(a_case(guarded).edition).term == now.term
