"""Close the shift; the answer says what is left unsent, unprinted, unsigned."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.shifts import Leftovers, NoSuchShift, Shift, ShiftId
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.open_shift import write_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseShift:
    """``remark`` is needed when drafts stay behind."""

    shift_id: ShiftId
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftClosed:
    shift: Shift
    left: Leftovers


class CloseShiftHandler:
    """Nothing left behind stops the closing: it is said, and drafts must be explained."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: CloseShift) -> ShiftClosed:
        now = self._now()
        with self._units() as unit:
            shift = unit.shifts.get(command.shift_id)
            if shift is None:
                raise NoSuchShift(shift=command.shift_id)
            left = unit.shifts.left_at(shift.center, shift.window)
            closed = shift.close(now, left, command.remark)
            write_shift(unit, closed, "close", now)
            unit.commit()
        return ShiftClosed(shift=closed, left=left)
