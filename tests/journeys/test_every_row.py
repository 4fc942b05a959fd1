"""Acceptance 3: complete packages are accepted, and each lacking row is refused by its name."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import Center, Rehearse
from tests.support.cases import (
    STATE_CORPORATION_SERVICES,
    a_case,
)

RECORDS = [("almaty", service) for service in STATE_CORPORATION_SERVICES] + [
    ("sko_zhambyl_district", "guardianship_certificate")
]
MARRIAGES = (True, False)
LANGUAGES = ("kk", "ru")
TABLE = list(itertools.product(RECORDS, (False, True), LANGUAGES, MARRIAGES))
IN_CI = [row for row in TABLE if row[2] == "kk" and row[3]]


def complete(center: Center, at: tuple[tuple[str, str], bool, str, bool]) -> dict[str, Any]:
    (region, service), represented, language, married = at
    return center.complete_case(
        service, region=region, represented=represented, married=married, language=language
    )


def expected_missing(center: Center, case: dict[str, Any], left_out: str) -> list[str]:
    """The row itself; of an alternative group all its codes, for any one would have done."""
    rows = center.rows(case["service"], case["region"])
    group = next(row.alternative_group for row in rows if row.code == left_out)
    if group is None:
        return [left_out]
    return [row.code for row in rows if row.alternative_group == group]


def check_accepted(center: Center, rehearse: Rehearse, at: Any) -> None:
    case = complete(center, at)
    out = rehearse(case)

    assert out["state"] == "accepted"
    assert out["missing"] == []
    assert "acceptance_receipt" in [paper["kind"] for paper in out["papers"]]
    assert out["signature"]["valid"]
    assert out["delivery"]["state"] == "acknowledged"


def check_refusals(center: Center, rehearse: Rehearse, at: Any, every: int) -> None:
    case = complete(center, at)
    appendix = None if case["region"] != "almaty" else STATE_CORPORATION_SERVICES[case["service"]]
    for index, document in enumerate(case["documents"]):
        if index % every:
            continue
        rest = [other for other in case["documents"] if other is not document]
        lacking = {**case, "case_id": a_case("x")["case_id"], "documents": rest}
        out = rehearse(lacking)

        assert out["state"] == "refused_incomplete"
        assert out["refusal"] == {
            "standard_appendix": appendix,
            "missing": expected_missing(center, case, document["requirement"]),
        }
        assert [paper["kind"] for paper in out["papers"]] == ["refusal_receipt"]


@pytest.mark.parametrize("at", IN_CI, ids=str)
def test_a_complete_package_is_accepted(center: Center, rehearse: Rehearse, at: Any) -> None:
    check_accepted(center, rehearse, at)


@pytest.mark.parametrize("at", IN_CI, ids=str)
def test_every_second_lacking_row_is_refused_by_its_name(
    center: Center, rehearse: Rehearse, at: Any
) -> None:
    check_refusals(center, rehearse, at, every=2)


@pytest.mark.long
@pytest.mark.parametrize("at", TABLE, ids=str)
def test_the_whole_table_accepts(center: Center, rehearse: Rehearse, at: Any) -> None:
    check_accepted(center, rehearse, at)


@pytest.mark.long
@pytest.mark.parametrize("at", TABLE, ids=str)
def test_the_whole_table_refuses(center: Center, rehearse: Rehearse, at: Any) -> None:
    check_refusals(center, rehearse, at, every=1)


def test_the_other_twelve_records_give_a_routing_sheet(
    center: Center, rehearse: Rehearse, tmp_path: Path
) -> None:
    routed = [record for record in center.law.catalogue.services if not record.at_counter]
    for record in routed:
        case = a_case(
            record.service,
            region=record.region,
            accepted_at=f"{record.valid_from.replace(year=record.valid_from.year + 1)}T09:00:00Z",
        )
        out = rehearse(case)

        assert out["state"] == "routed"
        assert [paper["kind"] for paper in out["papers"]] == ["routing_sheet"]
        assert (tmp_path / "out" / "routing_sheet.pdf").read_bytes().startswith(b"%PDF")
    assert len(routed) == 12
