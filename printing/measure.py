"""Breaks a text into the lines that fit a width: at spaces, after hyphens, at last inside words."""

from __future__ import annotations

import re

from printing.pen import Style

_SPACES = re.compile(r"(?<!№)(?<!\s\d)(?<!\s\d\d) (?!(?:(?:г\.|ж\.|қ\.|к\.)(?:\W|$)|\*$))")
"""Where a line may end: not inside «№ 2», «6 ақпан», «2018 г.», «Алматы қ.», not before a mark."""
_HYPHENS = re.compile(r"(?<=\w{3}-)(?=\w{3})")


def lines(text: str, style: Style, room: float) -> tuple[str, ...]:
    """``text`` as lines no wider than ``room`` points; an empty text has no lines."""
    text = " ".join(text.split())
    if style.width(text) <= room:
        return (text,) if text else ()
    done: list[str] = []
    line, used = "", 0.0
    widths = {"": 0.0, " ": style.width(" ")}
    for piece, glue in _pieces(text):
        width = style.width(piece)
        if line and used + widths[glue] + width <= room:
            line += glue + piece
            used += widths[glue] + width
            continue
        if line:
            done.append(line)
        line, used = piece, width
        while used > room:
            head = _longest_start(line, style, room)
            done.append(line[:head])
            line = line[head:]
            used = style.width(line)
    return (*done, line) if line else tuple(done)


def _pieces(text: str) -> list[tuple[str, str]]:
    """Pieces that stay whole, each with what stands before it on the same line."""
    pieces: list[tuple[str, str]] = []
    for word in _SPACES.split(text):
        parts = _HYPHENS.split(word)
        pieces.append((parts[0], " "))
        pieces.extend((part, "") for part in parts[1:])
    return pieces


def _longest_start(word: str, style: Style, room: float) -> int:
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if style.width(word[:middle]) <= room:
            low = middle
        else:
            high = middle - 1
    return low
