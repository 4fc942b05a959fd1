"""Which cases and tickets a device has had a hand in, and what its whole center is told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, insert, or_, select, union

from hub.store.tables import devices, followers, inbox
from operator_app.wire.told_in_center import OF_CENTER


class PullRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def touched(self, device: str, entities: Collection[str]) -> frozenset[str]:
        """Those of ``entities`` about which this device has sent something, or has asked."""
        wanted = sorted(entities)
        sent = select(inbox.c.entity).where(inbox.c.device == device, inbox.c.entity.in_(wanted))
        asked = select(followers.c.entity).where(
            followers.c.device == device, followers.c.entity.in_(wanted)
        )
        return frozenset(self._connection.execute(union(sent, asked)).scalars())

    def follow(self, entity: str, device: str, actor: str, at: datetime) -> None:
        """From now on it is told of this case; asking again changes nothing."""
        known = select(followers.c.entity).where(
            followers.c.entity == entity, followers.c.device == device
        )
        if self._connection.execute(known).first() is None:
            self._connection.execute(
                insert(followers).values(
                    entity=entity, device=device, actor=actor, at=at.isoformat()
                )
            )

    def told_in(self, center: str, entities: Collection[str]) -> frozenset[str]:
        """Those of ``entities`` that some device of ``center`` told all the others of."""
        rows = self._connection.execute(
            select(inbox.c.entity)
            .join(devices, devices.c.device == inbox.c.device)
            .where(
                inbox.c.entity.in_(sorted(entities)),
                or_(*(inbox.c.type.startswith(kind, autoescape=True) for kind in OF_CENTER)),
                devices.c.center == center,
            )
            .distinct()
        )
        return frozenset(rows.scalars())
