"""What a window remembers of how it looks: kept in the profile, beside the store and not in it."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

LOG = logging.getLogger(__name__)
FILE_NAME: Final = "look.json"
LANGUAGES: Final = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLook:
    """``language`` is that of the door; ``languages`` those chosen by people, by their id."""

    language: str = "ru"
    languages: Mapping[str, str] = field(default_factory=dict)
    theme: str = "light"
    zoom: int = 100


def read_look(folder: Path) -> WindowLook:
    """As it was left; a file that is gone or torn costs nobody more than a look of one's own."""
    try:
        read = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        if _whole(read):
            return WindowLook(**read)
    except FileNotFoundError:
        return WindowLook()
    except (OSError, ValueError, TypeError):
        LOG.info("the look of the window could not be read")
    return WindowLook()


def keep_look(folder: Path, look: WindowLook) -> None:
    """Whole or not at all. A disk that does not take it is told in the log and stops nobody."""
    fresh = folder / f"{FILE_NAME}.new"
    kept = {
        "language": look.language,
        "languages": dict(look.languages),
        "theme": look.theme,
        "zoom": look.zoom,
    }
    try:
        fresh.write_text(json.dumps(kept, sort_keys=True), encoding="utf-8")
        fresh.replace(folder / FILE_NAME)
    except OSError:
        LOG.info("the look of the window could not be kept")


def _whole(read: object) -> bool:
    """Only what this program would have written."""
    if not isinstance(read, dict):
        return False
    languages = read.get("languages", {})
    return (
        read.get("language", LANGUAGES[0]) in LANGUAGES
        and isinstance(read.get("theme", ""), str)
        and type(read.get("zoom", 100)) is int
        and isinstance(languages, dict)
        and all(one in LANGUAGES for one in languages.values())
    )
