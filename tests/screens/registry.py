"""Finds the scenes: each ``tests/screens/scenes_<page>.py`` has a ``SCENES`` of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import delete

from operator_app.domain.operators import Page
from ui.runtime.speech import Speech
from ui.shell.app_window import MYSELF, AppWindow
from ui.shell.state import Link, ShellState
from ui.style.fonts import load_fonts
from ui.style.tokens import LIGHT, Tokens
from ui.style.worn import Worn, wear, worn

Scene = Callable[[Speech], QWidget]
LANGUAGES = ("kk", "ru", "en")
FOLDER = Path(__file__).parent
AT_WORK = ShellState(
    window="7",
    operator="Ахметова А. Б.",
    pages=tuple(Page),
    link=Link.ONLINE,
    pending=3,
    training=True,
)
NOBODY = ShellState(link=Link.ONLINE, training=True)
WITHOUT_NAVIGATION = ("sign_in", "lock", "first", "widgets", "questionnaire")


def all_scenes(page: str = "") -> Mapping[str, Scene]:
    """``<page>_<face>`` and how to draw it with made-up people; a name is taken only once."""
    scenes: dict[str, Scene] = {}
    for file in sorted(FOLDER.glob(f"scenes_{page}*.py")):
        own: Mapping[str, Scene] = import_module(f"tests.screens.{file.stem}").SCENES
        twice = set(own) & set(scenes)
        if twice:
            raise ValueError(f"scenes named twice: {sorted(twice)}")
        scenes.update(own)
    return scenes


def dress(application: QApplication, tokens: Tokens = LIGHT, zoom: int = 100) -> None:
    """Dressing anew costs a walk over every widget, so only when it is another look."""
    load_fonts()
    if worn() != Worn(tokens, zoom) or not application.styleSheet():
        wear(application, tokens, zoom)


def framed(name: str, page: QWidget, speech: Speech) -> QWidget:
    """The page in the frame of the window, unless the scene is a window of its own."""
    if isinstance(page, AppWindow | QDialog):
        return page
    alone = name.startswith(WITHOUT_NAVIGATION)
    key = name if alone else _navigation_of(name)
    window = AppWindow({key: page}, speech)
    window.show_state(NOBODY if alone else AT_WORK)
    window.show_page(key)
    return window


def take_away(window: QWidget) -> None:
    """At once: outside an event loop Qt would keep it, and dress it with every change of look."""
    window.hide()
    delete(window)


def _navigation_of(name: str) -> str:
    """A scene of a step is named for the step; the steps belong to the intake."""
    if name.startswith("password"):
        return MYSELF
    return next((page.value for page in Page if name.startswith(page.value)), Page.INTAKE.value)
