"""Puts the hub together: the one place that knows every concrete class of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from starlette.applications import Starlette

from hub.api.routes import Desks, application
from hub.blobs import HubBlobs
from hub.casework import Casework
from hub.inbox import Inbox
from hub.registries.questions import Registries
from hub.registries.shep import Shep
from hub.settings import HubSettings
from hub.store.ledger import Ledger
from hub.store.opening import needs_upgrade, open_reader, open_writer
from operator_app.adapters.keys import ring_key, training_key
from operator_app.adapters.sealed_files import SealedFolder

KEY_NAME: Final = "hub"


@contextmanager
def put_together(settings: HubSettings) -> Iterator[Starlette]:
    """The application over an open, up-to-date store, which is closed at the end."""
    key = training_key(settings.data, KEY_NAME) if settings.training else ring_key(KEY_NAME)
    path = settings.data / "hub.db"
    writer = open_writer(path, key)
    try:
        if needs_upgrade(writer):
            # Alembic takes as long to import as the whole hub to start, and has work once a year.
            from hub.store.upgrade import upgrade  # noqa: PLC0415  # said above

            upgrade(writer)
        ledger = Ledger(writer, open_reader(path, key))
    except BaseException:
        writer.dispose()
        raise
    folder = SealedFolder(settings.data / "blobs", key)
    folder.sweep()
    shep = Shep(settings.shep)
    try:
        yield application(
            Desks(
                inbox=Inbox(ledger, now),
                blobs=HubBlobs(folder, ledger, now),
                casework=Casework(ledger),
                registries=Registries(shep, now),
                training=settings.training,
            ),
            settings.token,
        )
    finally:
        ledger.close()


def now() -> datetime:
    return datetime.now(UTC)
