"""Every error has its sentences in three languages, and every sentence its error."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from operator_app.errors import Corrupted, OperatorAppError, RuleViolation, Unavailable
from resources.error_texts import LANGUAGES, load_error_texts
from tests.support.project_files import ROOT

PACKAGES = ("operator_app", "db", "printing", "hub", "resources", "ui")
KINDS = {OperatorAppError, RuleViolation, Unavailable, Corrupted}


@cache
def _errors() -> frozenset[type[OperatorAppError]]:
    """All error classes of ours; migrations are left out, which only Alembic can import."""
    for package in PACKAGES:
        root = importlib.import_module(package)
        for module in pkgutil.walk_packages(root.__path__, f"{package}."):
            if not module.name.endswith("__main__") and ".migrations." not in module.name:
                importlib.import_module(module.name)
    found: set[type[OperatorAppError]] = set()
    waiting = [OperatorAppError]
    while waiting:
        below = waiting.pop().__subclasses__()
        found.update(below)
        waiting.extend(below)
    return frozenset(one for one in found if one.__module__.split(".")[0] in PACKAGES) - KINDS


def _codes() -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for error in _errors():
        if "code" in vars(error):
            codes.setdefault(error.code, []).append(f"{error.__module__}.{error.__qualname__}")
    return codes


def test_every_error_has_a_code_of_its_own() -> None:
    without = [
        f"{error.__module__}.{error.__qualname__}"
        for error in _errors()
        if error.code == OperatorAppError.code
    ]

    assert sorted(without) == []


def test_no_code_is_used_twice() -> None:
    assert {code: where for code, where in _codes().items() if len(where) > 1} == {}


def test_every_code_has_its_sentences() -> None:
    assert sorted(set(_codes()) - set(load_error_texts())) == []


def test_no_sentence_is_left_without_its_error() -> None:
    assert sorted(set(load_error_texts()) - set(_codes()) - {OperatorAppError.code}) == []


def test_every_sentence_is_there_in_every_language() -> None:
    empty = [
        (code, language, part)
        for code, by_language in load_error_texts().items()
        for language in LANGUAGES
        for part in ("happened", "means", "now")
        if not getattr(by_language[language], part)
    ]

    assert empty == []


def test_the_three_languages_name_the_same_details() -> None:
    different = {
        code: {language: sorted(text.placeholders()) for language, text in by_language.items()}
        for code, by_language in load_error_texts().items()
        if len({text.placeholders() for text in by_language.values()}) > 1
    }

    assert different == {}


def test_an_area_is_the_file_that_holds_it() -> None:
    areas = {file.stem for file in (ROOT / "resources" / "errors").glob("*.json")}

    assert {code.split(".")[0] for code in load_error_texts()} == areas
