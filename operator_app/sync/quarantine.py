"""What a person may do with what the hub would not take: ask again, or carry it away in a file."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.errors import RuleViolation
from operator_app.ports import Clock
from operator_app.sync.store import SyncUnits


class NotInQuarantine(RuleViolation):
    """It has been taken meanwhile, or asked for again by somebody else."""

    code = "sync.not_in_quarantine"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryRefused:
    """``id`` of a message, or the hash of a page that was put back."""

    id: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRefused:
    id: str
    actor: str


class RetryRefusedHandler:
    """The same bytes go once more: the hub may have been wrong, or have learned since."""

    def __init__(self, units: SyncUnits, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: RetryRefused) -> None:
        with self._units() as unit:
            if not (unit.sync.ask_again(command.id) or unit.sync.find_scan_again(command.id)):
                raise NotInQuarantine(id=command.id)
            unit.audit.record(
                actor=command.actor,
                action="sync.retried",
                entity=command.id,
                at=self._now(),
                details={},
            )
            unit.commit()


class ExportRefusedHandler:
    """The exact signed line, for support: what is in it, the hub's people may read anyway."""

    def __init__(self, units: SyncUnits, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: ExportRefused) -> bytes:
        with self._units() as unit:
            envelope = unit.sync.envelope(command.id)
            if envelope is None:
                raise NotInQuarantine(id=command.id)
            unit.audit.record(
                actor=command.actor,
                action="sync.exported",
                entity=envelope.entity,
                at=self._now(),
                details={"envelope": envelope.id},
            )
            unit.commit()
        return envelope.line
