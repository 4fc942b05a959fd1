"""What the rehearsal has acknowledged, line by line: a kill cannot take it back."""

from __future__ import annotations

import os
from pathlib import Path


class Journal:
    """Each acknowledged step is a line in ``path``, on the disk before the next step begins.

    It is the operator's memory in the fault runs: what stands here was promised.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def acknowledge(self, step: str) -> None:
        if self._path is None:
            return
        with self._path.open("a", encoding="utf-8") as file:
            file.write(step + "\n")
            file.flush()
            os.fsync(file.fileno())
