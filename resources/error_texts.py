"""What to tell an operator about an error: what happened, what it means, what to do now.

The sentences stand in ``resources/errors/<area>.json``, keyed by the error's code and language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from operator_app.errors import Corrupted, OperatorAppError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LANGUAGES = ("kk", "ru", "en")
PARTS = ("happened", "means", "now")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
NOT_GIVEN = "—"


class ErrorTextsTorn(Corrupted):
    """A file of error texts is not what it was when it was shipped."""

    code = "app.error_texts_torn"


@dataclass(frozen=True, slots=True)
class ErrorText:
    """Three sentences in one language; ``{names}`` in them are details of the error."""

    happened: str
    means: str
    now: str

    def placeholders(self) -> frozenset[str]:
        return frozenset(PLACEHOLDER.findall(f"{self.happened} {self.means} {self.now}"))


def explain(error: OperatorAppError, language: str) -> ErrorText:
    """Never fails on a missing text or detail: whoever reads it has one trouble already."""
    texts = load_error_texts()
    by_language = texts.get(error.code) or texts[OperatorAppError.code]
    text = by_language.get(language) or by_language["en"]
    details = {"code": error.code, **error.details}
    return ErrorText(
        happened=_filled(text.happened, details),
        means=_filled(text.means, details),
        now=_filled(text.now, details),
    )


@cache
def load_error_texts() -> Mapping[str, Mapping[str, ErrorText]]:
    """Every text by code, then by language; read once, and nobody can change it."""
    return read_error_texts(files("resources") / "errors")


def read_error_texts(folder: Traversable) -> Mapping[str, Mapping[str, ErrorText]]:
    texts: dict[str, Mapping[str, ErrorText]] = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".json"):
            texts.update(_area(file))
    return MappingProxyType(texts)


def _area(file: Traversable) -> dict[str, Mapping[str, ErrorText]]:
    try:
        read = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=_no_key_twice)
        return {code: _languages(by_language) for code, by_language in read.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ErrorTextsTorn(file=file.name, reason=str(error)) from error


def _languages(read: Mapping[str, Mapping[str, str]]) -> Mapping[str, ErrorText]:
    return MappingProxyType({name: _text(read[name]) for name in LANGUAGES})


def _text(read: Mapping[str, str]) -> ErrorText:
    unknown = sorted(set(read) - set(PARTS))
    if unknown:
        raise KeyError(*unknown)
    return ErrorText(**{part: read[part].strip() for part in PARTS})


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError(sorted(name for name, _ in pairs))
    return read


def _filled(sentence: str, details: Mapping[str, object]) -> str:
    return PLACEHOLDER.sub(lambda found: _shown(details.get(found[1])), sentence)


def _shown(value: object) -> str:
    if value is None:
        return NOT_GIVEN
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_shown(item) for item in value) or NOT_GIVEN
    return str(value)
