"""Puts a backup in the place of a profile's store, after everything in it was checked."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from db.audit_chain import verify_chain
from db.backup import (
    BLOBS,
    STORE,
    TRAINING_KEYS,
    BackupDamaged,
    Manifest,
    unpack,
)
from db.engine import open_engine
from db.migrate import migrate
from db.new_epoch import open_new_epoch
from operator_app.adapters.durable import make_folder, sync_folder, told_if_unwritable
from operator_app.adapters.keys import training_key

STORE_KEY = "store"
_BESIDE = ("-open", "-wal", "-shm")


def restore(file: Path, profile: Path, own_key: Callable[[], bytes], *, at: datetime) -> Manifest:
    """Replace the store in ``profile`` by the backup in ``file``.

    ``own_key`` gives the key of the profile; a training backup brings its own. The caller holds
    the profile's lock and has no engine open on it. Until the last step nothing in the profile is
    touched: a backup that is cut, changed, or of another key is refused. Scans are added, or
    mended: a name stands for one content. What was there before is kept in ``before-restore-…``
    for support to look at. The restored store starts a new epoch and gives no numbers until that
    is confirmed, because people may hold receipts that it has forgotten.
    """
    with told_if_unwritable(profile), _beside(profile) as name:
        folder = Path(name)
        manifest = unpack(file, folder)
        _refuse_mixing(folder, profile)
        training = (folder / f"TRAINING-{STORE_KEY}.key").exists()
        key = training_key(folder, STORE_KEY) if training else own_key()
        _open_new_epoch(folder / STORE, key, at)
        _add_scans(folder / BLOBS, profile / BLOBS)
        _swap(folder, profile, at)
    return manifest


@contextmanager
def _beside(profile: Path) -> Iterator[str]:
    make_folder(profile)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=profile) as name:
        yield name


def _refuse_mixing(folder: Path, profile: Path) -> None:
    """Made-up cases never take the place of real ones, nor the other way round."""
    if (profile / STORE).exists() and _is_training(folder) != _is_training(profile):
        raise BackupDamaged(reason="training")


def _is_training(folder: Path) -> bool:
    return any(folder.glob(TRAINING_KEYS))


def _open_new_epoch(store: Path, key: bytes, at: datetime) -> None:
    engine = open_engine(store, key)
    try:
        _refuse_broken(engine)
        migrate(engine)
        open_new_epoch(engine, action="store.restored", at=at)
    finally:
        engine.dispose()


def _refuse_broken(engine: Engine) -> None:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    if list(found) != ["ok"]:
        raise BackupDamaged(reason="integrity")
    if verify_chain(engine).broken is not None:
        raise BackupDamaged(reason="audit chain")


def _add_scans(source: Path, target: Path) -> None:
    for path in sorted(source.glob("??/??/*")):
        place = target / path.relative_to(source)
        make_folder(place.parent)
        path.replace(place)
        sync_folder(place.parent)


def _swap(folder: Path, profile: Path, at: datetime) -> None:
    """The old journal leaves first: it must never be applied to the new file."""
    current = profile / STORE
    aside = profile / f"before-restore-{at:%Y%m%dT%H%M%S}"
    if current.exists():
        aside.mkdir(exist_ok=True)
        for suffix in _BESIDE:
            with suppress(FileNotFoundError):
                shutil.move(current.with_name(STORE + suffix), aside / (STORE + suffix))
        shutil.copy2(current, aside / STORE)
    for key in folder.glob(TRAINING_KEYS):
        old = profile / key.name
        if old.exists() and aside.is_dir():
            shutil.copy2(old, aside / key.name)
        key.replace(old)
    (folder / STORE).replace(current)
    sync_folder(profile)
