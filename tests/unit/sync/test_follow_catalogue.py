"""The catalogue of another window, followed by its messages: two people may sit at two windows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import msgspec
import pytest

from operator_app.domain.editions import CenterEdition, name_of
from operator_app.domain.proposals import ProposalState, RowHasProposal
from operator_app.ports import Fact
from operator_app.sync.editions import FollowCatalogue
from operator_app.wire.catalogue import (
    CATALOGUE_EDITION,
    CATALOGUE_PROPOSE,
    CATALOGUE_SETTLE,
    content_of,
)
from operator_app.wire.envelopes import Envelope
from tests.support.catalogue_editor import CORRECTION, SHIPPED, Editor
from tests.support.envelopes import an_envelope


def said(fact: Fact, place: int) -> Envelope:
    """As it comes out of the hub."""
    body = json.loads(msgspec.json.encode(dict(fact.body)))
    return an_envelope(place + 1, type=fact.type, at=fact.at, actor=fact.actor, body=body)


def hear(listener: Editor, facts: Sequence[Fact]) -> set[str]:
    follow = FollowCatalogue(listener.store, listener.law)
    changed: set[str] = set()
    with listener.store() as unit:
        for place, fact in enumerate(facts):
            changed |= follow(unit, said(fact, place))
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


def test_two_windows_that_made_two_editions_of_one_keep_their_own(
    here: Editor, there: Editor
) -> None:
    here.confirm(here.correct())
    there.confirm(there.correct(correction=replace(CORRECTION, multi=True)))
    mine, theirs = here.editions, there.editions
    hear(here, facts(there))
    hear(there, facts(here))

    assert (here.editions, there.editions) == (mine, theirs)
    assert mine[0].base == theirs[0].base == SHIPPED


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
