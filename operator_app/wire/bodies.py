"""What stands in an envelope's body, by type and schema; older schemas are brought up to date.

A hub knows a type's newest schema N and reads N-1 and N-2 as well, so windows may be brought up to
date after their hub, one by one. A class of an older schema has ``upgraded()``, which gives the
next one; the fixtures of the tests keep a line of every schema that ever left a window.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Final, Protocol, runtime_checkable

import msgspec
from msgspec import Meta

from operator_app.wire.cases import (
    CASE_ASK_CORRECTION,
    CASE_CORRECT,
    CASE_DECIDE_CORRECTION,
    CASE_HAND_OVER,
    CASE_ISSUE,
    CASE_KEEP,
    CASE_REOPEN,
    CASE_RESOLVE,
    CASE_RETURN,
    CASE_SUBMIT,
    Decision,
)
from operator_app.wire.catalogue import (
    CATALOGUE_EDITION,
    CATALOGUE_PROPOSE,
    CATALOGUE_SETTLE,
)
from operator_app.wire.envelopes import Code, Count, Moment, Sha256, Uuid
from operator_app.wire.manifests import (
    MANIFEST_ACCEPT,
    MANIFEST_DISCREPANCY,
    MANIFEST_HAND_OVER,
    MANIFEST_OPEN,
    MANIFEST_PUT,
    MANIFEST_SEAL,
    MANIFEST_TAKE_OUT,
    MANIFEST_UNSEAL,
)
from operator_app.wire.message_refusals import BodyBroken, SchemaNewer, SchemaTooOld
from operator_app.wire.supervision import (
    DAY_CLOSED,
    MOST_OF_DAY,
    QUESTIONNAIRE_ANSWERED,
    REVIEW_DECIDED,
    REVIEW_MARKED,
)

MOST_OF_CATALOGUE: Final = 1 << 20
"""Letters; an edition of sixteen rows with its history has about 30 thousand."""
MOST_IN_BAG: Final = 500
"""Packages of one manifest."""
OLDEST_BEHIND: Final = 2
"""How many schemas behind the newest one are read."""

Revision = Annotated[int, Meta(ge=1, le=10_000)]
Window = Annotated[int, Meta(ge=0, le=9999)]
Words = Annotated[str, Meta(max_length=2000, pattern=r"\A[^\x00]*\Z")]


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A body refuses what it does not know: a window says a new thing under a new schema."""


class TicketIssued(Body, frozen=True, kw_only=True):
    label: Code
    category: Code
    day: date


class TicketMoved(Body, frozen=True, kw_only=True):
    label: Code
    window: Window | None


class Accepted(Body, frozen=True, kw_only=True):
    """``request`` is the hash of the signed request, which holds the case itself."""

    number: Code
    service: Code
    edition: Code
    region: Code
    accepted_at: Moment
    due_on: date
    delivery: Code
    request: Sha256


class CaseSubmitted(Accepted, frozen=True, kw_only=True):
    """``access_code`` is the random one of the receipt: any window of the center knows the paper
    by it."""

    access_code: Code | None = None


class CaseSubmittedFirst(Accepted, frozen=True, kw_only=True):
    def upgraded(self) -> CaseSubmitted:
        return CaseSubmitted(**msgspec.structs.asdict(self))


class CaseCorrected(CaseSubmitted, frozen=True, kw_only=True):
    """``replaces`` is the request signed before."""

    revision: Revision
    replaces: Sha256


class CaseCorrectedFirst(Accepted, frozen=True, kw_only=True):
    revision: Revision
    replaces: Sha256

    def upgraded(self) -> CaseCorrected:
        return CaseCorrected(**msgspec.structs.asdict(self))


class CaseReopened(Body, frozen=True, kw_only=True):
    number: Code
    revision: Revision


class CaseHandedOver(Body, frozen=True, kw_only=True):
    number: Code
    from_: Window = msgspec.field(name="from")
    to: Window


