"""What a fact means for the hub's own rows, and when it collides with what others have done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from msgspec import UNSET, UnsetType

from hub.casework import issued
from hub.store.alarm_rows import Alarm
from hub.store.case_rows import NewCase
from hub.store.conflict_rows import Conflict
from hub.store.ledger import Pages
from hub.store.scan_rows import Awaited
from hub.store.streams import RowKind, Stream, StreamRow
from operator_app.wire.bodies import Body, ConflictResolved, Take
from operator_app.wire.cases import (
    CASE_CORRECT,
    CASE_HAND_OVER,
    CASE_ISSUE,
    CASE_KEEP,
    CASE_REOPEN,
    CASE_RESOLVE,
    CASE_RETURN,
    CASE_SUBMIT,
    HubState,
)
from operator_app.wire.envelopes import Envelope, decode
from operator_app.wire.message_refusals import (
    BlobSizeDiffers,
    CaseExists,
    ConflictSolved,
    UnknownConflict,
)
from operator_app.wire.signed import envelope_of

CHANGES: Final = frozenset(
    {
        *(CASE_SUBMIT, CASE_CORRECT, CASE_KEEP, CASE_REOPEN, CASE_HAND_OVER),
        *(CASE_ISSUE, CASE_RETURN, CASE_RESOLVE),
    }
)
"""Types that change fields of a case: compared with what their operator saw, then set."""
OF_A_DRAFT: Final = frozenset({CASE_SUBMIT, CASE_KEEP, CASE_REOPEN, CASE_HAND_OVER})
"""Those of ``CHANGES`` that collide with nothing while the hub does not have the case."""
_NOT_YET_THE_PROVIDERS: Final = frozenset({HubState.AWAITING_SCANS, HubState.ACCEPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One fact about to be applied: ``seq`` is its place in the stream."""

    envelope: Envelope
    body: Body | None
    seq: int
    at: datetime
    """By the hub's clock."""
    awaits_scans: bool


class Alarmed(Exception):
    """The fact stands, and a person must look at it; never leaves the hub's inbox."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def head_unseen(pages: Pages, envelope: Envelope) -> tuple[int, str | None] | None:
    """What somebody else did to the case after what this operator saw: its place and envelope.

    The operator's own messages are no surprise to them, although the hub's answer, and with it
    the new place of the case, may not have come before the next message was made.
    """
    if envelope.type not in CHANGES - {CASE_RESOLVE}:
        return None
    case = pages.cases.get(envelope.entity)
    if case is None:
        # A draft may have gone through many hands: nothing stands at the hub to collide with.
        return None
    others = pages.inbox.newest_of_others(envelope, CHANGES)
    if others is not None:
        return others
    if envelope.type == CASE_SUBMIT:
        raise CaseExists
    if envelope.type == CASE_CORRECT and case.state not in _NOT_YET_THE_PROVIDERS:
        return case.seq, None
    return None


def lay_aside(
    pages: Pages, act: Act, line: bytes, digest: str, head: tuple[int, str | None]
) -> None:
    """The late version is kept whole beside the one that stands."""
    pages.conflicts.add(
        Conflict(
            id=act.envelope.id,
            entity=act.envelope.entity,
            device=act.envelope.device,
            base=act.envelope.base,
            head=head[0],
            head_envelope=head[1],
            digest=digest,
            line=line,
            found_at=act.at,
        )
    )


def apply(pages: Pages, act: Act) -> None:
    """Raises ``Alarmed`` after everything is done; a type without rows of its own is only kept."""
    meaning = _MEANINGS.get(act.envelope.type)
    if meaning is not None:
        meaning(pages, act)
    elif act.envelope.type in CHANGES:
        _touch(pages, act)


def scan_came(pages: Pages, sha256: str, size: int, at: datetime) -> None:
    """Cases that waited for it, and for nothing else, are the provider's from now on."""
    awaiting = pages.scans.arrived(sha256)
    for one in awaiting:
        if one.size != size:
            _alarm_size(pages, one, at)
    for entity in dict.fromkeys(one.entity for one in awaiting):
        if pages.scans.is_awaited(entity):
            continue
        case = pages.cases.get(entity)
        if case is None or case.state is not HubState.AWAITING_SCANS:
            continue
        seq = pages.streams.next_seq()
        pages.cases.change(entity, seq=seq, state=HubState.ACCEPTED)
        pages.streams.tell(
            Stream.CASES, StreamRow(seq=seq, kind=RowKind.CASE, entity=entity, at=at)
        )


