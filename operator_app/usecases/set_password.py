"""Set a person's password: the administrator does, for anybody."""

from __future__ import annotations

from dataclasses import dataclass, field

from operator_app.domain.operators import NoSuchOperator, OperatorId
from operator_app.domain.passwords import fit
from operator_app.ports import Clock, PasswordHashes, UnitOfWorkFactory
from operator_app.usecases.add_operator import administrating


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPassword:
    operator_id: OperatorId
    password: str = field(repr=False)
    by: OperatorId


class SetPasswordHandler:
    """Only the hash is kept; the journal keeps that it was set and by whom."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock, hashes: PasswordHashes) -> None:
        self._units = units
        self._now = now
        self._hashes = hashes

    def __call__(self, command: SetPassword) -> None:
        with self._units() as unit:
            administrator = administrating(unit, command.by)
            operator = unit.operators.get(command.operator_id)
        if operator is None:
            raise NoSuchOperator(operator=command.operator_id)
        fit(command.password, operator.login)
        hashed = self._hashes.hash(command.password)
        with self._units() as unit:
            unit.operators.set_password(operator.id, hashed)
            unit.audit.record(
                actor=administrator.full_name,
                action="operator.password",
                entity=operator.id,
                at=self._now(),
                details={"login": operator.login},
            )
            unit.commit()
