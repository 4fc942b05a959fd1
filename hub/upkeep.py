"""What an administrator does to a store besides serving it: migrate, back up, restore, check."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from hub import beside
from hub.bootstrap import now, open_blobs, the_key
from hub.inbox import Inbox
from hub.settings import Place
from hub.sticks import Import
from hub.store.files import fresh_file, kept_file
from hub.store.ledger import Ledger
from operator_app.adapters.durable import sync_folder
from operator_app.errors import Corrupted, RuleViolation, Unavailable
from operator_app.wire.bodies import OF_WINDOWS


class StickMissing(RuleViolation):
    """There is no such file to take in."""

    code = "sync.stick_missing"


class BackupExists(RuleViolation):
    """A backup is never written over another file."""

    code = "hub.backup_exists"


def migrate(place: Place) -> dict[str, object]:
    """Opening a store to write brings it up to date."""
    with beside.writing(place, the_key(place)) as ledger:
        return {"ok": True, "version": ledger.version()}


def backup(place: Place, file: Path) -> dict[str, object]:
    """Rows of one moment into an encrypted file under the hub's own key, whatever the database.

    Scans are files that never change: copied after this, none that it names is missing.
    """
    if file.exists():
        raise BackupExists(file=file.name)
    key = the_key(place)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        with beside.reading(place, key) as ledger, fresh_file(draft, key) as target:
            copied = ledger.copy_to(target)
        _publish(draft, file)
    finally:
        draft.unlink(missing_ok=True)
    return {"ok": True, "rows": copied}


def restore(place: Place, file: Path) -> dict[str, object]:
    """Into a store that has received nothing; windows find out and send again what it lacks."""
    key = the_key(place)
    with beside.writing(place, key) as ledger, kept_file(file, key) as source:
        copied = ledger.restore_from(source)
    return {"ok": True, "rows": copied}


def take_in(place: Place, file: Path) -> dict[str, object]:
    """What a window could not send is brought by hand; bringing it again changes nothing."""
    if not file.is_file():
        raise StickMissing(file=file.name)
    key = the_key(place)
    with beside.writing(place, key) as ledger:
        blobs = open_blobs(place, key, ledger)
        counts = Import(key, ledger, Inbox(ledger, now, OF_WINDOWS), blobs)(file)
    return {"ok": True, **counts}


def check(place: Place, *, quick: bool) -> dict[str, object]:
    """Names each fault. Unless ``quick`` every scan is opened and its hash compared."""
    key = the_key(place)
    with beside.reading(place, key) as ledger:
        found = list(ledger.faults())
        if not quick:
            found += _scans(place, key, ledger)
    return {"ok": not found, "faults": found}


def _scans(place: Place, key: bytes, ledger: Ledger) -> list[str]:
    blobs = open_blobs(place, key, ledger)
    found = []
    for sha256, size in ledger.scans():
        try:
            whole = len(blobs.get(sha256)) == size
        except (Corrupted, Unavailable):
            whole = False
        if not whole:
            found.append(f"scan {sha256} is missing or damaged")
    return found


def _publish(draft: Path, file: Path) -> None:
    descriptor = os.open(draft, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    draft.rename(file)
    sync_folder(file.absolute().parent)
