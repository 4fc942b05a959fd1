"""A case for another window of its center, asked for by the number on somebody's receipt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from hub.access import Caller
from hub.store.conflict_rows import Conflict
from hub.store.ledger import Ledger, Pages
from operator_app.wire.bodies import Take
from operator_app.wire.cases import (
    CASE_CORRECT,
    CASE_RESOLVE,
    CASE_SUBMIT,
    CaseAsked,
    ToldCase,
)
from operator_app.wire.devices import Role
from operator_app.wire.envelopes import Envelope, EnvelopeBroken, decode
from operator_app.wire.message_refusals import Unsigned
from operator_app.wire.refusals import CaseOfOtherCenter, UnknownCase
from operator_app.wire.signed import envelope_of

_VERSIONS: Final = frozenset({CASE_SUBMIT, CASE_CORRECT})


class AskedCases:
    """Only a window of the center that took the case may ask; from then on it is told of it."""

    def __init__(self, ledger: Ledger, now: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._now = now

    def __call__(self, caller: Caller, asked: CaseAsked) -> ToldCase:
        with self._ledger.writing() as pages:
            found = pages.cases.numbered(asked.number)
            case = None if found is None else pages.cases.get(found[0])
            if found is None or case is None:
                raise UnknownCase(entity=asked.number)
            _refuse_other_center(pages, caller, found[1])
            line, fields = _standing(pages, case.entity)
            if caller.device is not None:
                pages.pulls.follow(case.entity, caller.device, asked.actor, self._now())
        return ToldCase(entity=case.entity, line=line.decode("utf-8"), case=case, fields=fields)


def _refuse_other_center(pages: Pages, caller: Caller, submitted: str) -> None:
    """By who enrolled the device, not by what the number says."""
    if caller.role is Role.TRAINING:
        return
    envelope = _opened(pages.inbox.line(submitted) or b"")
    device = None if envelope is None else pages.devices.get(envelope.device)
    if device is None or caller.center is None or device.center != caller.center:
        raise CaseOfOtherCenter


def _standing(pages: Pages, entity: str) -> tuple[bytes, dict[str, Any]]:
    """The last version that was applied, or that a person has chosen."""
    aside = {conflict.id: conflict for conflict in pages.conflicts.of(entity)}
    line, fields = b"", dict[str, Any]()
    for told in reversed(pages.inbox.lines_about(entity)):
        envelope = _opened(told)
        if envelope is None or envelope.id in aside:
            continue
        if envelope.type in _VERSIONS:
            line, fields = told, {}
        elif envelope.type == CASE_RESOLVE:
            line, fields = _chosen(envelope, aside, line, fields)
    if not line:
        raise UnknownCase(entity=entity)
    return line, fields


def _chosen(
    choice: Envelope, aside: Mapping[str, Conflict], line: bytes, fields: dict[str, Any]
) -> tuple[bytes, dict[str, Any]]:
    conflict = aside.get(str(choice.body.get("conflict")))
    late = None if conflict is None else _opened(conflict.line)
    if conflict is None or late is None or conflict.solved_by != choice.id:
        return line, fields
    if late.type not in _VERSIONS:
        return line, fields
    if choice.body.get("take") == Take.MINE:
        return conflict.line, {}
    merged = choice.body.get("fields")
    return line, merged if isinstance(merged, dict) else {}


def _opened(line: bytes) -> Envelope | None:
    try:
        return decode(envelope_of(line))
    except (EnvelopeBroken, Unsigned):
        return None
