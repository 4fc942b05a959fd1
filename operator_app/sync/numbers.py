"""Numbers that a restored store has forgotten, read off the messages that the hub still has."""

from __future__ import annotations

from operator_app.domain.numbers import ApplicationNumber
from operator_app.errors import RuleViolation
from operator_app.sync.store import SyncRows
from operator_app.wire.envelopes import Envelope

APPLICATION = "application"
"""Kind of the counter."""


def learn_numbers(rows: SyncRows, envelope: Envelope) -> None:
    """The window goes on behind every number that it is known to have put on a paper.

    Numbers of tickets are not learned: they are good for a day, and stand on no receipt.
    """
    text = envelope.body.get("number")
    if not isinstance(text, str):
        return
    try:
        number = ApplicationNumber.parse(text)
    except RuleViolation:
        return
    rows.numbers_from(
        APPLICATION, number.center, number.window, number.day.isoformat(), number.sequence
    )
