"""A file that carries messages and scans to the hub by hand, unreadable and unchanged on its way.

Sealed to the hub's X25519 key with a key made for this file alone, one AES-256-GCM record after
another, each bound to its place and the last one to being the last; signed by the window's device.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from operator_app.errors import Corrupted

LINE: Final = b"L"
SCAN: Final = b"S"
END: Final = b"E"
MOST_RECORD_BYTES: Final = 65 * 1024 * 1024
_MAGIC: Final = b"TZSTICK\x01"
_LENGTH: Final = struct.Struct(">I")
_MOST_HEAD_BYTES: Final = 4096
_SIGNATURE_BYTES: Final = 64
_PIECE: Final = 1024 * 1024

Record = tuple[bytes, bytes]
"""``LINE`` and a signed line, or ``SCAN`` and the content of one."""


class StickDamaged(Corrupted):
    """Cut, changed, sealed to another hub, or not such a file at all; nothing of it was taken."""

    code = "sync.stick_damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Who writes, and to whom: the hub's public key, and the signature of the device."""

    device: str
    hub_key: bytes
    sign: Callable[[bytes], bytes]


class _Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    v: Literal[1] = 1
    device: str
    ephemeral: bytes


def write_stick(file: Path, records: Iterable[Record], writing: Writing) -> int:
    """How many records went in. The file is there whole, on the disk, or not at all."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as target:
            count = _write(target, records, writing)
            target.flush()
            os.fsync(target.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return count


def read_stick(
    file: Path, hub_secret: bytes, verifies: Callable[[str, bytes, bytes], bool]
) -> Iterator[Record]:
    """The records, after the whole file was found signed; one in memory at a time.

    ``verifies`` is asked for a device, a signature and what was signed.
    """
    with file.open("rb") as source:
        size = file.stat().st_size - _SIGNATURE_BYTES
        head = _read_head(source)
        if not verifies(head.device, *_signed(source, size)):
            raise StickDamaged(reason="signature")
        source.seek(0)
        _read_head(source)
        yield from _records(source, size, hub_secret, head)


def _write(target: BinaryIO, records: Iterable[Record], writing: Writing) -> int:
    secret = X25519PrivateKey.generate()
    head = _Head(device=writing.device, ephemeral=secret.public_key().public_bytes_raw())
    told = msgspec.json.encode(head)
    hashed = hashlib.sha256()

    def put(content: bytes) -> None:
        hashed.update(content)
        target.write(content)

    cipher = _cipher(secret, writing.hub_key, head)
    put(_MAGIC + _LENGTH.pack(len(told)) + told)
    count = 0
    for place, (kind, content) in enumerate(records):
        sealed = cipher.encrypt(_nonce(place), kind + content, b"")
        put(_LENGTH.pack(len(sealed)) + sealed)
        count = place + 1
    sealed = cipher.encrypt(_nonce(count), END, b"")
    put(_LENGTH.pack(len(sealed)) + sealed)
    target.write(writing.sign(hashed.digest()))
    return count


def _read_head(source: BinaryIO) -> _Head:
    if source.read(len(_MAGIC)) != _MAGIC:
        raise StickDamaged(reason="not such a file")
    told = source.read(_length(source, _MOST_HEAD_BYTES))
    try:
        return msgspec.json.decode(told, type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StickDamaged(reason="head") from error


def _signed(source: BinaryIO, size: int) -> tuple[bytes, bytes]:
    source.seek(0)
    hashed = hashlib.sha256()
    left = size
    while left > 0:
        piece = source.read(min(_PIECE, left))
        if not piece:
            raise StickDamaged(reason="cut")
        hashed.update(piece)
        left -= len(piece)
    return source.read(_SIGNATURE_BYTES), hashed.digest()


def _records(source: BinaryIO, size: int, hub_secret: bytes, head: _Head) -> Iterator[Record]:
    hub = X25519PrivateKey.from_private_bytes(hub_secret)
    cipher = _cipher(hub, head.ephemeral, head, hub.public_key().public_bytes_raw())
    place = 0
    while source.tell() < size:
        sealed = source.read(_length(source, MOST_RECORD_BYTES))
        try:
            plain = cipher.decrypt(_nonce(place), sealed, b"")
        except InvalidTag as error:
            raise StickDamaged(reason="sealed to another hub, or changed") from error
        if plain == END and source.tell() == size:
            return
        yield plain[:1], plain[1:]
        place += 1
    raise StickDamaged(reason="cut")


def _length(source: BinaryIO, most: int) -> int:
    packed = source.read(_LENGTH.size)
    if len(packed) != _LENGTH.size:
        raise StickDamaged(reason="cut")
    length = int(_LENGTH.unpack(packed)[0])
    if length > most:
        raise StickDamaged(reason="length")
    return length


def _cipher(
    mine: X25519PrivateKey, theirs: bytes, head: _Head, hub_key: bytes | None = None
) -> AESGCM:
    """The key depends on everything in the head and on the hub it is sealed to."""
    try:
        shared = mine.exchange(X25519PublicKey.from_public_bytes(theirs))
    except ValueError as error:
        raise StickDamaged(reason="key") from error
    salt = hashlib.sha256(msgspec.json.encode(head) + (hub_key or theirs)).digest()
    return AESGCM(HKDF(SHA256(), 32, salt, b"tereze stick 1").derive(shared))


def _nonce(place: int) -> bytes:
    """Never twice under one key: the key is of this file alone."""
    return place.to_bytes(12, "big")
