"""Two editions of one under a real hand: both are seen, and two people settle them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QTabBar, QTableView, QWidget

from operator_app.bootstrap.catalogue_editor import build_editor
from operator_app.domain.operators import OperatorId
from operator_app.domain.proposals import Kind
from operator_app.usecases.confirm_requirement import ConfirmRequirement
from operator_app.usecases.propose_requirement import ProposeRequirement
from tests.gui.test_catalogue_page import CONTROL, PLACE, a_case, in_force, sit_down, tab, words
from tests.support.catalogue_editor import CORRECTION, ROW
from tests.support.guarded_window import (
    ADMINISTRATOR,
    SUPERVISOR,
    Guarded,
    guarded,
    guarded_law,
    seeded,
)
from tests.support.keyboard import type_text
from tests.support.met_editions import OTHER, comes_first, of_another_window

__all__ = ["guarded", "guarded_law", "seeded"]


def made_here(guarded: Guarded) -> None:
    """Two people of this window have corrected the row without a line."""
    room = guarded.room
    law = room.workplace.catalogue
    editor = build_editor(room.profile, law, room.workplace.outside.key, room.now)
    first, second = (
        OperatorId(editor.person(guarded.people[place].login))
        for place in (SUPERVISOR, ADMINISTRATOR)
    )
    proposal = editor.propose(
        ProposeRequirement(
            proposal_id="here",
            edition=in_force(guarded).edition,
            kind=Kind.CORRECT,
            requirement=ROW,
            place=PLACE,
            by=first,
            correction=CORRECTION,
        )
    )
    editor.confirm(
        ConfirmRequirement(
            proposals=(proposal.id,),
            edition=in_force(guarded).edition,
            valid_from=guarded.wall.at.date(),
            by=second,
        )
    )


def test_both_wordings_are_seen_and_two_people_settle_them(guarded: Guarded) -> None:
    made_here(guarded)
    case = a_case(guarded)
    fell = in_force(guarded).edition
    law = guarded.room.workplace.catalogue
    comes_first(guarded.profile.units, law, of_another_window())
    sit_down(guarded, SUPERVISOR)
    told = words(guarded, "catalogue_quarrel_text")
    tab(guarded, 3)
    sides = [words(guarded, f"settling_versions_{side}_0") for side in ("mine", "theirs")]
    box = guarded.hand.get("settling_take_0", QCheckBox)
    box.setFocus()
    guarded.key(Qt.Key.Key_Space)
    type_text(guarded.hand.get("settling_place", QWidget), PLACE)
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    waits = words(guarded, "settling_notice_text")
    sit_down(guarded, ADMINISTRATOR)
    tab(guarded, 1)
    guarded.hand.get("catalogue_proposals_list_table", QTableView).setFocus()
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    now = in_force(guarded)
    row = now.requirement(ROW)
    tabs = guarded.hand.get("catalogue_tabs", QTabBar)
    label = guarded.hand.find("catalogue_quarrel_text")

    assert "редакци" in told
    assert sides == [OTHER.ru, CORRECTION.ru]
    assert guarded.people[SUPERVISOR].full_name.split()[0] in waits.replace("\u200b", "")
    assert case.edition == fell
    assert law.edition(fell).requirement(ROW) is not None
    assert now.base != fell
    assert row is not None
    assert row.name.ru == CORRECTION.ru
    assert now.term.value == 9
    assert not tabs.isTabVisible(3)
    assert not isinstance(label, QLabel) or not label.isVisible()


def test_without_a_place_nothing_is_proposed(guarded: Guarded) -> None:
    made_here(guarded)
    comes_first(guarded.profile.units, guarded.room.workplace.catalogue, of_another_window())
    sit_down(guarded, SUPERVISOR)
    tab(guarded, 3)
    guarded.hand.get("settling_place", QWidget).setFocus()
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    with guarded.profile.units() as unit:
        waiting = unit.editions.open_proposals()

    assert waiting == ()
    assert guarded.hand.sees("settling_place_row_under")
