"""Which cases and tickets a device has had a hand in."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from hub.store.tables import inbox


class PullRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def touched(self, device: str, entities: Collection[str]) -> frozenset[str]:
        """Those of ``entities`` about which this device has sent something."""
        rows = self._connection.execute(
            select(inbox.c.entity)
            .where(inbox.c.device == device, inbox.c.entity.in_(sorted(entities)))
            .distinct()
        )
        return frozenset(rows.scalars())
