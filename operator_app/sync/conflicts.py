"""A person chooses between two versions of a case; both stay kept, whatever is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from operator_app.errors import RuleViolation
from operator_app.ports import Clock, Fact
from operator_app.sync.store import SyncUnits
from operator_app.wire.bodies import Take
from operator_app.wire.cases import CASE_RESOLVE

_SEEN_FROM_THERE: Final = {
    Take.MINE: Take.THEIRS,
    Take.THEIRS: Take.MINE,
    Take.MERGED: Take.MERGED,
}
"""On the wire ``mine`` is the version that came late, whoever's window it was made at."""


class ConflictSettled(RuleViolation):
    """There is no such conflict any more: somebody has chosen, here or at the other window."""

    code = "sync.conflict_settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveConflict:
    """``take`` as this window sees it: ``mine`` was made here, ``theirs`` elsewhere."""

    conflict_id: str
    take: Take
    actor: str
    fields: Mapping[str, object] = field(default_factory=dict)
    """With ``merged``: what stands now."""


class ResolveConflictHandler:
    """The choice is a message of its own; it counts when the hub has taken it."""

    def __init__(self, units: SyncUnits, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: ResolveConflict) -> None:
        now = self._now()
        with self._units() as unit:
            conflict = unit.sync.conflict(command.conflict_id)
            if conflict is None or conflict.state != "open":
                raise ConflictSettled(conflict=command.conflict_id)
            late_is_mine = unit.sync.envelope(conflict.envelope) is not None
            take = command.take if late_is_mine else _SEEN_FROM_THERE[command.take]
            details = {"conflict": conflict.id, "take": take.value}
            envelope_id = unit.outbox.put(
                Fact(
                    type=CASE_RESOLVE,
                    entity=conflict.entity,
                    base=None,
                    at=now,
                    actor=command.actor,
                    body={**details, "fields": dict(command.fields)},
                )
            )
            unit.sync.answer_conflict(conflict.id, command.take.value, envelope_id)
            unit.audit.record(
                actor=command.actor,
                action=CASE_RESOLVE,
                entity=conflict.entity,
                at=now,
                details=details,
            )
            unit.commit()
