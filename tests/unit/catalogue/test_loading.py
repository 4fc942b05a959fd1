"""A catalogue that cannot be trusted is refused, and the error names the file and the place."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.catalogue_facts import facts
from resources.load import SHIPPED, CatalogueFileBroken, load_catalogue

ALMATY = "acts/almaty_2017.json"
ORDER = "standards/order_198.json"
Change = Callable[[Any], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "catalogue"))


def _change(folder: Path, name: str, change: Change) -> None:
    path = folder / name
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def _broken(folder: Path) -> dict[str, object]:
    with pytest.raises(CatalogueFileBroken) as refusal:
        load_catalogue(folder)
    assert set(refusal.value.details) == {"file", "place", "reason"}
    return refusal.value.details


def test_a_copy_of_the_catalogue_is_the_same_catalogue(folder: Path) -> None:
    assert load_catalogue(folder) == load_catalogue()


def test_a_torn_file_names_line_and_column(folder: Path) -> None:
    path = folder / ALMATY
    path.write_bytes(path.read_bytes()[:5000])

    details = _broken(folder)

    assert details["file"] == ALMATY
    assert str(details["place"]).startswith("line 11")


def test_an_empty_file_and_one_cut_inside_a_letter_are_named(folder: Path) -> None:
    (folder / "roles.json").write_bytes(b"")
    assert _broken(folder)["file"] == "roles.json"

    (folder / "roles.json").write_bytes('{"a": {"ru": "қ'.encode()[:-1])
    assert _broken(folder)["place"] == "line 1, column 15"


@given(share=st.floats(0.0, 1.0, exclude_max=True))
def test_wherever_a_file_is_torn_it_is_refused(
    tmp_path_factory: pytest.TempPathFactory, share: float
) -> None:
    folder = tmp_path_factory.mktemp("torn") / "catalogue"
    shutil.copytree(SHIPPED, folder)
    path = folder / "conditions.json"
    whole = path.read_bytes().rstrip()
    path.write_bytes(whole[: int(len(whole) * share)])

    assert _broken(folder)["file"] == "conditions.json"


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "wordings.json").unlink()

    assert _broken(folder)["file"] == "wordings.json"


WRONG: dict[str, tuple[str, Change, str, str]] = {
    "an unknown key": (
        ALMATY,
        lambda data: data["services"][2]["steps5"][1].update(speed="fast"),
        "$.services[2].steps5[1]",
        "speed",
    ),
    "a wrong type": (
        ALMATY,
        lambda data: data["services"][0]["term"].update(value="3"),
        "$.services[0].term.value",
        "Expected `int`",
    ),
    "a day that cannot be": (
        ALMATY,
        lambda data: data["act"].update(valid_from="2017-02-30"),
        "$.act.valid_from",
        "Invalid",
    ),
    "a missing key": (
        ORDER,
        lambda data: data["services"]["guardian_allowance"]["requirements"][0].pop("form"),
        "$.services[...].requirements[0]",
        "form",
    ),
    "an unknown unit": (
        ALMATY,
        lambda data: data["services"][0]["steps5"][0].update(unit="weeks"),
        "$.services[0].steps5[0].unit",
        "weeks",
    ),
    "an unknown role": (
        ALMATY,
        lambda data: data["services"][0]["steps8"][3].update(role="janitor"),
        "$.services[0].steps8[3].role",
        "janitor",
    ),
    "an unknown channel": (
        ALMATY,
        lambda data: data["services"][0]["issue_channels"].append("pigeon"),
        "$.services[0].issue_channels[2]",
        "pigeon",
    ),
    "an unknown region": (
        ALMATY,
        lambda data: data["act"].update(region="atlantis"),
        "$.act.region",
        "atlantis",
    ),
    "an unknown standard": (
        ALMATY,
        lambda data: data["act"].update(standard="order_0"),
        "$.act.standard",
        "order_0",
    ),
    "an unknown standard of one service": (
        ALMATY,
        lambda data: data["services"][3].update(standard="order_0"),
        "$.services[3].standard",
        "order_0",
    ),
    "a service that the standard lacks": (
        ALMATY,
        lambda data: data["services"][0].update(service="dog_licence"),
        "$.services[0].service",
        "dog_licence",
    ),
    "an unknown condition": (
        ORDER,
        lambda data: data["services"]["guardian_allowance"]["requirements"][2].update(
            condition="it_rains"
        ),
        "$.services.guardian_allowance.requirements[2].condition",
        "it_rains",
    ),
    "a condition on a row that is always asked for": (
        ORDER,
        lambda data: data["services"]["guardian_allowance"]["requirements"][0].update(
            condition="applicant_married"
        ),
        "$.services.guardian_allowance.requirements[0].condition",
        "conditional row",
    ),
    "a row that stands twice": (
        ORDER,
        lambda data: data["services"]["guardian_allowance"]["requirements"][1].update(
            code="application"
        ),
        "$.services.guardian_allowance.requirements[1].code",
        "twice",
    ),
    "an unknown source": (
        ORDER,
        lambda data: data["services"]["guardian_allowance"]["fee"]["cites"][0].update(source="S99"),
        "$.services.guardian_allowance.fee.cites[0].source",
        "S99",
    ),
    "a fact without a citation": (
        "wordings.json",
        lambda data: data["refusal_receipt.title"].update(cites=[]),
        "$['refusal_receipt.title'].cites",
        "without a citation",
    ),
    "a norm without a citation": (
        "acts/sko_zhambyl_district_2012.json",
        lambda data: data["services"][0]["serving_norm"].update(cites=[]),
        "$.services[0].serving_norm.cites",
        "without a citation",
    ),
    "two editions of one name": (
        ALMATY,
        lambda data: data["services"][1].update(edition=data["services"][0]["edition"]),
        "$.services[1].edition",
        "twice",
    ),
    "two editions in force on one day": (
        ALMATY,
        lambda data: data["services"].append(
            {**data["services"][0], "edition": "x", "valid_from": "2019-01-01"}
        ),
        "$.services[11]",
        "together",
    ),
    "an act that ends before it begins": (
        ALMATY,
        lambda data: data["act"].update(valid_to="2016-01-01"),
        "$.act.valid_to",
        "before it begins",
    ),
    "an edition that ends before it begins": (
        ALMATY,
        lambda data: data["services"][0].update(valid_to="2016-01-01"),
        "$.services[0].valid_to",
        "before it begins",
    ),
    "a condition that stands twice": (
        "conditions.json",
        lambda data: data[1].update(code=data[0]["code"]),
        "$[1]",
        "twice",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_is_refused_with_its_place(folder: Path, what: str) -> None:
    name, change, place, reason = WRONG[what]
    _change(folder, name, change)

    details = _broken(folder)

    assert details["file"] == name
    assert details["place"] == place
    assert reason in str(details["reason"])


@pytest.mark.parametrize(
    "expression",
    [
        {},
        {"fact": "a", "not": {"fact": "b"}},
        {"fact": 1},
        {"eval": "1"},
        {"by_representative": False},
        {"not": {"unknown": "x"}},
        {"all": [{"fact": "a"}, "b"]},
        {"any_child": {"fact": "a"}},
        {"any_child": {"child_born_before": "13.08.2007"}},
        {"any_child": {"child_age_at_least": "10"}},
        {"any_child": {"any": [{"child_fact": 1}]}},
    ],
)
def test_an_expression_that_no_one_can_read_is_refused(
    folder: Path, expression: dict[str, object]
) -> None:
    _change(folder, "conditions.json", lambda data: data[0].update(expression=expression))

    details = _broken(folder)

    assert details["file"] == "conditions.json"
    assert details["place"] == "$[0].expression"


@pytest.mark.parametrize(
    "expression",
    [
        {"all": [{"fact": "a"}, {"not": {"fact": "b"}}, {"by_representative": True}]},
        {"any_child": {"all": [{"child_age_at_least": 10}, {"not": {"child_fact": "x"}}]}},
    ],
)
def test_nested_expressions_are_read(folder: Path, expression: dict[str, object]) -> None:
    _change(folder, "conditions.json", lambda data: data[0].update(expression=expression))

    assert expression in [one.expression for one in load_catalogue(folder).conditions.values()]


def test_a_new_service_of_a_new_act_needs_data_only(folder: Path) -> None:
    act = json.loads((folder / ALMATY).read_text(encoding="utf-8"))
    act["act"].update(
        code="almaty-2020", number="1", valid_from="2020-09-30", valid_to="2021-01-01"
    )
    act["services"] = [{**act["services"][0], "edition": "almaty-2020:guardianship_certificate"}]
    (folder / "acts" / "almaty_2020.json").write_text(json.dumps(act), encoding="utf-8")

    catalogue = load_catalogue(folder)

    editions = [one.edition for one in catalogue.services if one.region == "almaty"]
    assert len(editions) == 12
    assert catalogue.act("almaty-2020").number == "1"


def test_a_confirmed_list_is_a_new_edition_and_old_cases_keep_theirs(folder: Path) -> None:
    standard = json.loads((folder / ORDER).read_text(encoding="utf-8"))
    standard["code"] = "order_198_confirmed"
    standard["services"]["guardianship_certificate"]["requirements"].pop()
    (folder / "standards" / "confirmed.json").write_text(json.dumps(standard), encoding="utf-8")
    changed = {"valid_from": "2019-01-01", "edition": "new", "standard": "order_198_confirmed"}
    _change(folder, ALMATY, lambda data: data["services"].append(data["services"][0] | changed))
    _change(folder, ALMATY, lambda data: data["services"][0].update(valid_to="2018-12-31"))

    catalogue = load_catalogue(folder)
    where = {"service": "guardianship_certificate", "region": "almaty"}
    old = catalogue.find(**where, on=date(2018, 12, 31))
    new = catalogue.find(**where, on=date(2019, 1, 1))

    assert (len(old.requirements), len(new.requirements)) == (4, 3)
    assert new.edition == "new"
    assert catalogue.edition(old.edition) is old
    assert len({fact.where for fact in facts(catalogue)}) == len(list(facts(catalogue)))


def test_a_confirmation_is_read_with_its_person_and_day(folder: Path) -> None:
    person = {"by": "Ә. Әдіскерова", "on": "2026-11-21"}
    _change(folder, ALMATY, lambda data: data["services"][0]["term"].update(confirmed=person))
    _change(folder, ALMATY, lambda data: data["act"].update(confirmed=person))

    catalogue = load_catalogue(folder)

    assert catalogue.services[0].term.confirmed is not None
    assert catalogue.services[0].term.confirmed.by == person["by"]
    assert catalogue.acts[0].confirmed == catalogue.services[0].term.confirmed
