"""The composition root: the only package that knows every concrete class.

What takes long to load (SQLAlchemy, Alembic, ReportLab, httpx, cryptography, holidays) is loaded
by the function that needs it: most commands need little of it, a rehearsal starts its children
before it loads its own part, and the window shows its sign-in before it loads anything else
(``opening.py``). For the same reason a name of this package is looked up when it is asked for.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from operator_app.bootstrap.bags import bags_of
    from operator_app.bootstrap.catalogue_editor import open_editor
    from operator_app.bootstrap.center_catalogue import catalogue_of_profile
    from operator_app.bootstrap.opening import Opening
    from operator_app.bootstrap.profiles import (
        HUB_KEY,
        Profile,
        ask_hub_for_blob,
        export_outbox,
        has_store,
        hold_profile,
        hub_token,
        is_training,
        open_held_profile,
        open_profile,
        profile_key,
        restore_profile,
    )
    from operator_app.bootstrap.window_cases import CasePlace, WindowCase, WindowPaper
    from operator_app.bootstrap.window_rehearsal import CaseRoom, Sitting
    from operator_app.bootstrap.workplaces import (
        Law,
        OperatorKey,
        Outside,
        Workplace,
        build_workplace,
        load_law,
        open_outside,
    )


DISPLAYS = frozenset({"DISPLAY", "WAYLAND_DISPLAY"})
"""One of them is set where there is a screen to draw on."""

_PLACES: Final = MappingProxyType(
    {
        "bags_of": "bags",
        "catalogue_of_profile": "center_catalogue",
        "open_editor": "catalogue_editor",
        "HUB_KEY": "profiles",
        "Profile": "profiles",
        "ask_hub_for_blob": "profiles",
        "export_outbox": "profiles",
        "has_store": "profiles",
        "hold_profile": "profiles",
        "hub_token": "profiles",
        "is_training": "profiles",
        "open_held_profile": "profiles",
        "open_profile": "profiles",
        "profile_key": "profiles",
        "restore_profile": "profiles",
        "CasePlace": "window_cases",
        "WindowCase": "window_cases",
        "WindowPaper": "window_cases",
        "Law": "workplaces",
        "OperatorKey": "workplaces",
        "Outside": "workplaces",
        "Workplace": "workplaces",
        "build_workplace": "workplaces",
        "load_law": "workplaces",
        "open_outside": "workplaces",
    }
)


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"{__name__}.{_PLACES[name]}"), name)


def open_window(folder: Path, watch: Callable[[Opening], None] | None = None) -> int:
    """The training center in ``folder`` on the screen; Qt is loaded now and not by a command.

    Nothing that is loaded becomes garbage, so nobody looks for any until the window stands.
    """
    gc.disable()
    from operator_app.bootstrap.window import run_window

    return run_window(folder, watch)


@contextmanager
def open_case_room(folder: Path, place: CasePlace) -> Iterator[CaseRoom]:
    """A training center for one case; with no display the window is drawn off the screen."""
    if sys.platform.startswith("linux") and not DISPLAYS & os.environ.keys():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from operator_app.bootstrap import window_rehearsal

    with window_rehearsal.open_case_room(folder, place) as case_room:
        yield case_room


@contextmanager
def sit_down(case_room: CaseRoom) -> Iterator[Sitting]:
    """A window that plays one case after the other by mouse and keys."""
    from operator_app.bootstrap import window_rehearsal

    with window_rehearsal.sit_down(case_room) as sitting:
        yield sitting


__all__ = [
    "HUB_KEY",
    "CasePlace",
    "Law",
    "OperatorKey",
    "Outside",
    "Profile",
    "WindowCase",
    "WindowPaper",
    "Workplace",
    "ask_hub_for_blob",
    "bags_of",
    "build_workplace",
    "catalogue_of_profile",
    "export_outbox",
    "has_store",
    "hold_profile",
    "hub_token",
    "is_training",
    "load_law",
    "open_case_room",
    "open_editor",
    "open_held_profile",
    "open_outside",
    "open_profile",
    "open_window",
    "profile_key",
    "restore_profile",
    "sit_down",
]
