"""A rehearsed package goes with the courier to the provider, and its papers say so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.journeys.conftest import Center, Rehearse
from tests.journeys.test_outcomes import CERTIFICATE, text_of

AFTER_DISPATCH = ["courier:in_manifest", "courier:with_courier", "courier:delivered"]


def named(told: list[Any], key: str) -> list[str]:
    return [one[key] for one in told]


def test_a_package_goes_into_a_bag_and_to_the_provider_and_the_result_is_given_out(
    center: Center, rehearse: Rehearse, tmp_path: Path
) -> None:
    file = center.complete_case(CERTIFICATE, delivery="courier", until="issued")
    said = rehearse(file)
    again = rehearse(file)
    steps = named(said["timeline"], "step")
    papers = {one["kind"]: one for one in said["papers"]}
    manifest = text_of(tmp_path / "out" / papers["courier_manifest"]["file"])

    assert said["state"] == "issued"
    assert said["delivery"]["state"] == "with_courier"
    assert steps[1:5] == ["dispatch:courier", *AFTER_DISPATCH]
    assert steps[-1] == "issue"
    assert {"package_cover", "courier_manifest", "issue_slip"} <= set(papers)
    assert said["number"] in manifest
    assert again["papers"] == said["papers"]
    assert again["timeline"] == said["timeline"]


def test_an_earlier_day_rehearsed_after_a_later_one_goes_with_the_courier_too(
    center: Center, rehearse: Rehearse
) -> None:
    for day in ("2018-03-06", "2018-02-07"):
        said = rehearse(
            center.complete_case(
                CERTIFICATE,
                delivery="courier",
                until="issued",
                accepted_at=f"{day}T10:20:00+06:00",
            )
        )
        assert (said["state"], said["delivery"]["state"]) == ("issued", "with_courier")


def test_what_goes_by_the_gateway_has_no_bag(center: Center, rehearse: Rehearse) -> None:
    said = rehearse(center.complete_case(CERTIFICATE, until="issued"))

    assert not [step for step in named(said["timeline"], "step") if step.startswith("courier:")]
    assert "courier_manifest" not in named(said["papers"], "kind")
