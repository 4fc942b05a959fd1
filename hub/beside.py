"""Stores for an administrator's command: a hub may be running on them, or have been killed.

Whoever closes an SQLite store last takes its journal away. A hub that was killed left a mark beside
the journal and would miss it at its next start, so a command never is the last to close such a
store with the right to change it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from hub.bootstrap import STORE_NAME, open_ledger
from hub.settings import Place
from hub.store import postgresql
from hub.store.ledger import Ledger
from hub.store.opening import needs_upgrade, open_onlooker, open_reader
from operator_app.adapters.journal_mark import is_marked_open
from operator_app.errors import Unavailable


class HubStoreOlder(Unavailable):
    """An older hub may be running on it; what only reads or looks does not change its shape."""

    code = "hub.store_older"


@contextmanager
def reading(place: Place, key: bytes) -> Iterator[Ledger]:
    """Nothing is written, not even what a newer program would bring up to date."""
    store = _left_open(place)
    if place.database is not None:
        engine = postgresql.open_reader(place.database)
    elif store is not None:
        engine = open_onlooker(store, key)
    else:
        engine = open_reader(place.data / STORE_NAME, key)
    try:
        if needs_upgrade(engine):
            raise HubStoreOlder
        yield Ledger(engine, engine)
    finally:
        engine.dispose()


@contextmanager
def writing(place: Place, key: bytes) -> Iterator[Ledger]:
    """Brought up to date first, unless a hub has it open or has left it open."""
    with ExitStack() as stack:
        store = _left_open(place)
        if store is not None:
            onlooker = open_onlooker(store, key)
            stack.callback(onlooker.dispose)
            if needs_upgrade(onlooker):
                raise HubStoreOlder
        ledger = open_ledger(place, key)
        stack.callback(ledger.close)
        yield ledger


def _left_open(place: Place) -> Path | None:
    """The file of a running hub, or of one that was killed, with its journal."""
    store = place.data / STORE_NAME
    return store if place.database is None and is_marked_open(store) else None
