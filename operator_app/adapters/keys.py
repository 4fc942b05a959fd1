"""Keys of the store: from the keyring of the operating system, or a marked file in training."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from operator_app.adapters.durable import make_folder, sync_folder, told_if_unwritable
from operator_app.errors import Corrupted, RuleViolation, Unavailable

KEY_BYTES = 32
RING_SERVICE = "tereze"
TRAINING_MARK = "TEREZE TRAINING KEY: NOT FOR CASES OF REAL PEOPLE"

_NO_KEYRING = ("keyring.backends.fail", "keyring.backends.null")
_PLAINTEXT = ("keyrings.alt",)


class KeyringMissing(Unavailable):
    """The operating system offers no place for secrets; without one nothing is stored."""

    code = "store.keyring_missing"


class KeyringPlaintext(RuleViolation):
    """The only place offered keeps secrets readable on the disk, so it is refused."""

    code = "store.keyring_plaintext"


class KeyDamaged(Corrupted):
    """The key that was kept is not 32 bytes any more: a new one would lose the store."""

    code = "store.key_damaged"


def training_key(folder: Path, name: str) -> bytes:
    """The key of a training profile, made on first use, beside the data it opens.

    Two processes that ask at once get the same key: the file appears whole or not at all,
    and the one who comes second reads what the first one wrote.
    """
    path = folder / f"TRAINING-{name}.key"
    with told_if_unwritable(folder):
        make_folder(folder)
        if path.exists():
            _sweep_drafts(path)
        else:
            _publish(path, f"{TRAINING_MARK}\n{secrets.token_hex(KEY_BYTES)}\n".encode("ascii"))
    return _read_training_key(path)


def ring_key(name: str) -> bytes:
    """The key kept by the operating system under ``name``, made on first use.

    The caller holds the lock of the profile: a keyring has no "set if absent".
    """
    ring = keyring.get_keyring()
    _refuse_unsafe(ring)
    try:
        kept = ring.get_password(RING_SERVICE, name)
        if kept is None:
            ring.set_password(RING_SERVICE, name, secrets.token_hex(KEY_BYTES))
            kept = ring.get_password(RING_SERVICE, name)
    except KeyringError as error:
        raise KeyringMissing(backend=_backend_name(ring)) from error
    if kept is None:
        raise KeyringMissing(backend=_backend_name(ring))
    return _from_hex(kept, where=f"keyring:{name}")


def _refuse_unsafe(ring: KeyringBackend) -> None:
    for backend in _members(ring):
        name = _backend_name(backend)
        if name.startswith(_NO_KEYRING):
            raise KeyringMissing(backend=name)
        if name.startswith(_PLAINTEXT) or "plaintext" in name.lower():
            raise KeyringPlaintext(backend=name)


def _members(ring: KeyringBackend) -> tuple[KeyringBackend, ...]:
    """A chainer falls through to its weakest member, so each of them is looked at."""
    members = getattr(ring, "backends", None)
    return tuple(members) if members else (ring,)


def _backend_name(ring: KeyringBackend) -> str:
    return f"{type(ring).__module__}.{type(ring).__qualname__}"


def _read_training_key(path: Path) -> bytes:
    lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    if lines[:1] != [TRAINING_MARK]:
        raise KeyDamaged(where=path.name)
    return _from_hex("".join(lines[1:]), where=path.name)


def _from_hex(text: str, *, where: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError as error:
        raise KeyDamaged(where=where) from error
    if len(key) != KEY_BYTES:
        raise KeyDamaged(where=where)
    return key


def _publish(path: Path, content: bytes) -> None:
    """Write aside, flush, then link under the final name, which fails if it is taken."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except (FileExistsError, FileNotFoundError):
            return  # another one was first, and may have swept this draft already
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def _sweep_drafts(path: Path) -> None:
    """What a killed writer left beside a key that is there: a secret that opens nothing."""
    for draft in path.parent.glob(f".{path.name}.*"):
        with suppress(OSError):  # a disk that takes no writes still opens what it holds
            draft.unlink(missing_ok=True)