class CaseRefused(Body, frozen=True, kw_only=True):
    """``missing`` are the rows of the checklist, ``standard_appendix`` where the form stands."""

    number: Code
    service: Code
    edition: Code
    missing: tuple[Code, ...]
    standard_appendix: int | None


class CaseEnded(Body, frozen=True, kw_only=True):
    number: Code
    service: Annotated[str, Meta(max_length=128)]
    edition: Annotated[str, Meta(max_length=128)]


class CaseIssued(Body, frozen=True, kw_only=True):
    """``window`` gave it out, which need not be the one that took the case."""

    number: Code
    decision: Decision
    decided_on: date
    window: Window | None = None


class CaseIssuedFirst(Body, frozen=True, kw_only=True):
    number: Code
    decision: Decision
    decided_on: date

    def upgraded(self) -> CaseIssued:
        return CaseIssued(**msgspec.structs.asdict(self))


class CaseReturned(Body, frozen=True, kw_only=True):
    """Nobody came between these days; the result goes back to the provider."""

    number: Code
    decision: Decision
    kept_from: date
    kept_until: date


class CorrectionAsked(Body, frozen=True, kw_only=True):
    """``fields`` are the kinds of what differs, without the words."""

    number: Code
    correction: Uuid
    fields: tuple[Code, ...]


class CorrectionDecided(Body, frozen=True, kw_only=True):
    """``words`` is the blob that says what was and what shall be."""

    number: Code
    correction: Uuid
    state: Code
    words: Sha256


class Take(StrEnum):
    """Whose version stands after a conflict."""

    MINE = "mine"
    """The one that came late and was laid aside."""
    THEIRS = "theirs"
    """The one that was there."""
    MERGED = "merged"
    """Parts of both: ``fields`` says what stands now."""


class ConflictResolved(Body, frozen=True, kw_only=True):
    """``conflict`` is the id of the envelope that was laid aside."""

    conflict: Uuid
    take: Take
    fields: dict[str, Any] = {}


class ShiftChanged(Body, frozen=True, kw_only=True):
    center: Code
    day: date
    window: Window
    state: Code
    rested_s: Count | None = None
    remark: bool | None = None


class ManifestOpened(Body, frozen=True, kw_only=True):
    """``provider`` is the code of the act that names who the bag goes to."""

    number: Code
    center: Code
    window: Window
    day: date
    provider: Code


class PackageMoved(Body, frozen=True, kw_only=True):
    """``package`` is the number of the case, as printed."""

    number: Code
    package: Code


class ManifestSealed(Body, frozen=True, kw_only=True):
    """``packages`` is the whole list, as it stands on the paper."""

    number: Code
    seal: Code
    packages: Annotated[tuple[Code, ...], Meta(max_length=MOST_IN_BAG)]


class ManifestUnsealed(Body, frozen=True, kw_only=True):
    number: Code
    seal: Code
    remark: Words


class ManifestHanded(Body, frozen=True, kw_only=True):
    """``to`` is the courier's name."""

    number: Code
    seal: Code
    to: Code


