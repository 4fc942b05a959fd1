"""Which cases and tickets a device has had a hand in, and the manifests of its center."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from hub.store.tables import devices, inbox
from operator_app.wire.manifests import MANIFEST


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

    def manifests_of(self, center: str, entities: Collection[str]) -> frozenset[str]:
        """Those of ``entities`` that are manifests some device of ``center`` told of."""
        rows = self._connection.execute(
            select(inbox.c.entity)
            .join(devices, devices.c.device == inbox.c.device)
            .where(
                inbox.c.entity.in_(sorted(entities)),
                inbox.c.type.startswith(MANIFEST, autoescape=True),
                devices.c.center == center,
            )
            .distinct()
        )
        return frozenset(rows.scalars())
