"""How far the clock of this computer is off, as an operator is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.sync.skew import ClockState
from ui.runtime.speech import Speech

if TYPE_CHECKING:
    from operator_app.sync.engine import LineState

_MINUTE_S = 60


def clock_words(say: Speech, line: LineState) -> str:
    """How far the clock of this machine is off; empty while it does not matter."""
    if line.clock is ClockState.RIGHT or line.clock_ahead_s is None:
        return ""
    minutes = round(abs(line.clock_ahead_s) / _MINUTE_S)
    if line.clock_ahead_s > 0:
        off = say.plural(
            "The clock of this computer is {n} minute fast.",
            "The clock of this computer is {n} minutes fast.",
            minutes,
        )
    else:
        off = say.plural(
            "The clock of this computer is {n} minute slow.",
            "The clock of this computer is {n} minutes slow.",
            minutes,
        )
    if line.clock is ClockState.MARKED:
        return f"{off} {say('What is saved now is marked at the hub. Call the administrator.')}"
    return f"{off} {say('Tell the administrator; work goes on.')}"


def clock_fact(say: Speech, line: LineState) -> str:
    """The measured difference itself, however small."""
    if line.clock_ahead_s is None:
        return say("not compared with the hub yet")
    seconds, fast = round(abs(line.clock_ahead_s)), line.clock_ahead_s > 0
    if not seconds:
        return say("as the hub's")
    if seconds < _MINUTE_S:
        if fast:
            return say.plural("{n} second fast", "{n} seconds fast", seconds)
        return say.plural("{n} second slow", "{n} seconds slow", seconds)
    minutes = round(seconds / _MINUTE_S)
    if fast:
        return say.plural("{n} minute fast", "{n} minutes fast", minutes)
    return say.plural("{n} minute slow", "{n} minutes slow", minutes)
