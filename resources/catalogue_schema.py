"""JSON Schemas of the catalogue's files, for editors that complete and check while one types.

``python -m resources.catalogue_schema`` writes them anew after the format has changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from resources.catalogue_format import (
    ActFile,
    ChannelEntry,
    ConditionEntry,
    NotesFile,
    StandardFile,
    Text,
    WordingEntry,
)

SCHEMAS = Path(__file__).with_name("schemas")


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, by the name of the schema's file."""
    shapes: dict[str, Any] = {
        "act": ActFile,
        "standard": StandardFile,
        "conditions": tuple[ConditionEntry, ...],
        "sources": dict[str, dict[str, Any]],
        "names": dict[str, Text],
        "channels": dict[str, ChannelEntry],
        "wordings": dict[str, WordingEntry],
        "notes": NotesFile,
    }
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {
        f"{name}.schema.json": dialect | msgspec.json.schema(shape)
        for name, shape in shapes.items()
    }


def write(folder: Path) -> None:
    """Writes all schemas into ``folder``."""
    folder.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        (folder / name).write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write(SCHEMAS)
