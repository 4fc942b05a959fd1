"""Takes in what a window's stick has brought: the same messages twice are the same once."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from hub.access import Caller
from hub.blobs import HubBlobs
from hub.inbox import Inbox, Push
from hub.settings import MOST_ENVELOPES
from hub.store.ledger import Ledger
from operator_app.adapters.device_keys import DeviceSignature
from operator_app.adapters.sticks import LINE, Record, read_stick
from operator_app.wire.devices import Role, text_of
from operator_app.wire.push import MOST_PUSH_BYTES, PushOutcome
from operator_app.wire.sticks import SealingKey

_PURPOSE: Final = b"tereze stick 1"
_CARRIER: Final = Caller(role=Role.RELAY)
"""The messages were signed by their window; who brings them says nothing."""


def secret_of(key: bytes) -> bytes:
    """X25519, made of the hub's own key: there is no second one to lose."""
    return hmac.digest(key, _PURPOSE, "sha256")


def sealing_key(key: bytes) -> SealingKey:
    public = X25519PrivateKey.from_private_bytes(secret_of(key)).public_key()
    return SealingKey(public_key=text_of(public.public_bytes_raw()))


class Import:
    """The whole file is found signed and unchanged before anything of it is looked at."""

    def __init__(self, key: bytes, ledger: Ledger, inbox: Inbox, blobs: HubBlobs) -> None:
        self._secret = secret_of(key)
        self._ledger = ledger
        self._inbox = inbox
        self._blobs = blobs

    def __call__(self, file: Path) -> dict[str, int]:
        """How many messages came to what, how many scans were new or here before."""
        counts: Counter[str] = Counter()
        lines: list[bytes] = []
        for kind, content in self._records(file):
            if kind == LINE and len(content) > MOST_PUSH_BYTES:
                # Once here it could never be handed on; its window sends a note in its place.
                counts[PushOutcome.REJECTED.value] += 1
            elif kind == LINE:
                lines.append(content)
                if len(lines) == MOST_ENVELOPES:
                    self._push(lines, counts)
            else:
                self._push(lines, counts)
                new = self._blobs.store(hashlib.sha256(content).hexdigest(), content)
                counts["scans_new" if new else "scans_known"] += 1
        self._push(lines, counts)
        return dict(counts)

    def _records(self, file: Path) -> Iterator[Record]:
        return read_stick(file, self._secret, self._verifies)

    def _push(self, lines: list[bytes], counts: Counter[str]) -> None:
        if lines:
            answer = self._inbox.push(Push(lines=tuple(lines), caller=_CARRIER))
            counts.update(result.result.value for result in answer.results)
            lines.clear()

    def _verifies(self, device: str, signature: bytes, content: bytes) -> bool:
        with self._ledger.reading() as pages:
            known = pages.devices.get(device)
        if known is None or known.public_key is None or known.revoked_at is not None:
            return False
        return DeviceSignature(known.public_key).verifies(signature, content)
