"""Numbers that a restored store has forgotten, read off the messages that the hub still has."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from operator_app.domain.manifest_numbers import ManifestNumber
from operator_app.domain.numbers import ApplicationNumber
from operator_app.errors import RuleViolation
from operator_app.sync.store import SyncRows
from operator_app.wire.envelopes import Envelope
from operator_app.wire.manifests import MANIFEST_OPEN

APPLICATION = "application"
"""Kind of the counter."""
MANIFEST: Final = "manifest"
"""Kind of the counter."""
TICKET_ISSUE: Final = "ticket.issue"
_SEQUENCE: Final = re.compile(r"[0-9]+\Z", re.ASCII)
"""Where a label ends: ``A012``, ``A7-12``."""


def learn_numbers(rows: SyncRows, envelope: Envelope) -> None:
    """The window goes on behind every number that it is known to have put on a paper."""
    if envelope.type == TICKET_ISSUE:
        _learn_ticket(rows, envelope)
        return
    if envelope.type == MANIFEST_OPEN:
        _learn_manifest(rows, envelope)
        return
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


def _learn_manifest(rows: SyncRows, envelope: Envelope) -> None:
    text = envelope.body.get("number")
    try:
        number = ManifestNumber.parse(text if isinstance(text, str) else "")
    except RuleViolation:
        return
    day = number.day.isoformat()
    rows.numbers_from(MANIFEST, number.center, number.window, day, number.sequence)


def _learn_ticket(rows: SyncRows, envelope: Envelope) -> None:
    """A label does not say out of whose range its number is: all of that day go on behind it."""
    label, day = envelope.body.get("label"), envelope.body.get("day")
    found = _SEQUENCE.search(label) if isinstance(label, str) else None
    if found is None or not isinstance(day, str):
        return
    try:
        rows.tickets_from(date.fromisoformat(day).isoformat(), int(found.group()))
    except ValueError:
        return
