"""The result as a document that its provider signed: what it says, and how it is read back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from operator_app.domain.applications import Decision
from operator_app.domain.catalogue import Bilingual
from operator_app.domain.requests import canonical
from operator_app.errors import Corrupted, RuleViolation

RESULT_REFUSED: Final = "provider.result_refused"
"""In the journal, of a case that goes without: ``reason`` says what is wrong with its result."""
VERSION: Final = 1
LONGEST: Final = 64 * 1024
"""Bytes. A result is a page of text; anything longer came from somewhere else."""


class ResultUnreadable(Corrupted):
    """Not a result document of a version that this program reads."""

    code = "result.unreadable"


class ResultOfOtherCase(RuleViolation):
    """The document speaks of another case, or of another decision than the provider's."""

    code = "result.other_case"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDocument:
    """``number`` is the case's; ``text`` is what the provider certifies or refuses, in words."""

    number: str
    official_number: str | None
    decision: Decision
    decided_on: date
    provider: Bilingual
    text: Bilingual


def result_bytes(document: ResultDocument) -> bytes:
    """UTF-8 JSON, keys sorted, no spaces: what the provider's ЭЦП stands under."""
    return canonical(
        {
            "v": VERSION,
            "number": document.number,
            "official_number": document.official_number,
            "decision": document.decision.value,
            "decided_on": document.decided_on.isoformat(),
            "provider": {"ru": document.provider.ru, "kk": document.provider.kk},
            "text": {"ru": document.text.ru, "kk": document.text.kk},
        }
    )


def read_result(content: bytes) -> ResultDocument:
    """The document, or ``ResultUnreadable``: nothing is guessed of what was signed."""
    if len(content) > LONGEST:
        raise ResultUnreadable(size=len(content))
    try:
        said: dict[str, Any] = json.loads(content)
        if said["v"] != VERSION:
            raise ResultUnreadable(size=len(content))
        document = ResultDocument(
            number=_text(said["number"]),
            official_number=None
            if said["official_number"] is None
            else _text(said["official_number"]),
            decision=Decision(said["decision"]),
            decided_on=date.fromisoformat(said["decided_on"]),
            provider=_bilingual(said["provider"]),
            text=_bilingual(said["text"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ResultUnreadable(size=len(content)) from error
    return document


def _bilingual(said: dict[str, Any]) -> Bilingual:
    return Bilingual(ru=_text(said["ru"]), kk=None if said["kk"] is None else _text(said["kk"]))


def _text(said: object) -> str:
    if not isinstance(said, str) or not said.strip() or "\x00" in said:
        message = "a text with letters in it"
        raise ValueError(message)
    return said