def _alarm_size(pages: Pages, awaited: Awaited, at: datetime) -> None:
    line = pages.inbox.line(awaited.envelope) or b""
    kind = BlobSizeDiffers.reason()
    pages.alarms.raise_alarm(
        Alarm(kind=kind, envelope=awaited.envelope, digest=awaited.sha256, line=line), at
    )


def _submit(pages: Pages, act: Act) -> None:
    new = NewCase(
        entity=act.envelope.entity,
        envelope=act.envelope.id,
        seq=act.seq,
        at=act.at,
        state=arrived_as(awaits_scans=act.awaits_scans),
        number=number_of(act.envelope),
    )
    pages.cases.add([new])


def number_of(envelope: Envelope) -> str | None:
    number = envelope.body.get("number")
    return number if isinstance(number, str) else None


def _correct(pages: Pages, act: Act) -> None:
    case = pages.cases.get(act.envelope.entity)
    if case is None:
        raise Alarmed("corrected_unknown")
    state = (
        arrived_as(awaits_scans=act.awaits_scans)
        if case.state in _NOT_YET_THE_PROVIDERS
        else case.state
    )
    pages.cases.change(case.entity, seq=act.seq, state=state)


def _issue(pages: Pages, act: Act) -> None:
    case = pages.cases.get(act.envelope.entity)
    window = _window_of(pages, act.envelope)
    change = issued(case, act.envelope, act.seq, window) if case else None
    if change is None:
        # The paper has left the counter: the fact stands, and a person must look at it.
        raise Alarmed("issued_too_early")
    pages.cases.save(*change)


def _window_of(pages: Pages, envelope: Envelope) -> int | UnsetType:
    """As the message says it; a window of before is known by its device."""
    told = envelope.body.get("window")
    if isinstance(told, int):
        return told
    device = pages.devices.get(envelope.device)
    window = device.window if device is not None else None
    return int(window) if window is not None and window.isdecimal() else UNSET


def _return(pages: Pages, act: Act) -> None:
    _touch(pages, act)
    pages.cases.returned(act.envelope.entity, act.envelope.at)


def _touch(pages: Pages, act: Act) -> None:
    case = pages.cases.get(act.envelope.entity)
    if case is not None:
        pages.cases.change(case.entity, seq=act.seq, state=case.state)


def _resolve(pages: Pages, act: Act) -> None:
    """A person's choice: the late version is applied after all, or laid to rest."""
    if not isinstance(act.body, ConflictResolved):
        raise UnknownConflict
    conflict = pages.conflicts.get(act.body.conflict)
    if conflict is None or conflict.entity != act.envelope.entity:
        raise UnknownConflict
    if not pages.conflicts.solve(conflict.id, act.envelope.id, act.at):
        raise ConflictSolved
    _touch(pages, act)
    if act.body.take is not Take.MINE:
        return
    late = decode(envelope_of(conflict.line))
    if late.type in {CASE_CORRECT, CASE_ISSUE}:
        _MEANINGS[late.type](
            pages,
            Act(
                envelope=late,
                body=None,
                seq=act.seq,
                at=act.at,
                awaits_scans=bool(pages.scans.awaited(late.entity)),
            ),
        )


def arrived_as(*, awaits_scans: bool) -> HubState:
    """What a case is as soon as the hub has it."""
    return HubState.AWAITING_SCANS if awaits_scans else HubState.ACCEPTED


_MEANINGS: Final[Mapping[str, Callable[[Pages, Act], None]]] = MappingProxyType(
    {
        CASE_SUBMIT: _submit,
        CASE_CORRECT: _correct,
        CASE_ISSUE: _issue,
        CASE_RETURN: _return,
        CASE_RESOLVE: _resolve,
    }
)
