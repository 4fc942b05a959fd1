"""Acceptance 3 of the law of the window, by mouse and keys: every row of the catalogue.

The cases are those of ``test_every_row``, kk and ru, by the applicant and by a representative,
complete and lacking each paper in its turn. What comes out is compared with what the use cases
alone come to: the whole of the answer, and the papers word for word.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import Center, Rehearse, center, law, rehearse
from tests.journeys.test_every_row import TABLE, complete
from tests.support.cases import a_case, a_person, adult, write_case
from tests.support.same_outcome import outcome
from tests.support.window_day import WindowDay, open_window_day

__all__ = ["center", "law", "rehearse"]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WindowDay]:
    with open_window_day(tmp_path_factory.mktemp("day")) as opened:
        yield opened


def alike(day: WindowDay, rehearse: Rehearse, folder: Path, case: dict[str, Any]) -> dict[str, Any]:
    """The outcome, which is the same both ways."""
    path = write_case(folder / "cases", case)
    by_hand = day.play(path, folder / "by_hand")
    assert "error" not in by_hand, by_hand
    plain = rehearse({**case, "case_id": a_case("x")["case_id"]})
    same = outcome(by_hand, folder / "by_hand")

    assert same == outcome(plain, folder / "out")
    return same


def told_apart(at: Any, center: Center) -> str:
    """Everything of a case but its id: rows of the table whose service asks nothing about
    marriage are one case twice."""
    return json.dumps({**complete(center, at), "case_id": ""}, sort_keys=True)


@pytest.mark.long
@pytest.mark.parametrize("at", TABLE, ids=str)
def test_every_complete_package_is_accepted(
    day: WindowDay, center: Center, rehearse: Rehearse, tmp_path: Path, at: Any
) -> None:
    same = alike(day, rehearse, tmp_path, complete(center, at))

    assert same["state"] == "accepted"


@pytest.mark.long
@pytest.mark.parametrize("at", TABLE, ids=str)
def test_every_lacking_row_is_refused(
    day: WindowDay, center: Center, rehearse: Rehearse, tmp_path: Path, at: Any
) -> None:
    """A case that another row of the table has tried word for word is not tried twice."""
    first = next(other for other in TABLE if told_apart(other, center) == told_apart(at, center))
    case = complete(center, at)
    for document in case["documents"] if first == at else ():
        rest = [other for other in case["documents"] if other is not document]
        lacking = {**case, "case_id": a_case("x")["case_id"], "documents": rest}
        same = alike(day, rehearse, tmp_path, lacking)

        assert same["state"] == "refused_incomplete"
        assert list(same["papers"]) == ["refusal_receipt"]


@pytest.mark.long
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_other_records_give_a_routing_sheet_in_the_applicants_language(
    day: WindowDay, center: Center, rehearse: Rehearse, tmp_path: Path, language: str
) -> None:
    routed = [record for record in center.law.catalogue.services if not record.at_counter]
    for record in routed:
        year = record.valid_from.year + 1
        case = a_case(
            record.service,
            region=record.region,
            accepted_at=f"{record.valid_from.replace(year=year)}T09:00:00Z",
            language=language,
        )
        same = alike(day, rehearse, tmp_path, case)

        assert same["state"] == "routed"
        assert list(same["papers"]) == ["routing_sheet"]
    assert len(routed) == 12


def test_a_rule_met_on_the_way_is_told_and_leaves_no_draft(
    day: WindowDay, center: Center, tmp_path: Path
) -> None:
    power = {"kind": "notarised", "number": "1", "issued_on": "2017-01-01", "notary": "Н"}
    case = center.complete_case(
        "guardianship_certificate",
        representative={
            **a_person(adult(5)),
            "power_of_attorney": {**power, "valid_until": "2017-12-31"},
        },
    )
    path = write_case(tmp_path, case)

    assert day.play(path, tmp_path / "out")["error"] == "poa.expired"
    assert day.play(path, tmp_path / "out")["error"] == "poa.expired"
