"""Every page in every face: what it says, that all of it can be read, and reached by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.screens.controls import control_troubles
from tests.screens.cut_text import cut_texts
from tests.screens.registry import LANGUAGES, Scene, all_scenes, dress, framed, take_away
from tests.screens.snapshot import tree_of
from ui.runtime.speech import Speech

STORED = Path(__file__).parent / "stored"
SIZES = {100: (1280, 720), 150: (1920, 1080), 200: (2560, 1440)}


def test_a_page_says_what_it_said_when_it_was_last_looked_at(
    name: str, scene: Scene, qtbot: QtBot, qapp: QApplication, update_screens: bool
) -> None:
    dress(qapp)
    changed = []
    for language in LANGUAGES:
        page = scene(Speech(language))
        now = tree_of(page)
        take_away(page)
        file = STORED / f"{name}.{language}.txt"
        if update_screens:
            file.write_text(now, encoding="utf-8")
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        if now != before:
            changed.append(f"{file.name}\n{_difference(before, now)}")

    assert changed == [], "look at it, then: dev.py test tests/screens --update-screens"


@pytest.mark.parametrize("zoom", sorted(SIZES))
def test_no_text_is_cut_in_any_language(
    name: str, scene: Scene, zoom: int, qtbot: QtBot, qapp: QApplication
) -> None:
    dress(qapp, zoom=zoom)
    cut = []
    for language in LANGUAGES:
        window = framed(name, scene, Speech(language))
        window.resize(*SIZES[zoom])
        window.show()
        qapp.processEvents()
        cut += [f"{language} {one}" for one in cut_texts(window)]
        take_away(window)

    assert cut == []


def test_every_control_has_its_names_and_is_reached_by_tab(
    name: str, scene: Scene, qtbot: QtBot, qapp: QApplication
) -> None:
    dress(qapp)
    window = framed(name, scene, Speech("kk"))
    window.resize(1440, 900)
    window.show()
    troubles = control_troubles(window)
    take_away(window)

    assert troubles == []


def test_no_tree_is_stored_of_a_scene_that_is_gone() -> None:
    known = {f"{name}.{language}.txt" for name in all_scenes() for language in LANGUAGES}

    assert {file.name for file in STORED.glob("*.txt")} - known == set()


def _difference(before: str, now: str) -> str:
    gone = [f"- {line}" for line in before.splitlines() if line not in now.splitlines()]
    come = [f"+ {line}" for line in now.splitlines() if line not in before.splitlines()]
    return "\n".join([*gone, *come])
