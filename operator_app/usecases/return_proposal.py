"""Return a proposal to whoever made it, with a remark, or take one's own back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.operators import OperatorId
from operator_app.domain.proposals import Proposal, ProposalState, checked_remark, who
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.confirm_requirement import asked_for
from operator_app.usecases.propose_requirement import editing, tell
from operator_app.wire.catalogue import CATALOGUE_SETTLE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnProposal:
    """Whoever takes their own back need not say why."""

    proposal_id: str
    remark: str
    by: OperatorId


class ReturnProposalHandler:
    """No list changes; the row may be proposed anew."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: ReturnProposal) -> Proposal:
        now = self._now()
        with self._units() as unit:
            editor = editing(unit, command.by)
            proposal = asked_for(unit, command.proposal_id)
            own = proposal.by.id == editor.id
            settled = replace(
                proposal.settled(
                    ProposalState.WITHDRAWN if own else ProposalState.RETURNED, who(editor), now
                ),
                remark="" if own else checked_remark(command.remark),
            )
            unit.editions.save_proposal(settled)
            tell(unit, CATALOGUE_SETTLE, settled, editor)
            unit.audit.record(
                actor=editor.full_name,
                action=f"catalogue.{settled.state.value}",
                entity=settled.id,
                at=now,
                details={"edition": settled.edition, "row": settled.change.row},
            )
            unit.commit()
        return settled
