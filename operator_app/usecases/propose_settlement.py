"""Say what shall hold where two windows made two editions of one; a second person confirms it."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.domain.operators import OperatorId
from operator_app.domain.proposals import Proposal, checked_place, who
from operator_app.domain.quarrels import NoSuchQuarrel, quarrels, settlement
from operator_app.ports import Clock, UnitOfWork, UnitOfWorkFactory
from operator_app.usecases.propose_requirement import editing, put_forward


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeSettlement:
    """``fell`` is the edition that does not stand; ``taken`` what is taken of it all the same."""

    proposal_id: str
    fell: str
    taken: tuple[str, ...]
    place: str
    by: OperatorId


class ProposeSettlementHandler:
    """Changes no list. The same command twice proposes once."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock, catalogue: Catalogue) -> None:
        self._units = units
        self._now = now
        self._catalogue = catalogue

    def __call__(self, command: ProposeSettlement) -> Proposal:
        with self._units() as unit:
            editor = editing(unit, command.by)
            known = unit.editions.proposal(command.proposal_id)
            if known is not None:
                return known
            fell = self._fallen(unit, command.fell)
            stands = standing_beside(self._catalogue, fell)
            proposal = Proposal(
                id=command.proposal_id,
                edition=stands.edition,
                region=stands.region,
                service=stands.service,
                change=settlement(stands, fell, command.taken),
                place=checked_place(command.place),
                by=who(editor),
                at=self._now(),
            )
            details = {
                "edition": stands.edition,
                "fell": fell.edition,
                "rows": [part.row for part in proposal.change.parts],
            }
            put_forward(unit, proposal, editor, details)
            unit.commit()
        return proposal

    def _fallen(self, unit: UnitOfWork, name: str) -> ServiceRecord:
        if all(one.fell != name for one in quarrels(unit.editions.all())):
            raise NoSuchQuarrel(edition=name)
        return self._catalogue.edition(name)


def standing_beside(catalogue: Catalogue, fell: ServiceRecord) -> ServiceRecord:
    """The newest edition of the shipped one that both come from."""
    shipped = fell.edition.partition("@")[0]
    for record in catalogue.newest():
        if record.edition.partition("@")[0] == shipped:
            return record
    raise NoSuchQuarrel(edition=fell.edition)
