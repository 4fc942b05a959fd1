"""How long words are shown: broken rather than cut."""

from __future__ import annotations

import re

LONGEST = 24
"""Letters a word may have before it gets places where a line may break."""

_RUN = re.compile(rf"\S{{{LONGEST}}}(?=\S)")
_BREAK_HERE = "\u200b"


def breakable(text: str) -> str:
    """``text`` for the screen only: the marks have no width and never reach a field or a paper."""
    return _RUN.sub(lambda found: found[0] + _BREAK_HERE, text)
