"""Take back a draft that must not exist: another person's data are never kept after a cancel."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import ApplicationId
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.rules import load


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardDraft:
    """``reason`` is the code of the rule that the draft broke."""

    application_id: ApplicationId
    reason: str


class DiscardDraftHandler:
    """The row goes with everything entered; the audit keeps that a number was given and why not
    used."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: DiscardDraft) -> None:
        with self._units() as unit:
            draft = load(unit, command.application_id).never_signed()
            unit.applications.remove(draft.id)
            unit.audit.record(
                actor=draft.operator,
                action="case.discard",
                entity=draft.id,
                at=self._now(),
                details={"number": draft.number, "reason": command.reason},
            )
            unit.commit()
