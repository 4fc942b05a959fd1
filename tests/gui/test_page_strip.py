"""The strip of pages beside the viewer, as pages come and go."""

from __future__ import annotations

import gc

from pytestqt.qtbot import QtBot

from ui.runtime.page_images import TileFace
from ui.widgets.page_strip import FACE_ROLE, PageStrip


def tiles(count: int) -> tuple[TileFace, ...]:
    return tuple(TileFace(label=f"Page {n + 1}", attached=False) for n in range(count))


def test_pages_come_and_go_hundreds_of_times(qtbot: QtBot) -> None:
    strip = PageStrip("strip")
    qtbot.addWidget(strip)
    for turn in range(300):
        strip.set(tiles(turn % 4), 0)
        if turn % 50 == 0:
            gc.collect()

    assert strip.model().rowCount() == 3


def test_the_chosen_page_stays_chosen_when_another_goes(qtbot: QtBot) -> None:
    strip = PageStrip("strip")
    qtbot.addWidget(strip)
    strip.set(tiles(3), 1)
    strip.set(tiles(2), 1)

    assert strip.currentIndex().row() == 1
    assert strip.currentIndex().data(FACE_ROLE).label == "Page 2"
    strip.set((), -1)
    assert not strip.currentIndex().isValid()
