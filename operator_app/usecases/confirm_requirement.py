"""Confirm what somebody else has proposed about one service: a new edition comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.domain.catalogue_packages import bring_into_force
from operator_app.domain.editions import CenterEdition, confirmed, edition_of, fit_day
from operator_app.domain.operators import Operator, OperatorId
from operator_app.domain.proposals import NoSuchProposal, NotNewest, Proposal, ProposalState, who
from operator_app.ports import Clock, Fact, UnitOfWork, UnitOfWorkFactory
from operator_app.usecases.propose_requirement import editing, newest, tell
from operator_app.usecases.rules import local
from operator_app.wire.catalogue import (
    CATALOGUE_EDITION,
    CATALOGUE_SETTLE,
    content_of,
    entity_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRequirement:
    """``proposals`` are all of one service; ``valid_from`` is the new edition's first day."""

    proposals: tuple[str, ...]
    edition: str
    valid_from: date
    by: OperatorId


class ConfirmRequirementHandler:
    """The shipped catalogue stays as it is, and so does every case that is open already."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock, catalogue: Catalogue) -> None:
        self._units = units
        self._now = now
        self._catalogue = catalogue

    def __call__(self, command: ConfirmRequirement) -> CenterEdition:
        now = self._now()
        today = local(now).date()
        record = newest(self._catalogue, command.edition)
        with self._units() as unit:
            editor = editing(unit, command.by)
            second = who(editor)
            proposals = chosen(unit, command.proposals, record)
            changes = [confirmed(one, second, now, today) for one in proposals]
            _grows_alone(unit, record)
            made = edition_of(record, changes, fit_day(record, command.valid_from, today))
            unit.editions.add(made)
            tell_edition(unit, made, editor, now)
            for one in proposals:
                settled = one.settled(ProposalState.CONFIRMED, second, now)
                settled = replace(settled, became=made.name)
                unit.editions.save_proposal(settled)
                tell(unit, CATALOGUE_SETTLE, settled, editor)
            unit.audit.record(
                actor=editor.full_name,
                action="catalogue.confirm",
                entity=made.name,
                at=now,
                details={
                    "base": made.base,
                    "valid_from": made.valid_from.isoformat(),
                    "rows": [one.change.row for one in changes],
                },
            )
            editions = unit.editions.all()
            unit.commit()
        bring_into_force(self._catalogue, editions)
        return made


def tell_edition(unit: UnitOfWork, edition: CenterEdition, editor: Operator, at: datetime) -> None:
    """All windows of the center work by one list."""
    unit.outbox.put(
        Fact(
            type=CATALOGUE_EDITION,
            entity=entity_of(edition),
            base=None,
            at=at,
            actor=editor.full_name,
            body=content_of(edition),
        )
    )


def _grows_alone(unit: UnitOfWork, record: ServiceRecord) -> None:
    """News of another window may have come since the page was read."""
    if any(one.base == record.edition for one in unit.editions.all()):
        raise NotNewest(edition=record.edition)


def chosen(unit: UnitOfWork, proposals: tuple[str, ...], record: ServiceRecord) -> list[Proposal]:
    """Each of them, about this very service; an edition comes of one at least."""
    found = [asked_for(unit, one) for one in proposals]
    of_this = [(one.region, one.service) == (record.region, record.service) for one in found]
    if not found or not all(of_this):
        raise NoSuchProposal(edition=record.edition)
    return found


def asked_for(unit: UnitOfWork, proposal_id: str) -> Proposal:
    proposal = unit.editions.proposal(proposal_id)
    if proposal is None:
        raise NoSuchProposal(edition="")
    return proposal
