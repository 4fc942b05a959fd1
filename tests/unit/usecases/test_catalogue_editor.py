"""A row of a list is confirmed or corrected by two people; open cases keep their list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from operator_app.domain.catalogue import Confirmation, Need, UnknownEdition
from operator_app.domain.catalogue_facts import Fact, facts
from operator_app.domain.editions import DayOutside, OwnProposal, ProposalStale
from operator_app.domain.operators import NoSuchOperator, NotAllowed, OperatorId
from operator_app.domain.proposals import (
    LONGEST_NAME,
    LONGEST_PLACE,
    AlreadyConfirmed,
    Correction,
    Kind,
    NoSuchProposal,
    NoSuchRow,
    NothingCorrected,
    NotNewest,
    ProposalSettled,
    ProposalState,
    RemarkMissing,
    RowHasProposal,
    RowIncomplete,
    RowIsNeeded,
    RowTooLong,
    UnknownCondition,
)
from operator_app.errors import OperatorAppError
from operator_app.usecases.confirm_requirement import ConfirmRequirement
from operator_app.usecases.open_draft import OpenDraftHandler
from tests.support.catalogue_editor import (
    CORRECTION,
    FIRST,
    OUTSIDER,
    PLACE,
    ROW,
    SECOND,
    SHIPPED,
    Editor,
)
from tests.support.fakes import DiskFull
from tests.unit.usecases.counter import CERTIFICATE, DAY, an_opening


@pytest.fixture
def editor() -> Editor:
    return Editor()


def test_a_row_confirmed_by_two_people_becomes_a_new_edition(editor: Editor) -> None:
    proposal = editor.propose()
    before = editor.record
    edition = editor.confirm(proposal)
    row = editor.record.requirement(ROW)
    assert row is not None

    assert before.edition == SHIPPED == edition.base
    assert editor.record.edition == edition.name != SHIPPED
    assert edition.name.startswith(f"{SHIPPED}@2018-02-06.")
    assert row.confirmed == Confirmation(by="Оразов Д. М.; Әкімшінова С. Т.", on=DAY)
    assert (row.cites[0].source, row.cites[0].place) == ("printed_act", PLACE)
    assert [one.code for one in editor.record.requirements] == [
        one.code for one in before.requirements
    ]
    assert editor.store.actions == ["catalogue.propose", "catalogue.confirm"]


def test_a_proposal_alone_changes_no_list(editor: Editor) -> None:
    before = editor.record
    editor.correct()

    assert editor.record == before
    assert editor.editions == ()


def test_a_correction_says_the_row_anew_and_leaves_the_others(editor: Editor) -> None:
    editor.confirm(editor.correct())
    row = editor.record.requirement(ROW)
    assert row is not None
    shipped = editor.law.edition(SHIPPED)

    assert (row.name.ru, row.name.kk) == (CORRECTION.ru, CORRECTION.kk)
    assert (row.form, row.required, row.condition) == (CORRECTION.form, Need.ALWAYS, None)
    assert [one for one in editor.record.requirements if one.code != ROW] == [
        one for one in shipped.requirements if one.code != ROW
    ]


def test_a_row_is_added_last_and_another_one_taken_out(editor: Editor) -> None:
    gone = next(
        one
        for one in editor.record.requirements
        if not one.identity and not one.representative and one.code != ROW
    )
    added = editor.propose(kind=Kind.ADD, requirement="", correction=CORRECTION)
    removed = editor.propose(kind=Kind.REMOVE, requirement=gone.code)
    editor.confirm(added, removed)

    assert added.change.before is None
    assert editor.record.requirements[-1].code == added.change.row
    assert editor.record.requirement(gone.code) is None


def test_an_open_case_keeps_its_edition_and_the_next_one_has_the_new(editor: Editor) -> None:
    handler = OpenDraftHandler(editor.store, editor.now, editor.law)
    first = handler(an_opening())
    edition = editor.confirm(editor.correct())
    second = handler(an_opening())

    kept = editor.law.edition(editor.store.case(first.id).edition)
    assert kept == editor.law.services[0]
    assert kept.requirement(ROW) != editor.law.edition(second.edition).requirement(ROW)
    assert second.edition == edition.name


def test_an_edition_waits_for_its_first_day(editor: Editor) -> None:
    in_march = date(2018, 3, 1)
    edition = editor.confirm(editor.correct(), valid_from=in_march)
    find = editor.law.find

    def on(day: date) -> str:
        return find(service=CERTIFICATE, region="almaty", on=day).edition

    assert on(in_march - timedelta(days=1)) == SHIPPED
    assert on(in_march) == edition.name
    assert [one.service for one in editor.law.in_force("almaty", in_march)] == [
        one.service for one in editor.law.in_force("almaty", DAY)
    ]


def test_the_next_edition_is_made_of_the_last_one(editor: Editor) -> None:
    first = editor.confirm(editor.correct())
    second = editor.confirm(editor.propose(requirement="application"))

    assert (second.base, editor.record.edition) == (first.name, second.name)
    assert [one.confirmed is not None for one in editor.record.requirements].count(True) == 2
    assert editor.restart().records == editor.law.records


def test_a_proposal_made_of_an_earlier_edition_holds_while_its_row_is_the_same(
    editor: Editor,
) -> None:
    other = editor.propose(requirement="application")
    editor.confirm(editor.propose())
    edition = editor.confirm(other)

    assert edition.changes[0].change.row == "application"
    assert editor.record.requirement(ROW) == edition.requirements[2]


def test_what_two_people_have_read_in_the_act_is_proved_whatever_it_was_before(
    editor: Editor,
) -> None:
    record = editor.law.find(service="guardian_allowance", region="almaty", on=DAY)
    doubts = [row.code for row in record.requirements if not Fact("", row).sourced]
    assert doubts
    proposal = editor.propose(edition=record.edition, requirement=doubts[0])
    made = editor.confirming(
        ConfirmRequirement(
            proposals=(proposal.id,), edition=record.edition, valid_from=DAY, by=SECOND.id
        )
    )
    known = {one.where: one for one in facts(editor.law)}

    fact = known[f"{made.name}:guardian_allowance/requirement/{doubts[0]}"]
    assert (fact.sourced, fact.confirmed) == (True, True)
    assert len(known) == len(list(facts(editor.law)))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"by": OUTSIDER.id}, NotAllowed),
        ({"by": OperatorId("nobody")}, NoSuchOperator),
        ({"requirement": "no_such_row"}, NoSuchRow),
        ({"edition": "no_such_edition"}, UnknownEdition),
        ({"place": "  "}, RowIncomplete),
        ({"place": "9" * (LONGEST_PLACE + 1)}, RowTooLong),
        ({"kind": Kind.CORRECT}, NothingCorrected),
        ({"kind": Kind.REMOVE, "requirement": "identity_document"}, RowIsNeeded),
        ({"kind": Kind.CORRECT, "correction": replace(CORRECTION, kk=" ")}, RowIncomplete),
        ({"kind": Kind.ADD, "correction": replace(CORRECTION, ru="")}, RowIncomplete),
        (
            {"kind": Kind.CORRECT, "correction": replace(CORRECTION, ru="р" * (LONGEST_NAME + 1))},
            RowTooLong,
        ),
        (
            {"kind": Kind.CORRECT, "correction": replace(CORRECTION, condition="no_such_fact")},
            UnknownCondition,
        ),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_cannot_be_proposed_is_refused_and_leaves_nothing(
    editor: Editor, changes: dict[str, Any], error: type[OperatorAppError]
) -> None:
    with pytest.raises(error):
        editor.propose(**changes)

    assert editor.store.tables.editor.proposals == {}
    assert editor.store.actions == []


def test_the_same_row_said_again_corrects_nothing(editor: Editor) -> None:
    row = editor.record.requirement(ROW)
    assert row is not None
    same = Correction(
        ru=f" {row.name.ru} ",
        kk=row.name["kk"],
        form=row.form,
        condition=row.condition,
        from_state_system=row.from_state_system,
        multi=row.multi,
    )

    with pytest.raises(NothingCorrected):
        editor.correct(correction=same)


def test_of_one_row_one_proposal_waits(editor: Editor) -> None:
    editor.propose()

    with pytest.raises(RowHasProposal, match="Оразов"):
        editor.correct(by=SECOND.id)


def test_the_same_command_twice_proposes_once(editor: Editor) -> None:
    first = editor.propose(proposal_id="one")
    again = editor.propose(proposal_id="one")

    assert again == first
    assert editor.store.actions == ["catalogue.propose"]


@pytest.mark.parametrize("name", [SECOND.full_name, FIRST.full_name.upper()])
def test_nobody_is_both_people(editor: Editor, name: str) -> None:
    """Not under a second login either, as long as it has the name."""
    proposal = editor.propose()
    own = FIRST if name == SECOND.full_name else replace(SECOND, full_name=name)
    editor.store.tables.operators[own.id] = own

    with pytest.raises(OwnProposal):
        editor.confirm(proposal, by=own)
    assert editor.record.edition == SHIPPED


def test_who_has_lost_the_role_confirms_nothing(editor: Editor) -> None:
    proposal = editor.propose()
    editor.store.tables.operators[SECOND.id] = replace(SECOND, active=False)

    with pytest.raises(NotAllowed):
        editor.confirm(proposal)
    assert editor.editions == ()


def test_a_confirmed_row_is_not_confirmed_again_but_may_be_corrected(editor: Editor) -> None:
    editor.confirm(editor.propose())

    with pytest.raises(AlreadyConfirmed):
        editor.propose()
    editor.confirm(editor.correct())
    assert len(editor.editions) == 2


def test_a_settled_proposal_is_not_settled_again(editor: Editor) -> None:
    proposal = editor.propose()
    editor.confirm(proposal)

    with pytest.raises(ProposalSettled):
        editor.confirm(proposal)
    with pytest.raises(ProposalSettled):
        editor.send_back(proposal, "келіспеймін")
    assert len(editor.editions) == 1
    assert editor.store.tables.editor.proposals[proposal.id].became == editor.editions[0].name


def test_a_proposal_is_returned_with_a_remark_and_its_row_proposed_anew(editor: Editor) -> None:
    proposal = editor.correct()
    with pytest.raises(RemarkMissing):
        editor.send_back(proposal, " ")
    returned = editor.send_back(proposal, "  Басқа   тармақ ")

    assert (returned.state, returned.remark) == (ProposalState.RETURNED, "Басқа тармақ")
    assert returned.settled_by is not None
    assert returned.settled_by.name == SECOND.full_name
    assert editor.correct().state is ProposalState.OPEN
    assert editor.record.edition == SHIPPED


def test_ones_own_proposal_is_taken_back_without_a_word(editor: Editor) -> None:
    taken = editor.send_back(editor.propose(), "", by=FIRST)

    assert taken.state is ProposalState.WITHDRAWN


def test_a_row_that_is_another_one_now_is_not_confirmed(editor: Editor) -> None:
    stale = editor.propose()
    other = replace(stale, id="other", change=editor.correct(requirement="application").change)
    corrected = replace(other.change, row=ROW, before=stale.change.before)
    editor.store.tables.editor.proposals[stale.id] = stale
    editor.store.tables.editor.proposals["other"] = replace(other, change=corrected)
    editor.confirm(replace(other, change=corrected))

    with pytest.raises(ProposalStale):
        editor.confirm(stale)


def test_proposals_of_another_service_are_not_confirmed_along(editor: Editor) -> None:
    allowance = editor.law.find(service="guardian_allowance", region="almaty", on=DAY)
    other = editor.propose(edition=allowance.edition, requirement=allowance.requirements[0].code)

    with pytest.raises(NoSuchProposal):
        editor.confirm(editor.propose(), other)
    with pytest.raises(NoSuchProposal):
        editor.confirm()
    assert editor.editions == ()


@pytest.mark.parametrize("day", [date(2018, 2, 5), date(2020, 9, 30)])
def test_an_edition_begins_neither_in_the_past_nor_after_its_act(editor: Editor, day: date) -> None:
    proposal = editor.propose()

    with pytest.raises(DayOutside):
        editor.confirm(proposal, valid_from=day)
    assert editor.store.tables.editor.proposals[proposal.id].state is ProposalState.OPEN


def test_a_corrected_edition_is_not_corrected_a_second_time(editor: Editor) -> None:
    editor.confirm(editor.propose())

    with pytest.raises(NotNewest):
        editor.correct(edition=SHIPPED)


def test_a_full_disk_leaves_the_old_edition_in_force(editor: Editor) -> None:
    proposal = editor.propose()
    editor.store.broken.add("audit")

    with pytest.raises(DiskFull):
        editor.confirm(proposal)
    assert editor.record.edition == SHIPPED
    assert editor.editions == ()
