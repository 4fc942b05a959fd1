"""Two editions of one base: made where two windows had no line, and settled by two people.

The order of ``editions`` decides, and it is the hub's: the first of a base stands at every window.
The other stays readable, and the cases under it keep it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from operator_app.domain.catalogue import Requirement, ServiceRecord
from operator_app.domain.editions import CenterEdition
from operator_app.domain.measures import Measure, amount_of
from operator_app.domain.proposals import Change, Kind
from operator_app.errors import RuleViolation


class NoSuchQuarrel(RuleViolation):
    """Settled already, or the other window's edition has not come."""

    code = "catalogue.no_such_quarrel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarrel:
    """Of ``base`` the edition ``stands`` is in force; ``fell`` is the last of the other branch."""

    base: str
    stands: str
    fell: str


def in_order(editions: Sequence[CenterEdition]) -> tuple[tuple[CenterEdition, bool], ...]:
    """Each behind its base, and whether it stands."""
    after = _by_base(editions)
    names = {one.name for one in editions}
    told: list[tuple[CenterEdition, bool]] = []

    def walk(base: str, *, stands: bool) -> None:
        for number, one in enumerate(after.get(base, ())):
            told.append((one, stands and number == 0))
            walk(one.name, stands=stands and number == 0)

    for base in after:
        if base not in names:
            walk(base, stands=True)
    return tuple(told)


def quarrels(editions: Sequence[CenterEdition]) -> tuple[Quarrel, ...]:
    """Those that nobody has settled yet."""
    after = _by_base(editions)
    settled = {name for one in editions for name in one.settles}
    found = []
    for base, ones in after.items():
        for lost in ones[1:]:
            fell = lost
            while fell.name in after:
                fell = after[fell.name][0]
            if fell.name not in settled:
                found.append(Quarrel(base=base, stands=ones[0].name, fell=fell.name))
    return tuple(found)


def apart(stands: ServiceRecord, fell: ServiceRecord) -> tuple[str, ...]:
    """Codes of the rows and measures that say something else, whoever confirmed them."""
    codes = dict.fromkeys(row.code for record in (stands, fell) for row in record.requirements)
    rows = [
        code for code in codes if _said(stands.requirement(code)) != _said(fell.requirement(code))
    ]
    measures = [one.value for one in Measure if amount_of(stands, one) != amount_of(fell, one)]
    return (*rows, *measures)


def settlement(stands: ServiceRecord, fell: ServiceRecord, taken: Collection[str]) -> Change:
    """What is ``taken`` is as it ``fell``; the rest stays as it stands."""
    parts = tuple(_part(stands, fell, code) for code in apart(stands, fell) if code in taken)
    return Change(kind=Kind.SETTLE, row=fell.edition, before=None, after=None, parts=parts)


def _part(stands: ServiceRecord, fell: ServiceRecord, code: str) -> Change:
    if code in set(Measure):
        measure = Measure(code)
        return Change(
            kind=Kind.CORRECT,
            row=code,
            before=None,
            after=None,
            was=amount_of(stands, measure),
            shall=amount_of(fell, measure),
        )
    before, after = stands.requirement(code), fell.requirement(code)
    kind = Kind.ADD if before is None else Kind.REMOVE if after is None else Kind.CORRECT
    return Change(kind=kind, row=code, before=before, after=after)


def _by_base(editions: Sequence[CenterEdition]) -> dict[str, list[CenterEdition]]:
    after: dict[str, list[CenterEdition]] = {}
    for one in editions:
        after.setdefault(one.base, []).append(one)
    return after


def _said(row: Requirement | None) -> Requirement | None:
    return None if row is None else replace(row, cites=(), confirmed=None)
