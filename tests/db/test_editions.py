"""Proposals and the center's editions in a real store."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from operator_app.domain.proposals import ProposalState
from tests.db.builders import Store
from tests.support.catalogue_editor import CORRECTION, Editor


def test_an_edition_comes_back_as_it_was_made_behind_its_base(store: Store) -> None:
    editor = Editor()
    editor.confirm(editor.correct(), editor.propose(requirement="application"))
    editor.confirm(editor.correct(correction=replace(CORRECTION, ru="иное", condition=None)))
    with store.units() as unit:
        for edition in editor.editions:
            unit.editions.add(edition)
        unit.commit()

    with store.units() as unit:
        assert unit.editions.all() == editor.editions


def test_an_edition_is_kept_once_and_another_of_the_same_base_beside_it(store: Store) -> None:
    editor = Editor()
    mine = editor.confirm(editor.propose())
    theirs = replace(mine, name="theirs")
    with store.units() as unit:
        unit.editions.add(mine)
        unit.editions.add(theirs)
        unheard = unit.editions.all()
        unit.editions.heard("theirs", 7)
        one_heard = unit.editions.all()
        unit.editions.heard(mine.name, 5)
        both = unit.editions.all()
        with pytest.raises(IntegrityError):
            unit.editions.add(mine)

    assert unheard == (mine, theirs)
    assert one_heard == (theirs, mine)
    assert both == (mine, theirs)


def test_a_proposal_waits_until_it_is_settled(store: Store) -> None:
    editor = Editor()
    proposal = editor.correct()
    returned = editor.send_back(proposal, "басқа тармақ")
    with store.units() as unit:
        unit.editions.save_proposal(proposal)
        unit.commit()

    with store.units() as unit:
        assert unit.editions.open_proposals() == (proposal,)
        unit.editions.save_proposal(returned)
        assert unit.editions.open_proposals() == ()
        assert unit.editions.proposal(proposal.id) == returned
        assert unit.editions.proposal("none") is None
        assert returned.state is ProposalState.RETURNED


def test_of_one_row_one_proposal_waits_in_the_store_too(store: Store) -> None:
    editor = Editor()
    proposal = editor.propose()
    with store.units() as unit:
        unit.editions.save_proposal(proposal)
        with pytest.raises(IntegrityError):
            unit.editions.save_proposal(replace(proposal, id="another"))
