"""Closed days, second looks and questionnaires in the store."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, delete, select, text
from sqlalchemy.dialects.sqlite import insert

from db.mapping import BodyUnreadable, encode, moment
from db.models import DayRemarkRow, DayRow, QuestionnaireRow, ReviewRow
from operator_app.domain.days import ClosedDay, DraftRemark
from operator_app.domain.questionnaires import Answered
from operator_app.domain.reviews import Review, ReviewId, ReviewState

_DAYS: Final = msgspec.json.Decoder(ClosedDay)
_REVIEWS: Final = msgspec.json.Decoder(Review)
_ANSWERS: Final = msgspec.json.Decoder(Answered)
_DAY = select(DayRow.body).where(
    DayRow.center == bindparam("center"), DayRow.day == bindparam("day")
)
_CLOSED = select(1).where(DayRow.center == bindparam("center"), DayRow.day == bindparam("day"))
_ADD_DAY = insert(DayRow)
_DRAFTS = (
    select(DayRemarkRow.key, DayRemarkRow.text, DayRemarkRow.by, DayRemarkRow.at)
    .where(DayRemarkRow.center == bindparam("center"), DayRemarkRow.day == bindparam("day"))
    .order_by(DayRemarkRow.key)
)
_ADD_DRAFT = insert(DayRemarkRow)
_DRAFT = _ADD_DRAFT.on_conflict_do_update(
    index_elements=[DayRemarkRow.center, DayRemarkRow.day, DayRemarkRow.key],
    set_={name: _ADD_DRAFT.excluded[name] for name in ("text", "by", "at")},
)
_UNDRAFT_ALL = delete(DayRemarkRow).where(
    DayRemarkRow.center == bindparam("center"), DayRemarkRow.day == bindparam("day")
)
_UNDRAFT = _UNDRAFT_ALL.where(DayRemarkRow.key == bindparam("key"))
_REVIEW = select(ReviewRow.body).where(ReviewRow.id == bindparam("wanted"))
_WAITING = select(ReviewRow.body).where(
    ReviewRow.application_id == bindparam("case"), ReviewRow.state == ReviewState.WAITING.value
)
_ADD_REVIEW = insert(ReviewRow)
_SAVE_REVIEW = _ADD_REVIEW.on_conflict_do_update(
    index_elements=[ReviewRow.id],
    set_={name: _ADD_REVIEW.excluded[name] for name in ("state", "body")},
)
_HANDS = text("SELECT DISTINCT actor FROM audit WHERE entity = :case AND action GLOB 'case.*'")
_BROUGHT = text("SELECT 1 FROM audit WHERE entity = :case AND action = 'case.brought' LIMIT 1")
_ANSWERED = select(QuestionnaireRow.body).where(QuestionnaireRow.ticket_id == bindparam("ticket"))
_ADD_ANSWERED = insert(QuestionnaireRow)
_LAST = text("SELECT max(at) FROM audit")


def closed_day_from(body: str) -> ClosedDay:
    try:
        return _DAYS.decode(body)
    except msgspec.DecodeError as error:
        raise BodyUnreadable(table="days") from error


def review_from(body: str) -> Review:
    try:
        return _REVIEWS.decode(body)
    except msgspec.DecodeError as error:
        raise BodyUnreadable(table="reviews") from error


def answered_from(body: str) -> Answered:
    try:
        return _ANSWERS.decode(body)
    except msgspec.DecodeError as error:
        raise BodyUnreadable(table="questionnaires") from error


class SqlDays:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, center: str, day: date) -> ClosedDay | None:
        body = self._connection.execute(_DAY, {"center": center, "day": day.isoformat()}).scalar()
        return None if body is None else closed_day_from(body)

    def is_closed(self, center: str, day: date) -> bool:
        here = {"center": center, "day": day.isoformat()}
        return self._connection.execute(_CLOSED, here).first() is not None

    def add(self, closed: ClosedDay) -> None:
        self._connection.execute(
            _ADD_DAY,
            {
                "center": closed.center,
                "day": closed.day.isoformat(),
                "closed_at": moment(closed.closed_at),
                "body": encode(closed),
            },
        )

        here = {"center": closed.center, "day": closed.day.isoformat()}
        self._connection.execute(_UNDRAFT_ALL, here)

    def drafts(self, center: str, day: date) -> tuple[DraftRemark, ...]:
        here = {"center": center, "day": day.isoformat()}
        return tuple(
            DraftRemark(key=key, text=text, by=by, at=datetime.fromisoformat(at))
            for key, text, by, at in self._connection.execute(_DRAFTS, here)
        )

    def draft(self, center: str, day: date, draft: DraftRemark) -> None:
        here = {"center": center, "day": day.isoformat(), "key": draft.key}
        if draft.text:
            written = {"text": draft.text, "by": draft.by, "at": moment(draft.at)}
            self._connection.execute(_DRAFT, {**here, **written})
        else:
            self._connection.execute(_UNDRAFT, here)

    def journal_ends_at(self) -> datetime | None:
        at = self._connection.execute(_LAST).scalar()
        return None if at is None else datetime.fromisoformat(at)


class SqlReviewRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, review_id: ReviewId) -> Review | None:
        body = self._connection.execute(_REVIEW, {"wanted": review_id}).scalar()
        return None if body is None else review_from(body)

    def waiting_for(self, application_id: str) -> Review | None:
        bodies = self._connection.execute(_WAITING, {"case": application_id}).scalars()
        waiting = (review_from(body) for body in bodies)
        return min(waiting, key=lambda one: one.elsewhere, default=None)

    def save(self, review: Review) -> None:
        self._connection.execute(
            _SAVE_REVIEW,
            {
                "id": review.id,
                "application_id": review.application_id,
                "center": review.center,
                "state": review.state.value,
                "marked_at": moment(review.marked_at),
                "body": encode(review),
            },
        )

    def hands(self, application_id: str) -> tuple[str, ...]:
        return tuple(self._connection.execute(_HANDS, {"case": application_id}).scalars())

    def brought(self, application_id: str) -> bool:
        return self._connection.execute(_BROUGHT, {"case": application_id}).first() is not None


class SqlQuestionnaires:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_ticket(self, ticket_id: str) -> Answered | None:
        body = self._connection.execute(_ANSWERED, {"ticket": ticket_id}).scalar()
        return None if body is None else answered_from(body)

    def add(self, answered: Answered) -> None:
        self._connection.execute(
            _ADD_ANSWERED,
            {
                "id": answered.id,
                "ticket_id": answered.ticket_id,
                "center": answered.center,
                "day": answered.day.isoformat(),
                "body": encode(answered),
            },
        )
