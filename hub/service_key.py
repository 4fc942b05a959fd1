"""The key of a hub on a server without a keyring: a credential of the service that runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from operator_app.adapters.keys import KEY_BYTES, KeyDamaged

CREDENTIAL: Final = "tereze-hub.key"


def service_key(credentials: Path) -> bytes | None:
    """64 hexadecimal digits, or nothing when the service was given no such credential.

    systemd decrypts it for this process alone, into memory that is never on a disk.
    """
    file = credentials / CREDENTIAL
    if not file.is_file():
        return None
    text = file.read_text(encoding="ascii", errors="replace").strip()
    try:
        key = bytes.fromhex(text)
    except ValueError as error:
        raise KeyDamaged(where=CREDENTIAL) from error
    if len(key) != KEY_BYTES:
        raise KeyDamaged(where=CREDENTIAL)
    return key
