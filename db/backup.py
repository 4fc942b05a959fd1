"""A whole profile in one file, still encrypted, and back: all of it or nothing.

The file is a tar: ``manifest.json`` (what is inside, with hashes), ``store.sqlite`` and
``blobs/ab/cd/<sha256>``. It opens with the keys of the profile only, which are not inside; but the
marked key files of a training profile, which keep nobody's secret, go along.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import secrets
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from db.engine import coded
from db.profile import read_profile
from db.schema import stored_version
from operator_app.adapters.durable import sync_folder
from operator_app.errors import Corrupted, Unavailable

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
STORE: Final = "store.sqlite"
BLOBS: Final = "blobs"
TRAINING_KEYS: Final = "TRAINING-*.key"
MEMBER: Final = re.compile(
    r"store\.sqlite|TRAINING-[a-z0-9-]{1,40}\.key"
    r"|blobs/([0-9a-f]{2})/([0-9a-f]{2})/\1\2[0-9a-f]{60}"
)
_PIECE: Final = 1 << 20


class BackupDamaged(Corrupted):
    """The backup is not whole, or is not one of ours; nothing was touched."""

    code = "store.backup_damaged"


class BackupFailed(Unavailable):
    """The backup could not be written where it was asked for."""

    code = "store.backup_failed"


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file inside: its path, its length in bytes and its SHA-256."""

    path: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is inside a backup, whose it is and from when."""

    format: int
    device: str
    epoch: int
    schema: str
    made_at: datetime
    members: tuple[Member, ...]


def backup(engine: Engine, profile: Path, file: Path, *, at: datetime) -> Manifest:
    """Write the folder ``profile`` into ``file`` while others go on working.

    The rows are copied first and the scans after them: a scan is on the disk before the row that
    names it, so the copy never names a scan it does not hold. ``engine`` is the writing one; its
    lane is busy meanwhile, so a window hands in an engine opened for this.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.parent) as folder:
            copy = Path(folder) / STORE
            _copy_rows(engine, copy)
            sources = {STORE: copy, **_files_of(profile)}
            manifest = _manifest(engine, sources, at)
            _write(part, manifest, sources)
        part.replace(file)
        sync_folder(file.parent)
    except OSError as error:
        raise BackupFailed(file=file.name, reason=error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def unpack(file: Path, folder: Path) -> Manifest:
    """Put the checked content of a backup into ``folder``; refuses anything out of order."""
    try:
        with tarfile.open(file, "r:") as archive:
            members = iter(archive)
            manifest = _read_manifest(archive, next(members, None))
            expected = {member.path: member for member in manifest.members}
            for entry in members:
                _take(archive, entry, expected.pop(entry.name, None), folder)
    except (tarfile.TarError, EOFError, FileNotFoundError) as error:
        raise BackupDamaged(file=file.name, reason="unreadable") from error
    if expected:
        raise BackupDamaged(file=file.name, reason="incomplete")
    return manifest


def _copy_rows(engine: Engine, copy: Path) -> None:
    """``VACUUM INTO`` reads one moment of the store and writes it under the same key."""
    with closing(engine.raw_connection()) as connection:
        try:
            connection.cursor().execute("VACUUM INTO ?", (str(copy),))
        except dbapi2.Error as error:
            failed = BackupFailed(file=copy.name, reason=str(error))
            raise coded(error, STORE) or failed from error


def _files_of(profile: Path) -> dict[str, Path]:
    """The sealed scans and, in training, the keys; nothing half-written, nothing strange."""
    found = (*sorted(profile.glob(f"{BLOBS}/??/??/*")), *sorted(profile.glob(TRAINING_KEYS)))
    named = {path.relative_to(profile).as_posix(): path for path in found}
    return {name: path for name, path in named.items() if MEMBER.fullmatch(name)}


def _manifest(engine: Engine, sources: dict[str, Path], at: datetime) -> Manifest:
    profile = read_profile(engine)
    return Manifest(
        format=FORMAT,
        device=profile.device,
        epoch=profile.epoch,
        schema=stored_version(engine) or "",
        made_at=at.astimezone(UTC),
        members=tuple(
            Member(path=name, size=path.stat().st_size, sha256=_sha256(path))
            for name, path in sources.items()
        ),
    )


def _write(part: Path, manifest: Manifest, sources: dict[str, Path]) -> None:
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        with tarfile.open(fileobj=target, mode="w") as archive:
            content = msgspec.json.encode(manifest)
            archive.addfile(_entry(MANIFEST, len(content)), io.BytesIO(content))
            for member in manifest.members:
                with sources[member.path].open("rb") as source:
                    archive.addfile(_entry(member.path, member.size), source)
        target.flush()
        os.fsync(target.fileno())


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size = size
    entry.mode = 0o600
    return entry


def _read_manifest(archive: tarfile.TarFile, entry: tarfile.TarInfo | None) -> Manifest:
    content = archive.extractfile(entry) if entry and entry.name == MANIFEST else None
    if content is None:
        raise BackupDamaged(reason="no manifest")
    try:
        manifest = msgspec.json.decode(content.read(), type=Manifest)
    except msgspec.DecodeError as error:
        raise BackupDamaged(reason="manifest") from error
    if manifest.format != FORMAT or STORE not in {member.path for member in manifest.members}:
        raise BackupDamaged(reason="format")
    return manifest


def _take(
    archive: tarfile.TarFile, entry: tarfile.TarInfo, member: Member | None, folder: Path
) -> None:
    """Write one member under its checked name; its bytes must be those of the manifest."""
    source = archive.extractfile(entry) if entry.isreg() else None
    if member is None or source is None or not MEMBER.fullmatch(entry.name):
        raise BackupDamaged(reason="unexpected member")
    target = folder / entry.name
    target.parent.mkdir(parents=True, exist_ok=True)
    seen = hashlib.sha256()
    with target.open("wb") as file:
        for piece in iter(lambda: source.read(_PIECE), b""):
            seen.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if seen.hexdigest() != member.sha256:
        raise BackupDamaged(reason="hash", member=entry.name)


def _sha256(path: Path) -> str:
    seen = hashlib.sha256()
    for piece in _pieces(path):
        seen.update(piece)
    return seen.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(_PIECE), b"")
