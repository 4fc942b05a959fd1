"""Let a new person in: login, name, roles; the password is set by a command of its own."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.operators import (
    LoginTaken,
    NoSuchOperator,
    Operator,
    OperatorId,
    Page,
    Role,
    checked,
)
from operator_app.ports import Clock, UnitOfWork, UnitOfWorkFactory


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOperator:
    operator_id: OperatorId
    login: str
    full_name: str
    roles: frozenset[Role]
    by: OperatorId
    language: str = "ru"


class AddOperatorHandler:
    """The same command twice adds one person."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: AddOperator) -> Operator:
        added = checked(
            Operator(
                id=command.operator_id,
                login=command.login,
                full_name=command.full_name,
                roles=command.roles,
                language=command.language,
            )
        )
        with self._units() as unit:
            administrator = administrating(unit, command.by)
            known = unit.operators.by_login(added.login)
            if known is not None and known.id != added.id:
                raise LoginTaken(login=added.login)
            if known is not None:
                return known
            unit.operators.save(added)
            unit.audit.record(
                actor=administrator.full_name,
                action="operator.add",
                entity=added.id,
                at=self._now(),
                details={"login": added.login, "roles": sorted(added.roles)},
            )
            unit.commit()
        return added


def administrating(unit: UnitOfWork, operator_id: OperatorId) -> Operator:
    """Who may change people, as the store knows them now, not as they signed in."""
    operator = unit.operators.get(operator_id)
    if operator is None:
        raise NoSuchOperator(operator=operator_id)
    return operator.allowed(Page.ADMINISTRATION)
