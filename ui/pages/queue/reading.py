"""From the tickets of the store to the lines of the page, in the operator's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.tickets import UNDO_WITHIN, Ticket, TicketState
from operator_app.queries.waiting import TicketSetAside, WaitingTicket, Why
from operator_app.usecases.rules import local
from ui.pages.queue.calls import QueueRules, Reading
from ui.pages.queue.state import (
    AsideRow,
    ChipKind,
    Choice,
    MyTicket,
    QueueState,
    UndoOffer,
    WaitingRow,
)
from ui.runtime.speech import Speech

Naming = Callable[[str, str], str]
"""What a code of a service or category is called in a language; the code itself if unknown."""

KINDS: Final[Mapping[Why, ChipKind]] = MappingProxyType(
    {
        Why.PRIORITY: ChipKind.WARN,
        Why.BOOKED: ChipKind.ACCENT,
        Why.MEANT_FOR_YOU: ChipKind.ACCENT,
        Why.MEANT_FOR_ANOTHER: ChipKind.MUTED,
        Why.ARRIVAL: ChipKind.MUTED,
    }
)

PRIORITIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "disability": "Disability",
        "veteran": "Veteran",
        "pregnancy": "Pregnancy",
        "small_children": "With small children",
        "elderly": "Elderly",
    }
)
"""Who is served out of turn; the values are source sentences."""


GENERAL: Final = "general"
"""The category of whoever did not say for what they came."""


def naming_of(services: Mapping[str, Bilingual], speech: Speech) -> Naming:
    """From the catalogue. Services have no English names: the Russian ones stand on the papers."""

    def naming(code: str, language: str) -> str:
        if code == GENERAL:
            return speech("General questions")
        name = services.get(code)
        if name is None:
            return code
        return name[language]

    return naming


def worded(read: Reading, speech: Speech, naming: Naming) -> Reading:
    """With its rows in the language of now; may be called on any thread.

    The language is looked at first: one that changes in between is seen by whoever reads.
    """
    language = speech.language
    rows = tuple(waiting_row(one, speech, naming) for one in read.waiting)
    return replace(read, rows=rows, language=language)


def in_words(
    state: QueueState, read: Reading | None, rules: QueueRules, speech: Speech, naming: Naming
) -> QueueState:
    """``state`` with every word that the last reading and the rules put on the page."""
    told = replace(
        state,
        categories=tuple(
            Choice(code=one.code, name=naming(one.code, speech.language))
            for one in rules.categories
        ),
        priorities=tuple(Choice(code=code, name=speech(name)) for code, name in PRIORITIES.items()),
    )
    if read is None:
        return told
    if read.language != speech.language:
        read = worded(read, speech, naming)
    return replace(
        told,
        waiting=read.rows,
        aside=tuple(aside_row(one, speech, rules.restore_within) for one in read.aside),
        mine=my_ticket(read.mine, speech, naming) if read.mine else None,
    )


def waiting_row(ticket: WaitingTicket, speech: Speech, naming: Naming) -> WaitingRow:
    why, why_long = _why(ticket, speech)
    return WaitingRow(
        ticket_id=ticket.id,
        label=ticket.label,
        service=naming(_came_for(ticket.category, ticket.service), speech.language),
        arrived_at=ticket.arrived_at,
        why=why,
        why_long=why_long,
        kind=KINDS[ticket.why],
    )


def aside_row(ticket: TicketSetAside, speech: Speech, restore_within: timedelta) -> AsideRow:
    if ticket.state is TicketState.NO_SHOW:
        gone = ticket.no_show_at
        return AsideRow(
            ticket_id=ticket.id,
            label=ticket.label,
            why=speech("Did not come"),
            until=gone + restore_within if gone else None,
            kind=ChipKind.WARN,
            held=False,
        )
    return AsideRow(
        ticket_id=ticket.id,
        label=ticket.label,
        why=ticket.held_reason,
        until=ticket.held_until,
        kind=ChipKind.MUTED,
        held=True,
    )


def my_ticket(ticket: Ticket, speech: Speech, naming: Naming) -> MyTicket:
    serving = ticket.state is TicketState.SERVING
    since = ticket.served_at if serving else ticket.called_at
    return MyTicket(
        ticket_id=ticket.id,
        label=ticket.label,
        service=naming(_came_for(ticket.category, ticket.service), speech.language),
        serving=serving,
        since=since or ticket.issued_at,
        recalls=ticket.recalls,
    )


def undo_offer(ticket: Ticket | None, now: datetime) -> UndoOffer | None:
    """The last move of ``ticket``, while the rule of ten seconds lets it be taken back."""
    if ticket is None or not ticket.history:
        return None
    last = ticket.history[-1]
    left = UNDO_WITHIN - (now - last.at)
    if left <= timedelta():
        return None
    return UndoOffer(
        ticket_id=ticket.id,
        label=ticket.label,
        action=last.action,
        seconds=-(-left // timedelta(seconds=1)),
    )


def _why(ticket: WaitingTicket, speech: Speech) -> tuple[str, str]:
    """Short, and in full."""
    if ticket.why is Why.PRIORITY:
        reason = PRIORITIES.get(ticket.reason)
        if reason is None:
            return speech("Out of turn"), speech("Out of turn")
        named = speech(reason)
        return named, speech("Out of turn: {reason}", reason=named[:1].lower() + named[1:])
    if ticket.why is Why.BOOKED and ticket.booked_for is not None:
        at = f"{local(ticket.booked_for):%H:%M}"
        return speech("Booked {time}", time=at), speech("Booked for {time}", time=at)
    if ticket.why is Why.MEANT_FOR_YOU:
        return speech("Sent to you"), speech("Sent to your window by another one")
    if ticket.why is Why.MEANT_FOR_ANOTHER:
        said = speech("For window {window}", window=ticket.meant_for)
        return said, said
    return speech("In turn"), speech("In turn, by arrival")


def _came_for(category: str, service: str) -> str:
    """Sent on, a ticket has another category; the service told at the door is the old one."""
    return service if category == GENERAL and service else category
