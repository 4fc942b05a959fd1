"""Puts the hub together: the one place that knows every concrete class of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from starlette.applications import Starlette

from hub.access import Access
from hub.api.attendance import Attendance
from hub.api.metrics import Metrics
from hub.api.routes import Desks, application
from hub.asked_cases import AskedCases
from hub.blobs import HubBlobs
from hub.case_files import CaseFiles
from hub.casework import Casework
from hub.enrolment import Enrolments
from hub.inbox import Inbox
from hub.pull import Pulls
from hub.registries.questions import Registries
from hub.registries.shep import Shep
from hub.result_files import ResultFiles
from hub.scans.parts import Parts
from hub.scans.shelves import bucket_shelf, folder_shelf
from hub.service_key import service_key
from hub.settings import HubSettings, Place
from hub.sticks import sealing_key
from hub.store import postgresql
from hub.store.ledger import Ledger
from hub.store.opening import needs_upgrade, open_reader, open_writer
from operator_app.adapters.journal_mark import journal_is_gone, mark_closed, mark_open
from operator_app.adapters.keys import ring_key, training_key
from operator_app.adapters.seals import Seal
from operator_app.wire.bodies import OF_WINDOWS

KEY_NAME: Final = "hub"
STORE_NAME: Final = "hub.db"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """What a server serves, and how it learns whether anything is under way."""

    application: Starlette
    attendance: Attendance


@contextmanager
def put_together(settings: HubSettings) -> Iterator[Hub]:
    """The application over an open, up-to-date store, which is closed at the end."""
    place = settings.place
    key = the_key(place)
    store = place.data / STORE_NAME if place.database is None else None
    is_older = store is not None and journal_is_gone(store)
    ledger = open_ledger(place, key)
    if is_older:
        _log.error("the journal of the store was gone: windows send again what it lacks")
        ledger.begin_again()
    if store is not None:
        mark_open(store)
    blobs = open_blobs(place, key, ledger)
    blobs.sweep()
    attendance = Attendance()
    relay = _relay(settings, ledger, blobs)
    shep = Shep(settings.shep)
    token = settings.token if place.training else None
    try:
        yield Hub(
            attendance=attendance,
            application=application(
                Desks(
                    inbox=Inbox(ledger, now, OF_WINDOWS),
                    blobs=blobs,
                    files=CaseFiles(ledger, blobs),
                    casework=Casework(ledger, ResultFiles(ledger, blobs)),
                    asked_cases=AskedCases(ledger, now),
                    registries=Registries(shep, now),
                    enrolments=Enrolments(ledger, now, token),
                    access=Access(ledger, token),
                    pulls=Pulls(ledger),
                    ledger=ledger,
                    sealing_key=sealing_key(key),
                    now=now,
                    attendance=attendance,
                    metrics=Metrics(ledger, attendance),
                    training=place.training,
                )
            ),
        )
    finally:
        relay.close()
        if store is not None:
            mark_closed(store)
        ledger.close()


def _relay(settings: HubSettings, ledger: Ledger, blobs: HubBlobs) -> ExitStack:
    """Runs until it is closed; a hub with nobody above it has none."""
    running = ExitStack()
    above = settings.upstream
    if above is not None:
        # The HTTP client is wanted by a center's hub only.
        from hub.relay import Relay, RelayThread  # noqa: PLC0415  # said above
        from hub.upstream import Upstream  # noqa: PLC0415  # said above

        upstream = running.enter_context(Upstream(above.url, above.token))
        thread = RelayThread(Relay(ledger, blobs, upstream, now))
        running.callback(thread.close)
        thread.start()
    return running


def the_key(place: Place) -> bytes:
    """Opens the hub's own store, and the scans wherever they are."""
    if place.training:
        return training_key(place.data, KEY_NAME)
    given = None if place.credentials is None else service_key(place.credentials)
    return given or ring_key(KEY_NAME)


def open_blobs(place: Place, key: bytes, ledger: Ledger) -> HubBlobs:
    """Whole scans in their folder or bucket; parts of those under way always beside the hub."""
    seal = Seal(key)
    if place.scans is None:
        shelf = folder_shelf(place.data / "blobs", seal)
    else:
        shelf = bucket_shelf(place.scans, seal)
    return HubBlobs(shelf, Parts(place.data / "uploads", seal), ledger, now)


def open_ledger(place: Place, key: bytes) -> Ledger:
    """The store, made or brought up to date first."""
    path = place.data / STORE_NAME
    address = place.database
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
