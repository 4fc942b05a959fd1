"""Manifest numbers ``CCC-WW-YYMMDD-NNN-K``: given by a window alone, read aloud and off a bag."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from operator_app.domain.numbers import NumberFacts, iso7064_check_digit
from operator_app.domain.people import CheckDigitWrong, clean_number
from operator_app.errors import RuleViolation

LAST_MANIFEST: Final = 999
_CENTURY: Final = 2000
_WRITTEN: Final = re.compile(r"[0-9]{3}-[0-9]{2}-[0-9]{6}-[0-9]{3}-[0-9]", re.ASCII)
_DIGITS: Final = re.compile(r"[0-9]{15}", re.ASCII)

_LINK: Final = re.compile(r"\S*(?:status|manifest)/([0-9]{15,16})(?:/\S*)?", re.ASCII)


class ManifestNumberMalformed(RuleViolation):
    """Neither the number as printed nor the fifteen digits of its barcode."""

    code = "courier.manifest_number"


class TooManyManifests(RuleViolation):
    """A window opens at most 999 manifests a day."""

    code = "courier.too_many_manifests"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestNumber:
    """One digit shorter than a case's number, so a reader cannot take one for the other."""

    center: str
    window: int
    day: date
    sequence: int

    @classmethod
    def build(cls, center: str, window: int, day: date, sequence: int) -> Self:
        if not 1 <= sequence <= LAST_MANIFEST:
            raise TooManyManifests(window=window, last=LAST_MANIFEST)
        return cls(center=center, window=window, day=day, sequence=sequence)

    @classmethod
    def parse(cls, text: str) -> Self:
        if not (_WRITTEN.fullmatch(text) or _DIGITS.fullmatch(text)):
            raise ManifestNumberMalformed(length=len(text))
        digits = text.replace("-", "")
        if iso7064_check_digit(digits[:-1]) != int(digits[-1]):
            raise CheckDigitWrong
        try:
            day = date(_CENTURY + int(digits[5:7]), int(digits[7:9]), int(digits[9:11]))
        except ValueError as error:
            raise ManifestNumberMalformed(length=len(text)) from error
        return cls.build(digits[:3], int(digits[3:5]), day, int(digits[11:14]))

    @property
    def digits(self) -> str:
        """The text of the Code 128 barcode."""
        body = f"{self.center}{self.window:02}{self.day:%y%m%d}{self.sequence:03}"
        return f"{body}{iso7064_check_digit(body)}"

    @property
    def text(self) -> str:
        digits = self.digits
        return f"{digits[:3]}-{digits[3:5]}-{digits[5:11]}-{digits[11:14]}-{digits[14]}"

    def __str__(self) -> str:
        return self.text


def code_on_paper(text: str) -> str:
    """What the reader has read: the digits out of a QR code's link, or the text as it is."""
    stripped = text.strip()
    link = _LINK.fullmatch(stripped)
    return link[1] if link else stripped


def manifest_facts(value: str) -> NumberFacts | None:
    """What a manifest's number says; ``None`` for what is not as long as one."""
    text = clean_number(value)
    if not _DIGITS.fullmatch(text):
        return None
    try:
        number = ManifestNumber.parse(text)
    except RuleViolation as error:
        return NumberFacts(kind="manifest_number", valid=False, reason=error.code, facts={})
    facts = {
        "text": number.text,
        "digits": number.digits,
        "center": number.center,
        "window": number.window,
        "day": number.day.isoformat(),
        "sequence": number.sequence,
    }
    return NumberFacts(kind="manifest_number", valid=True, reason=None, facts=facts)
