"""The chosen language and look come back at the next start; each person keeps a language."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from operator_app.gateways.window_look import FILE_NAME, WindowLook, keep_look, read_look
from tests.screens.registry import dress
from tests.support.guarded_window import OTHER, Guarded, guarded, guarded_law, seeded
from ui.style.worn import worn

__all__ = ["guarded", "guarded_law", "seeded"]

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def language(guarded: Guarded) -> str:
    return next(
        code
        for code in ("kk", "ru", "en")
        if guarded.hand.get(f"shell_language_{code}", QPushButton).isChecked()
    )


def test_language_and_zoom_come_back_at_the_next_start(
    guarded: Guarded, qapp: QApplication
) -> None:
    guarded.key(Qt.Key.Key_1, ALT)
    guarded.key(Qt.Key.Key_Equal, CONTROL)
    guarded.settle()
    zoom = worn().zoom
    guarded.shut()
    dress(qapp)
    guarded.open()
    guarded.settle()
    came_back = worn().zoom, language(guarded)
    guarded.shut()
    dress(qapp)
    guarded.open()

    assert (zoom, came_back) == (125, (125, "kk"))


def test_each_person_is_spoken_to_in_the_language_they_chose(guarded: Guarded) -> None:
    guarded.sign_in(window=1)
    guarded.key(Qt.Key.Key_3, ALT)
    guarded.settle()
    guarded.again()
    door = language(guarded)
    guarded.sign_in(OTHER, window=2)
    guarded.settle()
    other = language(guarded)
    guarded.again()
    guarded.sign_in(window=1)
    guarded.settle()

    assert (door, other, language(guarded)) == ("en", "kk", "en")


@pytest.mark.parametrize(
    "torn",
    ["", "{", "[]", '{"zoom": "big"}', '{"language": "de"}', '{"unknown": 1}', '{"zoom": true}'],
)
def test_a_torn_file_costs_nobody_more_than_a_look(tmp_path: Path, torn: str) -> None:
    (tmp_path / FILE_NAME).write_text(torn, encoding="utf-8")

    assert read_look(tmp_path) == WindowLook()


def test_what_is_kept_is_read_again_and_a_full_disk_stops_nobody(tmp_path: Path) -> None:
    look = WindowLook(language="kk", languages={"a": "en"}, theme="dark", zoom=150)
    keep_look(tmp_path, look)
    keep_look(tmp_path / "gone", look)

    assert read_look(tmp_path) == look
