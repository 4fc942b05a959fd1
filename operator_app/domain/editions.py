"""Editions made at a center: what one person proposed about a row, a second one confirmed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from operator_app.domain.catalogue import Citation, Confirmation, Requirement, ServiceRecord
from operator_app.domain.proposals import PRINTED_ACT, Change, Proposal, Who
from operator_app.errors import RuleViolation

DIGEST_LETTERS: Final = 10


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


def _proved(row: Requirement, one: Confirmed) -> Requirement:
    """Read in the act itself: that source is told first, the earlier ones stay behind it."""
    cite = Citation(source=PRINTED_ACT, place=one.place)
    return replace(
        row,
        cites=(cite, *row.cites),
        confirmed=Confirmation(by=f"{one.proposed_by.name}; {one.confirmed_by.name}", on=one.on),
    )
