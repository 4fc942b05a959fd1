"""Change one's own password: whoever sits here proves it with the one there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from operator_app.domain.operators import NoSuchOperator, Operator, OperatorId
from operator_app.domain.passwords import NotActive, fit
from operator_app.ports import Clock, PasswordHashes, UnitOfWorkFactory
from operator_app.usecases.sign_in import SignIn


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOwnPassword:
    """``window`` is where the person sits: the journal says where a wrong try was made."""

    operator_id: OperatorId
    window: int
    current: str = field(repr=False)
    password: str = field(repr=False)


class ChangeOwnPasswordHandler:
    """``prove`` counts a wrong current password like one at the door, and waits like it."""

    def __init__(
        self,
        units: UnitOfWorkFactory,
        now: Clock,
        hashes: PasswordHashes,
        prove: Callable[[SignIn], Operator],
    ) -> None:
        self._units = units
        self._now = now
        self._hashes = hashes
        self._prove = prove

    def __call__(self, command: ChangeOwnPassword) -> None:
        with self._units() as unit:
            known = unit.operators.get(command.operator_id)
        if known is None:
            raise NoSuchOperator(operator=command.operator_id)
        if not known.active:
            raise NotActive(login=known.login)
        fit(command.password, known.login)
        operator = self._prove(
            SignIn(login=known.login, password=command.current, window=command.window)
        )
        hashed = self._hashes.hash(command.password)
        with self._units() as unit:
            unit.operators.set_password(operator.id, hashed)
            unit.audit.record(
                actor=operator.full_name,
                action="operator.own_password",
                entity=operator.id,
                at=self._now(),
                details={"login": operator.login},
            )
            unit.commit()
