"""What can be done with the case in the intake from anywhere: offered by Ctrl+K."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.shell.find_panel import ACTION, Found


class CaseAction(StrEnum):
    HAND_OVER = "hand_over"
    CHANGE = "change"
    ANOTHER_SERVICE = "another_service"


@dataclass(frozen=True, slots=True)
class Entry:
    """``name`` is the source sentence."""

    name: str
    key: Shortcut


ENTRIES: Final = MappingProxyType(
    {
        CaseAction.HAND_OVER: Entry("Hand the case over", Shortcut.HAND_OVER),
        CaseAction.CHANGE: Entry("Change the signed case", Shortcut.CHANGE),
        CaseAction.ANOTHER_SERVICE: Entry("Another service", Shortcut.ANOTHER_SERVICE),
    }
)


def offered(say: Speech, actions: Iterable[CaseAction]) -> tuple[Found, ...]:
    """In the order in which they are declared."""
    given = frozenset(actions)
    return tuple(
        Found(ACTION, one.value, say(entry.name), entry.key.hint)
        for one, entry in ENTRIES.items()
        if one in given
    )
