"""Proposals of the catalogue editor: one person has compared a row with the printed act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from operator_app.domain.catalogue import Bilingual, Form, Need, Requirement, ServiceRecord
from operator_app.domain.measures import Amount, Measure, amount_of, fact_of, fitting
from operator_app.domain.operators import Operator, OperatorId
from operator_app.errors import RuleViolation

PRINTED_ACT: Final = "printed_act"
"""The source of what people of a center have read in the act itself."""
LONGEST_NAME: Final = 1000
LONGEST_PLACE: Final = 200
LONGEST_REMARK: Final = 500


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


class NoSuchProposal(RuleViolation):
    """Nothing was chosen, or not about this service."""

    code = "catalogue.no_such_proposal"


class ProposalSettled(RuleViolation):
    code = "catalogue.proposal_settled"


class RemarkMissing(RuleViolation):
    """Whoever proposed is told why it was not confirmed."""

    code = "catalogue.remark_missing"


class Kind(StrEnum):
    CONFIRM = "confirm"
    CORRECT = "correct"
    ADD = "add"
    REMOVE = "remove"
    SETTLE = "settle"
    """Two editions of one base: of the one that does not stand this is taken."""


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
    """``before`` and ``after`` are whole rows; an added one has no ``before``.

    ``was`` and ``shall`` are of a term or a norm, whose ``row`` is a ``Measure``; ``parts`` are
    what is taken of the edition that ``row`` names.
    """

    kind: Kind
    row: str
    before: Requirement | None
    after: Requirement | None
    was: Amount | None = None
    shall: Amount | None = None
    parts: tuple[Change, ...] = ()


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


def measure_change_of(
    record: ServiceRecord, kind: Kind, measure: Measure, amount: Amount | None
) -> Change:
    """What is proposed about the term or a norm; what the edition lacks can only be added."""
    was, fact = amount_of(record, measure), fact_of(record, measure)
    if kind not in {Kind.CONFIRM, Kind.CORRECT} or (kind is Kind.CONFIRM and fact is None):
        raise NoSuchRow(row=measure.value, edition=record.edition)
    if kind is Kind.CONFIRM and fact is not None and fact.confirmed is not None:
        raise AlreadyConfirmed(row=measure.value, by=fact.confirmed.by)
    shall = was if kind is Kind.CONFIRM else fitting(measure, amount)
    if kind is Kind.CORRECT and shall == was:
        raise NothingCorrected(row=measure.value)
    return Change(kind=kind, row=measure.value, before=None, after=None, was=was, shall=shall)


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
