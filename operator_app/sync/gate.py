"""The way of sync into the store: shut when the window closes, whoever still waits for the hub."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from operator_app.sync.store import SyncUnit

Transactions = Callable[[], AbstractContextManager[SyncUnit]]
"""Each call is one transaction of the store."""


class Shut(Exception):
    """The window is closing; what was under way is in the store or was never begun there."""


class Gate:
    """Transactions begin while it is open; ``shut`` returns when the last one has ended.

    So closing never waits for a hub that is silent, and nothing is written after it.
    """

    def __init__(self, units: Transactions) -> None:
        self._units = units
        self._inside = 0
        self._open = True
        self._changed = threading.Condition()

    @property
    def is_open(self) -> bool:
        return self._open

    @contextmanager
    def __call__(self) -> Iterator[SyncUnit]:
        with self._changed:
            if not self._open:
                raise Shut
            self._inside += 1
        try:
            with self._units() as unit:
                yield unit
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def shut(self) -> None:
        with self._changed:
            self._open = False
            self._changed.wait_for(lambda: self._inside == 0)
