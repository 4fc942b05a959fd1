"""Two windows with one case: the first is applied, the second kept whole, a person chooses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hub.store.streams import RowKind, Stream
from hub.store.tables import conflicts
from operator_app.wire.cases import CASE_CORRECT, CASE_HAND_OVER, CASE_RESOLVE, HubState
from operator_app.wire.envelopes import decode
from operator_app.wire.push import PushOutcome
from operator_app.wire.signed import envelope_of
from tests.support.envelopes import BODIES, Device, a_blob, an_id
from tests.support.hub_desk import HubDesk

CASE = an_id(50_000_001)
MINE = {**BODIES[CASE_CORRECT], "due_on": "2018-02-14"}
THEIRS = {**BODIES[CASE_CORRECT], "due_on": "2018-02-15"}


@pytest.fixture
def desk(tmp_path: Path, hub_database: str | None) -> Iterator[HubDesk]:
    desk = HubDesk(tmp_path / "hub", hub_database)
    desk.know(Device(), Device("002-08", seed=8))
    yield desk
    desk.close()


def in_conflict(desk: HubDesk) -> tuple[Device, Device, bytes]:
    """Window 7 submits, both correct what they saw; the late line of window 8."""
    seven, eight = Device(), Device("002-08", seed=8)
    desk.push([seven.says(case=1), seven.says(case=1, type=CASE_CORRECT, base=None, body=THEIRS)])
    late = eight.says(case=1, type=CASE_CORRECT, base=1, body=MINE)
    assert desk.fates([late]) == ["stale_base"]
    return seven, eight, late


def chosen(late: bytes, take: str, **more: Any) -> dict[str, Any]:
    body = {"conflict": decode(envelope_of(late)).id, "take": take, **more}
    return {"type": CASE_RESOLVE, "case": 1, "body": body}


def test_who_saw_the_newest_version_changes_it(desk: HubDesk) -> None:
    seven, eight = Device(), Device("002-08", seed=8)

    fates = desk.fates(
        [
            seven.says(case=1),
            eight.says(case=1, type=CASE_CORRECT, base=1),
            seven.says(case=1, type=CASE_CORRECT, base=2),
        ]
    )

    assert fates == ["applied"] * 3
    assert desk.case(CASE).seq == 3


def test_ones_own_messages_are_no_surprise(desk: HubDesk) -> None:
    """They are made before the answer to the one before has come."""
    seven = Device()

    fates = desk.fates([seven.says(case=1), *(seven.says(case=1, type=CASE_CORRECT),) * 2])

    assert fates == ["applied", "applied", "duplicate"]


def test_the_late_version_is_kept_whole_and_stays_a_conflict(desk: HubDesk) -> None:
    _, _, late = in_conflict(desk)

    again = desk.push([late])[0]

    assert (again.result, again.reason, again.seq) == (PushOutcome.CONFLICT, "stale_base", 3)
    (row,) = desk.rows(conflicts)
    assert (row.line, row.base, row.head, row.solved_by) == (late, 1, 2, None)
    with desk.ledger.reading() as pages:
        theirs = pages.inbox.line(row.head_envelope)
    assert theirs is not None
    assert decode(envelope_of(theirs)).body == THEIRS


def test_both_windows_are_told_by_a_row_of_the_stream(desk: HubDesk) -> None:
    _, _, late = in_conflict(desk)

    with desk.ledger.reading() as pages:
        told = pages.streams.after(Stream.CASES, 2, 10)

    assert [(row.seq, row.kind, row.line) for row in told] == [(3, RowKind.CONFLICT, late)]


@pytest.mark.parametrize("take", ["mine", "theirs", "merged"])
def test_a_person_chooses_once(desk: HubDesk, take: str) -> None:
    seven, eight, late = in_conflict(desk)
    fields = {"fields": {"due_on": "2018-02-16"}} if take == "merged" else {}

    fates = desk.fates(
        [eight.says(**chosen(late, take, **fields)), seven.says(**chosen(late, "theirs"))]
    )

    assert fates == ["applied", "conflict_solved"]
    assert [row.solved_by is not None for row in desk.rows(conflicts)] == [True]
    assert desk.case(CASE).seq == 4


def test_what_was_chosen_is_the_base_of_what_comes_next(desk: HubDesk) -> None:
    seven, eight, late = in_conflict(desk)
    desk.push([eight.says(**chosen(late, "mine"))])

    fates = desk.fates(
        [
            seven.says(case=1, type=CASE_CORRECT, base=2),
            eight.says(case=1, type=CASE_CORRECT, base=4),
        ]
    )

    assert fates == ["stale_base", "applied"]


def test_a_choice_about_nothing_is_refused(desk: HubDesk) -> None:
    seven, _, late = in_conflict(desk)
    of_another_case = {**chosen(late, "mine"), "case": 2}
    unknown = {**chosen(late, "mine"), "body": {"conflict": an_id(404), "take": "mine"}}

    assert desk.fates([seven.says(**of_another_case), seven.says(**unknown)]) == [
        "unknown_conflict",
        "unknown_conflict",
    ]
    assert [row.solved_by for row in desk.rows(conflicts)] == [None]


def test_a_case_submitted_at_two_windows_is_a_conflict_and_at_one_a_mistake(
    desk: HubDesk,
) -> None:
    seven, eight = Device(), Device("002-08", seed=8)

    fates = desk.fates([seven.says(case=1), eight.says(case=1), seven.says(case=1)])

    assert fates == ["applied", "stale_base", "case_exists"]


def test_a_draft_handed_over_is_submitted_by_who_took_it(desk: HubDesk) -> None:
    """Nothing of it stands at the hub before."""
    seven, eight = Device(), Device("002-08", seed=8)

    fates = desk.fates([seven.says(case=1, type=CASE_HAND_OVER), eight.says(case=1)])

    assert fates == ["applied", "applied"]


def test_a_restored_window_that_forgot_its_own_change_is_in_conflict_with_it(
    desk: HubDesk,
) -> None:
    seven = Device()
    desk.push([seven.says(case=1), seven.says(case=1, type=CASE_CORRECT)])
    seven.restored()

    assert desk.fates([seven.says(case=1, type=CASE_CORRECT, base=1)]) == ["stale_base"]


def test_scans_of_the_late_version_come_too_and_its_case_waits_for_them_once_chosen(
    desk: HubDesk,
) -> None:
    seven, eight = Device(), Device("002-08", seed=8)
    blob = a_blob(b"page of the late version")
    desk.push([seven.says(case=1), seven.says(case=1, type=CASE_CORRECT)])
    late = eight.says(case=1, type=CASE_CORRECT, base=1, blobs=(blob,))

    missing = desk.push([late])[0].missing
    beside = desk.case(CASE).state
    desk.push([eight.says(**chosen(late, "mine"))])
    waiting = desk.case(CASE).state
    desk.scan(b"page of the late version", blob.sha256)

    assert missing == (blob.sha256,)
    assert (beside, waiting) == (HubState.ACCEPTED, HubState.AWAITING_SCANS)
    assert desk.case(CASE).state is HubState.ACCEPTED
