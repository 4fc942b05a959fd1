"""Process 1: an operator signs in at a window with login and password."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from operator_app.domain.operators import NoSuchWindow, Operator, Session, Window, login_of
from operator_app.domain.passwords import (
    FORGOTTEN_AFTER,
    LONGEST_WAIT,
    MOST_LENGTH,
    MustWait,
    NotActive,
    Tries,
    WrongPassword,
)
from operator_app.ports import Clock, PasswordHashes, UnitOfWork, UnitOfWorkFactory

NOBODY = "nobody"
"""Entity of a try under a login that does not exist; what was typed is not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """The same command unlocks a screen: who comes back is compared by the caller."""

    login: str
    password: str = field(repr=False)
    window: int


class SignInHandler:
    """A try is counted before it is checked, and forgiven when it was right."""

    def __init__(
        self,
        units: UnitOfWorkFactory,
        now: Clock,
        hashes: PasswordHashes,
        elapsed: Callable[[], float] | None = None,
    ) -> None:
        """``elapsed`` gives seconds that nobody can set: with it no wait is shortened by setting
        the clock forward. A wait that a restart cuts in two begins anew with the program: how
        long it was closed is known by the clock alone, and the clock may have been set."""
        self._units = units
        self._now = now
        self._hashes = hashes
        self._elapsed = elapsed
        self._began = elapsed() if elapsed is not None else 0.0
        self._tried_at: dict[str, float] = {}
        self._forgotten = False

    def __call__(self, command: SignIn) -> Session:
        now = self._now()
        operator, window = self._verified(command, now)
        if not operator.active:
            raise NotActive(login=operator.login)
        if window is None or not window.active:
            raise NoSuchWindow(window=command.window)
        with self._units() as unit:
            unit.operators.signed_in(operator.id, now)
            unit.audit.record(
                actor=operator.full_name,
                action="sign_in.done",
                entity=operator.id,
                at=now,
                details={"window": window.number},
            )
            unit.commit()
        return Session(
            operator=operator,
            window=window.number,
            center=window.center,
            region=window.region,
            since=now,
        )

    def prove(self, command: SignIn) -> Operator:
        """Who this is, by the same counted tries; nobody is signed in by it."""
        return self._verified(command, self._now())[0]

    def _verified(self, command: SignIn, now: datetime) -> tuple[Operator, Window | None]:
        login = login_of(command.login)
        key = hashlib.sha256(login.encode()).hexdigest()
        with self._units() as unit:
            self._forget_old(unit, now)
            self._count(unit, key, now)
            operator = unit.operators.by_login(login)
            hashed = unit.operators.password_of(operator.id) if operator else None
            window = unit.operators.window(command.window)
            unit.commit()
        right = self._hashes.verify(hashed, command.password[: MOST_LENGTH + 1])
        with self._units() as unit:
            if operator is None or not right:
                unit.audit.record(
                    actor=operator.login if operator else NOBODY,
                    action="sign_in.wrong",
                    entity=operator.id if operator else NOBODY,
                    at=now,
                    details={"window": command.window},
                )
                unit.commit()
                raise WrongPassword
            unit.operators.save_tries(key, Tries())
            unit.commit()
        self._tried_at.pop(key, None)
        if hashed is not None and self._hashes.outdated(hashed):
            self._renew(operator, command.password)
        return operator, window

    def _count(self, unit: UnitOfWork, key: str, now: datetime) -> None:
        """Counts this try, or refuses it while an earlier wait goes on."""
        tries = unit.operators.tries(key).seen(now)
        wait = max(tries.wait(now), self._left(key, tries))
        if wait:
            unit.operators.save_tries(key, tries)
            unit.commit()
            raise MustWait(seconds=math.ceil(wait.total_seconds()))
        unit.operators.save_tries(key, tries.one_more(now))
        if self._elapsed is not None:
            self._tried_at[key] = self._elapsed()

    def _forget_old(self, unit: UnitOfWork, now: datetime) -> None:
        """Once a start, when it has lasted longer than any wait: a count that a clock set forward
        makes old has been waited for in any case."""
        lasted = math.inf if self._elapsed is None else self._elapsed() - self._began
        if not self._forgotten and lasted >= LONGEST_WAIT.total_seconds():
            unit.operators.forget_tries(now - FORGOTTEN_AFTER)
            self._forgotten = True

    def _left(self, key: str, tries: Tries) -> timedelta:
        """What is left of the pause by the seconds that nobody can set."""
        if self._elapsed is None:
            return timedelta()
        tried_at = self._tried_at.get(key, self._began)
        return max(timedelta(), tries.pause - timedelta(seconds=self._elapsed() - tried_at))

    def _renew(self, operator: Operator, password: str) -> None:
        """Once the parameters are raised, each password moves to them at its next use."""
        hashed = self._hashes.hash(password)
        with self._units() as unit:
            unit.operators.set_password(operator.id, hashed)
            unit.commit()
