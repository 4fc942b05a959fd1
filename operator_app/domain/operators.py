"""Who works at the center, at which window, and what each role may open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NewType

from operator_app.errors import RuleViolation

OperatorId = NewType("OperatorId", str)

LONGEST_LOGIN: Final = 40
LONGEST_WINDOW_NAME: Final = 40
MOST_WINDOWS: Final = 99
LONGEST_NAME: Final = 100
"""The hub takes no longer name of who acted."""


class NotAllowed(RuleViolation):
    """None of this person's roles opens this."""

    code = "operator.not_allowed"


class MayNotSolve(RuleViolation):
    """Which of two versions of a case stands is not for everybody to say."""

    code = "operator.may_not_solve"


class NoSuchOperator(RuleViolation):
    code = "operator.not_found"


class LoginTaken(RuleViolation):
    """Two people never share a login: the journal could not tell them apart."""

    code = "operator.login_taken"


class LoginUnusable(RuleViolation):
    """A login is typed on three keyboard layouts: Latin letters, digits, dot and hyphen."""

    code = "operator.login_unusable"


class NameMissing(RuleViolation):
    """The name stands on every receipt as the employee's."""

    code = "operator.name_missing"


class NameTooLong(RuleViolation):
    code = "operator.name_too_long"


class RoleMissing(RuleViolation):
    """Who may open nothing has no reason to sign in."""

    code = "operator.role_missing"


class LastAdministrator(RuleViolation):
    """Without an administrator nobody could let anybody in again."""

    code = "operator.last_administrator"


class NoSuchWindow(RuleViolation):
    code = "operator.no_such_window"


class WindowExists(RuleViolation):
    """A number is given once: it stands in the number of every case opened at the window."""

    code = "operator.window_exists"


class WindowNumberUnusable(RuleViolation):
    """The number has two places in the number of a case."""

    code = "operator.window_number"


class WindowNameTooLong(RuleViolation):
    code = "operator.window_name_too_long"


class WindowInUse(RuleViolation):
    """Somebody has a shift there: it is closed first."""

    code = "operator.window_in_use"


class AlreadyAtWindow(RuleViolation):
    """A case is handed over to another window, not to the one that has it."""

    code = "operator.already_at_window"


class Role(StrEnum):
    OPERATOR = "operator"
    SENIOR = "senior"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Page(StrEnum):
    """What the navigation shows, in its order."""

    QUEUE = "queue"
    INTAKE = "intake"
    CASES = "cases"
    COURIER = "courier"
    ISSUE = "issue"
    SHIFT = "shift"
    SUPERVISION = "supervision"
    CATALOGUE = "catalogue"
    SYNC = "sync"
    ADMINISTRATION = "administration"


_COUNTER: Final = frozenset(
    {Page.QUEUE, Page.INTAKE, Page.CASES, Page.COURIER, Page.ISSUE, Page.SHIFT, Page.SYNC}
)
OPENS: Final[Mapping[Role, frozenset[Page]]] = MappingProxyType(
    {
        Role.OPERATOR: _COUNTER,
        Role.SENIOR: _COUNTER,
        Role.SUPERVISOR: frozenset({Page.CASES, Page.SUPERVISION, Page.CATALOGUE, Page.SYNC}),
        Role.ADMINISTRATOR: frozenset({Page.CATALOGUE, Page.ADMINISTRATION, Page.SYNC}),
    }
)
"""A person with several roles opens what any of them opens."""
SOLVES_CONFLICTS: Final = frozenset({Role.SENIOR, Role.SUPERVISOR})
"""Whose word it is which of two versions of a case stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A person with a login. ``full_name`` is what papers and the journal call them."""

    id: OperatorId
    login: str
    full_name: str
    roles: frozenset[Role]
    active: bool = True
    language: str = "ru"
    """Of the screens; papers follow the applicant."""

    @property
    def pages(self) -> tuple[Page, ...]:
        """What this person may open, in the order of the navigation."""
        opened = frozenset[Page]().union(*(OPENS[role] for role in self.roles))
        return tuple(page for page in Page if page in opened)

    def may_open(self, page: Page) -> bool:
        return page in self.pages

    @property
    def may_solve_conflicts(self) -> bool:
        return self.active and bool(self.roles & SOLVES_CONFLICTS)

    def allowed(self, page: Page) -> Operator:
        """Itself, or ``NotAllowed``: a page that is not shown is not obeyed either."""
        if not self.active or not self.may_open(page):
            raise NotAllowed(page=page.value)
        return self

    def solving(self) -> Operator:
        """Itself, or ``MayNotSolve``."""
        if not self.may_solve_conflicts:
            raise MayNotSolve(operator=self.full_name)
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A counter of the center; ``region`` decides which acts are in force at it."""

    center: str
    number: int
    region: str
    active: bool = True
    name: str = ""
    """What the hall calls it besides its number."""
    category: str = ""
    """Code of the queue it serves; empty: all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who has signed in at a window."""

    operator: Operator
    window: int
    center: str
    region: str
    since: datetime

    @property
    def actor(self) -> str:
        """What commands and the journal are told: the name that stands on the papers."""
        return self.operator.full_name


def login_of(typed: str) -> str:
    """A login as it is kept and compared: case and outer spaces do not matter."""
    return typed.strip().casefold()


def checked(operator: Operator) -> Operator:
    """``operator`` as it may be kept, or the rule it breaks."""
    login, name = login_of(operator.login), " ".join(operator.full_name.split())
    plain = login.replace(".", "").replace("-", "")
    if not (plain.isascii() and plain.isalnum() and len(login) <= LONGEST_LOGIN):
        raise LoginUnusable(login=login[:LONGEST_LOGIN], most=LONGEST_LOGIN)
    if not name:
        raise NameMissing(login=login)
    if len(name) > LONGEST_NAME:
        raise NameTooLong(login=login, most=LONGEST_NAME)
    if not operator.roles:
        raise RoleMissing(login=login)
    return Operator(
        id=operator.id,
        login=login,
        full_name=name,
        roles=operator.roles,
        active=operator.active,
        language=operator.language,
    )


def fit_window(window: Window) -> Window:
    """``window`` as it may be kept, or the rule it breaks."""
    name = " ".join(window.name.split())
    if not 1 <= window.number <= MOST_WINDOWS:
        raise WindowNumberUnusable(window=window.number, most=MOST_WINDOWS)
    if len(name) > LONGEST_WINDOW_NAME:
        raise WindowNameTooLong(most=LONGEST_WINDOW_NAME)
    return replace(window, name=name)


def keep_an_administrator(after: Iterable[Operator]) -> None:
    """Refuses a change after which nobody active could administer the center."""
    if not any(one.active and Role.ADMINISTRATOR in one.roles for one in after):
        raise LastAdministrator
