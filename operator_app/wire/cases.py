"""The fields of a case that only the hub writes, as the window reads them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Final

import msgspec
from msgspec import UNSET, Meta, UnsetType

from operator_app.wire.envelopes import Code, Count, Moment, Sha256, Uuid

CASE_SUBMIT = "case.submit"
"""Type of the envelope with which a case begins to exist at the hub; ``entity`` is the case."""
CASE_CORRECT = "case.correct"
"""Type of the envelope with the next signed version of a case that the hub may hold already."""
CASE_KEEP = "case.keep"
"""Type of the envelope that says that nothing was changed after all."""
CASE_REOPEN = "case.reopen"
"""Type of the envelope that says that a signed case is being changed at the window."""
CASE_HAND_OVER = "case.hand_over"
"""Type of the envelope that says that a draft went to another window."""
CASE_RESOLVE = "case.resolve"
"""Type of the envelope with a person's choice between two versions of a case."""
CASE_ISSUE = "case.issue"
"""Type of the envelope that says that the result was given out at the window."""
CASE_RETURN = "case.return_unclaimed"
"""Type of the envelope that says that nobody came for a result and it goes back."""
CASE_ASK_CORRECTION = "case.ask_correction"
"""Type of the envelope that says that an operator asks for a correction after dispatch."""
CASE_DECIDE_CORRECTION = "case.decide_correction"
"""Type of the envelope with a supervisor's answer; its blobs are the words and added pages."""

READS_HEADER: Final = "Tereze-Reads"
"""What a caller can read beyond the first version of this protocol, by commas."""
READS_CASE: Final = "case.2"
"""An older program refuses a key that it does not know: the last three of ``HubCase`` go to whoever
says this."""

Words = Annotated[str, Meta(max_length=2000, pattern=r"\A[^\x00]*\Z")]


class HubState(StrEnum):
    """States of an application that the hub knows."""

    AWAITING_SCANS = "awaiting_scans"
    """Accepted at the window; the provider sees it once every scan has come."""
    ACCEPTED = "accepted"
    REGISTERED = "registered"
    IN_WORK = "in_work"
    GRANTED = "granted"
    DECLINED = "declined"
    READY = "ready"
    ISSUED = "issued"


class Decision(StrEnum):
    GRANT = "grant"
    DECLINE = "decline"


class CaseStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One step after acceptance that the hub has recorded."""

    state: HubState
    at: Moment
    actor: Code
    seq: int


class ResultFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``size`` in bytes: whoever fetches it in pieces knows when it is whole."""

    sha256: Sha256
    size: Count


class HubResult(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The result as the provider signed it: its words, and the CAdES that stands over them."""

    document: ResultFile
    signature: ResultFile


class HubCase(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``seq`` is the place of the case's last change in the hub's stream of cases."""

    entity: Uuid
    seq: int
    state: HubState
    received_at: Moment
    """By the hub's clock; every other moment is by the clock of whoever acted."""
    official_number: str | None = None
    registered_at: Moment | None = None
    in_work_at: Moment | None = None
    decision: Decision | None = None
    decided_at: Moment | None = None
    ground: str | None = None
    """Code of the ground of a refusal, or the provider's own words."""
    ready_at: Moment | None = None
    issued_at: Moment | None = None
    steps: tuple[CaseStep, ...] = ()
    result: HubResult | UnsetType = UNSET
    """Of a decision that came electronically; both files are fetched like those of a message."""
    issued_window: int | UnsetType = UNSET
    """Which window of the center gave the result out."""
    returned_at: Moment | UnsetType = UNSET
    """When the result went back, because nobody came for it."""


class CaseworkStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One step of the provider's side, played in training until the provider's desk exists.

    ``at`` is the clock of the case (the marked day of the training center), not of the hub.
    ``decision`` may be left out: ``granted`` and ``declined`` say it themselves. ``result`` goes
    with one of these two; its files are at the hub before it is named.
    """

    step: HubState
    at: Moment
    actor: Code
    decision: Decision | None = None
    ground: Words | None = None
    official_number: Code | None = None
    result: HubResult | UnsetType = UNSET


class CaseAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A window has somebody's receipt before it and not their case; ``actor`` sits there."""

    number: Code
    actor: Code


class ToldCase(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``line`` is the message of the version that stands; after a conflict that was settled by
    parts of both, ``fields`` say what differs from it."""

    entity: Uuid
    line: str
    case: HubCase
    fields: dict[str, Any] = {}
