"""Close a center's day: every exception is explained, and nothing is added to it any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from operator_app.domain.days import ClosedDay, DayIsClosed, Moment, close
from operator_app.domain.operators import Page, Session
from operator_app.ports import Clock, Fact
from operator_app.ports_supervision import SupervisionUnits
from operator_app.usecases.look_at_day import LookAtDay, norms_on
from operator_app.usecases.rules import local
from operator_app.wire.supervision import DAY_CLOSED, content_of_day, entity_of_day


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDay:
    """``remarks`` by the exception's key."""

    session: Session
    day: date
    remarks: Mapping[str, str]


class CloseDayHandler:
    """Looked at and closed within one transaction: nobody slips anything in between."""

    def __init__(self, units: SupervisionUnits, now: Clock, look: LookAtDay) -> None:
        self._units, self._now, self._look = units, now, look

    def __call__(self, command: CloseDay) -> ClosedDay:
        session, now = command.session, self._now()
        by = session.operator.allowed(Page.SUPERVISION)
        with self._units() as unit:
            if unit.days.is_closed(session.center, command.day):
                raise DayIsClosed(day=command.day.isoformat())
            norms = norms_on(self._look.catalogue, session.region, command.day)
            seen = self._look.as_it_is(session.center, norms, command.day)
            closed = close(
                seen.figures,
                seen.exceptions,
                command.remarks,
                by.full_name,
                Moment(at=now, on=local(now).date(), journal=unit.days.journal_ends_at()),
            )
            closed = replace(closed, window=session.window)
            unit.days.add(closed)
            unit.audit.record(
                actor=by.full_name,
                action="day.close",
                entity=f"{closed.center}:{closed.day.isoformat()}",
                at=now,
                details={
                    "served": closed.figures.whole.served,
                    "accepted": closed.figures.whole.accepted,
                    "refused": closed.figures.whole.refused,
                    "remarks": len(closed.remarks),
                },
            )
            unit.outbox.put(
                Fact(
                    type=DAY_CLOSED,
                    entity=entity_of_day(closed.center, closed.day),
                    base=None,
                    at=now,
                    actor=by.full_name,
                    body=content_of_day(closed),
                )
            )
            unit.commit()
        return closed
