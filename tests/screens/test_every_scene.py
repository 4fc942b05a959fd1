"""Every page in every face: what it says, that all of it can be read, and reached by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from resources.texts import SOURCE
from tests.screens.controls import control_troubles
from tests.screens.cut_text import cut_texts
from tests.screens.registry import LANGUAGES, Scene, all_scenes, dress, framed, take_away
from tests.screens.snapshot import tree_of
from ui.runtime.speech import Speech

STORED = Path(__file__).parent / "stored"
SMALL = (1280, 720)


class Listening(Speech):
    """Remembers what was said in English for want of a translation."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.untranslated: list[str] = []

    def __call__(self, msgid: str, **placeholders: object) -> str:
        self._hear(msgid)
        return super().__call__(msgid, **placeholders)

    def plural(self, singular: str, plural: str, n: int, **placeholders: object) -> str:
        self._hear(singular)
        return super().plural(singular, plural, n, **placeholders)

    def _hear(self, msgid: str) -> None:
        if self.language != SOURCE and msgid and msgid not in self.texts.messages:
            self.untranslated.append(msgid)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_what_it_said_in_its_language_whole_and_within_reach_of_the_keyboard(
    name: str, scene: Scene, language: str, qapp: QApplication, update_screens: bool
) -> None:
    """One test for all that a small screen at 100 % shows: drawing it is what takes the time."""
    dress(qapp)
    speech = Listening(language)
    page = scene(speech)
    changed = list(
        _changes(STORED / f"{name}.{language}.txt", tree_of(page), update=update_screens)
    )
    with_frame = _shown(name, page, speech, qapp)
    cut, troubles = cut_texts(with_frame), control_troubles(with_frame)
    take_away(with_frame)

    assert speech.untranslated == []
    assert cut == []
    assert troubles == []
    assert changed == [], "look at it, then: dev.py test tests/screens --update-screens"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("zoom", "size"),
    [
        pytest.param(150, (1920, 1080), marks=pytest.mark.long),
        pytest.param(200, (3840, 2160), marks=pytest.mark.long),
        (200, SMALL),
    ],
)
def test_no_text_is_cut_when_all_is_bigger(
    name: str, scene: Scene, language: str, zoom: int, size: tuple[int, int], qapp: QApplication
) -> None:
    dress(qapp, zoom=zoom)
    speech = Speech(language)
    window = _shown(name, scene(speech), speech, qapp, size)
    cut = cut_texts(window)
    take_away(window)

    assert cut == []


def test_no_tree_is_stored_of_a_scene_that_is_gone() -> None:
    known = {f"{name}.{language}.txt" for name in all_scenes() for language in LANGUAGES}

    assert {file.name for file in STORED.glob("*.txt")} - known == set()


def _shown(
    name: str,
    page: QWidget,
    speech: Speech,
    application: QApplication,
    size: tuple[int, int] = SMALL,
) -> QWidget:
    window = framed(name, page, speech)
    window.resize(*size)
    window.show()
    application.processEvents()
    return window


def _changes(file: Path, now: str, *, update: bool) -> Iterator[str]:
    if update:
        file.parent.mkdir(exist_ok=True)
        file.write_text(now, encoding="utf-8")
    before = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    lines = now.splitlines()
    yield from (f"- {line}" for line in before if line not in lines)
    yield from (f"+ {line}" for line in lines if line not in before)
    if before != lines and sorted(before) == sorted(lines):
        yield "the order is another one"
