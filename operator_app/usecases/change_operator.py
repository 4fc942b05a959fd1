"""Change a person's name, roles or language, or close and open their login."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.operators import (
    NoSuchOperator,
    Operator,
    OperatorId,
    Role,
    checked,
    keep_an_administrator,
)
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.add_operator import administrating


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOperator:
    """``None`` leaves a thing as it is. A login never changes: the journal speaks of it."""

    operator_id: OperatorId
    by: OperatorId
    full_name: str | None = None
    roles: frozenset[Role] | None = None
    active: bool | None = None
    language: str | None = None


class ChangeOperatorHandler:
    """Nobody can take the last administrator away, not even that administrator."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: ChangeOperator) -> Operator:
        with self._units() as unit:
            administrator = administrating(unit, command.by)
            before = unit.operators.get(command.operator_id)
            if before is None:
                raise NoSuchOperator(operator=command.operator_id)
            after = checked(_changed(before, command))
            keep_an_administrator(
                after if one.id == after.id else one for one in unit.operators.all()
            )
            unit.operators.save(after)
            unit.audit.record(
                actor=administrator.full_name,
                action="operator.change",
                entity=after.id,
                at=self._now(),
                details={
                    "login": after.login,
                    "roles": sorted(after.roles),
                    "active": after.active,
                    "renamed": after.full_name != before.full_name,
                },
            )
            unit.commit()
        return after


def _changed(before: Operator, command: ChangeOperator) -> Operator:
    return replace(
        before,
        full_name=before.full_name if command.full_name is None else command.full_name,
        roles=before.roles if command.roles is None else command.roles,
        active=before.active if command.active is None else command.active,
        language=before.language if command.language is None else command.language,
    )
