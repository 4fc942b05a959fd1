"""How the queue page says times and moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from operator_app.domain.tickets import TicketAction
from operator_app.usecases.rules import local
from ui.pages.queue.state import QueueState, UndoOffer
from ui.runtime.speech import Speech

DONE: Final[Mapping[TicketAction, str]] = MappingProxyType(
    {
        TicketAction.CALL: "{label} is called.",
        TicketAction.RECALL: "{label} is called again.",
        TicketAction.SERVE: "The serving of {label} has begun.",
        TicketAction.CLOSE: "{label} is served.",
        TicketAction.NO_SHOW: "{label} did not come.",
        TicketAction.HOLD: "{label} is set aside.",
        TicketAction.TRANSFER: "{label} is sent on.",
        TicketAction.CANCEL: "{label} is cancelled.",
        TicketAction.RESUME: "{label} is back in the queue.",
        TicketAction.RESTORE: "{label} is back in the queue.",
    }
)


def clock(time: timedelta) -> str:
    """Minutes and seconds; with hours once there are any. Never below zero: clocks differ."""
    seconds = max(0, int(time.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    minutes_seconds = f"{rest // 60:02}:{rest % 60:02}"
    return f"{hours}:{minutes_seconds}" if hours else minutes_seconds


def shortened(name: str, most: int) -> str:
    """Of a name of a service, which may be a whole sentence of the act: as many whole words as
    fit into ``most`` letters. Whoever shows it gives the full name as a tool tip."""
    if len(name) <= most:
        return name
    words = name[:most].rsplit(" ", 1)[0]
    return f"{words.rstrip(' ,(')}…"


def since(state: QueueState, at: datetime) -> timedelta:
    return max(state.now - at, timedelta()) if state.now else timedelta()


def headline(state: QueueState, say: Speech) -> str:
    """The day, and how many wait."""
    if state.now is None:
        return ""
    parts = [say.date(local(state.now).date())]
    if state.loaded:
        parts.append(say("waiting: {n}", n=len(state.waiting)))
    return " · ".join(parts)


def longest(state: QueueState, say: Speech) -> str:
    """The longest wait against its norm; empty while nobody waits."""
    wait = state.longest_wait
    if wait is None:
        return ""
    norm = clock(state.waiting_norm)
    return say("longest wait {time}, norm {norm}", time=clock(wait), norm=norm)


def undone(offer: UndoOffer, say: Speech) -> str:
    return say(DONE.get(offer.action, "{label} has been moved."), label=offer.label)


def day_facts(state: QueueState, say: Speech) -> list[tuple[str, str]]:
    day = state.day
    if day is None:
        return []
    average = "—"
    if day.average_serving is not None:
        norm = clock(state.serving_norm)
        average = say("{time} of {norm}", time=clock(day.average_serving), norm=norm)
    return [
        (say("People served"), str(day.served)),
        (say("Average serving"), average),
        (say("Applications accepted"), str(day.accepted)),
        (say("Refused at the window"), str(day.refused)),
        (say("No-shows"), str(day.no_show)),
        (say("Not sent yet"), str(day.unsent)),
    ]
