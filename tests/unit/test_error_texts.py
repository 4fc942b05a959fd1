"""Whoever has one trouble already is told about it in sentences, whatever is missing."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from operator_app.domain.signatures import CertificateExpired
from operator_app.errors import OperatorAppError, RuleViolation
from resources.error_texts import ErrorTextsTorn, explain, load_error_texts, read_error_texts

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = {"happened": "a", "means": "b", "now": "c"}


class _WithoutTexts(RuleViolation):
    code = "nobody.wrote_this"


class _Torn(RuleViolation):
    code = "app.error_texts_torn"


def test_details_fill_the_sentence() -> None:
    text = explain(_Torn(file="x.json", reason=["a", "b"]), "en")

    assert text.happened == "A file of messages is damaged: x.json (a, b)."


def test_a_missing_detail_leaves_a_dash() -> None:
    assert "damaged: — (—)" in explain(_Torn(), "en").happened


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (date(2018, 1, 31), "31 января 2018 г."),
        ("2018-01-31", "31 января 2018 г."),
        ("2018-02-31", "2018-02-31"),
        ("2018-01-31T10:00:00", "2018-01-31T10:00:00"),
    ],
)
def test_a_day_is_said_as_people_say_it(given: object, shown: str) -> None:
    assert shown in explain(_Torn(file=given), "ru").happened


def test_a_sentence_that_ends_with_a_day_ends_with_one_full_stop() -> None:
    text = explain(CertificateExpired(ended_on="2018-01-31"), "ru")

    assert text.happened == "Срок действия сертификата закончился 31 января 2018 г."


def test_a_code_without_texts_is_named_in_the_general_sentence() -> None:
    assert "nobody.wrote_this" in explain(_WithoutTexts(), "ru").happened


def test_an_unknown_language_is_answered_in_english() -> None:
    assert explain(OperatorAppError(), "de") == explain(OperatorAppError(), "en")


def test_texts_cannot_be_changed_by_a_reader() -> None:
    with pytest.raises(TypeError):
        load_error_texts()["app.unknown"] = {}  # type: ignore[index]  # the point of the test


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        json.dumps({"x.y": {"kk": WHOLE, "ru": WHOLE}}),
        json.dumps({"x.y": {"kk": WHOLE, "ru": WHOLE, "en": {"happened": "a"}}}),
        json.dumps({"x.y": {"kk": WHOLE, "ru": WHOLE, "en": {**WHOLE, "later": "d"}}}),
        '{"x.y": 1, "x.y": 2}',
    ],
)
def test_a_torn_file_of_texts_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content, encoding="utf-8")

    with pytest.raises(ErrorTextsTorn) as torn:
        read_error_texts(tmp_path)

    assert torn.value.details["file"] == "x.json"