class PackageCame(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    number: Code
    opened: bool = False


class ManifestCounted(Body, frozen=True, kw_only=True):
    """``to`` is who counted at the provider's; ``remark`` and ``act`` are of a discrepancy."""

    number: Code
    seal: Code
    to: Code
    came: Annotated[tuple[PackageCame, ...], Meta(max_length=2 * MOST_IN_BAG)]
    remark: Words = ""
    act: Sha256 | None = None


class CatalogueTold(Body, frozen=True, kw_only=True):
    """``content`` is a proposal or an edition of the catalogue editor, whole, as JSON."""

    content: Annotated[str, Meta(max_length=MOST_OF_CATALOGUE)]


class SupervisionTold(Body, frozen=True, kw_only=True):
    """``content`` is a closed day, a second look or a questionnaire, whole, as JSON."""

    content: Annotated[str, Meta(max_length=MOST_OF_DAY)]


@runtime_checkable
class Older(Protocol):
    """A body of a schema that is not the newest."""

    def upgraded(self) -> Body: ...


class Bodies:
    """What this program can read, by type: the classes of its schemas by their numbers."""

    def __init__(self, schemas: Mapping[str, Mapping[int, type[Body]]]) -> None:
        self._schemas = schemas

    def __iter__(self) -> Iterator[str]:
        return iter(self._schemas)

    def newest(self, kind: str) -> int:
        """What a window writes; a type that nobody has described has its first schema."""
        return max(self._schemas.get(kind, {1: Body}))

    def read(self, kind: str, schema: int, body: Mapping[str, object]) -> Body | None:
        """The body as the newest schema has it; ``None`` of a type that is not known here."""
        versions = self._schemas.get(kind)
        if versions is None:
            return None
        newest = max(versions)
        if schema > newest:
            raise SchemaNewer(type=kind, schema=schema)
        if schema < newest - OLDEST_BEHIND or schema not in versions:
            raise SchemaTooOld(type=kind, schema=schema)
        try:
            value = msgspec.convert(body, versions[schema])
        except msgspec.ValidationError as error:
            raise BodyBroken(type=kind) from error
        if schema == newest:
            return value
        while isinstance(value, Older):
            value = value.upgraded()
        return value


def _first(kinds: Mapping[str, type[Body]]) -> dict[str, Mapping[int, type[Body]]]:
    return {kind: MappingProxyType({1: body}) for kind, body in kinds.items()}


_TICKET_MOVES: Final = (
    *("check_in", "call", "recall", "serve", "close", "no_show"),
    *("restore", "hold", "resume", "transfer", "cancel"),
)

OF_WINDOWS: Final = Bodies(
    MappingProxyType(
        _first({"ticket.issue": TicketIssued})
        | _first({f"ticket.{move}": TicketMoved for move in _TICKET_MOVES})
        | _first({f"ticket.undo_{move}": TicketMoved for move in _TICKET_MOVES})
        | _first({f"shift.{what}": ShiftChanged for what in ("open", "pause", "resume", "close")})
        | _first(
            {
                CASE_REOPEN: CaseReopened,
                CASE_KEEP: CaseReopened,
                CASE_HAND_OVER: CaseHandedOver,
                "case.refuse": CaseRefused,
                "case.abandoned": CaseEnded,
                "case.consent_refused": CaseEnded,
                "case.data_unavailable": CaseEnded,
                "case.routed": CaseEnded,
                CASE_RETURN: CaseReturned,
                CASE_ASK_CORRECTION: CorrectionAsked,
                CASE_DECIDE_CORRECTION: CorrectionDecided,
                CASE_RESOLVE: ConflictResolved,
                MANIFEST_OPEN: ManifestOpened,
                MANIFEST_PUT: PackageMoved,
                MANIFEST_TAKE_OUT: PackageMoved,
                MANIFEST_SEAL: ManifestSealed,
                MANIFEST_UNSEAL: ManifestUnsealed,
                MANIFEST_HAND_OVER: ManifestHanded,
                MANIFEST_ACCEPT: ManifestCounted,
                MANIFEST_DISCREPANCY: ManifestCounted,
                CATALOGUE_PROPOSE: CatalogueTold,
                CATALOGUE_SETTLE: CatalogueTold,
                CATALOGUE_EDITION: CatalogueTold,
                DAY_CLOSED: SupervisionTold,
                REVIEW_MARKED: SupervisionTold,
                REVIEW_DECIDED: SupervisionTold,
                QUESTIONNAIRE_ANSWERED: SupervisionTold,
            }
        )
        | {
            CASE_SUBMIT: MappingProxyType({1: CaseSubmittedFirst, 2: CaseSubmitted}),
            CASE_CORRECT: MappingProxyType({1: CaseCorrectedFirst, 2: CaseCorrected}),
            CASE_ISSUE: MappingProxyType({1: CaseIssuedFirst, 2: CaseIssued}),
        }
    )
)
"""Everything a window of this version says."""
