"""What has not reached the hub yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxState:
    """``refused`` messages are kept whole and wait for a person, not for the network."""

    pending: int
    refused: int
    oldest_at: datetime | None
    """Since when the oldest pending message waits."""


class StateOfOutbox(Protocol):
    def __call__(self) -> OutboxState: ...
