"""Tells open pages what has changed, so that they reload those rows and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

CASES = "cases"
TICKETS = "tickets"
OUTBOX = "outbox"
OPERATORS = "operators"


class Broadcast(QObject):
    """Fired once after a use case has committed, on the interface thread.

    Signals:
        changed(topic, ids): ``ids`` is a frozenset of the changed things' ids.
    """

    changed = Signal(str, object)

    def tell(self, topic: str, ids: Iterable[str] = ()) -> None:
        self.changed.emit(topic, frozenset(ids))
