"""What an operator has typed so far, judged while it is typed: numbers and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from operator_app.domain.applications import PartyKind
from operator_app.domain.people import (
    LENGTH,
    NumberEmpty,
    clean_number,
    parse_bin,
    parse_iin,
)
from operator_app.errors import RuleViolation

_KIND_PLACE: Final = 4
_BIN_DIGITS: Final = "456"
_LONGEST_NUMBER: Final = 40
_LONGEST_TEXT: Final = 250
_DAY_DIGITS: Final = 8


class DayUnreadable(RuleViolation):
    """What stands in the field is no day of the calendar."""

    code = "intake.day_unreadable"


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """``kind`` is known from the fifth digit on; ``left`` digits are still to be typed."""

    text: str
    kind: PartyKind | None
    left: int
    error: RuleViolation | None

    @property
    def good(self) -> bool:
        return bool(self.text) and self.error is None and not self.left


@dataclass(frozen=True, slots=True)
class TypedDay:
    text: str
    day: date | None
    error: RuleViolation | None


def number_of(raw: str, *, person_only: bool = False) -> TypedNumber:
    """An unfinished number is no error yet; a letter is one at once."""
    text = clean_number(raw)[:_LONGEST_NUMBER]
    kind = None if person_only else _kind_of(text)
    digits_only = text.isascii() and (text.isdigit() or not text)
    if digits_only and len(text) < LENGTH:
        return TypedNumber(text, kind, LENGTH - len(text), None)
    try:
        if kind is PartyKind.ORGANISATION:
            parse_bin(text)
        else:
            parse_iin(text)
    except RuleViolation as error:
        return TypedNumber(text, kind, 0, error)
    return TypedNumber(text, kind or PartyKind.PERSON, 0, None)


def required(number: TypedNumber) -> RuleViolation | None:
    """What is wrong with a number that must be whole now."""
    if number.error is not None:
        return number.error
    if not number.text:
        return NumberEmpty()
    try:
        (parse_bin if number.kind is PartyKind.ORGANISATION else parse_iin)(number.text)
    except RuleViolation as error:
        return error
    return None


def _kind_of(text: str) -> PartyKind | None:
    if len(text) <= _KIND_PLACE:
        return None
    return PartyKind.ORGANISATION if text[_KIND_PLACE] in _BIN_DIGITS else PartyKind.PERSON


def day_of(raw: str) -> TypedDay:
    """``ДД.ММ.ГГГГ``, also with other marks between or none; an unfinished day is no error."""
    text = clean_text(raw)
    digits = "".join(sign for sign in text if sign.isascii() and sign.isdigit())
    if not text:
        return TypedDay(text, None, None)
    strange = any(not sign.isascii() or sign.isalpha() for sign in text)
    if strange or len(digits) > _DAY_DIGITS:
        return TypedDay(text, None, DayUnreadable(text=text[:20]))
    if len(digits) < _DAY_DIGITS:
        return TypedDay(text, None, None)
    try:
        day = date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return TypedDay(text, None, DayUnreadable(text=text[:20]))
    return TypedDay(text, day, None)


def day_error(typed: TypedDay) -> RuleViolation | None:
    """What is wrong with a day that must be whole now; no day at all is not wrong here."""
    if typed.error is not None or typed.day is not None or not typed.text:
        return typed.error
    return DayUnreadable(text=typed.text[:20])


def clean_text(raw: str) -> str:
    """One line without control signs: what is left of a paste of anything."""
    printable = "".join(sign if sign.isprintable() else " " for sign in raw)
    return " ".join(printable.split())[:_LONGEST_TEXT]


def shown_day(day: date | None) -> str:
    return "" if day is None else f"{day:%d.%m.%Y}"
