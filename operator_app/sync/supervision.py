"""What other windows told of the center's day: it is closed, a case is to be looked at again or
was, an applicant has answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from operator_app.domain.applications import ApplicationId
from operator_app.domain.reviews import Review, ReviewState
from operator_app.errors import RuleViolation
from operator_app.sync.store import SyncUnit
from operator_app.wire.bodies import OF_WINDOWS, SupervisionTold
from operator_app.wire.envelopes import Envelope
from operator_app.wire.message_refusals import MessageRefusal
from operator_app.wire.supervision import (
    DAY_CLOSED,
    QUESTIONNAIRE_ANSWERED,
    REVIEW_DECIDED,
    REVIEW_MARKED,
    answered_from,
    day_from,
    review_from,
)

_log = logging.getLogger(__name__)


class FollowSupervision:
    """What this store holds stands: two who closed a day with no line to each other have each
    their own figures. What was followed before changes nothing."""

    def __call__(self, unit: SyncUnit, envelope: Envelope, place: int) -> frozenset[str]:
        del place
        follow = _FOLLOWED.get(envelope.type)
        if follow is None:
            return frozenset()
        try:
            body = OF_WINDOWS.read(envelope.type, envelope.schema, envelope.body)
            if isinstance(body, SupervisionTold) and follow(unit, envelope, body.content):
                return frozenset({envelope.entity})
        except (MessageRefusal, RuleViolation) as error:
            _log.info("a message about a day is not followed: %s", error.code)
        return frozenset()

    def kept(self) -> None:
        """Nothing of it is held beside the store."""


def _closed(unit: SyncUnit, envelope: Envelope, content: str) -> bool:
    closed = day_from(content)
    if unit.days.is_closed(closed.center, closed.day):
        return False
    elsewhere = envelope.device != unit.sync.identity().device
    unit.days.add(replace(closed, elsewhere=elsewhere))
    return True


def _marked(unit: SyncUnit, envelope: Envelope, content: str) -> bool:
    """A decision that has come before its mark stands."""
    told = review_from(content, envelope.type)
    if told.state is not ReviewState.WAITING:
        return False
    known = unit.reviews.get(told.id)
    if known is None:
        review = replace(told, elsewhere=not _journal_is_here(unit, envelope, told))
    else:
        review = known.with_told(told)
    if review == known:
        return False
    unit.reviews.save(review)
    return True


def _journal_is_here(unit: SyncUnit, envelope: Envelope, told: Review) -> bool:
    """Of the marked case: it may have been marked at a window that it was brought to. What this
    device itself has marked, and a store put back from a copy has lost, is decided here again:
    nobody else could; who worked on the case until then the mark says."""
    case = unit.applications.get(ApplicationId(told.application_id))
    if case is not None:
        return not unit.reviews.brought(case.id)
    return envelope.device == unit.sync.identity().device and not told.elsewhere


def _decided(unit: SyncUnit, envelope: Envelope, content: str) -> bool:
    told = review_from(content, envelope.type)
    known = unit.reviews.get(told.id)
    decided_here = known is not None and known.state is not ReviewState.WAITING
    if decided_here or told.state is ReviewState.WAITING:
        return False
    unit.reviews.save(told)
    return True


def _answered(unit: SyncUnit, envelope: Envelope, content: str) -> bool:
    del envelope
    answered = answered_from(content)
    if unit.questionnaires.of_ticket(answered.ticket_id) is not None:
        return False
    unit.questionnaires.add(answered)
    return True


_FOLLOWED: Final[Mapping[str, Callable[[SyncUnit, Envelope, str], bool]]] = MappingProxyType(
    {
        DAY_CLOSED: _closed,
        REVIEW_MARKED: _marked,
        REVIEW_DECIDED: _decided,
        QUESTIONNAIRE_ANSWERED: _answered,
    }
)
