"""CASE.json as typed values: every key known, every fault named by its place."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from operator_app.domain.applications import ConsentAnswer, Decision, DeliveryWay
from operator_app.domain.catalogue import Form
from operator_app.domain.people import parse_bin, parse_iin
from operator_app.errors import OperatorAppError, RuleViolation
from operator_app.usecases.rules import local

LARGEST = 1_000_000
"""Bytes; a case with a hundred papers takes thirty thousand."""

UNSEEN = r"\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
"""Signs that print nothing, or turn the line round: no document has them in a name."""

Text = Annotated[str, Meta(max_length=300, pattern=rf"\A(?=.*\S)[^{UNSEEN}]+\Z")]
Name = Annotated[str, Meta(max_length=300, pattern=rf"\A[^{UNSEEN}]*\Z")]


class CaseFileMissing(RuleViolation):
    code = "case.file_missing"


class CaseFileWrong(RuleViolation):
    """The file cannot be used; ``place`` is where, ``reason`` is what is wrong there."""

    code = "case.file_wrong"


class Registries(StrEnum):
    STAND = "stand"
    OFFLINE = "offline"
    UNAVAILABLE = "unavailable"


class LanguageWord(StrEnum):
    KK = "kk"
    RU = "ru"


class Until(StrEnum):
    ACCEPTED = "accepted"
    ISSUED = "issued"


class CenterPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    code: Annotated[str, Meta(pattern=r"\A[0-9]{3}\Z")]
    window: Annotated[int, Meta(ge=1, le=99)]


class TicketPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    category: Text = "general"


class ApplicantPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A person by ``iin``, or an organisation by ``bin`` and ``name``."""

    iin: str | None = None
    bin: str | None = None
    surname: Name = ""
    name: Name = ""
    patronymic: Name = ""
    phone: Text | None = None
    address: Text | None = None


class PowerPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    kind: Name
    number: Text | None = None
    issued_on: date | None = None
    valid_until: date | None = None
    notary: Text | None = None


class RepresentativePart(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    iin: str
    power_of_attorney: PowerPart
    surname: Name = ""
    name: Name = ""
    patronymic: Name = ""
    phone: Text | None = None
    address: Text | None = None


class ChildPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    iin: str | None = None
    surname: Name = ""
    name: Name = ""
    patronymic: Name = ""
    born_on: date | None = None
    born_abroad: bool | None = None


class DocumentPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    requirement: Text
    presented: Form
    valid_until: date | None = None
    scans: tuple[Text, ...] = ()


class CaseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One case to play. ``accepted_at`` is the clock of the whole rehearsal."""

    case_id: Text
    region: Text
    service: Text
    accepted_at: Annotated[datetime, Meta(tz=True)]
    language: LanguageWord
    center: CenterPart
    operator: Text
    ticket: TicketPart = TicketPart()
    consent: ConsentAnswer
    applicant: ApplicantPart
    representative: RepresentativePart | None = None
    children: tuple[ChildPart, ...] = ()
    facts: dict[str, bool] = {}
    documents: tuple[DocumentPart, ...] = ()
    registries: Registries = Registries.STAND
    delivery: DeliveryWay = DeliveryWay.GATEWAY
    until: Until = Until.ACCEPTED
    decision: Decision = Decision.GRANT


@contextmanager
def place(where: str) -> Iterator[None]:
    """Says where in the file the value stands that broke a rule."""
    try:
        yield
    except OperatorAppError as error:
        error.details.setdefault("place", where)
        raise


def read_case(path: Path) -> CaseFile:
    """The case in ``path``; numbers and dates are checked, the catalogue is not asked yet."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise CaseFileMissing(file=path.name) from error
    if len(content) > LARGEST:
        raise CaseFileWrong(place="$", reason=f"more than {LARGEST} bytes")
    try:
        case = msgspec.json.decode(content, type=CaseFile)
        json.loads(content, object_pairs_hook=_no_key_twice)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        reason, _, where = str(error).partition(" - at ")
        raise CaseFileWrong(place=where.strip("`") or "$", reason=reason) from error
    _check(case)
    return case


def _no_key_twice(pairs: list[tuple[str, object]]) -> None:
    keys = [key for key, _ in pairs]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise CaseFileWrong(place="$", reason=f"a key stands twice: {', '.join(twice)}")


def _check(case: CaseFile) -> None:
    try:
        uuid.UUID(case.case_id)
    except ValueError as error:
        raise CaseFileWrong(place="$.case_id", reason="not a UUID") from error
    try:
        accepted_on = local(case.accepted_at).date()
    except OverflowError as error:
        raise CaseFileWrong(place="$.accepted_at", reason="a day out of all time") from error
    applicant = case.applicant
    if (applicant.iin is None) == (applicant.bin is None):
        raise CaseFileWrong(place="$.applicant", reason="either iin or bin is needed")
    if applicant.iin is not None:
        with place("$.applicant.iin"):
            parse_iin(applicant.iin)
    if applicant.bin is not None:
        with place("$.applicant.bin"):
            parse_bin(applicant.bin)
    if case.representative is not None:
        with place("$.representative.iin"):
            parse_iin(case.representative.iin)
    for index, child in enumerate(case.children):
        _check_child(child, index, accepted_on)


def _check_child(child: ChildPart, index: int, on: date) -> None:
    if child.iin is not None:
        with place(f"$.children[{index}].iin"):
            parse_iin(child.iin)
    if child.born_on is not None and child.born_on > on:
        raise CaseFileWrong(
            place=f"$.children[{index}].born_on", reason="the day is after the day of acceptance"
        )
