"""Scrolled parts that take what room is left, so that the action bar never leaves the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from ui.widgets.scrolling import Scrolling

LEAST_PX = 120


def yielding(area: Scrolling) -> Scrolling:
    """Asks for little and takes the rest; a scroll area of Qt's own asks for 24 lines."""
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    area.asks_for(LEAST_PX)
    return area
