"""``python -m operator_app`` and ``tereze``: a command, or the window when none is given."""

from __future__ import annotations

import sys
from pathlib import Path

from operator_app.cli.main import main as run_command
from operator_app.settings import default_profile

PROFILE = "--profile"
TRAINING = "training"


def main() -> int:
    arguments = sys.argv[1:]
    match arguments:
        case []:
            return _open_window(default_profile() / TRAINING)
        case [option, folder] if option == PROFILE:
            return _open_window(Path(folder))
        case _:
            return run_command()


def _open_window(folder: Path) -> int:
    """Qt is loaded only now: a command never waits for it."""
    from operator_app.bootstrap.window import run_window

    return run_window(folder)


if __name__ == "__main__":
    sys.exit(main())
