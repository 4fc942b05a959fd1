"""Terms and norms are confirmed and corrected by two people, as the rows of a list are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from operator_app.domain.catalogue import Unit
from operator_app.domain.catalogue_packages import PackageBroken
from operator_app.domain.edition_differences import Aspect, edition_differences
from operator_app.domain.editions import OwnProposal, ProposalStale, edition_of, name_of
from operator_app.domain.measures import Amount, AmountOutside, Measure, amount_of
from operator_app.domain.proposals import (
    AlreadyConfirmed,
    Kind,
    NoSuchRow,
    NothingCorrected,
    Proposal,
    RowHasProposal,
)
from operator_app.usecases.open_draft import OpenDraftHandler
from tests.support.catalogue_editor import CORRECTION, FIRST, ROW, SHIPPED, Editor
from tests.unit.usecases.counter import DAY, an_opening

TEN_DAYS = Amount(value=10, unit=Unit.WORK_DAYS)
HALF_AN_HOUR = Amount(value=30, unit=Unit.MINUTES)
OLD = Path(__file__).parents[2] / "support" / "packages" / "catalogue_of_rows_only.tereze"


@pytest.fixture
def editor() -> Editor:
    return Editor()


def say(editor: Editor, measure: Measure, amount: Amount | None = None, **changes: Any) -> Proposal:
    kind = Kind.CONFIRM if amount is None else Kind.CORRECT
    return editor.propose(kind=kind, requirement=measure.value, amount=amount, **changes)


def test_a_corrected_term_and_norm_are_of_the_new_edition_only(editor: Editor) -> None:
    before = editor.record
    edition = editor.confirm(
        say(editor, Measure.TERM, TEN_DAYS),
        say(editor, Measure.WAITING_NORM, HALF_AN_HOUR),
        editor.correct(),
    )
    now = editor.record

    assert (now.term.value, now.term.unit) == (10, Unit.WORK_DAYS)
    assert now.term.basis == before.term.basis
    assert now.term.confirmed is not None
    assert now.term.cites[0].source == "printed_act"
    assert amount_of(now, Measure.WAITING_NORM) == HALF_AN_HOUR
    assert now.serving_norm == before.serving_norm
    assert editor.law.edition(SHIPPED).term == before.term
    assert edition.serving_norm is None
    assert editor.restart().records == editor.law.records


def test_an_open_case_keeps_its_term_and_the_next_one_has_the_new(editor: Editor) -> None:
    handler = OpenDraftHandler(editor.store, editor.now, editor.law)
    first = handler(an_opening())
    term = editor.record.term
    editor.confirm(say(editor, Measure.TERM, replace(TEN_DAYS, value=term.value + 9)))
    second = handler(an_opening())

    assert editor.law.edition(first.edition).term == term
    assert editor.law.edition(second.edition).term.value == term.value + 9


def test_a_confirmed_term_stays_as_it_is_and_is_proved(editor: Editor) -> None:
    before = editor.record.term
    editor.confirm(say(editor, Measure.TERM))
    now = editor.record.term

    assert (now.value, now.unit) == (before.value, before.unit)
    assert now.confirmed is not None
    with pytest.raises(AlreadyConfirmed):
        say(editor, Measure.TERM)
    assert say(editor, Measure.TERM, TEN_DAYS).change.shall == TEN_DAYS


def test_the_difference_shows_the_term_and_the_norm(editor: Editor) -> None:
    before = editor.record
    editor.confirm(
        say(editor, Measure.TERM, TEN_DAYS), say(editor, Measure.SERVING_NORM, HALF_AN_HOUR)
    )
    told = {one.aspect: one for one in edition_differences(before, editor.record)}

    assert told[Aspect.TERM].after == "10 work_days"
    assert told[Aspect.SERVING_NORM].after == "30"
    assert Aspect.WAITING_NORM not in told


def test_confirming_alone_is_a_difference_too(editor: Editor) -> None:
    before = editor.record
    editor.confirm(say(editor, Measure.TERM))
    told = {one.aspect: one for one in edition_differences(before, editor.record)}

    assert "Оразов" in told[Aspect.TERM_CONFIRMED].after
    assert told[Aspect.TERM_CONFIRMED].before == ""


@pytest.mark.parametrize(
    ("amount", "error"),
    [
        (replace(TEN_DAYS, value=0), AmountOutside),
        (replace(TEN_DAYS, value=367), AmountOutside),
        (replace(TEN_DAYS, value=2.5), AmountOutside),
        (HALF_AN_HOUR, AmountOutside),
    ],
)
def test_a_term_that_no_act_could_have_is_refused(
    editor: Editor, amount: Amount, error: type[Exception]
) -> None:
    with pytest.raises(error):
        say(editor, Measure.TERM, amount)


def test_what_cannot_be_said_of_a_measure_is_refused(editor: Editor) -> None:
    term = editor.record.term
    with pytest.raises(NothingCorrected):
        say(editor, Measure.TERM, Amount(value=term.value, unit=term.unit))
    with pytest.raises(AmountOutside):
        editor.propose(kind=Kind.CORRECT, requirement=Measure.TERM.value)
    for kind in (Kind.ADD, Kind.REMOVE, Kind.SETTLE):
        with pytest.raises(NoSuchRow):
            editor.propose(kind=kind, requirement=Measure.TERM.value, amount=TEN_DAYS)
    say(editor, Measure.TERM, TEN_DAYS)
    with pytest.raises(RowHasProposal):
        say(editor, Measure.TERM)


def test_nobody_is_both_people_of_a_term(editor: Editor) -> None:
    with pytest.raises(OwnProposal):
        editor.confirm(say(editor, Measure.TERM, TEN_DAYS), by=FIRST)


def test_a_term_that_is_another_one_now_is_not_confirmed(editor: Editor) -> None:
    proposal = say(editor, Measure.TERM, TEN_DAYS)
    changed = replace(editor.record, term=replace(editor.record.term, value=77))
    made = editor.confirm(proposal)
    with pytest.raises(ProposalStale):
        edition_of(changed, made.changes, DAY)


def test_a_package_carries_terms_and_norms(editor: Editor) -> None:
    editor.confirm(say(editor, Measure.TERM, TEN_DAYS), say(editor, Measure.WAITING_NORM))
    other = Editor()
    other.take_in(editor.export())

    assert other.record == editor.record
    assert other.record.term.value == 10


def test_a_package_whose_term_does_not_follow_from_its_changes_is_refused(editor: Editor) -> None:
    edition = editor.confirm(say(editor, Measure.TERM, TEN_DAYS))
    assert edition.term is not None
    forged = replace(edition, term=replace(edition.term, value=99))
    editor.store.tables.editor.editions = (replace(forged, name=name_of(forged)),)
    with pytest.raises(PackageBroken):
        Editor().take_in(editor.export())


def test_a_package_of_before_is_read_as_it_was(editor: Editor) -> None:
    """Written by the version that knew rows only: the names of its editions are still theirs."""
    offered = editor.take_in(OLD.read_bytes())
    row = editor.record.requirement(ROW)

    assert len(offered.fresh) == 2
    assert row is not None
    assert row.name.ru == CORRECTION.ru
    assert editor.record.term == editor.law.edition(SHIPPED).term


def test_a_norm_the_act_lacks_can_be_added_and_not_confirmed(editor: Editor) -> None:
    record = next(one for one in editor.law.newest() if one.waiting_norm is None)
    day = max(record.valid_from, DAY)
    if day > record.valid_to:
        editor.at -= timedelta(days=(editor.at.date() - record.valid_from).days)
        day = date.fromordinal(record.valid_from.toordinal() + 1)
    with pytest.raises(NoSuchRow):
        say(editor, Measure.WAITING_NORM, edition=record.edition)
    proposal = say(editor, Measure.WAITING_NORM, HALF_AN_HOUR, edition=record.edition)
    made = edition_of(record, [], day)

    assert proposal.change.was is None
    assert made.waiting_norm is None
