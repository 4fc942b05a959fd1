"""The tabs of a page: as many as it has parts, as wide as their words."""

from __future__ import annotations

from PySide6.QtWidgets import QTabBar, QWidget


def make_tabs(object_name: str, number: int, parent: QWidget | None = None) -> QTabBar:
    """Unnamed yet: the page names them in the language of the moment."""
    tabs = QTabBar(parent)
    tabs.setObjectName(object_name)
    tabs.setDrawBase(False)
    tabs.setExpanding(False)
    for _ in range(number):
        tabs.addTab("")
    return tabs
