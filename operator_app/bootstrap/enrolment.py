"""Makes this window known to its hub: by the administrator's code, or by itself in training."""

from __future__ import annotations

from typing import Final

from operator_app.bootstrap.profiles import Profile, hub_token
from operator_app.wire.devices import Enrolment, proven, text_of, token_hash

TRAINING_CENTER: Final = "training"
"""A training hub serves one window, whatever number is chosen at sign-in."""


def enrolment(profile: Profile, *, code: str, center: str, window: int) -> Enrolment:
    """What this device says of itself; a lost answer is asked for again with the same code."""
    store = profile.store
    token_sha256 = token_hash(hub_token(profile.folder, training=profile.training))
    return Enrolment(
        code=code,
        device=store.device,
        public_key=text_of(store.device_key.public),
        token_sha256=token_sha256,
        center=center,
        window=window,
        proof=text_of(store.device_key.sign(proven(code, store.device, token_sha256))),
    )


def training_enrolment(profile: Profile) -> Enrolment:
    """Nobody gives out codes there: the token that both programs share is the code."""
    code = hub_token(profile.folder, training=True)
    return enrolment(profile, code=code, center=TRAINING_CENTER, window=0)
