"""Open a new window of the center: its number, its name, the queue it serves."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.operators import OperatorId, Window, WindowExists, fit_window
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.add_operator import administrating


@dataclass(frozen=True, slots=True, kw_only=True)
class AddWindow:
    """``window`` is of the center and region at which the administrator is signed in."""

    window: Window
    by: OperatorId


class AddWindowHandler:
    """The same command twice adds one window."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: AddWindow) -> Window:
        added = fit_window(command.window)
        with self._units() as unit:
            administrator = administrating(unit, command.by)
            known = unit.operators.window(added.number)
            if known == added:
                return known
            if known is not None:
                raise WindowExists(window=added.number)
            unit.operators.save_window(added)
            unit.audit.record(
                actor=administrator.full_name,
                action="window.add",
                entity=f"{added.center}-{added.number}",
                at=self._now(),
                details={"window": added.number, "category": added.category},
            )
            unit.commit()
        return added
