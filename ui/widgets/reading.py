"""A part of a card that takes the room there is and asks for none: the page stays whole."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from ui.widgets.scrolling import Scrolling

LEAST_PX = 96


class Reading(Scrolling):
    """``content`` is as high as its lines are at this width; the rest is scrolled to."""

    def __init__(self, object_name: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(object_name, content, parent)
        content.setMinimumHeight(1)
        ask_for_no_height(self)


def ask_for_no_height(area: QScrollArea) -> None:
    """A page in the window scrolls as a whole as soon as its parts ask for more than there is."""
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    area.setMinimumHeight(LEAST_PX)
