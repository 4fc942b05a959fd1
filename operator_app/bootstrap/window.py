"""The window on the screen, from its first frame until it is closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from operator_app.bootstrap.opening import Opening
from operator_app.logs import set_up_logs
from ui.program import Program

LOG = "window.log"


def run_window(folder: Path, watch: Callable[[Opening], None] | None = None) -> int:
    """Opens the training center in ``folder``; the exit code of the interface.

    ``watch`` is shown the opening at the first frame; for measurements.
    """
    program = Program()
    opening = Opening(program, folder)

    def begin() -> None:
        set_up_logs(file=folder / LOG)
        if watch is not None:
            watch(opening)
        opening.begin()

    try:
        return program.run(opening.door.window, begin)
    finally:
        opening.close()
