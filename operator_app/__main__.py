"""``python -m operator_app`` and ``tereze``: a command, or the window when none is given."""

from __future__ import annotations

import sys
from pathlib import Path

from operator_app.bootstrap import open_window
from operator_app.settings import default_profile

PROFILE = "--profile"
TRAINING = "training"


def main() -> int:
    arguments = sys.argv[1:]
    match arguments:
        case []:
            return open_window(default_profile() / TRAINING)
        case [option, folder] if option == PROFILE:
            return open_window(Path(folder))
        case _:
            from operator_app.cli.main import main as run_command

            return run_command()


if __name__ == "__main__":
    sys.exit(main())
