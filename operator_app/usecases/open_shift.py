"""Open the shift at a window: from here on what happens there is this person's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from operator_app.domain.operators import Page, Session
from operator_app.domain.shifts import (
    Leftovers,
    OpenElsewhere,
    Shift,
    ShiftId,
    ShiftState,
    WindowTaken,
)
from operator_app.ports import Clock, Fact, UnitOfWork, UnitOfWorkFactory
from operator_app.usecases.rules import local, on_open_day

FORGOTTEN = "forgotten"
"""Remark of a shift that nobody closed on its own day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenShift:
    shift_id: ShiftId
    session: Session


class OpenShiftHandler:
    """Opening again gives the shift that is open; one forgotten on another day is closed."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: OpenShift) -> Shift:
        session, now = command.session, self._now()
        session.operator.allowed(Page.SHIFT)
        day = local(now).date()
        with self._units() as unit:
            on_open_day(unit, session.center, now)
            for shift in unit.shifts.not_closed():
                if shift.day != day:
                    write_shift(unit, shift.close(now, Leftovers(), FORGOTTEN), "close", now)
                elif _same(shift, session):
                    return shift
                else:
                    _refuse_second(shift, session)
            opened = Shift(
                id=command.shift_id,
                operator_id=session.operator.id,
                operator=session.operator.full_name,
                center=session.center,
                window=session.window,
                day=day,
                opened_at=now,
            )
            write_shift(unit, opened, "open", now)
            unit.commit()
        return opened


def write_shift(unit: UnitOfWork, shift: Shift, what: str, at: datetime) -> None:
    """The row, its audit and its message; the caller commits."""
    unit.shifts.save(shift)
    details: dict[str, object] = {"window": shift.window, "state": shift.state.value}
    if shift.state is ShiftState.CLOSED:
        details |= {"rested_s": int(shift.rested(at).total_seconds()), "remark": bool(shift.remark)}
    unit.audit.record(
        actor=shift.operator, action=f"shift.{what}", entity=shift.id, at=at, details=details
    )
    unit.outbox.put(
        Fact(
            type=f"shift.{what}",
            entity=shift.id,
            base=0,
            at=at,
            actor=shift.operator,
            body={"center": shift.center, "day": shift.day.isoformat(), **details},
        )
    )


def _same(shift: Shift, session: Session) -> bool:
    return (shift.operator_id, shift.center, shift.window) == (
        session.operator.id,
        session.center,
        session.window,
    )


def _refuse_second(shift: Shift, session: Session) -> None:
    if (shift.center, shift.window) == (session.center, session.window):
        raise WindowTaken(window=shift.window, operator=shift.operator)
    if shift.operator_id == session.operator.id:
        raise OpenElsewhere(window=shift.window)
