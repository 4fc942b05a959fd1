"""Qt's types, made on the interface thread before anybody else asks for one.

PySide makes a type when Python first asks for it, and takes the program down, or never comes back,
when that happens within the making of another one: in a thread that loads modules meanwhile, or in
a filter of the whole application, which is handed objects of types that nobody has asked for.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Final

from PySide6 import QtCore, QtGui, QtWidgets

AT_ONCE: Final = 16
"""Types between two turns of the event loop: a few milliseconds."""


def making() -> Generator[None, None, None]:
    """Done once it costs nothing any more; about 170 ms the first time."""
    for module in (QtCore, QtGui, QtWidgets):
        for number, name in enumerate(dir(module), 1):
            getattr(module, name)
            if number % AT_ONCE == 0:
                yield
