"""One set of icons: Material Design Icons 6 out of the qtawesome package, in our colours.

Only the package's font and its list of names are read; running the package would load six
other sets, which costs a third of a second at start.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from ui.style.fonts import FontMissing, add_font, package_folder
from ui.style.tokens import Tokens
from ui.style.worn import worn

SIZES = (16, 20, 24, 32, 48)


def icon(name: str, role: str = "ink", tokens: Tokens | None = None) -> QIcon:
    """``name`` as the set calls it ("magnify"); ``role`` is the name of a token.

    Colours are those worn when it is made: make it anew when the style changes.
    """
    wanted = tokens or worn().tokens
    made = QIcon()
    for size in SIZES:
        made.addPixmap(pixmap(name, QColor(getattr(wanted, role)), size))
        made.addPixmap(pixmap(name, QColor(wanted.ink2), size), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, colour: QColor, size: int) -> QPixmap:
    """A square of ``size`` device-independent pixels."""
    application = QApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QApplication) else 1.0
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, QRect(0, 0, size, size), name, colour)
    painter.end()
    return picture


def paint_icon(painter: QPainter, place: QRect, name: str, colour: QColor) -> None:
    font = QFont(_family())
    font.setPixelSize(place.height())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, chr(int(_code_points()[name], 16)))


@cache
def _family() -> str:
    return add_font(_file("materialdesignicons6-webfont-*.ttf"))


@cache
def _code_points() -> dict[str, str]:
    read: dict[str, str] = json.loads(
        _file("materialdesignicons6-webfont-charmap-*.json").read_text(encoding="utf-8")
    )
    return read


def _file(pattern: str) -> Path:
    found = sorted((package_folder("qtawesome") / "fonts").glob(pattern))
    if not found:
        raise FontMissing(file=pattern)
    return found[-1]
