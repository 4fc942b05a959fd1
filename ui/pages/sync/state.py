"""What the page of the connection shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from operator_app.domain.catalogue import Bilingual
from operator_app.queries.sync_state import ConflictView, Quarantined, SyncCounts
from operator_app.sync.engine import LineState
from operator_app.sync.lanes import Trouble as LineTrouble
from operator_app.sync.stick import Carried
from operator_app.sync.store import Identity
from operator_app.wire.bodies import Take
from ui.runtime.faces import Busy, Trouble

NOT_LET_IN: Final = frozenset({LineTrouble.NOT_SIGNED_IN, LineTrouble.REVOKED})
LONGEST_CODE: Final = 128


class Part(StrEnum):
    """The tabs, in their order."""

    LINE = "line"
    REFUSED = "refused"
    CONFLICTS = "conflicts"


class Did(StrEnum):
    """What has just been done here."""

    WOKEN = "woken"
    ASKED_AGAIN = "asked_again"
    SAVED = "saved"
    CARRIED = "carried"
    CHOSEN = "chosen"
    ENROLLED = "enrolled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """``file`` is the name of what was written; ``carried`` says how much is in it."""

    what: Did
    file: str = ""
    carried: Carried | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Who this window is to its hub."""

    identity: Identity
    center: str
    window: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncState:
    """``line``, ``counts`` and ``device`` are ``None`` until the first answer has come."""

    part: Part = Part.LINE
    line: LineState | None = None
    counts: SyncCounts | None = None
    device: Device | None = None
    refused: tuple[Quarantined, ...] = ()
    conflicts: tuple[ConflictView, ...] = ()
    services: Mapping[str, Bilingual] = field(default_factory=dict)
    message: str = ""
    """Which one of ``refused`` is looked at."""
    conflict: str = ""
    """Which one of ``conflicts`` is looked at."""
    taking: Take | None = None
    """The choice that is asked about once more."""
    may_solve: bool = False
    done: Done | None = None
    working: bool = False
    busy: Busy | None = None
    trouble: Trouble | None = None

    @property
    def shown_message(self) -> Quarantined | None:
        return next((one for one in self.refused if one.id == self.message), None)

    @property
    def shown_conflict(self) -> ConflictView | None:
        return next((one for one in self.conflicts if one.id == self.conflict), None)

    @property
    def may_enrol(self) -> bool:
        """The hub is there and does not let this window in: only a code does."""
        return self.line is not None and self.line.trouble in NOT_LET_IN

    @property
    def may_choose(self) -> bool:
        """Both versions are there, nobody has chosen, and whoever sits here may."""
        shown = self.shown_conflict
        return (
            self.may_solve
            and not self.working
            and shown is not None
            and shown.state == "open"
            and shown.mine is not None
        )
