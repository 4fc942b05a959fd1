"""The folder a window keeps everything in: its keys, its lock, its store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.profile_lock import locked
from operator_app.adapters.identifiers import new_uuid7
from operator_app.adapters.keys import ring_key, training_key
from operator_app.ports import Blobs
from operator_app.settings import load_settings

if TYPE_CHECKING:
    from db.backup import Manifest
    from db.profile_folder import Migrate, ProfileFolder
    from operator_app.sync.stick import Carried
    from operator_app.sync.store import SyncUnits

HUB_KEY = "hub-access"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An opened profile folder, and whether everything in it is made up."""

    store: ProfileFolder
    training: bool

    @property
    def folder(self) -> Path:
        return self.store.folder

    @property
    def blobs(self) -> Blobs:
        return self.store.blobs

    @property
    def units(self) -> SyncUnits:
        return self.store.units


def profile_key(folder: Path, name: str, *, training: bool) -> bytes:
    """The key ``name`` of this profile: a marked file in training, else the system's keyring."""
    if training:
        return training_key(folder, name)
    return ring_key(f"{folder.resolve()}:{name}")


def is_training(folder: Path) -> bool:
    """A training profile is known by its marked key file."""
    return (folder / "TRAINING-store.key").exists()


@contextmanager
def hold_profile(folder: Path) -> Iterator[None]:
    """Nobody else works on the profile inside the block; waits for whoever does. Loads nothing."""
    with locked(folder):
        yield


@contextmanager
def open_held_profile(folder: Path, *, training: bool | None = None) -> Iterator[Profile]:
    """The profile in ``folder``, which the caller holds."""
    from db.profile_folder import Keys, open_profile_folder

    marked = is_training(folder) if training is None else training
    keys = Keys(
        store=profile_key(folder, "store", training=marked),
        blobs=profile_key(folder, "blobs", training=marked),
        device=profile_key(folder, "device", training=marked),
    )
    with open_profile_folder(folder, keys, new_uuid7, _load_migrate) as store:
        yield Profile(store=store, training=marked)


@contextmanager
def open_profile(folder: Path, *, training: bool | None = None) -> Iterator[Profile]:
    """The profile in ``folder``, held for this program; waits for whoever has it open."""
    with hold_profile(folder), open_held_profile(folder, training=training) as profile:
        yield profile


def _load_migrate() -> Migrate:
    from db.migrate import migrate

    return migrate


def restore_profile(folder: Path, file: Path, *, at: datetime) -> Manifest:
    """Puts the backup in the place of what ``folder`` holds, once nobody works there."""
    from db.restore import restore

    def own_key() -> bytes:
        return profile_key(folder, "store", training=is_training(folder))

    with locked(folder):
        return restore(file, folder, own_key, at=at)


def export_outbox(profile: Profile, file: Path, *, by: str, at: datetime) -> Carried:
    """What the hub has not acknowledged, sealed to the hub and signed by this device."""
    from operator_app.sync.stick import ExportOutbox

    sign = profile.store.device_key.sign
    return ExportOutbox(profile.units, profile.blobs, sign, lambda: at)(file, actor=by)


def has_store(folder: Path) -> bool:
    """Whether a store is there to look into; asking must not make one."""
    from db.profile_folder import STORE

    return (folder / STORE).exists()


def ask_hub_for_blob(folder: Path, sha256: str) -> bool | None:
    """Whether the hub of this profile holds the file; ``None`` where no hub is set."""
    from operator_app.gateways.hub_http import HttpHub

    if not has_store(folder):
        return None
    training = is_training(folder)
    settings = load_settings(folder, training=training)
    if not settings.hub_url:
        return None
    token = hub_token(folder, training=training)
    with HttpHub(settings.hub_url, token, training=training) as hub:
        return not hub.missing_blobs([sha256])


def hub_token(folder: Path, *, training: bool) -> str:
    """What this window says to its own hub: as secret as the store itself."""
    return profile_key(folder, HUB_KEY, training=training).hex()
