"""Editions made at a center: what one person proposed about a row, a second one confirmed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from operator_app.domain.catalogue import (
    Citation,
    Confirmation,
    Norm,
    Requirement,
    ServiceRecord,
    Term,
)
from operator_app.domain.measures import Measure, amount_of, measure_of, measured
from operator_app.domain.proposals import PRINTED_ACT, Change, Kind, Proposal, Who
from operator_app.errors import RuleViolation

DIGEST_LETTERS: Final = 10
_LATER: Final = frozenset(
    {"term", "waiting_norm", "serving_norm", "settles", "was", "shall", "parts"}
)


class OwnProposal(RuleViolation):
    """Two people, not one person twice."""

    code = "catalogue.own_proposal"


class ProposalStale(RuleViolation):
    """The row is not any more what was compared with the act."""

    code = "catalogue.proposal_stale"


class DayOutside(RuleViolation):
    """Not in the past, not before the edition it is made from, not after the act."""

    code = "catalogue.edition_day"


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
    term: Term | None = None
    """With the norms below: only where it is another one than that of ``base``."""
    waiting_norm: Norm | None = None
    serving_norm: Norm | None = None
    settles: tuple[str, ...] = ()
    """Editions that did not stand beside another one: two people have looked at both."""


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
    after = made_after(record, changes)
    made = CenterEdition(
        name="",
        base=record.edition,
        region=record.region,
        service=record.service,
        valid_from=valid_from,
        requirements=after.requirements,
        changes=tuple(changes),
        term=after.term if after.term != record.term else None,
        waiting_norm=after.waiting_norm if after.waiting_norm != record.waiting_norm else None,
        serving_norm=after.serving_norm if after.serving_norm != record.serving_norm else None,
        settles=tuple(one.change.row for one in changes if one.change.kind is Kind.SETTLE),
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


def made_after(record: ServiceRecord, changes: Sequence[Confirmed]) -> ServiceRecord:
    """``record`` with each change in its place; an added row stands last."""
    for one in changes:
        for change in one.change.parts if one.change.kind is Kind.SETTLE else (one.change,):
            measure = measure_of(change.row)
            if measure is None:
                record = replace(record, requirements=_rows_after(record, change, one))
            else:
                record = _measured_after(record, measure, change, one)
    return record


def _rows_after(record: ServiceRecord, change: Change, one: Confirmed) -> tuple[Requirement, ...]:
    rows = {row.code: row for row in record.requirements}
    if rows.get(change.row) != change.before:
        raise ProposalStale(row=change.row, edition=record.edition)
    if change.after is None:
        rows.pop(change.row, None)
    else:
        rows[change.row] = _proved(change.after, one)
    return tuple(rows.values())


def _measured_after(
    record: ServiceRecord, measure: Measure, change: Change, one: Confirmed
) -> ServiceRecord:
    if amount_of(record, measure) != change.was or change.shall is None:
        raise ProposalStale(row=change.row, edition=record.edition)
    return measured(record, measure, change.shall, _cite(one), _confirmation(one))


def record_of(edition: CenterEdition, base: ServiceRecord) -> ServiceRecord:
    """The service as ``base`` orders it, with the list, term and norms of this edition."""
    return replace(
        base,
        edition=edition.name,
        base=edition.base,
        standard=edition.name,
        valid_from=edition.valid_from,
        requirements=edition.requirements,
        term=edition.term or base.term,
        waiting_norm=edition.waiting_norm or base.waiting_norm,
        serving_norm=edition.serving_norm or base.serving_norm,
    )


def name_of(edition: CenterEdition) -> str:
    shipped = edition.base.partition("@")[0]
    content = json.dumps(
        _without_later({**asdict(edition), "name": ""}),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=_moment,
    )
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()[:DIGEST_LETTERS]
    return f"{shipped}@{edition.valid_from.isoformat()}.{digest}"


def _without_later(value: Any) -> Any:
    """Editions of earlier versions keep their names: what they could not say is left out."""
    if isinstance(value, dict):
        return {
            key: _without_later(one)
            for key, one in value.items()
            if one not in (None, ()) or key not in _LATER
        }
    if isinstance(value, list | tuple):
        return [_without_later(one) for one in value]
    return value


def _moment(value: date) -> str:
    """One moment has one spelling, whatever clock it was read from."""
    return (value.astimezone(UTC) if isinstance(value, datetime) else value).isoformat()


def _proved(row: Requirement, one: Confirmed) -> Requirement:
    """Read in the act itself: that source is told first, the earlier ones stay behind it."""
    return replace(row, cites=(_cite(one), *row.cites), confirmed=_confirmation(one))


def _cite(one: Confirmed) -> Citation:
    return Citation(source=PRINTED_ACT, place=one.place)


def _confirmation(one: Confirmed) -> Confirmation:
    return Confirmation(by=f"{one.proposed_by.name}; {one.confirmed_by.name}", on=one.on)
