"""The two codes of a paper as runs of dark modules; drawing them is the pen's work."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import barcode
import segno

QR_MASK = 3
"""Fixed: trying all eight masks costs four times as much and readers accept any."""

Run = tuple[int, int]
"""First dark module and how many there are."""


def code128(digits: str) -> tuple[tuple[Run, ...], int]:
    """Runs of bars and the whole width in modules, quiet zones not counted."""
    pattern = barcode.get("code128", digits).build()[0]
    return _runs(module == "1" for module in pattern), len(pattern)


def qr(text: str) -> tuple[tuple[Run, ...], ...]:
    """Rows of dark runs from the top; as many modules across as there are rows."""
    code = segno.make_qr(text, error="m", mask=QR_MASK, boost_error=False)
    return tuple(_runs(module & 1 == 1 for module in row) for row in code.matrix)


def _runs(modules: Iterable[bool]) -> tuple[Run, ...]:
    runs = []
    at = 0
    for dark, group in groupby(modules):
        length = sum(1 for _ in group)
        if dark:
            runs.append((at, length))
        at += length
    return tuple(runs)
