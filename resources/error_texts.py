"""What to tell an operator about an error: what happened, what it means, what to do now.

The sentences stand in ``resources/errors/<area>.json``, keyed by the error's code and language.
States and actions in them are codes; ``resources/error_words.json`` says them in words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from operator_app.errors import Corrupted, OperatorAppError
from resources.texts import day_in

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LANGUAGES = ("kk", "ru", "en")
PARTS = ("happened", "means", "now")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
NOT_GIVEN = "—"
TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
"""A day of the Russian texts ends with a full stop of its own."""
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


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
    return explain_code(error.code, language, _in_words(error, language))


def explain_code(code: str, language: str, known: Mapping[str, object]) -> ErrorText:
    """The same of something that happened elsewhere or earlier, of which the code was kept."""
    texts = load_error_texts()
    by_language = texts.get(code) or texts[OperatorAppError.code]
    text = by_language.get(language) or by_language["en"]
    details = {"code": code, **known}
    spoken = language if language in LANGUAGES else "en"
    return ErrorText(
        happened=_filled(text.happened, details, spoken),
        means=_filled(text.means, details, spoken),
        now=_filled(text.now, details, spoken),
    )


def _in_words(error: OperatorAppError, language: str) -> dict[str, object]:
    """The details of ``error``; a code without a word is shown as it is, never left out."""
    words = load_error_words()
    known = words.used.get(error.code, {})
    return {
        name: words.words[known[name]].get(str(value), {}).get(language, value)
        if name in known
        else value
        for name, value in error.details.items()
    }


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """``words`` by vocabulary, code and language; ``used``: which vocabulary a detail is from."""

    words: Mapping[str, Mapping[str, Mapping[str, str]]]
    used: Mapping[str, Mapping[str, str]]


@cache
def load_error_words() -> ErrorWords:
    file = files("resources") / "error_words.json"
    try:
        read = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=_no_key_twice)
        return ErrorWords(words=read["words"], used=read["used"])
    except (ValueError, KeyError, TypeError) as error:
        raise ErrorTextsTorn(file=file.name, reason=str(error)) from error


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


def _filled(sentence: str, details: Mapping[str, object], language: str) -> str:
    filled = PLACEHOLDER.sub(lambda found: _shown(details.get(found[1]), language), sentence)
    return TWO_STOPS.sub(".", filled)


def _shown(value: object, language: str) -> str:
    """A day, also one in the form that programs write, is said as people say it."""
    if value is None:
        return NOT_GIVEN
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_shown(item, language) for item in value) or NOT_GIVEN
    day = _day(value)
    return str(value) if day is None else day_in(language, day)


def _day(value: object) -> date | None:
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) and not isinstance(value, datetime) else None
