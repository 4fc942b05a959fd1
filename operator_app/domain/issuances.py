"""How a result was given out: by whom, to whom, against which papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from operator_app.domain.powers_of_attorney import PowerOfAttorney

POWER_ASKED_AGAIN: Final = "case.power_asked_again"
"""In the journal: ``differs`` says that the answer is not what was assumed, ``reason`` why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAgain:
    """What ЕНИС said once it could be asked, after the result had left the center.

    ``reason`` is the code of what would have been refused on the day of issue.
    """

    state: str
    at: datetime
    message_id: str | None = None
    reason: str | None = None

    @property
    def differs(self) -> bool:
        return self.reason is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerShown:
    """The power of attorney somebody took the result by, and what ЕНИС said of it that day.

    ``state`` is ``found``, or why nobody could be asked: ``offline``, ``unavailable``.
    """

    power_of_attorney: PowerOfAttorney
    state: str
    at: datetime
    message_id: str | None = None
    asked_again: AskedAgain | None = None

    @property
    def unchecked(self) -> bool:
        return self.state != "found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuance:
    """Kept with the case: the second who comes is told of the first."""

    by: str
    """The employee who gave it out."""
    window: int
    recipient: str
    """Full name of whoever took it; the number stands in ``Application.issued_to``."""
    identity_document: str
    """Number of the identity document that was shown."""
    power: PowerShown | None = None
    slip_signed_at: datetime | None = None
