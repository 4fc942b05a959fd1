"""What the tab of two editions shows."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.domain.editions import CenterEdition
from operator_app.domain.proposals import Kind, Proposal
from operator_app.domain.quarrels import Quarrel, apart
from ui.runtime.faces import Busy, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An edition as it reads, and the two people who stand for it."""

    edition: CenterEdition
    record: ServiceRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """``stands`` is the newest edition of the branch in force, ``fell`` the last of the other."""

    quarrel: Quarrel
    stands: Side
    fell: Side

    @property
    def apart(self) -> tuple[str, ...]:
        return apart(self.stands.record, self.fell.record)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlingState:
    """``taken`` are codes of what is taken of the edition that does not stand."""

    law: Catalogue | None = None
    meetings: tuple[Meeting, ...] = ()
    chosen: str = ""
    taken: frozenset[str] = frozenset()
    place: str = ""
    place_fault: str = ""
    proposals: tuple[Proposal, ...] = ()
    working: bool = False
    busy: Busy | None = None
    trouble: Trouble | None = None

    @property
    def shown(self) -> Meeting | None:
        return next((one for one in self.meetings if one.quarrel.fell == self.chosen), None)

    @property
    def waiting(self) -> Proposal | None:
        """What one person has proposed about it already."""
        return next(
            (
                one
                for one in self.proposals
                if one.change.kind is Kind.SETTLE and one.change.row == self.chosen
            ),
            None,
        )

    @property
    def may_propose(self) -> bool:
        return self.shown is not None and self.waiting is None and not self.working
