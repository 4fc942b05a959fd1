"""Say what a row of a service's list is in the printed act; a second person confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.domain.measures import Amount, measure_of
from operator_app.domain.operators import NoSuchOperator, Operator, OperatorId, Page
from operator_app.domain.proposals import (
    Change,
    Correction,
    Kind,
    NotNewest,
    Proposal,
    RowHasProposal,
    change_of,
    checked_place,
    measure_change_of,
    new_row_code,
    who,
)
from operator_app.ports import Clock, Fact, UnitOfWork, UnitOfWorkFactory
from operator_app.wire.catalogue import CATALOGUE_PROPOSE, content_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRequirement:
    """``requirement`` is empty for a row that the list lacks; ``place`` is in the printed act.

    ``correction`` is for a corrected or an added row, ``amount`` for a corrected term or norm:
    its ``requirement`` is a ``Measure``.
    """

    proposal_id: str
    edition: str
    kind: Kind
    requirement: str
    place: str
    by: OperatorId
    correction: Correction | None = None
    amount: Amount | None = None


class ProposeRequirementHandler:
    """Changes no list. The same command twice proposes once."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock, catalogue: Catalogue) -> None:
        self._units = units
        self._now = now
        self._catalogue = catalogue

    def __call__(self, command: ProposeRequirement) -> Proposal:
        record = newest(self._catalogue, command.edition)
        with self._units() as unit:
            editor = editing(unit, command.by)
            known = unit.editions.proposal(command.proposal_id)
            if known is not None:
                return known
            change = self._change(record, command)
            proposal = Proposal(
                id=command.proposal_id,
                edition=record.edition,
                region=record.region,
                service=record.service,
                change=change,
                place=checked_place(command.place),
                by=who(editor),
                at=self._now(),
            )
            details = {"edition": record.edition, "row": change.row, "kind": change.kind.value}
            put_forward(unit, proposal, editor, details)
            unit.commit()
        return proposal

    def _change(self, record: ServiceRecord, command: ProposeRequirement) -> Change:
        measure = measure_of(command.requirement)
        if measure is not None:
            return measure_change_of(record, command.kind, measure, command.amount)
        row = new_row_code(record) if command.kind is Kind.ADD else command.requirement
        return change_of(record, command.kind, row, command.correction, self._catalogue.conditions)


def editing(unit: UnitOfWork, operator_id: OperatorId) -> Operator:
    """Who may edit the catalogue, as the store knows them now, not as they signed in."""
    operator = unit.operators.get(operator_id)
    if operator is None:
        raise NoSuchOperator(operator=operator_id)
    return operator.allowed(Page.CATALOGUE)


def tell(unit: UnitOfWork, kind: str, proposal: Proposal, editor: Operator) -> None:
    """The other windows of the center: the second person may sit at one of them."""
    unit.outbox.put(
        Fact(
            type=kind,
            entity=proposal.id,
            base=None,
            at=proposal.settled_at or proposal.at,
            actor=editor.full_name,
            body=content_of(proposal),
        )
    )


def put_forward(
    unit: UnitOfWork, proposal: Proposal, editor: Operator, details: Mapping[str, object]
) -> None:
    """It waits from now on, here and at the other windows; the caller commits."""
    nobody_waits_for(unit, proposal)
    unit.editions.save_proposal(proposal)
    tell(unit, CATALOGUE_PROPOSE, proposal, editor)
    unit.audit.record(
        actor=editor.full_name,
        action="catalogue.propose",
        entity=proposal.id,
        at=proposal.at,
        details=details,
    )


def newest(catalogue: Catalogue, edition: str) -> ServiceRecord:
    """That edition, if nobody has made a further one of it."""
    record = catalogue.edition(edition)
    if record not in catalogue.newest():
        raise NotNewest(edition=edition)
    return record


def nobody_waits_for(unit: UnitOfWork, proposal: Proposal) -> None:
    """Two proposals about one row could not both come true."""
    mine = (proposal.region, proposal.service, proposal.change.row)
    for other in unit.editions.open_proposals():
        if other.id != proposal.id and (other.region, other.service, other.change.row) == mine:
            raise RowHasProposal(row=proposal.change.row, by=other.by.name)
