"""A page whose parts change together is laid out once, when all of them have changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget


@contextmanager
def laid_out_once(*widgets: QWidget) -> Iterator[None]:
    """Qt lays a page out anew at each part that comes; here it waits for its next turn."""
    layouts = [layout for widget in widgets if (layout := widget.layout()) is not None]
    before = [layout.isEnabled() for layout in layouts]
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout, enabled in zip(layouts, before, strict=True):
            layout.setEnabled(enabled)
            layout.invalidate()
