"""What has not reached the hub, what it would not take, and what two windows did at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncCounts:
    """How much of what. ``numbers_wait``: the store was put back and gives no number yet."""

    pending: int = 0
    oldest_at: datetime | None = None
    """Since when the oldest pending message waits."""
    refused: int = 0
    conflicts: int = 0
    """Those that nobody has chosen in yet."""
    scans_waiting: int = 0
    scans_lost: int = 0
    numbers_wait: bool = False
    clock_marked: int = 0
    """Messages that the hub has marked because this machine's clock was wrong."""
    clock_marked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScansToGo:
    """``accepted``: the hub has the case; ``to_go`` of its ``total`` files are on their way."""

    accepted: bool
    to_go: int
    total: int
    lost: int = 0
    """Files that this window has not any more: these pages must be scanned again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A message the hub has refused, or a page that cannot be sent (then ``sha256`` is set).

    ``reason`` is a code of ``resources/errors``.
    """

    id: str
    entity: str
    number: str
    type: str
    reason: str
    put_at: datetime | None
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One side of a conflict: who did what, when, by which window; ``body`` as it was signed."""

    actor: str
    device: str
    type: str
    at: datetime
    body: dict[str, Any] = field(default_factory=dict)
    blobs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """``theirs`` is ``None`` while it has not come, or where the provider has acted meanwhile."""

    id: str
    entity: str
    number: str
    found_at: datetime
    state: str
    """``open``, ``answered`` (the choice is on its way) or ``solved``."""
    take: str | None
    mine: Version | None
    theirs: Version | None


class StateOfSync(Protocol):
    def __call__(self) -> SyncCounts: ...


class Quarantine(Protocol):
    def __call__(self, *, limit: int) -> tuple[Quarantined, ...]: ...


class Conflicts(Protocol):
    def __call__(self, *, limit: int) -> tuple[ConflictView, ...]:
        """Those that are not solved first, the newest before the older ones."""
        ...


class ScansOfCase(Protocol):
    def __call__(self, case: str) -> ScansToGo: ...
