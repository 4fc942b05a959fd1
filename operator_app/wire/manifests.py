"""Types of the envelopes that tell of a manifest; ``entity`` is the manifest."""

from __future__ import annotations

from typing import Final

MANIFEST: Final = "manifest."
"""All of them begin so; every window of the center is told of them."""
MANIFEST_OPEN: Final = "manifest.open"
MANIFEST_PUT: Final = "manifest.put"
MANIFEST_TAKE_OUT: Final = "manifest.take_out"
MANIFEST_SEAL: Final = "manifest.seal"
MANIFEST_UNSEAL: Final = "manifest.unseal"
MANIFEST_HAND_OVER: Final = "manifest.hand_over"
MANIFEST_ACCEPT: Final = "manifest.accept"
"""The provider counted, and everything was there."""
MANIFEST_DISCREPANCY: Final = "manifest.discrepancy"
"""The provider counted, and an act says what was not as sent."""
