"""A made-up day of a center, with everything that happens to tickets: the journal's rows and all.

Moves are made by the tickets themselves, so no move is here that the window could not make.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from db.unit_of_work import SqlUnitOfWork
from operator_app.domain.applications import Application, ApplicationId, Refusal, State
from operator_app.domain.operators import Operator, OperatorId, Role
from operator_app.domain.shifts import Pause, Shift, ShiftId, ShiftState
from operator_app.domain.tickets import Moved, Ticket, TicketState
from tests.db.builders import a_party, an_id

DAY = date(2018, 2, 6)
OPENS = datetime(2018, 2, 6, 3, 0, tzinfo=UTC)
"""Nine in the morning: six hours from UTC in that year."""
CENTER = "002"
WINDOWS = (1, 2, 3, 5, 7)
SERVICES = ("guardianship_certificate", "school_enrolment", "social_aid")
ROWS = ("identity_document", "child_birth_certificate", "residence", "parents_death")
NAMES = {1: "А. Ахметова", 2: "Б. Серік", 3: "Г. Оспан", 5: "Д. Ким", 7: "Е. Жүнісова"}
OPEN_STATES = (State.ACCEPTED, State.REGISTERED, State.IN_WORK)


class MadeDay:
    """Writes a day of ``count`` applicants into one transaction of a store."""

    def __init__(self, unit: SqlUnitOfWork, count: int, seed: int = 7) -> None:
        self._unit = unit
        self._count = count
        self._chance = random.Random(seed)
        self._operators()

    def write(self) -> None:
        step = timedelta(seconds=9 * 3600 / max(1, self._count))
        for place in range(self._count):
            at = OPENS + timedelta(seconds=int((place * step).total_seconds()))
            self._applicant(place + 1, at)
        for window in WINDOWS:
            self._shift(window)

    def _operators(self) -> None:
        for window, name in NAMES.items():
            self._unit.operators.save(
                Operator(
                    id=OperatorId(f"operator-{window}"),
                    login=f"w{window}",
                    full_name=name,
                    roles=frozenset({Role.OPERATOR}),
                )
            )

    def _applicant(self, number: int, at: datetime) -> None:
        chance = self._chance
        booked = chance.random() < 0.05
        ticket = Ticket(
            id=an_id(),
            center=CENTER,
            category=chance.choice(SERVICES),
            day=DAY,
            sequence=number,
            issued_at=at,
            arrived_at=None if booked else at,
            state=TicketState.BOOKED if booked else TicketState.WAITING,
            priority=chance.random() < 0.1,
        )
        line = _Way(self._unit, ticket, at, chance)
        if booked and chance.random() < 0.8:
            line.step(lambda one, when: one.check_in(when), 60, 900)
        window = chance.choice(WINDOWS)
        self._way(line, window)
        self._unit.tickets.save(line.ticket)
        if line.ticket.state is TicketState.SERVED or chance.random() < 0.05:
            self._case(line.ticket, number, window, line.at)

    def _way(self, line: _Way, window: int) -> None:
        chance = self._chance
        if line.ticket.state is TicketState.BOOKED or chance.random() < 0.02:
            return
        if chance.random() < 0.03:
            line.step(lambda one, when: one.cancel(when), 60, 1200)
            return
        line.step(lambda one, when: one.call(window, when), 30, 2400)
        if chance.random() < 0.05:
            line.step(lambda one, when: one.undo(when), 1, 8)
            line.step(lambda one, when: one.call(window, when), 10, 600)
        if chance.random() < 0.1:
            line.step(lambda one, when: one.recall(window, when), 20, 60)
        if chance.random() < 0.08:
            line.step(lambda one, when: one.no_show(window, when), 30, 120)
            if chance.random() < 0.5:
                return
            line.step(lambda one, when: one.restore(when, timedelta(hours=1)), 60, 900)
            line.step(lambda one, when: one.call(window, when), 30, 600)
        line.step(lambda one, when: one.serve(window, when), 5, 90)
        if chance.random() < 0.1:
            self._hold(line, window)
        if chance.random() < 0.06:
            other = chance.choice(WINDOWS)
            line.step(lambda one, when: one.transfer(window, when, to=other), 30, 600)
            line.step(lambda one, when: one.call(other, when), 30, 900)
            line.step(lambda one, when: one.serve(other, when), 5, 60)
            window = other
        if chance.random() < 0.97:
            line.step(lambda one, when: one.close(window, when), 120, 1800)

    def _hold(self, line: _Way, window: int) -> None:
        line.step(
            lambda one, when: one.hold(
                window, when, until=when + timedelta(minutes=10), reason="copy"
            ),
            60,
            600,
        )
        line.step(lambda one, when: one.resume(when), 120, 1200)
        line.step(lambda one, when: one.call(window, when), 5, 300)
        line.step(lambda one, when: one.serve(window, when), 5, 60)

    def _case(self, ticket: Ticket, number: int, window: int, at: datetime) -> None:
        chance, name = self._chance, NAMES[window]
        application = Application(
            id=ApplicationId(an_id()),
            number=f"002-{window:02}-180206-{number:04}-7",
            access_code="k7m2p9",
            center=CENTER,
            window=window,
            operator=name,
            region="almaty",
            service=ticket.category,
            edition="almaty-2017",
            language="kk",
            opened_at=at - timedelta(minutes=8),
            applicant=a_party(),
            ticket_id=ticket.id,
        )
        self._unit.applications.add(application)
        self._tell(name, "case.open", application.id, application.opened_at)
        fate = chance.random()
        if fate < 0.03:
            return
        if fate < 0.2:
            missing = tuple(chance.sample(ROWS, chance.randint(1, 3)))
            refused = replace(
                application.moved(State.REFUSED_INCOMPLETE),
                refusal=Refusal(missing=missing, standard_appendix=3, at=at),
            )
            self._end(refused, "case.refuse", at)
        elif fate < 0.25:
            self._end(application.moved(State.ABANDONED), "case.abandoned", at)
        else:
            self._accept(application, at)

    def _accept(self, application: Application, at: datetime) -> None:
        chance = self._chance
        accepted = replace(
            application.moved(State.ACCEPTED),
            accepted_at=at,
            due_on=DAY + timedelta(days=chance.randint(-2, 9)),
        )
        if chance.random() < 0.04:
            self._tell(accepted.operator, "case.submit", accepted.id, at)
            self._tell(accepted.operator, "case.reopen", accepted.id, at + timedelta(minutes=1))
            self._end(accepted, "case.correct", at + timedelta(minutes=3))
            return
        self._end(replace(accepted, state=chance.choice(OPEN_STATES)), "case.submit", at)

    def _end(self, application: Application, action: str, at: datetime) -> None:
        self._unit.applications.save(application)
        self._tell(application.operator, action, application.id, at)

    def _tell(self, actor: str, action: str, entity: str, at: datetime) -> None:
        self._unit.audit.record(actor=actor, action=action, entity=entity, at=at, details={})

    def _shift(self, window: int) -> None:
        pauses = []
        for hour in (2, 5):
            since = OPENS + timedelta(hours=hour, minutes=window)
            pauses.append(Pause(since=since, until=since + timedelta(minutes=10 + window)))
        self._unit.shifts.save(
            Shift(
                id=ShiftId(f"shift-{window}"),
                operator_id=OperatorId(f"operator-{window}"),
                operator=NAMES[window],
                center=CENTER,
                window=window,
                day=DAY,
                opened_at=OPENS,
                state=ShiftState.CLOSED,
                pauses=tuple(pauses),
                closed_at=OPENS + timedelta(hours=9),
            )
        )
        for pause in pauses:
            self._tell(NAMES[window], "shift.pause", f"shift-{window}", pause.since)
            self._tell(NAMES[window], "shift.resume", f"shift-{window}", pause.until or OPENS)


class _Way:
    """A ticket on its way through the hall; each step is a row of the journal."""

    def __init__(
        self, unit: SqlUnitOfWork, ticket: Ticket, at: datetime, chance: random.Random
    ) -> None:
        self._unit, self.ticket, self.at = unit, ticket, at
        self._chance = chance

    def step(self, move: Callable[[Ticket, datetime], Moved], least: int, most: int) -> None:
        """A few seconds later; now and then the machine's clock was set back in between."""
        self.at += timedelta(seconds=self._chance.randint(least, most))
        if self._chance.random() < 0.002:
            self.at -= timedelta(hours=1)
        moved = move(self.ticket, self.at)
        self.ticket = moved.ticket
        self._unit.audit.record(
            actor=NAMES.get(moved.event.window or 0, "terminal"),
            action=f"ticket.{moved.event.kind}",
            entity=self.ticket.id,
            at=self.at,
            details={"label": self.ticket.label, "window": moved.event.window},
        )
