"""One style sheet for the whole program, made from tokens for a zoom of 100 to 200 per cent."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

from ui.style.tokens import Tokens

PARTS = ("ground", "controls", "inputs", "lists", "widgets", "shell")
PLACE = re.compile(r"@(\w+)")
PICTURE = re.compile(r"%(\w+)")
PIXELS = re.compile(r"(\d+(?:\.\d+)?)px")


def style_sheet(tokens: Tokens, zoom: int = 100) -> str:
    """``@role`` becomes the token's colour, ``8px`` becomes 8 pixels of the drawing at ``zoom``.

    ``%down`` becomes the place of the picture that is drawn in the colours of these tokens.
    """
    colours = asdict(tokens)
    folder = Path(__file__).parent / "sheets"
    text = "\n".join((folder / f"{part}.qss").read_text(encoding="utf-8") for part in PARTS)
    text = PICTURE.sub(lambda found: _picture(f"{found[1]}_{tokens.name}.svg"), text)
    text = PLACE.sub(lambda found: colours[found[1]], text)
    return PIXELS.sub(lambda found: f"{_scaled(float(found[1]), zoom)}px", text)


def _picture(name: str) -> str:
    return (Path(__file__).parent / "sheets" / name).as_posix()


def _scaled(pixels: float, zoom: int) -> int:
    """Hair lines stay visible at any zoom."""
    return max(1, round(pixels * zoom / 100)) if pixels else 0
