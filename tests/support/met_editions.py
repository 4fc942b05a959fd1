"""Two editions of one base, as they meet: the other one was made at another window."""

from __future__ import annotations

from dataclasses import replace

from operator_app.domain.catalogue import Catalogue, Unit
from operator_app.domain.catalogue_packages import bring_into_force
from operator_app.domain.editions import CenterEdition
from operator_app.domain.measures import Amount, Measure
from operator_app.domain.proposals import Kind
from operator_app.ports import UnitOfWorkFactory
from tests.support.catalogue_editor import CORRECTION, Editor

OTHER = replace(CORRECTION, ru="свидетельство о рождении (копия)", multi=True)
NINE_DAYS = Amount(value=9, unit=Unit.WORK_DAYS)


def of_another_window() -> CenterEdition:
    """The same row said otherwise, and a longer term."""
    there = Editor()
    term = there.propose(kind=Kind.CORRECT, requirement=Measure.TERM.value, amount=NINE_DAYS)
    return there.confirm(there.correct(correction=OTHER), term)


def comes_first(units: UnitOfWorkFactory, law: Catalogue, edition: CenterEdition) -> None:
    """The hub has told of it, and of nothing of this window yet."""
    with units() as unit:
        unit.editions.add(edition)
        unit.editions.heard(edition.name, 1)
        editions = unit.editions.all()
        unit.commit()
    bring_into_force(law, editions)


def met() -> Editor:
    """At this window something else was made of the same edition."""
    editor = Editor()
    editor.confirm(editor.correct())
    comes_first(editor.store, editor.law, of_another_window())
    return editor
