"""A hub whose pools hold one connection each: ``python -m tests.faults.narrow_hub serve …``."""

from __future__ import annotations

import sys

import hub.__main__
from hub.store import postgresql


def main() -> int:
    postgresql.AT_ONCE = 1  # type: ignore[misc]  # that is the fault
    return hub.__main__.main()


if __name__ == "__main__":
    sys.exit(main())
