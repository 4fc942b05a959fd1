"""Send a result back that nobody has come for within its term."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import Application, ApplicationId, Decision, State
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.issuing import ready_to_give
from operator_app.domain.operators import Page, Session
from operator_app.domain.unclaimed import StillKept, came_on, keeping_of, kept
from operator_app.ports import Clock, Fact, UnitOfWorkFactory
from operator_app.usecases.rules import load, local
from operator_app.wire.cases import CASE_RETURN


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnUnclaimed:
    application_id: ApplicationId
    session: Session


class ReturnUnclaimedHandler:
    """The term is the catalogue's. On its last day the result still lies here."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock, catalogue: Catalogue) -> None:
        self._units = units
        self._now = now
        self._catalogue = catalogue

    def __call__(self, command: ReturnUnclaimed) -> Application:
        actor = command.session.operator.allowed(Page.ISSUE).full_name
        now = self._now()
        keeping = keeping_of(self._catalogue)
        with self._units() as unit:
            ready = load(unit, command.application_id)
            ready_to_give(ready, now)
            since = came_on(ready)
            term = kept(since or local(now).date(), keeping)
            if not term.over(local(now).date()):
                raise StillKept(number=ready.number, until=f"{term.until:%d.%m.%Y}")
            saved = unit.applications.save(ready.moved(State.RETURNED_TO_PROVIDER))
            told = {
                "number": saved.number,
                "decision": (saved.decision or Decision.GRANT).value,
                "kept_from": term.since.isoformat(),
                "kept_until": term.until.isoformat(),
            }
            unit.audit.record(
                actor=actor, action=CASE_RETURN, entity=saved.id, at=now, details=told
            )
            unit.outbox.put(
                Fact(
                    type=CASE_RETURN,
                    entity=saved.id,
                    base=saved.hub_seq,
                    at=now,
                    actor=actor,
                    body=told,
                )
            )
            unit.commit()
        return saved
