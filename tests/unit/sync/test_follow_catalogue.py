"""The catalogue of another window, followed by its messages: two people may sit at two windows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import msgspec
import pytest

from operator_app.domain.editions import CenterEdition, OwnProposal, name_of
from operator_app.domain.proposals import ProposalState, RowHasProposal
from operator_app.domain.quarrels import NoSuchQuarrel, Quarrel, quarrels
from operator_app.ports import Fact
from operator_app.sync.editions import FollowCatalogue
from operator_app.wire.catalogue import (
    CATALOGUE_EDITION,
    CATALOGUE_PROPOSE,
    CATALOGUE_SETTLE,
    content_of,
)
from operator_app.wire.envelopes import Envelope
from tests.support.catalogue_editor import CORRECTION, FIRST, ROW, SHIPPED, Editor
from tests.support.envelopes import an_envelope


def said(fact: Fact, place: int) -> Envelope:
    """As it comes out of the hub."""
    body = json.loads(msgspec.json.encode(dict(fact.body)))
    return an_envelope(place + 1, type=fact.type, at=fact.at, actor=fact.actor, body=body)


def hear(listener: Editor, facts: Sequence[Fact], start: int = 1) -> set[str]:
    follow = FollowCatalogue(listener.store, listener.law)
    changed: set[str] = set()
    with listener.store() as unit:
        for place, fact in enumerate(facts):
            changed |= follow(unit, said(fact, place), start + place)
        unit.commit()
    follow.kept()
    return changed


def facts(editor: Editor, after: int = 0) -> list[Fact]:
    return editor.store.tables.facts[after:]


@pytest.fixture
def here() -> Editor:
    return Editor()


@pytest.fixture
def there() -> Editor:
    return Editor()


def test_one_proposes_at_one_window_and_another_confirms_at_the_next(
    here: Editor, there: Editor
) -> None:
    proposal = here.correct()
    hear(there, facts(here))
    edition = there.confirm(there.store.tables.editor.proposals[proposal.id])
    hear(here, facts(there))

    assert [fact.type for fact in facts(here)] == [CATALOGUE_PROPOSE]
    assert [fact.type for fact in facts(there)] == [CATALOGUE_EDITION, CATALOGUE_SETTLE]
    assert here.record.edition == there.record.edition == edition.name
    assert here.store.tables.editor == there.store.tables.editor
    assert here.law.records == there.law.records == here.restart().records


def test_what_was_heard_before_changes_nothing(here: Editor, there: Editor) -> None:
    here.confirm(here.correct())
    here.send_back(here.propose(requirement="application"), "басқа тармақ")
    hear(there, facts(here))
    before = there.store.tables.editor

    assert hear(there, facts(here)) == set()
    assert hear(here, facts(here)) == set()
    assert there.store.tables.editor == before == here.store.tables.editor


def test_an_open_proposal_heard_late_does_not_open_again(here: Editor, there: Editor) -> None:
    proposal = here.correct()
    here.send_back(proposal, "басқа тармақ")
    opened, returned = facts(here)
    hear(there, [opened, returned])
    hear(there, [opened])

    known = there.store.tables.editor.proposals[proposal.id]
    assert known.state is ProposalState.RETURNED


@pytest.mark.parametrize("late", [True, False])
def test_of_two_editions_of_one_the_first_at_the_hub_stands_at_every_window(
    here: Editor, there: Editor, late: bool
) -> None:
    mine = here.confirm(here.correct())
    theirs = there.confirm(there.correct(correction=replace(CORRECTION, multi=True)))
    told = facts(there)[1:] + facts(here)[1:]
    hear(here, told[: 1 if late else None])
    hear(here, told)
    hear(there, told)
    third = Editor()
    hear(third, told)

    for window in (here, there, third, here.restart_editor()):
        assert window.record.edition == theirs.name
        assert [one.edition for one in window.law.center.fallen] == [mine.name]
        assert window.law.edition(mine.name).requirement(ROW) is not None
        assert quarrels(window.all_editions()) == (
            Quarrel(base=SHIPPED, stands=theirs.name, fell=mine.name),
        )


def test_an_edition_the_hub_has_not_told_of_gives_way_and_is_told_of_when_it_comes_first(
    here: Editor, there: Editor
) -> None:
    mine = here.confirm(here.correct())
    theirs = there.confirm(there.correct(correction=replace(CORRECTION, multi=True)))
    hear(here, facts(there), start=10)
    gave_way = here.record.edition
    hear(here, facts(here), start=5)

    assert gave_way == theirs.name
    assert here.record.edition == mine.name
    assert [one.edition for one in here.law.center.fallen] == [theirs.name]


def test_a_branch_falls_whole_and_stays_readable(here: Editor, there: Editor) -> None:
    first = here.confirm(here.correct())
    second = here.confirm(here.propose(requirement="application"))
    theirs = there.confirm(there.correct(correction=replace(CORRECTION, multi=True)))
    told = facts(there) + facts(here)
    hear(here, told)
    hear(there, told)

    assert here.law.records == there.law.records
    assert {one.edition for one in there.law.center.fallen} == {first.name, second.name}
    assert quarrels(there.all_editions()) == (
        Quarrel(base=SHIPPED, stands=theirs.name, fell=second.name),
    )


def test_two_people_settle_it_and_every_window_hears_of_it(here: Editor, there: Editor) -> None:
    mine = here.confirm(here.correct())
    theirs = there.confirm(there.correct(correction=replace(CORRECTION, multi=True)))
    told = facts(there) + facts(here)
    hear(here, told)
    hear(there, told)
    before = len(facts(here))
    proposal = here.settle(mine.name, ROW)
    with pytest.raises(OwnProposal):
        here.confirm(proposal, by=FIRST)
    edition = here.confirm(proposal)
    hear(there, facts(here)[before:], start=90)
    row = there.record.requirement(ROW)

    assert edition.base == theirs.name
    assert edition.settles == (mine.name,)
    assert there.record.edition == here.record.edition == edition.name
    assert quarrels(there.all_editions()) == quarrels(here.all_editions()) == ()
    assert row is not None
    assert not row.multi
    assert there.law.edition(mine.name).edition == mine.name


def test_what_stands_may_be_left_as_it_stands(here: Editor, there: Editor) -> None:
    mine = here.confirm(here.correct())
    there.confirm(there.correct(correction=replace(CORRECTION, multi=True)))
    hear(here, facts(there) + facts(here))
    edition = here.confirm(here.settle(mine.name))
    row = here.record.requirement(ROW)

    assert row is not None
    assert row.multi
    assert edition.requirements == here.law.edition(edition.base).requirements
    with pytest.raises(NoSuchQuarrel):
        here.settle(mine.name)


def test_of_two_proposals_about_one_row_the_first_one_waits(here: Editor, there: Editor) -> None:
    mine = here.correct()
    there.new_id()
    other = there.correct()
    assert mine.id != other.id
    hear(here, facts(there))

    with here.store() as unit:
        assert unit.editions.open_proposals() == (mine,)
    with pytest.raises(RowHasProposal):
        here.propose()


def test_what_is_no_edition_by_the_rules_is_not_followed(here: Editor, there: Editor) -> None:
    edition = there.confirm(there.correct())
    change = replace(edition.changes[0], confirmed_by=edition.changes[0].proposed_by)
    alone = replace(edition, changes=(change,))
    forged = [
        edition_fact(there, replace(alone, name=name_of(alone))),
        edition_fact(there, replace(edition, name=f"{SHIPPED}@2018-02-06.0")),
        replace(facts(there)[1], body={"content": "{}"}),
        replace(facts(there)[0], body={"content": "no JSON"}),
        replace(facts(there)[0], body={}),
        replace(facts(there)[0], type="catalogue.of_tomorrow"),
        replace(facts(there)[0], type="case.issue"),
    ]

    assert hear(here, forged) == set()
    assert here.editions == ()


def test_a_proposal_about_an_edition_nobody_knows_here_is_not_followed(
    here: Editor, there: Editor
) -> None:
    there.confirm(there.correct())
    heard = len(facts(there))
    there.propose(requirement="application")

    assert hear(here, facts(there, heard)) == set()
    assert hear(here, facts(there)) != set()
    with here.store() as unit:
        assert len(unit.editions.open_proposals()) == 1


def edition_fact(editor: Editor, edition: CenterEdition) -> Fact:
    made = next(fact for fact in facts(editor) if fact.type == CATALOGUE_EDITION)
    return replace(made, body=content_of(edition))
