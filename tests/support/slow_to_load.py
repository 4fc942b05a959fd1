"""A program that is still loading its modules: it never comes to read its standard input."""

from __future__ import annotations

import threading

if __name__ == "__main__":
    threading.Event().wait()
