"""The catalogue editor's part of the store in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from operator_app.domain.editions import CenterEdition
from operator_app.domain.proposals import Proposal, ProposalState


@dataclass
class EditionTables:
    """What the editor has made; never changed, only added to or replaced."""

    editions: tuple[CenterEdition, ...] = ()
    proposals: dict[str, Proposal] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict, compare=False)
    """Of editions in the hub's order."""


class FakeEditions:
    """``check`` raises when this part of the store is broken."""

    def __init__(self, tables: EditionTables, check: Callable[[str], None]) -> None:
        self._tables = tables
        self._check = check

    def all(self) -> tuple[CenterEdition, ...]:
        last = len(self._tables.editions) + 10**9
        return tuple(
            sorted(self._tables.editions, key=lambda one: self._tables.places.get(one.name, last))
        )

    def add(self, edition: CenterEdition) -> None:
        self._check("editions")
        assert edition.name not in {one.name for one in self._tables.editions}
        self._tables.editions = (*self._tables.editions, edition)

    def heard(self, name: str, place: int) -> None:
        self._tables.places = {**self._tables.places, name: place}

    def proposal(self, proposal_id: str) -> Proposal | None:
        return self._tables.proposals.get(proposal_id)

    def open_proposals(self) -> tuple[Proposal, ...]:
        return tuple(
            one for one in self._tables.proposals.values() if one.state is ProposalState.OPEN
        )

    def save_proposal(self, proposal: Proposal) -> None:
        self._check("editions")
        self._tables.proposals = {**self._tables.proposals, proposal.id: proposal}
