"""Widgets that are dressed before they are shown: the sheet is asked once, and nobody waits."""

from __future__ import annotations

from collections.abc import Generator
from typing import Final

from PySide6.QtWidgets import QWidget

AT_A_TIME: Final = 40


def polishing(page: QWidget) -> Generator[None, None, None]:
    """Some widgets of ``page`` in each piece, whether they can be seen or not."""
    for number, widget in enumerate(page.findChildren(QWidget)):
        widget.ensurePolished()
        if number % AT_A_TIME == AT_A_TIME - 1:
            yield
