"""The words of screens, papers and the command line: one ``Texts`` per language, handed in."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources

from babel.dates import format_date
from babel.messages.pofile import read_po

from operator_app.errors import Corrupted

TRANSLATED = ("kk", "ru")
SOURCE = "en"

_DAY_PATTERNS = {"kk": "y 'ж'. d MMMM", "ru": "d MMMM y 'г'.", "en": "d MMMM y"}
_ENGLISH_PLURAL = "n != 1"


class UnknownLanguage(Corrupted):
    """A language was asked for that the program does not speak."""

    code = "paper.unknown_language"


def day_in(language: str, day: date) -> str:
    """A day in words: «2018 ж. 6 ақпан», «6 февраля 2018 г.»."""
    return format_date(day, _DAY_PATTERNS[language], locale=language)


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences of one language; the source strings are English.

    A string without a translation comes back in English, as gettext does it; a test sees to it
    that there is none. Placeholders are named.
    """

    language: str
    messages: Mapping[str, tuple[str, ...]]
    plural_form: Callable[[int], int]

    @classmethod
    def for_language(cls, language: str) -> Texts:
        """Read the catalogue of ``language``; costs a file, so keep what you get."""
        if language == SOURCE:
            return cls(SOURCE, {}, gettext.c2py(_ENGLISH_PLURAL))
        if language not in TRANSLATED:
            raise UnknownLanguage(language=language)
        path = resources.files("resources") / "translations" / f"{language}.po"
        with path.open("rb") as stream:
            catalog = read_po(stream, locale=language)
        messages: dict[str, tuple[str, ...]] = {}
        for message in catalog:
            if not message.id or message.fuzzy:
                continue
            key = message.id if isinstance(message.id, str) else message.id[0]
            text = message.string or ""
            said = (text,) if isinstance(text, str) else tuple(text)
            if all(said):
                messages[key] = said
        return cls(language, messages, gettext.c2py(catalog.plural_expr))

    def __call__(self, msgid: str, **placeholders: object) -> str:
        said = self.messages.get(msgid)
        text = said[0] if said else msgid
        return text.format(**placeholders) if placeholders else text

    def plural(self, singular: str, plural: str, n: int, **placeholders: object) -> str:
        """The form for ``n`` things; ``{n}`` is always there."""
        form = self.plural_form(n)
        said = self.messages.get(singular) or (singular, plural)
        return said[min(form, len(said) - 1)].format(n=n, **placeholders)

    def date(self, day: date) -> str:
        """A day in words: «2018 ж. 6 ақпан», «6 февраля 2018 г.»."""
        return day_in(self.language, day)

    def moment(self, at: datetime) -> str:
        """A day and a time of day as they stand in ``at``: no time zone is changed."""
        return f"{self.date(at.date())}, {at:%H:%M}"
