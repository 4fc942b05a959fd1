"""The center's editions of the catalogue, and what waits for a second person."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from db.mapping import edition_from, encode, moment, proposal_from
from db.models import CenterEditionRow, ProposalRow
from operator_app.domain.editions import CenterEdition
from operator_app.domain.proposals import Proposal, ProposalState

_UNHEARD = CenterEditionRow.hub_place.is_(None)
_ALL = select(CenterEditionRow.body).order_by(
    _UNHEARD, CenterEditionRow.hub_place, CenterEditionRow.place
)
_HEARD = (
    update(CenterEditionRow)
    .where(CenterEditionRow.name == bindparam("edition"))
    .values(hub_place=bindparam("at"))
)
_ADD = insert(CenterEditionRow)
_BY_ID = select(ProposalRow.body).where(ProposalRow.id == bindparam("wanted"))
_OPEN = (
    select(ProposalRow.body)
    .where(ProposalRow.state == ProposalState.OPEN.value)
    .order_by(ProposalRow.proposed_at, ProposalRow.id)
)
_ADD_PROPOSAL = insert(ProposalRow)
_SAVE_PROPOSAL = _ADD_PROPOSAL.on_conflict_do_update(
    index_elements=[ProposalRow.id],
    set_={name: _ADD_PROPOSAL.excluded[name] for name in ("state", "body")},
)


class SqlEditions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[CenterEdition, ...]:
        return tuple(edition_from(body) for body in self._connection.execute(_ALL).scalars())

    def add(self, edition: CenterEdition) -> None:
        self._connection.execute(
            _ADD, {"name": edition.name, "base": edition.base, "body": encode(edition)}
        )

    def heard(self, name: str, place: int) -> None:
        self._connection.execute(_HEARD, {"edition": name, "at": place})

    def proposal(self, proposal_id: str) -> Proposal | None:
        body = self._connection.execute(_BY_ID, {"wanted": proposal_id}).scalar()
        return None if body is None else proposal_from(body)

    def open_proposals(self) -> tuple[Proposal, ...]:
        return tuple(proposal_from(body) for body in self._connection.execute(_OPEN).scalars())

    def save_proposal(self, proposal: Proposal) -> None:
        self._connection.execute(
            _SAVE_PROPOSAL,
            {
                "id": proposal.id,
                "region": proposal.region,
                "service": proposal.service,
                "requirement": proposal.change.row,
                "state": proposal.state.value,
                "proposed_at": moment(proposal.at),
                "body": encode(proposal),
            },
        )
