"""The window on the screen, from its first frame until it is closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from operator_app.bootstrap.opening import Opening
from ui.program import Program


def run_window(folder: Path, watch: Callable[[Opening], None] | None = None) -> int:
    """Opens the training center in ``folder``; the exit code of the interface.

    ``watch`` is shown the opening at the first frame; for measurements.
    """
    program = Program()
    opening = Opening(program, folder)

    def begin() -> None:
        if watch is not None:
            watch(opening)
        opening.begin()

    try:
        return program.run(opening.door.window, begin)
    finally:
        opening.close()
