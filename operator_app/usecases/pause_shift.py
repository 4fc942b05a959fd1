"""Begin a break: the window calls nobody until it is over."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.shifts import NoSuchShift, Shift, ShiftId
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.open_shift import write_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseShift:
    shift_id: ShiftId


class PauseShiftHandler:
    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: PauseShift) -> Shift:
        now = self._now()
        with self._units() as unit:
            shift = unit.shifts.get(command.shift_id)
            if shift is None:
                raise NoSuchShift(shift=command.shift_id)
            moved = shift.pause(now)
            write_shift(unit, moved, "pause", now)
            unit.commit()
        return moved
