"""A program to be killed: saves case after case and says which ones were acknowledged."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.db.builders import Store, an_application


def main(folder: Path, start: int) -> None:
    store = Store(folder)
    for sequence in range(start, start + 10_000):
        application = an_application(number=f"002-07-180206-{sequence:04}-7")
        store.save_all(application)
        sys.stdout.write(f"{application.id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
