"""Roboto for paper: registered with ReportLab once, embedded as the subset a paper uses."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib import resources

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


class Face(StrEnum):
    REGULAR = "Roboto-Regular"
    MEDIUM = "Roboto-Medium"
    BOLD = "Roboto-Bold"


@cache
def register() -> None:
    """Parse the three faces (about 40 ms each) and give them to ReportLab; then it is free."""
    folder = resources.files("font_roboto") / "files"
    for face in Face:
        with resources.as_file(folder / f"{face}.ttf") as path:
            pdfmetrics.registerFont(TTFont(face.value, str(path), asciiReadable=False))


def width(text: str, face: Face, size: float) -> float:
    """Width of ``text`` in points. The faces must be registered."""
    return float(pdfmetrics.stringWidth(text, face.value, size))
