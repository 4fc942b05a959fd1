"""Editions made at a center: one person compares a row with the printed act, another confirms."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final

from operator_app.domain.catalogue import (
    Bilingual,
    Citation,
    Confirmation,
    Form,
    Need,
    Requirement,
    ServiceRecord,
)
from operator_app.domain.operators import Operator, OperatorId
from operator_app.errors import RuleViolation

PRINTED_ACT: Final = "printed_act"
"""The source of what people of a center have read in the act itself."""
LONGEST_NAME: Final = 1000
LONGEST_PLACE: Final = 200
LONGEST_REMARK: Final = 500
DIGEST_LETTERS: Final = 10


class NotNewest(RuleViolation):
    """Somebody has made a further edition meanwhile: that one is looked at."""

    code = "catalogue.not_newest"


class NoSuchRow(RuleViolation):
    code = "catalogue.no_such_row"


class RowHasProposal(RuleViolation):
    """Two proposals about one row could not both come true."""

    code = "catalogue.row_has_proposal"


class AlreadyConfirmed(RuleViolation):
    code = "catalogue.already_confirmed"


class NothingCorrected(RuleViolation):
    """A correction that changes nothing is a confirmation."""

    code = "catalogue.nothing_corrected"


class RowIncomplete(RuleViolation):
    """The name stands on papers in both languages, and the place is where the next one looks."""

    code = "catalogue.row_incomplete"


class RowTooLong(RuleViolation):
    code = "catalogue.row_too_long"


class UnknownCondition(RuleViolation):
    code = "catalogue.unknown_condition"


class RowIsNeeded(RuleViolation):
    """Who stands at the counter is proved by it in every case."""

    code = "catalogue.row_is_needed"


class OwnProposal(RuleViolation):
    """Two people, not one person twice."""

    code = "catalogue.own_proposal"


class NoSuchProposal(RuleViolation):
    """Nothing was chosen, or not about this service."""

    code = "catalogue.no_such_proposal"


class ProposalSettled(RuleViolation):
    code = "catalogue.proposal_settled"


class ProposalStale(RuleViolation):
    """The row is not any more what was compared with the act."""

    code = "catalogue.proposal_stale"


class RemarkMissing(RuleViolation):
    """Whoever proposed is told why it was not confirmed."""

    code = "catalogue.remark_missing"


class DayOutside(RuleViolation):
    """Not in the past, not before the edition it is made from, not after the act."""

    code = "catalogue.edition_day"


class Kind(StrEnum):
    CONFIRM = "confirm"
    CORRECT = "correct"
    ADD = "add"
    REMOVE = "remove"


class ProposalState(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """One of the two people, as the editions name them for ever."""

    id: OperatorId
    name: str

    def is_the_same(self, other: Who) -> bool:
        """By name too: whoever reads an edition elsewhere sees names only."""
        return self.id == other.id or self.name.casefold() == other.name.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person may say of a row; ``condition`` is a code, ``None`` asks for it always."""

    ru: str
    kk: str
    form: Form
    condition: str | None
    from_state_system: bool
    multi: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """``before`` and ``after`` are whole rows; an added one has no ``before``."""

    kind: Kind
    row: str
    before: Requirement | None
    after: Requirement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """``place`` is where in the printed act it stands; ``edition`` what it was compared with."""

    id: str
    edition: str
    region: str
    service: str
    change: Change
    place: str
    by: Who
    at: datetime
    state: ProposalState = ProposalState.OPEN
    settled_by: Who | None = None
    settled_at: datetime | None = None
    remark: str = ""
    became: str = ""
    """The edition that came of it."""

    def still_open(self) -> Proposal:
        if self.state is not ProposalState.OPEN:
            raise ProposalSettled(row=self.change.row, state=self.state.value)
        return self

    def settled(self, state: ProposalState, by: Who, at: datetime) -> Proposal:
        return replace(self.still_open(), state=state, settled_by=by, settled_at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A change that two people stand for."""

    change: Change
    place: str
    proposed_by: Who
    proposed_at: datetime
    confirmed_by: Who
    confirmed_at: datetime
    on: date
    """The local day of the second person's word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterEdition:
    """The whole list of one service from ``valid_from`` on, and how it came from ``base``.

    ``name`` is that of the shipped edition with the day and a digest of everything here: two
    centers never give one name to two lists.
    """

    name: str
    base: str
    region: str
    service: str
    valid_from: date
    requirements: tuple[Requirement, ...]
    changes: tuple[Confirmed, ...]


def who(operator: Operator) -> Who:
    return Who(id=operator.id, name=operator.full_name)


def change_of(
    record: ServiceRecord,
    kind: Kind,
    row: str,
    correction: Correction | None,
    conditions: Collection[str],
) -> Change:
    """What is proposed about ``row`` of the list as it is now, or the rule against it."""
    before = record.requirement(row)
    if kind is not Kind.ADD and before is None:
        raise NoSuchRow(row=row, edition=record.edition)
    if kind is Kind.CONFIRM and before is not None and before.confirmed is not None:
        raise AlreadyConfirmed(row=row, by=before.confirmed.by)
    if kind is Kind.REMOVE and before is not None and (before.identity or before.representative):
        raise RowIsNeeded(row=row)
    after = None if kind is Kind.REMOVE else before
    if kind in {Kind.CORRECT, Kind.ADD}:
        after = _corrected(before or _blank(row), _checked(correction, conditions, row))
        if after == before:
            raise NothingCorrected(row=row)
    return Change(kind=kind, row=row, before=before if kind is not Kind.ADD else None, after=after)


def new_row_code(record: ServiceRecord) -> str:
    """A code for a row that the shipped list lacks; free in this list."""
    taken = {one.code for one in record.requirements}
    return next(code for n in range(1, len(taken) + 2) if (code := f"center_row_{n}") not in taken)


def checked_place(place: str) -> str:
    said = " ".join(place.split())
    if not said:
        raise RowIncomplete(what="place")
    if len(said) > LONGEST_PLACE:
        raise RowTooLong(what="place", most=LONGEST_PLACE)
    return said


def checked_remark(remark: str) -> str:
    said = " ".join(remark.split())
    if not said:
        raise RemarkMissing
    if len(said) > LONGEST_REMARK:
        raise RowTooLong(what="remark", most=LONGEST_REMARK)
    return said


def confirmed(proposal: Proposal, by: Who, at: datetime, on: date) -> Confirmed:
    """The second person's word for it."""
    proposal.still_open()
    if proposal.by.is_the_same(by):
        raise OwnProposal(row=proposal.change.row, by=proposal.by.name)
    return Confirmed(
        change=proposal.change,
        place=proposal.place,
        proposed_by=proposal.by,
        proposed_at=proposal.at,
        confirmed_by=by,
        confirmed_at=at,
        on=on,
    )


def edition_of(
    record: ServiceRecord, changes: Sequence[Confirmed], valid_from: date
) -> CenterEdition:
    """The edition that follows ``record``."""
    made = CenterEdition(
        name="",
        base=record.edition,
        region=record.region,
        service=record.service,
        valid_from=valid_from,
        requirements=list_after(record, changes),
        changes=tuple(changes),
    )
    return replace(made, name=name_of(made))


def fit_day(record: ServiceRecord, valid_from: date, today: date) -> date:
    """What was accepted yesterday was accepted under yesterday's list."""
    first = max(today, record.valid_from)
    if not first <= valid_from <= record.valid_to:
        raise DayOutside(
            on=valid_from.isoformat(),
            first=first.isoformat(),
            last=record.valid_to.isoformat(),
        )
    return valid_from


def list_after(record: ServiceRecord, changes: Sequence[Confirmed]) -> tuple[Requirement, ...]:
    """The rows of ``record`` with each change in its place; an added row stands last."""
    rows = {row.code: row for row in record.requirements}
    for one in changes:
        change = one.change
        if rows.get(change.row) != change.before:
            raise ProposalStale(row=change.row, edition=record.edition)
        if change.after is None:
            del rows[change.row]
        else:
            rows[change.row] = _proved(change.after, one)
    return tuple(rows.values())


def record_of(edition: CenterEdition, base: ServiceRecord) -> ServiceRecord:
    """The service as ``base`` orders it, with the list of this edition."""
    return replace(
        base,
        edition=edition.name,
        base=edition.base,
        standard=edition.name,
        valid_from=edition.valid_from,
        requirements=edition.requirements,
    )


def name_of(edition: CenterEdition) -> str:
    shipped = edition.base.partition("@")[0]
    content = json.dumps(
        {**asdict(edition), "name": ""},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=_moment,
    )
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()[:DIGEST_LETTERS]
    return f"{shipped}@{edition.valid_from.isoformat()}.{digest}"


def _moment(value: date) -> str:
    """One moment has one spelling, whatever clock it was read from."""
    return (value.astimezone(UTC) if isinstance(value, datetime) else value).isoformat()


def _checked(correction: Correction | None, conditions: Collection[str], row: str) -> Correction:
    if correction is None:
        raise NothingCorrected(row=row)
    ru, kk = (" ".join(text.split()) for text in (correction.ru, correction.kk))
    if not ru or not kk:
        raise RowIncomplete(what="ru" if not ru else "kk")
    if max(len(ru), len(kk)) > LONGEST_NAME:
        raise RowTooLong(what="name", most=LONGEST_NAME)
    if correction.condition is not None and correction.condition not in conditions:
        raise UnknownCondition(condition=correction.condition)
    return replace(correction, ru=ru, kk=kk)


def _corrected(row: Requirement, said: Correction) -> Requirement:
    renamed = row.name.kk != said.kk
    return replace(
        row,
        name=Bilingual(
            ru=said.ru, kk=said.kk, kk_source=PRINTED_ACT if renamed else row.name.kk_source
        ),
        kk_source=PRINTED_ACT if renamed else row.kk_source,
        form=said.form,
        required=Need.ALWAYS if said.condition is None else Need.CONDITIONAL,
        condition=said.condition,
        from_state_system=said.from_state_system,
        multi=said.multi,
    )


def _blank(code: str) -> Requirement:
    return Requirement(
        code=code,
        name=Bilingual(ru=""),
        kk_source=None,
        form=Form.COPY,
        required=Need.ALWAYS,
        condition=None,
        from_state_system=False,
        multi=False,
        source=PRINTED_ACT,
    )


def _proved(row: Requirement, one: Confirmed) -> Requirement:
    """Read in the act itself: that source is told first, the earlier ones stay behind it."""
    cite = Citation(source=PRINTED_ACT, place=one.place)
    return replace(
        row,
        cites=(cite, *row.cites),
        confirmed=Confirmation(by=f"{one.proposed_by.name}; {one.confirmed_by.name}", on=one.on),
    )
