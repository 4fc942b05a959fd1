"""What differs between two editions of a service: row by row, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from operator_app.domain.catalogue import Cited, Norm, Requirement, ServiceRecord


class Aspect(StrEnum):
    """What of an edition can differ; those of a row come with the code of the row."""

    ACT = "act"
    VALID_FROM = "valid_from"
    VALID_TO = "valid_to"
    TERM = "term"
    WAITING_NORM = "waiting_norm"
    SERVING_NORM = "serving_norm"
    TERM_CONFIRMED = "term_confirmed"
    WAITING_CONFIRMED = "waiting_confirmed"
    SERVING_CONFIRMED = "serving_confirmed"
    ROW_ADDED = "row_added"
    ROW_REMOVED = "row_removed"
    NAME_RU = "name_ru"
    NAME_KK = "name_kk"
    FORM = "form"
    CONDITION = "condition"
    FROM_STATE_SYSTEM = "from_state_system"
    MULTI = "multi"
    ALTERNATIVE_GROUP = "alternative_group"
    CONFIRMED = "confirmed"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionDifference:
    """``row`` is a whole row's code, empty where the service itself differs; codes as they are."""

    aspect: Aspect
    before: str = ""
    after: str = ""
    row: str = ""


def edition_differences(
    before: ServiceRecord, after: ServiceRecord
) -> tuple[EditionDifference, ...]:
    """Of the service first, then of its rows: in the order of ``after``, the removed ones last."""
    told = [
        EditionDifference(aspect=aspect, before=old, after=new)
        for (aspect, old), (_, new) in zip(_of(before), _of(after), strict=True)
        if old != new
    ]
    for row in after.requirements:
        told += _row(before.requirement(row.code), row)
    told += [
        EditionDifference(aspect=Aspect.ROW_REMOVED, row=row.code, before=row.name.ru)
        for row in before.requirements
        if after.requirement(row.code) is None
    ]
    return tuple(told)


def row_differences(
    before: Requirement | None, after: Requirement | None
) -> tuple[EditionDifference, ...]:
    """Of one row, as it was proposed; every field of one that is new or goes."""
    one = after or before
    code = one.code if one else ""
    old = dict(_fields(before)) if before else {}
    new = dict(_fields(after)) if after else {}
    return tuple(
        EditionDifference(
            aspect=aspect, row=code, before=old.get(aspect, ""), after=new.get(aspect, "")
        )
        for aspect in dict.fromkeys((*old, *new))
        if old.get(aspect, "") != new.get(aspect, "")
    )


def _row(before: Requirement | None, after: Requirement) -> tuple[EditionDifference, ...]:
    if before is None:
        return (EditionDifference(aspect=Aspect.ROW_ADDED, row=after.code, after=after.name.ru),)
    return row_differences(before, after)


def _of(record: ServiceRecord) -> Iterator[tuple[Aspect, str]]:
    yield Aspect.ACT, record.act
    yield Aspect.VALID_FROM, record.valid_from.isoformat()
    yield Aspect.VALID_TO, record.valid_to.isoformat()
    yield Aspect.TERM, f"{record.term.value} {record.term.unit}"
    yield Aspect.WAITING_NORM, _minutes(record.waiting_norm)
    yield Aspect.SERVING_NORM, _minutes(record.serving_norm)
    yield Aspect.TERM_CONFIRMED, _people(record.term)
    yield Aspect.WAITING_CONFIRMED, _people(record.waiting_norm)
    yield Aspect.SERVING_CONFIRMED, _people(record.serving_norm)


def _minutes(norm: Norm | None) -> str:
    return str(norm.minutes) if norm else ""


def _people(fact: Cited | None) -> str:
    return fact.confirmed.by if fact is not None and fact.confirmed else ""


def _fields(row: Requirement) -> Iterator[tuple[Aspect, str]]:
    yield Aspect.NAME_RU, row.name.ru
    yield Aspect.NAME_KK, row.name.kk or ""
    yield Aspect.FORM, row.form.value
    yield Aspect.CONDITION, row.condition or ""
    yield Aspect.FROM_STATE_SYSTEM, str(row.from_state_system)
    yield Aspect.MULTI, str(row.multi)
    yield Aspect.ALTERNATIVE_GROUP, row.alternative_group or ""
    yield Aspect.CONFIRMED, row.confirmed.by if row.confirmed else ""
    yield Aspect.PLACE, (row.cites[0].place or "") if row.confirmed and row.cites else ""
