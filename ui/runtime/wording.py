"""How long words are shown: broken rather than cut."""

from __future__ import annotations

import re

LONGEST = 24
"""Letters a word may have before it gets places where a line may break."""

BREAK_HERE = "\u200b"
"""A space of no width."""


def breakable(text: str, longest: int = LONGEST) -> str:
    """``text`` for the screen only: the marks have no width and never reach a field or a paper."""
    return re.sub(rf"\S{{{longest}}}(?=\S)", lambda found: found[0] + BREAK_HERE, text)
