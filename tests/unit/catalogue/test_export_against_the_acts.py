"""Every fact of the export, one by one, against lists made from the acts by another path."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.catalogue.commands import answer

EXPECTED = Path(__file__).with_name("expected")


def _expected(name: str) -> dict[tuple[str, ...], Any]:
    rows = json.loads((EXPECTED / name).read_text(encoding="utf-8"))
    facts = {tuple(row[:-1]): row[-1] for row in rows}
    assert len(facts) == len(rows)
    return facts


def _same(told: dict[tuple[str, ...], Any], expected: dict[tuple[str, ...], Any]) -> None:
    different = {
        key: (told.get(key, "absent"), value)
        for key, value in expected.items()
        if told.get(key, "absent") != value
        or isinstance(told[key], bool) != isinstance(value, bool)
    }
    assert different == {}


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{path}.{key}" if path else key)


def test_every_date_and_number_of_the_acts_is_exported(capsys: pytest.CaptureFixture[str]) -> None:
    told: dict[tuple[str, ...], Any] = {}
    export = answer(capsys, "export")
    for act in export["acts"]:
        flat = dict(_flat(act)) | dict(_flat(act["details"]))
        flat["region_ru"] = act["region_name"]["ru"]
        flat["issuer_ru"] = act["issuer"]["ru"]
        flat |= {f"note.{index}": note for index, note in enumerate(act["notes"])}
        told |= {(act["number"], name): value for name, value in flat.items()}

    _same(told, _expected("acts.json"))


def test_every_step_channel_term_and_appendix_is_exported(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told: dict[tuple[str, ...], Any] = {}
    for service in answer(capsys, "export")["services"]:
        for name, value in _of_service(service):
            told[service["act"], service["service"], name] = value
    expected = _expected("services.json")

    assert {key[:2] for key in told} == {key[:2] for key in expected}
    _same(told, expected)


def _of_service(service: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    details, texts = service["details"], service["texts"]
    yield from _flat({key: value for key, value in service.items() if key != "texts"})
    yield from ((name, texts[name]["ru"]) for name in ("form_of_service", "result", "provider"))
    for paragraph in ("5", "8"):
        part = f"paragraph{paragraph}"
        rows = service["steps"][part]
        yield f"{part}.count", len(rows)
        yield from _of_steps(part, rows, texts["steps"][part])
        for unit in {row["unit"] for row in rows}:
            total = sum(row["value"] for row in rows if row["unit"] == unit)
            yield f"total.{part}.{unit}", total
    yield from _of_steps("own", service["own_steps"], texts["steps"]["own"])
    yield "term.basis", service["term_basis"]
    yield "appendix_of_act", details.get("appendix_of_act")
    receipt = details.get("provider_receipt")
    yield "provider_receipt.issued", receipt and receipt["issued_by_provider"]
    yield "provider_receipt.contents", receipt and receipt["contents_ru"]
    portal = details.get("portal_term_in_paragraph9")
    yield "portal_term", portal and [portal["value"], portal["unit"], portal["as_written"]]
    yield "process.count", len(texts["operator_process"])
    processes = details.get("portal_processes") or details.get("portal_processes_paragraph6") or []
    yield "portal.count", len(processes)
    yield from ((f"note.{index}", note) for index, note in enumerate(service["notes"]))


def _of_steps(part: str, rows: list[Any], texts: list[Any]) -> Iterator[tuple[str, Any]]:
    for row, text in zip(rows, texts, strict=True):
        start = f"{part}.{row['n']}"
        assert row == {name: text[name] for name in ("n", "role", "value", "unit")}
        yield from ((f"{start}.{name}", value) for name, value in row.items())
        yield f"{start}.as_written", text["as_written"]
        yield f"{start}.action_ru", text["action"]["ru"]
        yield f"{start}.action_kk", text["action"]["kk"]
        yield f"{start}.result_ru", text["result_ru"]


def test_every_requirement_is_exported_with_its_condition_form_and_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told: dict[tuple[str, ...], Any] = {}
    for service in answer(capsys, "export")["services"]:
        for name, value in _of_list(service):
            told[service["act"], service["service"], name] = value
    expected = _expected("requirements.json")

    assert told.keys() == expected.keys()
    _same(told, expected)


def _of_list(service: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    rows = service["requirements"]
    yield "codes", [row["code"] for row in rows]
    groups = {
        code: group for group, codes in service["alternative_groups"].items() for code in codes
    }
    for row in rows:
        code = row["code"]
        for name in ("condition", "form", "required", "source", "confirmed"):
            yield f"{code}.{name}", row[name]
        yield f"{code}.from_state_system", code in service["from_state_system"]
        yield f"{code}.multi", code in service["multi"]
        yield f"{code}.alternative_group", groups.get(code)
        yield f"{code}.name_ru", service["texts"]["requirements"][code]["ru"]
    yield from service["norms"].items()
    fee = service["texts"]["fee"]
    yield "fee", fee and fee["ru"]
    yield "grounds", sorted(ground["code"] for ground in service["texts"]["grounds"])


def test_every_condition_is_exported_with_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    conditions = answer(capsys, "export")["conditions"]

    assert {(code,): entry["text"]["ru"] for code, entry in conditions.items()} == _expected(
        "conditions.json"
    )


def test_a_service_has_the_published_keys_and_whole_numbers_stay_whole(
    capsys: pytest.CaptureFixture[str],
) -> None:
    services = answer(capsys, "export")["services"]
    service = services[0]

    assert len(services) == 18
    assert service["steps"]["paragraph5"][2] == {
        "n": 3,
        "role": "specialist",
        "value": 2,
        "unit": "work_days",
    }
    assert set(service["requirements"][0]) == {
        *("code", "condition", "form", "required", "source", "confirmed")
    }
    values = [row["value"] for one in services for row in one["steps"]["paragraph5"]]
    assert {type(value) for value in values} == {int}
