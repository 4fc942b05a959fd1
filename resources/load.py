"""Typed loading of the catalogue: every error names the file and the place in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

import msgspec

from operator_app.domain.catalogue import Catalogue
from operator_app.errors import Corrupted
from resources.catalogue_assembly import assemble
from resources.catalogue_checks import problems
from resources.catalogue_format import (
    ActFile,
    CatalogueFiles,
    ChannelEntry,
    ConditionEntry,
    NotesFile,
    StandardFile,
    Text,
    WordingEntry,
)

T = TypeVar("T")

SHIPPED = Path(__file__).with_name("catalogue")


class CatalogueFileBroken(Corrupted):
    """A file of the catalogue is missing, torn or says what it cannot."""

    code = "catalogue.file_broken"


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue of this installation, or of another ``folder`` of the same shape."""
    files = _read_all(folder or SHIPPED)
    problem = next(problems(files), None)
    if problem:
        raise CatalogueFileBroken(file=problem.file, place=problem.place, reason=problem.reason)
    return assemble(files)


def _read_all(folder: Path) -> CatalogueFiles:
    acts = sorted((folder / "acts").glob("*.json"))
    standards = sorted((folder / "standards").glob("*.json"))
    return CatalogueFiles(
        acts={_name(path, folder): _read(path, folder, ActFile) for path in acts},
        standards={_name(path, folder): _read(path, folder, StandardFile) for path in standards},
        conditions=_read(folder / "conditions.json", folder, tuple[ConditionEntry, ...]),
        sources=_read(folder / "sources.json", folder, dict[str, dict[str, object]]),
        roles=_read(folder / "roles.json", folder, dict[str, Text]),
        channels=_read(folder / "channels.json", folder, dict[str, ChannelEntry]),
        regions=_read(folder / "regions.json", folder, dict[str, Text]),
        wordings=_read(folder / "wordings.json", folder, dict[str, WordingEntry]),
        notes=_read(folder / "notes.json", folder, NotesFile),
    )


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _read(path: Path, folder: Path, shape: type[T]) -> T:
    name = _name(path, folder)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogueFileBroken(file=name, place="-", reason=error.strerror) from error
    try:
        return msgspec.json.decode(data, type=shape)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).partition(" - at ")
        raise CatalogueFileBroken(
            file=name, place=place.strip("`") or "$", reason=reason
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CatalogueFileBroken(file=name, place=_torn_at(data), reason=str(error)) from error


def _torn_at(data: bytes) -> str:
    """Line and column where the text stops being JSON; msgspec tells the byte at best."""
    try:
        read = data.decode("utf-8")
        json.loads(read)
    except json.JSONDecodeError as error:
        read = error.doc[: error.pos]
    except UnicodeDecodeError as error:
        read = data[: error.start].decode("utf-8")
    return f"line {read.count(chr(10)) + 1}, column {len(read) - read.rfind(chr(10))}"
