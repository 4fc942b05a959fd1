"""Cases found by what a person can say: a number, an IIN or BIN, a phone, a part of a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A line of the list of found cases."""

    id: str
    number: str
    applicant_number: str
    """IIN or BIN; empty while the draft has no applicant."""
    applicant_name: str
    service: str
    state: str
    opened_at: datetime
    accepted_on: date | None


class FindCases(Protocol):
    def __call__(self, words: str, *, limit: int = 50) -> tuple[FoundCase, ...]:
        """The newest cases that fit ``words``, at most ``limit``.

        Digits (with ``-``, spaces or ``+`` between them) are the beginning of an application
        number, of an IIN or BIN, or of a phone; other words are parts of the applicant's name,
        in any of the three alphabets, all of which must fit. Too short a text finds nothing.
        """
        ...
