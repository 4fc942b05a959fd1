"""One profile folder opened: the encrypted store, the sealed scans, the lock that guards both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from db.audit_chain import verify_chain
from db.backup import BLOBS, STORE, Manifest, backup
from db.check import StoreState, check_store
from db.engine import open_engine
from db.new_epoch import open_new_epoch
from db.places import SqlPlaces
from db.profile import confirm_numbers, ensure_profile
from db.schema import is_current
from db.signatures import sign_again
from db.unit_of_work import SqlUnitOfWork, units_of_work
from operator_app.adapters.device_keys import DeviceKey
from operator_app.adapters.journal_mark import journal_is_gone, mark_closed, mark_open
from operator_app.adapters.sealed_files import SealedFolder
from operator_app.domain.audit import ChainState

__all__ = ["STORE", "Keys", "Migrate", "ProfileFolder", "open_profile_folder"]

Migrate = Callable[[Engine], None]
"""Brings a store to the schema of this program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Thirty-two bytes each: for the rows, for the scans, and to sign with."""

    store: bytes
    blobs: bytes
    device: bytes


class Bell:
    """Rings for whoever listens, on the thread that has saved; the last one to listen hears it."""

    def __init__(self) -> None:
        self._listener: Callable[[], None] | None = None

    def listen(self, listener: Callable[[], None] | None) -> None:
        self._listener = listener

    def ring(self) -> None:
        listener = self._listener
        if listener is not None:
            listener()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFolder:
    """Everything a window keeps, at the schema of this program, for one program at a time."""

    folder: Path
    engine: Engine
    reader: Engine
    """``query_only``: what screens ask never waits for a save, nor a save for them."""
    blobs: SealedFolder
    units: Callable[[], SqlUnitOfWork]
    bell: Bell
    """Rings when something was put into the outbox."""
    device: str
    device_key: DeviceKey

    @property
    def places(self) -> SqlPlaces:
        """Where operators are in their cases."""
        return SqlPlaces(self.engine)

    def check(self) -> StoreState:
        """Everything read once: pages, keys between rows, the audit chain, every scan."""
        return check_store(self.engine, self.blobs)

    def verify_audit(self) -> ChainState:
        return verify_chain(self.engine)

    def back_up(self, file: Path, *, at: datetime) -> Manifest:
        return backup(self.engine, self.folder, file, at=at)

    def confirm_numbers(self, *, by: str, at: datetime) -> None:
        """A supervisor says that this restored store may give numbers again; it is audited."""
        confirm_numbers(self.engine)
        with self.units() as unit:
            unit.audit.record(
                actor=by, action="store.numbers_confirmed", entity="profile", at=at, details={}
            )
            unit.commit()


@contextmanager
def open_profile_folder(
    folder: Path,
    keys: Keys,
    new_id: Callable[[], str],
    load_migrate: Callable[[], Migrate],
) -> Iterator[ProfileFolder]:
    """Makes the store on first use. The caller holds the lock (``db.profile_lock.locked``).

    ``load_migrate`` is called when there is something to migrate: Alembic takes long to load
    and has work once a year.
    """
    store = folder / STORE
    is_older = journal_is_gone(store)
    engine = open_engine(store, keys.store)
    try:
        if not is_current(engine):
            load_migrate()(engine)
        profile = ensure_profile(engine, device=new_id())
        if is_older:
            open_new_epoch(engine, action="store.journal_gone", at=datetime.now(UTC))
        with _reading(store, keys.store) as reader, _marked_open(store):
            device_key = DeviceKey(keys.device)
            sign_again(engine, device_key)
            blobs = SealedFolder(folder / BLOBS, keys.blobs)
            blobs.sweep()
            bell = Bell()
            yield ProfileFolder(
                folder=folder,
                engine=engine,
                reader=reader,
                blobs=blobs,
                units=units_of_work(engine, new_id, device_key.sign, bell.ring),
                bell=bell,
                device=profile.device,
                device_key=device_key,
            )
    finally:
        engine.dispose()


@contextmanager
def _reading(store: Path, key: bytes) -> Iterator[Engine]:
    reader = open_engine(store, key, read_only=True)
    try:
        yield reader
    finally:
        reader.dispose()


@contextmanager
def _marked_open(store: Path) -> Iterator[None]:
    """Whatever fails in here, the mark goes before the last connection does."""
    mark_open(store)
    try:
        yield
    finally:
        mark_closed(store)
