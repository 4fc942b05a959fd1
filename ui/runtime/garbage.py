"""Collects what Python's cycles hold, on the interface thread only and when it has a moment.

The collector of Python runs on whichever thread happens to make an object. On a lane it would
take apart widgets and timers there, which Qt answers with a crash; and in the middle of a click it
would go through everything that was loaded, which takes longer than an eye forgives.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS: Final = 250


class Garbage(QObject):
    """Between ``start`` and ``stop`` nobody else collects in this process; then it is as before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._by_itself = False
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(collect_due)

    def start(self) -> None:
        """What is there by now stays as long as the program: it is not looked through again."""
        self._by_itself = gc.isenabled()
        gc.disable()
        gc.freeze()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        if self._by_itself:
            gc.enable()


def collect_due() -> None:
    """The oldest generation that is due, with all younger ones, as Python itself does it."""
    due = [
        generation
        for generation, (count, most) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if count > most
    ]
    if due:
        gc.collect(due[-1])
