"""Alarms: what cannot happen between honest programs, kept for a person to look at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from hub.store.tables import alarms


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """``line`` is the exact bytes that gave rise to it."""

    kind: str
    envelope: str | None
    digest: str
    line: bytes


class AlarmRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def raise_alarm(self, alarm: Alarm, at: datetime) -> None:
        """Once for the same bytes, however often they are pushed."""
        known = select(alarms.c.id).where(
            alarms.c.kind == alarm.kind, alarms.c.digest == alarm.digest
        )
        if self._connection.execute(known).first() is None:
            self._connection.execute(
                insert(alarms).values(
                    kind=alarm.kind,
                    envelope=alarm.envelope,
                    digest=alarm.digest,
                    line=alarm.line,
                    raised_at=at.isoformat(),
                )
            )

    def among(self, kinds: Collection[str], digest: str) -> bool:
        """Whether a message with this digest gave rise to one of these alarms."""
        known = select(alarms.c.id).where(alarms.c.kind.in_(kinds), alarms.c.digest == digest)
        return self._connection.execute(known).first() is not None

    def by_kind(self) -> dict[str, int]:
        statement = select(alarms.c.kind, func.count()).group_by(alarms.c.kind)
        return {kind: int(number) for kind, number in self._connection.execute(statement)}
