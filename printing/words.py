"""Two languages at once: every text of a paper is a pair, the applicant's language first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from operator_app.domain.catalogue import Bilingual
from resources.texts import Texts

Pair = tuple[str, str]

_ORDER = {"kk": ("kk", "ru"), "ru": ("ru", "kk")}


@dataclass(frozen=True, slots=True)
class Words:
    """Says things in both languages of paper."""

    first: Texts
    second: Texts

    @classmethod
    def in_order(cls, language: str, texts: Callable[[str], Texts]) -> Words:
        """Paper speaks Kazakh and Russian only: whoever reads English gets Kazakh first."""
        first, second = _ORDER.get(language, _ORDER["kk"])
        return cls(texts(first), texts(second))

    def say(self, msgid: str, **placeholders: Pair | str | int) -> Pair:
        return (
            self.first(msgid, **_side(placeholders, 0)),
            self.second(msgid, **_side(placeholders, 1)),
        )

    def of(self, text: Bilingual) -> Pair:
        return text[self.first.language], text[self.second.language]

    def date(self, day: date) -> Pair:
        return self.first.date(day), self.second.date(day)

    def moment(self, at: datetime) -> Pair:
        return self.first.moment(at), self.second.moment(at)


def same(text: str) -> Pair:
    """What reads alike in both: a name, a number."""
    return text, text


def capital(pair: Pair) -> Pair:
    """A text from the middle of a law's sentence, standing on its own here."""
    return pair[0][:1].upper() + pair[0][1:], pair[1][:1].upper() + pair[1][1:]


def joined(pair: Pair) -> str:
    """Both languages in one line, or one where they say the same."""
    return pair[0] if pair[0] == pair[1] else f"{pair[0]} · {pair[1]}"


def _side(placeholders: dict[str, Pair | str | int], side: int) -> dict[str, str | int]:
    return {
        name: value[side] if isinstance(value, tuple) else value
        for name, value in placeholders.items()
    }
