"""A program that says something about somebody and falls before it has begun."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    sys.stderr.write("an earlier line\n")
    raise OSError(28, "No space left on device", "/srv/aigerim/850417350123/hub.db")
