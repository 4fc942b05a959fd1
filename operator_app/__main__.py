"""``python -m operator_app`` and ``tereze``."""

from __future__ import annotations

import sys

from operator_app.cli.main import main as run_command


def main() -> int:
    return run_command()


if __name__ == "__main__":
    sys.exit(main())
