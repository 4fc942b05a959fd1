"""The window on the screen, from its first frame until it is closed."""

from __future__ import annotations

from pathlib import Path

from operator_app.bootstrap.pages import build_pages
from operator_app.bootstrap.rooms import open_training_room
from ui.program import Program


def run_window(folder: Path) -> int:
    """Opens the training center in ``folder``; the exit code of the interface."""
    program = Program()
    with open_training_room(folder) as room:
        pages = build_pages(program, room)
        pages.conductor.start()
        try:
            return program.run(pages.window)
        finally:
            pages.close()
