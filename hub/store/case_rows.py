"""Cases at the hub, and the steps each has made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from msgspec import UNSET, UnsetType
from sqlalchemy import Connection, Row, RowMapping, bindparam, insert, select, update

from hub.store.loads import Load, among
from hub.store.tables import case_steps, cases
from operator_app.wire.cases import CaseStep, Decision, HubCase, HubResult, HubState, ResultFile

# Made once: to put a statement together costs more than the database needs to carry it out.
_ADD = Load(cases, "entity", "envelope", "seq", "state", "received_at", "number")
_STATES = MappingProxyType({state.value: state for state in HubState})
_CASE = select(cases).where(cases.c.entity == bindparam("its_entity"))
_NUMBERED = (
    select(cases.c.entity, cases.c.envelope)
    .where(cases.c.number == bindparam("its_number"))
    .order_by(cases.c.seq.desc())
    .limit(1)
)
_KNOWN = select(cases.c.entity).where(among(cases.c.entity, "entities"))
_CASES = select(cases).where(among(cases.c.entity, "entities"))
_ALL_STEPS = (
    select(case_steps).where(among(case_steps.c.entity, "entities")).order_by(case_steps.c.seq)
)
_STEPS = (
    select(case_steps)
    .where(case_steps.c.entity == bindparam("its_entity"))
    .order_by(case_steps.c.seq)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """``seq`` is the place of ``envelope``, which has submitted it."""

    entity: str
    envelope: str
    seq: int
    at: datetime
    state: HubState = HubState.ACCEPTED
    number: str | None = None
    """As it stands on the receipt."""


class CaseRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Sequence[NewCase]) -> None:
        _ADD(
            self._connection,
            [
                (
                    *(case.entity, case.envelope, case.seq, case.state.value),
                    *(case.at.isoformat(), case.number),
                )
                for case in new
            ],
        )

    def known(self, entities: Collection[str]) -> frozenset[str]:
        """Those of ``entities`` that are here."""
        return frozenset(self._connection.execute(_KNOWN, {"entities": entities}).scalars())

    def get(self, entity: str) -> HubCase | None:
        row = self._connection.execute(_CASE, {"its_entity": entity}).first()
        if row is None:
            return None
        steps = self._connection.execute(_STEPS, {"its_entity": entity}).mappings()
        return _case(row, tuple(_step(step) for step in steps))

    def numbered(self, number: str) -> tuple[str, str] | None:
        """The case of a receipt, and the message that submitted it."""
        row = self._connection.execute(_NUMBERED, {"its_number": number}).first()
        return None if row is None else (row.entity, row.envelope)

    def returned(self, entity: str, at: datetime) -> None:
        """Nobody came for the result: it is at the center no more."""
        self._connection.execute(
            update(cases)
            .where(cases.c.entity == entity, cases.c.state == HubState.READY.value)
            .values(returned_at=at.isoformat())
        )

    def several(self, entities: Collection[str]) -> dict[str, HubCase]:
        """Those of ``entities`` that are here, in two statements however many."""
        its = {"entities": entities}
        steps: dict[str, list[CaseStep]] = {}
        for row in self._connection.execute(_ALL_STEPS, its).mappings():
            steps.setdefault(row["entity"], []).append(_step(row))
        rows = self._connection.execute(_CASES, its).all()
        return {row[0]: _case(row, tuple(steps.get(row[0], ()))) for row in rows}

    def change(self, entity: str, *, seq: int, state: HubState) -> None:
        """The case was changed at a window: no step of the provider's."""
        self._connection.execute(
            update(cases).where(cases.c.entity == entity).values(seq=seq, state=state.value)
        )

    def save(self, case: HubCase, step: CaseStep) -> None:
        """The case as ``step`` has left it, and the step itself."""
        self._connection.execute(
            update(cases)
            .where(cases.c.entity == case.entity)
            .values(
                seq=case.seq,
                state=case.state.value,
                official_number=case.official_number,
                registered_at=_text(case.registered_at),
                in_work_at=_text(case.in_work_at),
                decision=case.decision.value if case.decision else None,
                decided_at=_text(case.decided_at),
                ground=case.ground,
                ready_at=_text(case.ready_at),
                issued_at=_text(case.issued_at),
                issued_window=case.issued_window or None,
                **_columns(case.result),
            )
        )
        self._connection.execute(
            insert(case_steps).values(
                seq=step.seq,
                entity=case.entity,
                state=step.state.value,
                at=step.at.isoformat(),
                actor=step.actor,
            )
        )


def _case(row: Row[*tuple[Any, ...]], steps: tuple[CaseStep, ...]) -> HubCase:
    """By place: a page of a stream has hundreds of them."""
    entity, _, seq, state, received_at, number, registered_at, in_work_at, *rest = row
    decision, decided_at, ground, ready_at, issued_at, *later = rest
    *files, _, issued_window, returned_at = later
    return HubCase(
        entity=entity,
        seq=seq,
        state=_STATES[state],
        received_at=datetime.fromisoformat(received_at),
        official_number=number,
        registered_at=registered_at and datetime.fromisoformat(registered_at),
        in_work_at=in_work_at and datetime.fromisoformat(in_work_at),
        decision=decision and Decision(decision),
        decided_at=decided_at and datetime.fromisoformat(decided_at),
        ground=ground,
        ready_at=ready_at and datetime.fromisoformat(ready_at),
        issued_at=issued_at and datetime.fromisoformat(issued_at),
        steps=steps,
        result=_result(*files),
        issued_window=UNSET if issued_window is None else issued_window,
        returned_at=datetime.fromisoformat(returned_at) if returned_at else UNSET,
    )


def _result(
    document: str | None, document_size: int, signature: str, signature_size: int
) -> HubResult | UnsetType:
    if document is None:
        return UNSET
    return HubResult(
        document=ResultFile(sha256=document, size=document_size),
        signature=ResultFile(sha256=signature, size=signature_size),
    )


def _columns(result: HubResult | UnsetType) -> dict[str, object]:
    """One that is there stays: a step that says nothing of a result takes none away."""
    if isinstance(result, UnsetType):
        return {}
    return {
        "result_document": result.document.sha256,
        "result_document_size": result.document.size,
        "result_signature": result.signature.sha256,
        "result_signature_size": result.signature.size,
    }


def _step(row: RowMapping) -> CaseStep:
    return CaseStep(
        state=HubState(row["state"]),
        at=datetime.fromisoformat(row["at"]),
        actor=row["actor"],
        seq=row["seq"],
    )


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
