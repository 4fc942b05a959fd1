"""Which cases and tickets a device has had a hand in, and what its whole center is told."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, or_, select

from hub.store.tables import devices, inbox
from operator_app.wire.told_in_center import OF_CENTER


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
