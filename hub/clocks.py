"""Whether a message comes from a clock that is wrong: marked, and never a reason to refuse it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from operator_app.wire.envelopes import Envelope

MOST_SKEW: Final = timedelta(minutes=5)
CLOCK_SKEW: Final = "clock_skew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """``now`` is the hub's; ``told_at`` what the caller's clock said, if it told."""

    now: datetime
    told_at: datetime | None
    caller: str | None
    """The device that the caller is."""

    def mark(self, envelope: Envelope) -> str | None:
        """What a person should know: order is by the chain, whatever the clocks say."""
        ahead = envelope.at - self.now > MOST_SKEW
        told = self.told_at
        own = envelope.device == self.caller
        wrong = own and told is not None and abs(told - self.now) > MOST_SKEW
        return CLOCK_SKEW if ahead or wrong else None
