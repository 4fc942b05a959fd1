"""Puts the hub together: the one place that knows every concrete class of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from starlette.applications import Starlette

from hub.access import Access
from hub.api.routes import Desks, application
from hub.blobs import HubBlobs
from hub.casework import Casework
from hub.enrolment import Enrolments
from hub.inbox import Inbox
from hub.registries.questions import Registries
from hub.registries.shep import Shep
from hub.settings import HubSettings
from hub.store import postgresql
from hub.store.ledger import Ledger
from hub.store.opening import needs_upgrade, open_reader, open_writer
from operator_app.adapters.keys import ring_key, training_key
from operator_app.adapters.sealed_files import SealedFolder
from operator_app.wire.bodies import OF_WINDOWS

KEY_NAME: Final = "hub"
STORE_NAME: Final = "hub.db"


@contextmanager
def put_together(settings: HubSettings) -> Iterator[Starlette]:
    """The application over an open, up-to-date store, which is closed at the end."""
    key = the_key(settings)
    ledger = open_ledger(settings, key)
    folder = SealedFolder(settings.data / "blobs", key)
    folder.sweep()
    shep = Shep(settings.shep)
    token = settings.token if settings.training else None
    try:
        yield application(
            Desks(
                inbox=Inbox(ledger, now, OF_WINDOWS),
                blobs=HubBlobs(folder, ledger, now),
                casework=Casework(ledger),
                registries=Registries(shep, now),
                enrolments=Enrolments(ledger, now, token),
                access=Access(ledger, token),
                now=now,
                training=settings.training,
            )
        )
    finally:
        ledger.close()


def the_key(settings: HubSettings) -> bytes:
    """Opens the hub's own store, and the scans wherever they are."""
    return training_key(settings.data, KEY_NAME) if settings.training else ring_key(KEY_NAME)


def open_ledger(settings: HubSettings, key: bytes) -> Ledger:
    """The store, made or brought up to date first."""
    path = settings.data / STORE_NAME
    address = settings.database
    writer = open_writer(path, key) if address is None else postgresql.open_writer(address)
    try:
        if needs_upgrade(writer):
            # Alembic takes as long to import as the whole hub to start, and has work once a year.
            from hub.store.upgrade import upgrade  # noqa: PLC0415  # said above

            upgrade(writer)
        reader = open_reader(path, key) if address is None else postgresql.open_reader(address)
    except BaseException:
        writer.dispose()
        raise
    return Ledger(writer, reader)


def now() -> datetime:
    return datetime.now(UTC)
