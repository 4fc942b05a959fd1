"""The moves of the queue page as commands of the core say them."""

from __future__ import annotations

from datetime import timedelta

from operator_app.domain.tickets import TicketAction
from operator_app.usecases.move_ticket import Move, calling, closing, serving


def recalling(window: int) -> Move:
    return lambda ticket, at: ticket.recall(window, at)


def not_coming(window: int) -> Move:
    return lambda ticket, at: ticket.no_show(window, at)


def holding(window: int, minutes: int, reason: str) -> Move:
    return lambda ticket, at: ticket.hold(
        window, at, until=at + timedelta(minutes=minutes), reason=reason
    )


def transferring(window: int, category: str | None, to: int | None) -> Move:
    return lambda ticket, at: ticket.transfer(window, at, category=category, to=to)


def cancelling() -> Move:
    return lambda ticket, at: ticket.cancel(at)


def resuming() -> Move:
    return lambda ticket, at: ticket.resume(at)


def restoring(within: timedelta) -> Move:
    return lambda ticket, at: ticket.restore(at, within)


def undoing() -> Move:
    return lambda ticket, at: ticket.undo(at)


def simple(action: TicketAction, window: int) -> Move:
    """The moves that need nothing but the window."""
    return {
        TicketAction.CALL: calling,
        TicketAction.RECALL: recalling,
        TicketAction.SERVE: serving,
        TicketAction.CLOSE: closing,
        TicketAction.NO_SHOW: not_coming,
    }[action](window)
