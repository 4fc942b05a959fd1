"""Who calls: a bearer's device, what it may do, and from which center it is."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Final

from hub.store.ledger import Ledger
from operator_app.wire.devices import Role, token_hash
from operator_app.wire.refusals import DeviceRevoked, NotSignedIn

_BEARER: Final = "Bearer "


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    role: Role
    device: str | None = None
    """Nobody's in training: one token stands for everybody there."""
    center: str | None = None

    def may_send_for(self, device: str) -> bool:
        """A window speaks for itself; a relay carries what others have signed."""
        return self.role in {Role.RELAY, Role.TRAINING} or device == self.device


class Access:
    """Looked up at each call, so who was revoked is out at once."""

    def __init__(self, ledger: Ledger, training_token: str | None) -> None:
        self._ledger = ledger
        self._training_hash = token_hash(training_token) if training_token else None

    def caller(self, authorization: str) -> Caller:
        """``authorization`` is the header as it came."""
        if not authorization.startswith(_BEARER):
            raise NotSignedIn
        given = token_hash(authorization.removeprefix(_BEARER))
        if self._training_hash and hmac.compare_digest(given, self._training_hash):
            return Caller(role=Role.TRAINING)
        with self._ledger.reading() as pages:
            device = pages.devices.by_token(given)
        if device is None:
            raise NotSignedIn
        if device.revoked_at is not None:
            raise DeviceRevoked(device=device.device)
        return Caller(role=Role(device.role), device=device.device, center=device.center)
