"""The JSON Schemas in the tree are those of the format that is loaded."""

from __future__ import annotations

from pathlib import Path

from resources.catalogue_schema import SCHEMAS, schemas, write


def test_the_schemas_in_the_tree_are_up_to_date(tmp_path: Path) -> None:
    write(tmp_path)
    fresh = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}

    assert {file.name: file.read_text(encoding="utf-8") for file in SCHEMAS.iterdir()} == fresh
    assert fresh.keys() == schemas().keys()


def test_unknown_keys_are_refused_by_the_schemas_too() -> None:
    definitions = schemas()["act.schema.json"]["$defs"]

    assert all(
        definition["additionalProperties"] is False
        for definition in definitions.values()
        if definition.get("type") == "object"
    )
