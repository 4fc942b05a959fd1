"""Application numbers ``CCC-WW-YYMMDD-NNNN-K``, and what a number read off a paper is.

A window gives them alone, with no network: center, window and day make them unique everywhere.
The last digit is ISO 7064 mod 11,10 over all digits before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Self

from operator_app.domain.people import (
    CheckDigitWrong,
    IinWarning,
    NumberEmpty,
    NumberHasLetters,
    NumberLengthWrong,
    clean_number,
    iin_warnings,
    parse_bin,
    parse_iin,
)
from operator_app.errors import RuleViolation

LAST_SEQUENCE: Final = 9999
LAST_WINDOW: Final = 99
_LENGTH: Final = 16
_PERSONAL_LENGTH: Final = 12
_CENTURY: Final = 2000
_WRITTEN: Final = re.compile(r"[0-9]{3}-[0-9]{2}-[0-9]{6}-[0-9]{4}-[0-9]", re.ASCII)
_DIGITS: Final = re.compile(r"[0-9]{16}", re.ASCII)
_CENTER: Final = re.compile(r"[0-9]{3}", re.ASCII)


class ApplicationNumberMalformed(RuleViolation):
    code = "number.application_format"


class ApplicationDayImpossible(RuleViolation):
    """The six digits of the day are no day of this century."""

    code = "number.application_day"


class CenterCodeWrong(RuleViolation):
    code = "number.center"


class WindowNumberWrong(RuleViolation):
    code = "number.window"


class SequenceOutOfRange(RuleViolation):
    """A window opens 1 to 9999 cases a day; there is no five-digit sequence."""

    code = "number.sequence"


Kind = Literal["iin", "bin", "application_number", "manifest_number", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationNumber:
    """A number that can be read aloud; ``build`` and ``parse`` let no broken one through."""

    center: str
    window: int
    day: date
    sequence: int

    @classmethod
    def build(cls, center: str, window: int, day: date, sequence: int) -> Self:
        if not _CENTER.fullmatch(center):
            raise CenterCodeWrong(center=center)
        if not 1 <= window <= LAST_WINDOW:
            raise WindowNumberWrong(window=window, last=LAST_WINDOW)
        if not _CENTURY <= day.year < _CENTURY + 100:
            raise ApplicationDayImpossible(day=day.isoformat())
        if not 1 <= sequence <= LAST_SEQUENCE:
            raise SequenceOutOfRange(sequence=sequence, last=LAST_SEQUENCE)
        return cls(center=center, window=window, day=day, sequence=sequence)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads the number as written or as the sixteen digits of the barcode."""
        if not (_WRITTEN.fullmatch(text) or _DIGITS.fullmatch(text)):
            raise ApplicationNumberMalformed(length=len(text))
        digits = text.replace("-", "")
        if iso7064_check_digit(digits[:-1]) != int(digits[-1]):
            raise CheckDigitWrong
        try:
            day = date(_CENTURY + int(digits[5:7]), int(digits[7:9]), int(digits[9:11]))
        except ValueError as error:
            raise ApplicationDayImpossible(day=digits[5:11]) from error
        return cls.build(digits[:3], int(digits[3:5]), day, int(digits[11:15]))

    @property
    def digits(self) -> str:
        """Sixteen digits, check digit included: the text of the Code 128 barcode."""
        body = f"{self.center}{self.window:02}{self.day:%y%m%d}{self.sequence:04}"
        return f"{body}{iso7064_check_digit(body)}"

    @property
    def text(self) -> str:
        """As printed and read aloud."""
        digits = self.digits
        return f"{digits[:3]}-{digits[3:5]}-{digits[5:11]}-{digits[11:15]}-{digits[15]}"

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFacts:
    """What a number is; ``reason`` is the code of the rule it breaks."""

    kind: Kind
    valid: bool
    reason: str | None
    facts: dict[str, object]


def iso7064_check_digit(digits: str) -> int:
    """ISO 7064 mod 11,10: finds every single wrong digit and nearly every swap of neighbours."""
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10


def identify(value: str, *, today: date) -> NumberFacts:
    """What ``value`` is (spaces and dashes do not matter), and what its digits say.

    ``today`` is only for the warning about a day of birth that has not come yet.
    """
    text = clean_number(value)
    kind = _kind(text)
    try:
        facts = _facts(kind, text, today)
    except RuleViolation as error:
        return NumberFacts(kind=kind, valid=False, reason=error.code, facts={})
    return NumberFacts(kind=kind, valid=True, reason=None, facts=facts)


def _kind(text: str) -> Kind:
    """The fifth digit of an IIN begins a day of the month (0-3); that of a BIN is 4 or more."""
    if not (text.isascii() and text.isdigit()):
        return "unknown"
    if len(text) == _LENGTH:
        return "application_number"
    if len(text) == _PERSONAL_LENGTH:
        return "iin" if text[4] in "0123" else "bin"
    return "unknown"


def _facts(kind: Kind, text: str, today: date) -> dict[str, object]:
    if kind == "iin":
        return _iin_facts(text, today)
    if kind == "bin":
        number = parse_bin(text)
        return {
            "registered": number.registered,
            "type": number.type.value,
            "division": number.division.value,
        }
    if kind == "application_number":
        application = ApplicationNumber.parse(text)
        return {
            "text": application.text,
            "digits": application.digits,
            "center": application.center,
            "window": application.window,
            "day": application.day.isoformat(),
            "sequence": application.sequence,
        }
    if not text:
        raise NumberEmpty
    if not (text.isascii() and text.isdigit()):
        raise NumberHasLetters
    raise NumberLengthWrong(length=len(text), expected=_PERSONAL_LENGTH)


def _iin_facts(text: str, today: date) -> dict[str, object]:
    number = parse_iin(text)
    warnings: tuple[IinWarning, ...] = iin_warnings(number, today=today)
    return {
        "born_on": number.born_on.isoformat() if number.born_on else None,
        "born_on_candidates": [day.isoformat() for day in number.born_on_candidates],
        "sex": number.sex.value if number.sex else None,
        "foreigner": number.foreigner,
        "warnings": [warning.value for warning in warnings],
    }
