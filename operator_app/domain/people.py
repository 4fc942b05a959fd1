"""IIN and BIN: the twelve digits a person or an organisation is known by.

Rules of Government Resolution 565 of 11.06.2003 (IIN) and Order 406 of 22.05.2007 (BIN). Since
Resolution 853 of 26.08.2013 the digits are no longer tied to personal data: a date of birth or a
sex that disagrees with the registry is a warning, never an error. Both numbers are kept as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final

from operator_app.errors import RuleViolation

LENGTH: Final = 12
_FIRST_ROUND: Final = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_ROUND: Final = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_NO_DIGIT: Final = 10
_CENTURIES: Final = {
    "0": (1900, 2000),
    "1": (1800,),
    "2": (1800,),
    "3": (1900,),
    "4": (1900,),
    "5": (2000,),
    "6": (2000,),
}
_MONTHS_IN_YEAR: Final = 12
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad\u200b\ufeff"


class NumberEmpty(RuleViolation):
    code = "number.empty"


class NumberHasLetters(RuleViolation):
    """Something other than the ASCII digits 0-9: letters, or digits of another script."""

    code = "number.letters"


class NumberLengthWrong(RuleViolation):
    code = "number.length"


class CheckDigitWrong(RuleViolation):
    code = "number.check_digit"


class NumberNeverIssued(RuleViolation):
    """Both rounds of the control digit give ten: such numbers are skipped by the registry."""

    code = "number.never_issued"


class BirthDateImpossible(RuleViolation):
    code = "number.date"


class CenturyDigitUnknown(RuleViolation):
    code = "number.century_digit"


class BinGivenForIin(RuleViolation):
    code = "number.bin_for_iin"


class IinGivenForBin(RuleViolation):
    code = "number.iin_for_bin"


class BinMonthImpossible(RuleViolation):
    code = "number.bin_month"


class BinTypeUnknown(RuleViolation):
    code = "number.bin_type"


class BinDivisionUnknown(RuleViolation):
    code = "number.bin_division"


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class IinWarning(StrEnum):
    """What the operator is shown beside the number; it never stops a case."""

    BORN_ON_DISAGREES = "number.born_on_disagrees"
    SEX_DISAGREES = "number.sex_disagrees"
    BORN_IN_FUTURE = "number.born_in_future"


class BinType(StrEnum):
    RESIDENT = "resident"
    NON_RESIDENT = "non_resident"
    JOINT_ENTREPRENEURS = "joint_entrepreneurs"


class BinDivision(StrEnum):
    HEAD = "head"
    BRANCH = "branch"
    REPRESENTATIVE_OFFICE = "representative_office"
    FARM = "farm"


_BIN_TYPES: Final = {
    "4": BinType.RESIDENT,
    "5": BinType.NON_RESIDENT,
    "6": BinType.JOINT_ENTREPRENEURS,
}
_BIN_DIVISIONS: Final = {
    "0": BinDivision.HEAD,
    "1": BinDivision.BRANCH,
    "2": BinDivision.REPRESENTATIVE_OFFICE,
    "3": BinDivision.FARM,
}


@dataclass(frozen=True)
class Iin:
    """A number of a person that ``parse_iin`` has accepted."""

    value: str

    def __str__(self) -> str:
        return self.value

    @cached_property
    def born_on_candidates(self) -> tuple[date, ...]:
        """The days of birth the digits allow: one, or two when the century is not given."""
        return _birth_dates(self.value)

    @property
    def born_on(self) -> date | None:
        """The day of birth, where the digits leave no choice."""
        days = self.born_on_candidates
        return days[0] if len(days) == 1 else None

    @property
    def sex(self) -> Sex | None:
        """None when the seventh digit is zero."""
        digit = int(self.value[6])
        if digit == 0:
            return None
        return Sex.MALE if digit % 2 else Sex.FEMALE

    @property
    def foreigner(self) -> bool:
        """Issued with the seventh digit zero: to a foreigner, or sex and century not given."""
        return self.value[6] == "0"


@dataclass(frozen=True, slots=True)
class Bin:
    """A number of an organisation that ``parse_bin`` has accepted."""

    value: str

    def __str__(self) -> str:
        return self.value

    @property
    def registered(self) -> str:
        """``YYMM`` of the registration or of a later re-registration, as written."""
        return self.value[:4]

    @property
    def type(self) -> BinType:
        return _BIN_TYPES[self.value[4]]

    @property
    def division(self) -> BinDivision:
        return _BIN_DIVISIONS[self.value[5]]


def clean_number(text: str) -> str:
    """What a paste brings along taken off: spaces of any width, dashes of any length."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in _DASHES)


