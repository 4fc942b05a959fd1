"""The events of a center's day, and the loose ends of its cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Engine, Row, bindparam, text

from db.mapping import LOCAL, BodyUnreadable, moment, shift_from
from db.queries.local_days import bounds
from db.queries.manifests import bags_of_day
from db.repositories.supervision import review_from
from operator_app.domain.day_exceptions import Loose, Named, OpenCase, OpenTicket
from operator_app.domain.day_figures import OUTCOMES, CaseEnd, DayFacts, Outcome, Visit
from operator_app.domain.day_papers import JournalLine
from operator_app.domain.day_spans import Step
from operator_app.domain.electronic_results import RESULT_REFUSED
from operator_app.domain.issuances import POWER_ASKED_AGAIN
from operator_app.domain.reviews import Review, ReviewState
from operator_app.domain.shifts import Shift
from operator_app.domain.tickets import TicketState

MOST_LISTED: Final = 1000
"""Of one kind of loose ends; whoever has more of them has no list but a catastrophe."""
_TICKET: Final = len("ticket.")

VISITS: Final = text(
    "SELECT id, category, arrived_at, state FROM tickets WHERE center = :center AND day = :day"
)
# The day's part of the journal is read along its primary key, page after page; the index only
# says from where to where.
STEPS: Final = text(
    "SELECT entity, action, at, details FROM audit"
    " WHERE seq BETWEEN :first AND :last AND at >= :since AND at < :until"
    " AND action GLOB 'ticket.*' ORDER BY seq"
)
ENDS: Final = text(
    "SELECT e.entity, e.action, e.at, a.service, a.window,"
    " CASE e.action WHEN 'case.refuse' THEN json_extract(a.body, '$.refusal.missing') END"
    " FROM audit AS e CROSS JOIN applications AS a ON a.id = e.entity"
    " WHERE e.seq BETWEEN :first AND :last AND e.at >= :since AND e.at < :until"
    " AND e.action IN :ends AND a.center = :center ORDER BY e.seq"
).bindparams(bindparam("ends", value=tuple(OUTCOMES), expanding=True))
PART: Final = text(
    "SELECT min(seq) AS first, max(seq) AS last FROM audit INDEXED BY ix_audit_at"
    " WHERE at >= :since AND at < :until"
)
SHIFTS: Final = text("SELECT body FROM shifts WHERE center = :center AND day = :day")
DRAFTS: Final = text(
    "SELECT id, number, service, window FROM applications"
    " WHERE state = 'draft' AND center = :center AND opened_on <= :day"
    " ORDER BY place LIMIT :most"
)
DUE: Final = text(
    "SELECT id, number, service, window, due_on FROM applications INDEXED BY ix_applications_due"
    " WHERE center = :center AND due_on <= :due_by"
    " AND state IN ('accepted', 'registered', 'in_work', 'granted', 'declined')"
    " ORDER BY due_on, place LIMIT :most"
)
TICKETS: Final = text(
    "SELECT id, category, state, called_by, json_extract(body, '$.letter') AS letter,"
    " json_extract(body, '$.own_range') AS own_range, sequence FROM tickets"
    " WHERE center = :center AND day = :day AND state IN ('waiting', 'called', 'serving', 'held')"
    " ORDER BY arrived_at, sequence LIMIT :most"
)
OPEN_SHIFTS: Final = text(
    "SELECT id, window, json_extract(body, '$.operator') AS name FROM shifts"
    " WHERE center = :center AND state != 'closed' AND day <= :day ORDER BY window LIMIT :most"
)
NOT_TAKEN: Final = text(
    "SELECT o.id, coalesce(a.number, o.type) AS name, a.window FROM outbox AS o"
    " LEFT JOIN applications AS a ON a.id = o.entity"
    " WHERE o.state = 'refused' ORDER BY o.place LIMIT :most"
)
UNPRINTED: Final = text(
    "SELECT p.id, p.number AS name, a.window FROM papers AS p INDEXED BY ix_papers_unprinted"
    " CROSS JOIN applications AS a ON a.id = p.application_id"
    " WHERE p.printed_at IS NULL AND p.original = 1 AND a.center = :center"
    " ORDER BY p.place LIMIT :most"
)
POWERS: Final = text(
    "SELECT e.entity AS id, a.number AS name, json_extract(e.details, '$.window') AS window"
    " FROM audit AS e CROSS JOIN applications AS a ON a.id = e.entity"
    " WHERE e.seq BETWEEN :first AND :last AND e.at >= :since AND e.at < :until"
    " AND e.action = :asked_again AND json_extract(e.details, '$.differs')"
    " AND a.center = :center ORDER BY e.seq LIMIT :most"
).bindparams(asked_again=POWER_ASKED_AGAIN)
# Told anew with each later step of the provider's.
RESULTS: Final = text(
    "SELECT e.entity AS id, a.number AS name, a.window"
    " FROM audit AS e CROSS JOIN applications AS a ON a.id = e.entity"
    " WHERE e.seq BETWEEN :first AND :last AND e.at >= :since AND e.at < :until"
    " AND e.action = :refused AND a.center = :center"
    " GROUP BY e.entity ORDER BY min(e.seq) LIMIT :most"
).bindparams(refused=RESULT_REFUSED)
REVIEWS: Final = text(
    "SELECT body FROM reviews WHERE center = :center AND state = :state"
    " ORDER BY marked_at LIMIT :most"
)
DECIDED: Final = text(
    "SELECT body FROM reviews WHERE center = :center AND state != 'waiting'"
    " ORDER BY marked_at DESC LIMIT :most"
)


JOURNAL: Final = text(
    "SELECT a.number, min(e.at) AS at, a.applicant_name, a.service, a.window, a.due_on,"
    " json_extract(a.body, '$.operator') AS operator,"
    " json_extract(a.body, '$.official_number') AS official_number,"
    " (SELECT body FROM reviews WHERE application_id = a.id ORDER BY marked_at DESC LIMIT 1)"
    " AS review"
    " FROM audit AS e INDEXED BY ix_audit_at JOIN applications AS a ON a.id = e.entity"
    " WHERE e.at >= :since AND e.at < :until AND e.action IN ('case.submit', 'case.correct')"
    " AND a.center = :center AND a.state != 'draft' GROUP BY a.id ORDER BY min(e.seq)"
)


class _Details(msgspec.Struct):
    """Of a move of a ticket; its label is of no use here."""

    window: int | None = None


_DETAILS: Final = msgspec.json.Decoder(_Details)
_ROWS: Final = msgspec.json.Decoder(tuple[str, ...])


class SqlFactsOfDay:
    """Reads events as they stand in the journal; all adding up is the domain's."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, day: date) -> DayFacts:
        begins, _ = bounds(day)
        here = {"center": center, "day": day.isoformat()}
        with self._engine.connect() as connection:
            part = {**here, **_part(connection, day)}
            return DayFacts(
                center=center,
                day=day,
                begins_at=begins,
                visits=tuple(
                    Visit(id_, category, datetime.fromisoformat(at), TicketState(state))
                    for id_, category, at, state in connection.execute(VISITS, part).all()
                ),
                steps=tuple(_step(row) for row in connection.execute(STEPS, part).all()),
                ends=tuple(_end(row) for row in connection.execute(ENDS, part).all()),
                shifts=_shifts(connection, here),
            )


