"""Keep what a supervisor types about an open day, so that a killed window loses none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from operator_app.domain.days import LONGEST_REMARK, DayIsClosed, DraftRemark, RemarkTooLong
from operator_app.domain.operators import Page, Session
from operator_app.ports import Clock
from operator_app.ports_supervision import SupervisionUnits


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRemarks:
    """``remarks`` by the exception's key; an empty one takes back what was written before."""

    session: Session
    day: date
    remarks: Mapping[str, str]


class DraftRemarksHandler:
    """No row of the journal: a draft is not said to anybody until the day is closed with it."""

    def __init__(self, units: SupervisionUnits, now: Clock) -> None:
        self._units, self._now = units, now

    def __call__(self, command: DraftRemarks) -> None:
        session, at = command.session, self._now()
        by = session.operator.allowed(Page.SUPERVISION).full_name
        if any(len(text) > LONGEST_REMARK for text in command.remarks.values()):
            raise RemarkTooLong(most=LONGEST_REMARK)
        with self._units() as unit:
            if unit.days.is_closed(session.center, command.day):
                raise DayIsClosed(day=command.day.isoformat())
            before = {one.key: one.text for one in unit.days.drafts(session.center, command.day)}
            for key, text in command.remarks.items():
                if text != before.get(key, ""):
                    draft = DraftRemark(key=key, text=text, by=by, at=at)
                    unit.days.draft(session.center, command.day, draft)
            unit.commit()
