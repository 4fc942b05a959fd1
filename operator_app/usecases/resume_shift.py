"""End a break."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.shifts import NoSuchShift, Shift, ShiftId
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.open_shift import write_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeShift:
    shift_id: ShiftId


class ResumeShiftHandler:
    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: ResumeShift) -> Shift:
        now = self._now()
        with self._units() as unit:
            shift = unit.shifts.get(command.shift_id)
            if shift is None:
                raise NoSuchShift(shift=command.shift_id)
            moved = shift.resume(now)
            write_shift(unit, moved, "resume", now)
            unit.commit()
        return moved
