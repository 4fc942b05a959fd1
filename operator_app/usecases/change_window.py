"""Change a window's name, the queue it serves, or close and open it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.operators import (
    NoSuchWindow,
    OperatorId,
    Window,
    WindowInUse,
    fit_window,
)
from operator_app.ports import Clock, UnitOfWork, UnitOfWorkFactory
from operator_app.usecases.add_operator import administrating


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWindow:
    """``number`` stays for ever: it stands in the number of every case opened there."""

    number: int
    name: str
    category: str
    active: bool
    by: OperatorId


class ChangeWindowHandler:
    """A window at which somebody works is not closed under them."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: ChangeWindow) -> Window:
        with self._units() as unit:
            administrator = administrating(unit, command.by)
            before = unit.operators.window(command.number)
            if before is None:
                raise NoSuchWindow(window=command.number)
            after = fit_window(
                replace(
                    before,
                    name=command.name,
                    category=command.category,
                    active=command.active,
                )
            )
            if after == before:
                return before
            if before.active and not after.active:
                _nobody_works_at(unit, before)
            unit.operators.save_window(after)
            unit.audit.record(
                actor=administrator.full_name,
                action="window.change",
                entity=f"{after.center}-{after.number}",
                at=self._now(),
                details={
                    "window": after.number,
                    "category": after.category,
                    "active": after.active,
                    "renamed": after.name != before.name,
                },
            )
            unit.commit()
        return after


def _nobody_works_at(unit: UnitOfWork, window: Window) -> None:
    for shift in unit.shifts.not_closed():
        if (shift.center, shift.window) == (window.center, window.number):
            raise WindowInUse(window=window.number, operator=shift.operator)
