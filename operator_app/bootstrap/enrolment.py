"""Makes this window known to its hub: by the administrator's code, or by itself in training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.bootstrap.profiles import Profile, hub_token
from operator_app.wire.devices import Enrolled, Enrolment, proven, text_of, token_hash

if TYPE_CHECKING:
    from operator_app.gateways.hub_http import HttpHub

TRAINING_CENTER: Final = "training"
"""A training hub serves one window, whatever number is chosen at sign-in."""


def enrol(profile: Profile, hub: HttpHub, *, code: str, center: str, window: int) -> Enrolled:
    """``code`` is good once; a lost answer is asked for again with the same code."""
    store = profile.store
    token_sha256 = token_hash(hub_token(profile.folder, training=profile.training))
    device = store.device
    return hub.enrol(
        Enrolment(
            code=code,
            device=device,
            public_key=text_of(store.device_key.public),
            token_sha256=token_sha256,
            center=center,
            window=window,
            proof=text_of(store.device_key.sign(proven(code, device, token_sha256))),
        )
    )


def enrol_in_training(profile: Profile, hub: HttpHub) -> Enrolled:
    """Nobody gives out codes there: the token that both programs share is the code."""
    code = hub_token(profile.folder, training=True)
    return enrol(profile, hub, code=code, center=TRAINING_CENTER, window=0)
