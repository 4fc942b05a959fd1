"""Roboto, shipped with the program: the same letters, Kazakh ones too, on every machine."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFontDatabase

from operator_app.errors import Corrupted

FAMILY = "Roboto"
ICON_FAMILY = "Material Design Icons"
FACES = ("Regular", "Medium", "Bold")


class FontMissing(Corrupted):
    """A font that is installed with the program is not there."""

    code = "app.font_missing"


def load_fonts() -> None:
    """Give Qt the three faces; the packages are not imported, only their files are read."""
    folder = package_folder("font_roboto") / "files"
    for face in FACES:
        add_font(folder / f"Roboto-{face}.ttf")


def add_font(path: Path) -> str:
    """The family's name. Adding the same file again costs nothing worth saving."""
    number = QFontDatabase.addApplicationFont(str(path))
    if number < 0:
        raise FontMissing(file=path.name)
    return QFontDatabase.applicationFontFamilies(number)[0]


def package_folder(package: str) -> Path:
    """Where a package's files lie, without running the package."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise FontMissing(file=package)
    return Path(found.submodule_search_locations[0])
