"""The catalogues of words: whole, current, and right about numbers and days."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from resources.texts import TRANSLATED, Texts, UnknownLanguage

ROOT = Path(__file__).parents[2]
SPEAKING = ("printing", "ui", "operator_app", "hub")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def catalog(language: str) -> Catalog:
    path = resources.files("resources") / "translations" / f"{language}.po"
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def spoken() -> Iterator[str]:
    """Every string that stands in the code of the programs."""
    for folder in SPEAKING:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def said_on_paper() -> Iterator[str]:
    """What ``printing`` asks to be said: the strings under ``say`` and the first of ``plural``."""
    for path in (ROOT / "printing").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr == "say":
                    yield from _strings(node.args[0])
                if node.func.attr == "plural":
                    yield from _strings(node.args[0])


def _strings(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_said_on_paper_is_untranslated(language: str) -> None:
    known = Texts.for_language(language).messages
    assert sorted(set(said_on_paper()) - set(known)) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_stale_fuzzy_or_empty(language: str) -> None:
    in_code = set(spoken())
    for message in catalog(language):
        if not message.id:
            continue
        first = message.id if isinstance(message.id, str) else message.id[0]
        said = [message.string] if isinstance(message.string, str) else message.string

        assert first in in_code
        assert not message.fuzzy
        assert said
        assert all(said)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_placeholders_of_its_source(language: str) -> None:
    for source, said in Texts.for_language(language).messages.items():
        for text in said:
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(source))


def test_both_catalogues_hold_the_same_strings() -> None:
    kk, ru = (set(Texts.for_language(language).messages) for language in TRANSLATED)
    assert kk == ru


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("ru", 1, "1 лист"),
        ("ru", 3, "3 листа"),
        ("ru", 11, "11 листов"),
        ("ru", 21, "21 лист"),
        ("kk", 1, "1 парақ"),
        ("kk", 5, "5 парақ"),
        ("en", 1, "1 sheet"),
        ("en", 5, "5 sheets"),
    ],
)
def test_numbers_take_the_form_of_their_language(language: str, n: int, said: str) -> None:
    assert Texts.for_language(language).plural("{n} sheet", "{n} sheets", n) == said


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("kk", "2018 ж. 6 ақпан", "2018 ж. 6 ақпан, 11:05"),
        ("ru", "6 февраля 2018 г.", "6 февраля 2018 г., 11:05"),
        ("en", "6 February 2018", "6 February 2018, 11:05"),
    ],
)
def test_days_are_written_as_people_write_them(language: str, day: str, moment: str) -> None:
    texts = Texts.for_language(language)

    assert texts.date(date(2018, 2, 6)) == day
    assert texts.moment(datetime(2018, 2, 6, 11, 5, tzinfo=UTC)) == moment


def test_what_has_no_translation_comes_back_in_english() -> None:
    assert Texts.for_language("kk")("Never written {x}", x=1) == "Never written 1"


def test_a_language_nobody_taught_us_is_an_error() -> None:
    with pytest.raises(UnknownLanguage):
        Texts.for_language("de")