def check_digit(first_eleven: str) -> int | None:
    """The control digit of eleven digits; None where the number is never issued."""
    for weights in (_FIRST_ROUND, _SECOND_ROUND):
        total = sum(
            int(digit) * weight for digit, weight in zip(first_eleven, weights, strict=True)
        )
        remainder = total % 11
        if remainder != _NO_DIGIT:
            return remainder
    return None


def parse_iin(text: str) -> Iin:
    """The IIN in ``text``, or an error that says which rule it breaks. Nothing is cleaned off."""
    _check_digits(text)
    if text[4] in _BIN_TYPES:
        raise BinGivenForIin
    if text[6] not in _CENTURIES:
        raise CenturyDigitUnknown(digit=text[6])
    if not _birth_dates(text):
        raise BirthDateImpossible
    _check_control(text)
    return Iin(text)


def parse_bin(text: str) -> Bin:
    """The BIN in ``text``, or an error that says which rule it breaks. Nothing is cleaned off."""
    _check_digits(text)
    if text[4] in "0123":
        raise IinGivenForBin
    if not 1 <= int(text[2:4]) <= _MONTHS_IN_YEAR:
        raise BinMonthImpossible(month=text[2:4])
    if text[4] not in _BIN_TYPES:
        raise BinTypeUnknown(digit=text[4])
    if text[5] not in _BIN_DIVISIONS:
        raise BinDivisionUnknown(digit=text[5])
    _check_control(text)
    return Bin(text)


def iin_warnings(
    iin: Iin, *, today: date, born_on: date | None = None, sex: Sex | None = None
) -> tuple[IinWarning, ...]:
    """Where the digits disagree with the registry's ``born_on`` and ``sex`` or with the clock."""
    found: list[IinWarning] = []
    if all(day > today for day in iin.born_on_candidates):
        found.append(IinWarning.BORN_IN_FUTURE)
    if born_on is not None and born_on not in iin.born_on_candidates:
        found.append(IinWarning.BORN_ON_DISAGREES)
    if sex is not None and iin.sex is not None and sex is not iin.sex:
        found.append(IinWarning.SEX_DISAGREES)
    return tuple(found)


def age_on(born_on: date, day: date) -> int:
    """Full years on ``day``; who was born on 29 February turns on 1 March of a common year."""
    before_birthday = (day.month, day.day) < (born_on.month, born_on.day)
    return day.year - born_on.year - before_birthday


def _check_digits(text: str) -> None:
    if not text:
        raise NumberEmpty
    if not (text.isascii() and text.isdigit()):
        raise NumberHasLetters
    if len(text) != LENGTH:
        raise NumberLengthWrong(length=len(text), expected=LENGTH)


def _check_control(text: str) -> None:
    control = check_digit(text[:-1])
    if control is None:
        raise NumberNeverIssued
    if control != int(text[-1]):
        raise CheckDigitWrong


def _birth_dates(digits: str) -> tuple[date, ...]:
    month, day = int(digits[2:4]), int(digits[4:6])
    days = []
    for century in _CENTURIES[digits[6]]:
        try:
            days.append(date(century + int(digits[:2]), month, day))
        except ValueError:
            continue
    return tuple(days)