def _part(connection: Connection, day: date) -> dict[str, str | int]:
    """From when to when, and from which line of the journal to which."""
    begins, ends = bounds(day)
    span = {"since": moment(begins), "until": moment(ends)}
    first, last = connection.execute(PART, span).one()
    return {**span, "first": first or 0, "last": last or 0}


class SqlLooseEnds:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, day: date, due_by: date) -> Loose:
        here = {
            "center": center,
            "day": day.isoformat(),
            "due_by": due_by.isoformat(),
            "most": MOST_LISTED,
        }
        with self._engine.connect() as connection:
            part = {**here, **_part(connection, day)}
            return Loose(
                drafts=tuple(_case(row) for row in connection.execute(DRAFTS, here)),
                due=tuple(_case(row) for row in connection.execute(DUE, here)),
                tickets=tuple(_ticket(row) for row in connection.execute(TICKETS, here)),
                shifts=_named(connection, OPEN_SHIFTS, here),
                not_taken=_named(connection, NOT_TAKEN, here),
                unprinted=_named(connection, UNPRINTED, here),
                returned=_named_reviews(connection, here, ReviewState.RETURNED),
                not_looked_at=_named_reviews(connection, here, ReviewState.WAITING),
                powers=_named(connection, POWERS, part),
                results=_named(connection, RESULTS, part),
                bags=bags_of_day(connection, center, day),
            )


