"""A queue in memory that obeys the real law of tickets, and a clock that is moved by hand."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from operator_app.domain.operators import Operator, OperatorId, Role, Session
from operator_app.domain.shifts import Leftovers, Shift, ShiftId
from operator_app.domain.tickets import Ticket, TicketState
from operator_app.errors import OperatorAppError
from operator_app.queries.shift_state import WindowShift
from operator_app.queries.waiting import TicketSetAside, WaitingTicket, Why
from operator_app.queries.window_day import WindowDay
from operator_app.usecases.issue_ticket import IssueTicket
from operator_app.usecases.move_ticket import MoveTicket
from operator_app.usecases.pause_shift import PauseShift
from operator_app.usecases.resume_shift import ResumeShift
from ui.pages.queue.calls import Category, QueueCalls, QueueRules
from ui.pages.queue.presenter import QueuePresenter, Surroundings
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

START = datetime(2018, 2, 6, 4, 20, tzinfo=UTC)
TODAY = date(2018, 2, 6)
OPERATOR = Operator(
    id=OperatorId("o-1"),
    login="ahmetova",
    full_name="Ахметова А. Б.",
    roles=frozenset({Role.OPERATOR}),
)
SESSION = Session(operator=OPERATOR, window=7, center="002", region="almaty", since=START)
SERVICES = {
    "general": ("Жалпы сұрақтар", "Общие вопросы"),
    "guardianship_certificate": (
        "Қорғаншылық және қамқоршылық жөнінде анықтамалар беру",
        "Выдача справок по опеке и попечительству",
    ),
    "guardian_allowance": (
        "Қорғаншыларға жәрдемақы төлеу",
        "Выплата пособия опекунам",
    ),
    "minor_property_transaction_certificate": (
        "Кәмелетке толмаған балаларға меншік құқығында тиесілі мүлікпен жасалатын мәмілелерді"
        " ресімдеу үшін қорғаншылық немесе қамқоршылық жөніндегі органдардың анықтамаларын беру",
        "Выдача справок органов, осуществляющих функции по опеке или попечительству, для"
        " оформления сделок с имуществом, принадлежащим на праве собственности"
        " несовершеннолетним детям",
    ),
}
RULES = QueueRules(
    categories=(
        Category(code="guardianship_certificate", letter="Б"),
        Category(code="guardian_allowance", letter="Б"),
        Category(code="minor_property_transaction_certificate", letter="А"),
    ),
    windows=(1, 5, 7),
)


def name_of(code: str, language: str) -> str:
    kk, ru = SERVICES.get(code, (code, code))
    return kk if language == "kk" else ru


def a_ticket(sequence: int = 44, *, minutes: float = 5, **changes: object) -> Ticket:
    """Came ``minutes`` before the start."""
    came = START - timedelta(minutes=minutes)
    values: dict[str, object] = {
        "id": f"t-{sequence}",
        "center": "002",
        "category": "guardianship_certificate",
        "day": TODAY,
        "sequence": sequence,
        "issued_at": came,
        "arrived_at": came,
        "letter": "Б",
    }
    return Ticket(**{**values, **changes})  # type: ignore[arg-type]  # overrides by name


def an_hour_in_the_hall() -> tuple[Ticket, ...]:
    booked = START + timedelta(minutes=10)
    return (
        a_ticket(44, minutes=12, priority=True, reason="disability"),
        a_ticket(45, minutes=18, category="guardian_allowance"),
        a_ticket(
            19,
            minutes=6,
            letter="А",
            category="minor_property_transaction_certificate",
            booked_for=booked,
        ),
        a_ticket(46, minutes=3),
        a_ticket(47, minutes=1, meant_for=5),
    )


@dataclass
class Desk:
    """Fails the next call with ``trouble``, once."""

    tickets: dict[str, Ticket] = field(default_factory=dict)
    now_at: datetime = START
    seconds: float = 1000.0
    trouble: OperatorAppError | Exception | None = None
    shift: Shift | None = None
    day: WindowDay = field(
        default_factory=lambda: WindowDay(
            served=21,
            average_serving=timedelta(minutes=9, seconds=35),
            accepted=17,
            refused=3,
            no_show=1,
            unsent=3,
        )
    )
    moved: list[str] = field(default_factory=list)
    given: list[IssueTicket] = field(default_factory=list)
    reads: int = 0
    ids: Callable[[], int] = field(default_factory=lambda: itertools.count(1).__next__)

    def __post_init__(self) -> None:
        if self.shift is None:
            self.shift = Shift(
                id=ShiftId("s-1"),
                operator_id=OPERATOR.id,
                operator=OPERATOR.full_name,
                center="002",
                window=7,
                day=TODAY,
                opened_at=START,
            )

    def pass_time(self, seconds: float) -> None:
        self.now_at += timedelta(seconds=seconds)
        self.seconds += seconds

    def waiting(
        self, center: str, day: date, *, window: int | None = None, limit: int = 2000
    ) -> tuple[WaitingTicket, ...]:
        self.reads += 1
        self._fail()
        there = [one for one in self.tickets.values() if one.state is TicketState.WAITING]
        there.sort(key=lambda one: (one.meant_for not in {None, window}, one.place))
        return tuple(_waiting(one, window) for one in there)[:limit]

    def set_aside(self, center: str, day: date) -> tuple[TicketSetAside, ...]:
        states = {TicketState.HELD, TicketState.NO_SHOW}
        there = [one for one in self.tickets.values() if one.state in states]
        return tuple(_aside(one) for one in sorted(there, key=lambda one: one.place))

    def called_or_serving(self, center: str, window: int, day: date) -> Ticket | None:
        states = {TicketState.CALLED, TicketState.SERVING}
        held = (one for one in self.tickets.values() if one.state in states)
        return next((one for one in held if one.window == window), None)

    def window_day(self, center: str, window: int, day: date) -> WindowDay:
        return self.day

    def shift_state(self, center: str, window: int) -> WindowShift:
        return WindowShift(shift=self.shift, left=Leftovers())

    def issue_ticket(self, command: IssueTicket) -> Ticket:
        self._fail()
        self.given.append(command)
        ticket = a_ticket(100 + len(self.given), minutes=0, id=command.ticket_id)
        ticket = replace(ticket, issued_at=self.now_at, arrived_at=self.now_at)
        self.tickets[ticket.id] = replace(ticket, priority=command.priority, reason=command.reason)
        return ticket

    def move_ticket(self, command: MoveTicket) -> Ticket:
        self._fail()
        moved = command.move(self.tickets[command.ticket_id], self.now_at)
        self.moved.append(f"{moved.event.kind} {moved.ticket.label}")
        self.tickets[command.ticket_id] = moved.ticket
        return moved.ticket

    def pause_shift(self, command: PauseShift) -> Shift:
        return self._shifted(lambda shift: shift.pause(self.now_at))

    def resume_shift(self, command: ResumeShift) -> Shift:
        return self._shifted(lambda shift: shift.resume(self.now_at))

    def calls(self) -> QueueCalls:
        return QueueCalls(
            waiting=self.waiting,
            set_aside=self.set_aside,
            called_or_serving=self.called_or_serving,
            window_day=self.window_day,
            shift_state=self.shift_state,
            issue_ticket=self.issue_ticket,
            move_ticket=self.move_ticket,
            pause_shift=self.pause_shift,
            resume_shift=self.resume_shift,
        )

    def _shifted(self, move: Callable[[Shift], Shift]) -> Shift:
        self._fail()
        if self.shift is None:
            raise LookupError
        self.shift = move(self.shift)
        return self.shift

    def _fail(self) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble


def a_desk(*tickets: Ticket) -> Desk:
    return Desk(tickets={one.id: one for one in tickets or an_hour_in_the_hall()})


def a_queue(desk: Desk, speech: Speech, lane: Lane | None = None) -> QueuePresenter:
    """The presenter of window 7, signed in."""
    presenter = QueuePresenter(
        desk.calls(),
        RULES,
        Surroundings(
            lane=lane or InlineLane(),
            speech=speech,
            now=lambda: desk.now_at,
            monotonic=lambda: desk.seconds,
            new_id=lambda: f"n-{desk.ids()}",
            naming=name_of,
        ),
    )
    presenter.open(SESSION)
    return presenter


def _waiting(ticket: Ticket, window: int | None) -> WaitingTicket:
    why = Why.BOOKED if ticket.booked_for else Why.ARRIVAL
    if ticket.meant_for is not None:
        why = Why.MEANT_FOR_YOU if ticket.meant_for == window else Why.MEANT_FOR_ANOTHER
    elif ticket.priority:
        why = Why.PRIORITY
    return WaitingTicket(
        id=ticket.id,
        label=ticket.label,
        category=ticket.category,
        service=ticket.service,
        arrived_at=ticket.arrived_at or ticket.issued_at,
        why=why,
        reason=ticket.reason,
        booked_for=ticket.booked_for,
        meant_for=ticket.meant_for,
    )


def _aside(ticket: Ticket) -> TicketSetAside:
    return TicketSetAside(
        id=ticket.id,
        label=ticket.label,
        state=ticket.state,
        arrived_at=ticket.arrived_at or ticket.issued_at,
        held_until=ticket.held_until,
        held_reason=ticket.held_reason or "",
        no_show_at=ticket.no_show_at,
    )
