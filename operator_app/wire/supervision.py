"""Types of the envelopes that tell of a center's day, and what each of them carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import NAMESPACE_URL, uuid5

import msgspec

from operator_app.domain.days import ClosedDay
from operator_app.domain.questionnaires import Answered
from operator_app.domain.reviews import Review
from operator_app.wire.message_refusals import BodyBroken

DAY: Final = "day."
REVIEW: Final = "review."
QUESTIONNAIRE: Final = "questionnaire."
"""All of them begin so; every window of the center is told of them."""
DAY_CLOSED: Final = "day.closed"
REVIEW_MARKED: Final = "review.marked"
"""Told again when another rule calls for the same look."""
REVIEW_DECIDED: Final = "review.decided"
QUESTIONNAIRE_ANSWERED: Final = "questionnaire.answered"
"""Of a ticket; who held it is nowhere in it."""
MOST_OF_DAY: Final = 1 << 20
"""Letters; a day of 3,000 cases has about 20 thousand besides its remarks."""

_DAYS: Final = msgspec.json.Decoder(ClosedDay)
_REVIEWS: Final = msgspec.json.Decoder(Review)
_ANSWERS: Final = msgspec.json.Decoder(Answered)


def content_of(value: Review | Answered) -> Mapping[str, object]:
    """The body: the whole value, as the store keeps it."""
    return {"content": _text(value)}


def content_of_day(closed: ClosedDay) -> Mapping[str, object]:
    """Of a catastrophe with thousands of remarks the figures go, and the remarks stay here."""
    content = _text(closed)
    if len(content) > MOST_OF_DAY:
        content = _text(replace(closed, remarks=()))
    return {"content": content}


def entity_of_day(center: str, day: date) -> str:
    """Days have dates, entities are UUIDs: one day of a center is one entity at every window."""
    return str(uuid5(NAMESPACE_URL, f"tereze:day/{center}/{day.isoformat()}"))


def day_from(content: str) -> ClosedDay:
    try:
        return _DAYS.decode(content)
    except msgspec.DecodeError as error:
        raise BodyBroken(type=DAY_CLOSED) from error


def review_from(content: str, told: str) -> Review:
    """``told`` is the type of the message that brought it."""
    try:
        return _REVIEWS.decode(content)
    except msgspec.DecodeError as error:
        raise BodyBroken(type=told) from error


def answered_from(content: str) -> Answered:
    try:
        return _ANSWERS.decode(content)
    except msgspec.DecodeError as error:
        raise BodyBroken(type=QUESTIONNAIRE_ANSWERED) from error


def _text(value: ClosedDay | Review | Answered) -> str:
    return msgspec.json.encode(value).decode("utf-8")