class SqlReviews:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, *, limit: int = 200) -> tuple[Review, ...]:
        here = {"center": center, "state": ReviewState.WAITING.value, "most": limit}
        with self._engine.connect() as connection:
            waiting = connection.execute(REVIEWS, here).scalars().all()
            decided = connection.execute(DECIDED, here).scalars().all()
        return tuple(review_from(body) for body in (*waiting, *decided))[:limit]


class SqlJournalOfDay:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, day: date) -> tuple[JournalLine, ...]:
        begins, ends = bounds(day)
        here = {"center": center, "since": moment(begins), "until": moment(ends)}
        with self._engine.connect() as connection:
            return tuple(_journal_line(row) for row in connection.execute(JOURNAL, here))


def _journal_line(row: Row[*tuple[Any, ...]]) -> JournalLine:
    review = None if row.review is None else review_from(row.review)
    return JournalLine(
        number=row.number,
        accepted_at=datetime.fromisoformat(row.at).astimezone(LOCAL),
        applicant=row.applicant_name,
        service=row.service,
        window=row.window,
        operator=row.operator,
        due_on=None if row.due_on is None else date.fromisoformat(row.due_on),
        official_number=row.official_number,
        rules=() if review is None else review.rules,
        reason="" if review is None else review.reason,
    )


def _step(row: Row[*tuple[Any, ...]]) -> Step:
    entity, action, at, details = row
    try:
        window = _DETAILS.decode(details).window
    except msgspec.DecodeError as error:
        raise BodyUnreadable(table="audit") from error
    return Step(entity, action[_TICKET:], datetime.fromisoformat(at), window)


def _end(row: Row[*tuple[Any, ...]]) -> CaseEnd:
    case, action, at, service, window, missing = row
    outcome: Outcome = OUTCOMES[action]
    try:
        rows = _ROWS.decode(missing) if missing is not None else ()
    except msgspec.DecodeError as error:
        raise BodyUnreadable(table="applications") from error
    return CaseEnd(case, outcome, datetime.fromisoformat(at), service, window, rows)


def _shifts(connection: Connection, here: dict[str, str]) -> tuple[Shift, ...]:
    return tuple(shift_from(body) for body in connection.execute(SHIFTS, here).scalars())


def _case(row: Row[*tuple[Any, ...]]) -> OpenCase:
    due_on = getattr(row, "due_on", None)
    return OpenCase(
        id=row.id,
        number=row.number,
        service=row.service,
        window=row.window,
        due_on=None if due_on is None else date.fromisoformat(due_on),
    )


def _ticket(row: Row[*tuple[Any, ...]]) -> OpenTicket:
    own = row.own_range
    label = f"{row.letter or 'A'}{row.sequence:03}"
    return OpenTicket(
        id=row.id,
        label=label if own is None else f"{row.letter}{own}-{row.sequence:02}",
        service=row.category,
        state=TicketState(row.state),
        window=row.called_by if row.state in {"called", "serving"} else None,
    )


def _named(connection: Connection, question: Any, here: dict[str, Any]) -> tuple[Named, ...]:
    return tuple(
        Named(id=row.id, name=row.name, window=row.window)
        for row in connection.execute(question, here)
    )


def _named_reviews(
    connection: Connection, here: dict[str, Any], state: ReviewState
) -> tuple[Named, ...]:
    return tuple(_reviews(connection, {**here, "state": state.value}))


def _reviews(connection: Connection, here: dict[str, Any]) -> Iterator[Named]:
    for body in connection.execute(REVIEWS, here).scalars():
        review = review_from(body)
        window = review.at_window if review.elsewhere else review.window
        yield Named(id=review.id, name=review.number, window=window, elsewhere=review.elsewhere)
