"""The composition root: the only package that knows every concrete class.

What takes long to load (SQLAlchemy, Alembic, ReportLab, httpx, cryptography, holidays) is loaded
by the function that needs it: most commands need little of it, and a rehearsal starts its
children before it loads its own part.
"""

from __future__ import annotations

from pathlib import Path

from operator_app.bootstrap.profiles import (
    HUB_KEY,
    Profile,
    ask_hub_for_blob,
    has_store,
    hold_profile,
    hub_token,
    is_training,
    open_held_profile,
    open_profile,
    profile_key,
    restore_profile,
)
from operator_app.bootstrap.workplaces import (
    Law,
    OperatorKey,
    Outside,
    Workplace,
    build_workplace,
    load_law,
    open_outside,
)


def open_window(folder: Path) -> int:
    """The training center in ``folder`` on the screen; Qt is loaded now and not by a command."""
    from operator_app.bootstrap.window import run_window

    return run_window(folder)


__all__ = [
    "HUB_KEY",
    "Law",
    "OperatorKey",
    "Outside",
    "Profile",
    "Workplace",
    "ask_hub_for_blob",
    "build_workplace",
    "has_store",
    "hold_profile",
    "hub_token",
    "is_training",
    "load_law",
    "open_held_profile",
    "open_outside",
    "open_profile",
    "open_window",
    "profile_key",
    "restore_profile",
]
