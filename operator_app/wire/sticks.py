"""What a window must know of its hub to carry messages there on a stick."""

from __future__ import annotations

import msgspec

from operator_app.wire.devices import KeyText


class SealingKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """X25519: what is sealed to it, only the hub opens. Asked for while there is a line."""

    public_key: KeyText
