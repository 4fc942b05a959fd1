"""How often a password may be tried: five times at once, then after ever longer waits.

The count is kept in the store, so a restart forgives nothing, and so does a clock set back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from operator_app.errors import RuleViolation

FREE_TRIES: Final = 5
LONGEST_WAIT: Final = timedelta(minutes=15)
FORGOTTEN_AFTER: Final = timedelta(days=1)
"""Longer than any wait: a count this old holds nobody back and is thrown away."""
LEAST_LENGTH: Final = 8
MOST_LENGTH: Final = 200
"""A pasted book is not a password; hashing it would only cost time."""


class WrongPassword(RuleViolation):
    """Says nothing about which part was wrong, nor whether the login exists."""

    code = "sign_in.wrong"


class MustWait(RuleViolation):
    """Too many wrong tries; nothing is checked until the wait is over."""

    code = "sign_in.wait"


class NotActive(RuleViolation):
    """The password was right, but the administrator has closed this login."""

    code = "sign_in.inactive"


class PasswordTooShort(RuleViolation):
    code = "operator.password_too_short"


class PasswordTooLong(RuleViolation):
    code = "operator.password_too_long"


class PasswordIsLogin(RuleViolation):
    """The first thing anybody would try."""

    code = "operator.password_is_login"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """Wrong tries in a row under one login, known or not."""

    failed: int = 0
    last_at: datetime | None = None
    """When the last try was made, by a clock that may since have been set back."""

    @property
    def pause(self) -> timedelta:
        """After the fifth wrong try 1 minute, then 2, 4, 8, and 15 for ever."""
        if self.failed < FREE_TRIES:
            return timedelta()
        doublings = min(self.failed - FREE_TRIES, 10)
        return min(timedelta(minutes=1 << doublings), LONGEST_WAIT)

    def seen(self, at: datetime) -> Tries:
        """With a clock that was set back the wait begins anew: never shorter, never endless."""
        if self.last_at is None or at >= self.last_at:
            return self
        return replace(self, last_at=at)

    def wait(self, at: datetime) -> timedelta:
        """How long from ``at`` nothing will be checked; zero if a try is allowed."""
        if self.last_at is None:
            return timedelta()
        return max(timedelta(), self.pause - (max(at, self.last_at) - self.last_at))

    def one_more(self, at: datetime) -> Tries:
        """A try is counted before it is checked: killing the program gives no free one."""
        return Tries(failed=self.failed + 1, last_at=at)


def fit(password: str, login: str) -> None:
    """Refuses a password that anybody would guess."""
    if len(password) < LEAST_LENGTH:
        raise PasswordTooShort(least=LEAST_LENGTH)
    if len(password) > MOST_LENGTH:
        raise PasswordTooLong(most=MOST_LENGTH)
    if password.strip().casefold() == login:
        raise PasswordIsLogin(login=login)
