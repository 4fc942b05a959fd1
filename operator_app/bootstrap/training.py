"""The training center of the first start: people, windows, and a hall that fills."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from typing import Final

from operator_app.adapters.identifiers import new_uuid7
from operator_app.bootstrap.profiles import Profile
from operator_app.domain.operators import Operator, OperatorId, Window
from operator_app.errors import RuleViolation
from operator_app.gateways.clocks import RunningClock, StandingClock
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.queries.waiting import Waiting
from operator_app.usecases.issue_ticket import IssueTicket, IssueTicketHandler
from operator_app.usecases.rules import local
from resources.training import TrainingCenter, TrainingTicket, load_training_center

TERMINAL: Final = 0
"""The ticket terminal at the door counts as a window of its own when numbers are given."""
DOOR: Final = "terminal"
CHEAP_MEMORY_KIB: Final = 1024
"""These passwords are shown on the screen; at the first sign-in the hash is made anew in full."""


class NotTraining(RuleViolation):
    """Made-up people never get into a profile where real ones work."""

    code = "operator.not_training"


def seed_training_center(profile: Profile) -> TrainingCenter:
    """Its people and windows; those that are there already stay as they are."""
    from operator_app.adapters.password_hashes import Argon2Hashes

    if not profile.training:
        raise NotTraining
    center = load_training_center()
    with profile.units() as unit:
        known = {operator.login for operator in unit.operators.all()}
        seated = unit.operators.window(1) is not None
    new = [person for person in center.people if person.login not in known]
    if not new and seated:
        return center
    hashes = Argon2Hashes(memory_kib=CHEAP_MEMORY_KIB, passes=1)
    hashed = {person.login: hashes.hash(person.password) for person in new}
    with profile.units() as unit:
        for person in new:
            operator_id = OperatorId(new_uuid7())
            unit.operators.save(
                Operator(
                    id=operator_id,
                    login=person.login,
                    full_name=person.full_name,
                    roles=frozenset(person.roles),
                    language=person.language,
                )
            )
            unit.operators.set_password(operator_id, hashed[person.login])
        for number in range(1, center.windows + 1):
            if unit.operators.window(number) is None:
                unit.operators.save_window(
                    Window(center=center.center, number=number, region=center.region)
                )
        unit.commit()
    return center


def training_clock(profile: Profile, center: TrainingCenter) -> RunningClock:
    """Goes on where the program was left on the marked day; any other day begins it anew.

    Time would otherwise run back at each start, and tickets would be called before they came.
    """
    from db.queries.last_moment import SqlLastMoment

    last = SqlLastMoment(profile.store.reader)()
    day = local(center.starts_at).date()
    if last is not None and local(last).date() == day and last > center.starts_at:
        return RunningClock(last)
    return RunningClock(center.starts_at)


class TrainingHall:
    """Applicants come in by the clock while there is room in the hall.

    Called from time to time on the lane that writes; answers the ids of the tickets given.
    """

    def __init__(
        self, center: TrainingCenter, units: UnitOfWorkFactory, waiting: Waiting, now: Clock
    ) -> None:
        self._center = center
        self._units = units
        self._waiting = waiting
        self._now = now
        self._coming = itertools.cycle(center.tickets)
        self._next_at: datetime | None = None

    def __call__(self) -> frozenset[str]:
        now = self._now()
        day = local(now).date()
        wait = timedelta(seconds=self._center.queue.every_s)
        if self._next_at is None:
            self._next_at = now + wait
            return self._filled(now, day)
        if now < self._next_at:
            return frozenset()
        self._next_at = now + wait
        if self._room(day, self._center.queue.at_most) <= 0:
            return frozenset()
        return frozenset({self._come(next(self._coming), now)})

    def _filled(self, now: datetime, day: date) -> frozenset[str]:
        """The first look: as many as wait on an ordinary morning, the earliest first."""
        coming = [next(self._coming) for _ in range(self._room(day, self._center.queue.at_least))]
        return frozenset(
            self._come(ticket, now - timedelta(minutes=ticket.minutes_ago)) for ticket in coming
        )

    def _room(self, day: date, places: int) -> int:
        """None once the day is closed: the door is too."""
        with self._units() as unit:
            if unit.days.is_closed(self._center.center, day):
                return 0
        return places - len(self._waiting(self._center.center, day, limit=places))

    def _come(self, ticket: TrainingTicket, at: datetime) -> str:
        issued = IssueTicketHandler(self._units, StandingClock(at))(
            IssueTicket(
                ticket_id=new_uuid7(),
                center=self._center.center,
                window=TERMINAL,
                category=ticket.service,
                actor=DOOR,
                priority=bool(ticket.reason),
                reason=ticket.reason,
                service=ticket.service,
                letter=ticket.letter,
            )
        )
        return issued.id
