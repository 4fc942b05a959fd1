"""Who has to hear more of the hub's news than the cases, one after the other."""

from __future__ import annotations

from typing import Protocol

from operator_app.sync.store import SyncUnit
from operator_app.wire.envelopes import Envelope


class Followers(Protocol):
    """Whoever has to hear more of the news than the cases."""

    def __call__(self, unit: SyncUnit, envelope: Envelope, place: int) -> frozenset[str]:
        """Within the transaction of the page; ids of what has changed. ``place`` is in the hub's
        order, which is the same at every window."""
        ...

    def kept(self) -> None:
        """What was heard is in the store now."""
        ...


class FollowAll:
    """Each of them hears every message."""

    def __init__(self, *followers: Followers) -> None:
        self._followers = followers

    def __call__(self, unit: SyncUnit, envelope: Envelope, place: int) -> frozenset[str]:
        changed = (follow(unit, envelope, place) for follow in self._followers)
        return frozenset().union(*changed)

    def kept(self) -> None:
        for follow in self._followers:
            follow.kept()
