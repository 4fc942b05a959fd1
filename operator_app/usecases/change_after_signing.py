"""Change an accepted case while the applicant still stands here: its next version is a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from operator_app.domain.applications import Application, ApplicationId, Delivery, State
from operator_app.errors import RuleViolation
from operator_app.ports import Clock, Fact, UnitOfWork, UnitOfWorkFactory
from operator_app.usecases.rules import load, local
from operator_app.wire.cases import CASE_KEEP


class TooLateToChange(RuleViolation):
    """The applicant stood here on the day of signing; later it takes a new application."""

    code = "intake.too_late_to_change"


class InManifest(RuleViolation):
    """The papers lie in the courier's bag, or have left in it: they would not be what is signed."""

    code = "courier.in_manifest"


_WITH_A_MANIFEST: Final = frozenset(
    {Delivery.IN_MANIFEST, Delivery.WITH_COURIER, Delivery.DELIVERED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAfterSigning:
    application_id: ApplicationId
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepAsSigned:
    """The applicant changes nothing after all: the signed version stands again."""

    application_id: ApplicationId
    actor: str


def changeable(application: Application, day: date) -> bool:
    """Whether it is signed, not yet the provider's, and still the day of signing."""
    accepted_at = application.accepted_at
    return (
        application.state is State.ACCEPTED
        and accepted_at is not None
        and local(accepted_at).date() == day
    )


class ChangeAfterSigningHandler:
    """What was signed is kept whole in ``signed_before``. Accepting again signs a new request
    and gives a new receipt; the hub then gets a ``case.correct``, for it may hold the first."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: ChangeAfterSigning) -> Application:
        now = self._now()
        with self._units() as unit:
            signed = load(unit, command.application_id)
            if signed.delivery in _WITH_A_MANIFEST:
                raise InManifest(number=signed.number)
            reopened = signed.reopened()
            if not changeable(signed, local(now).date()):
                raise TooLateToChange(number=signed.number)
            saved = unit.applications.save(reopened)
            _tell(unit, saved, "case.reopen", command.actor, now)
            unit.commit()
        return saved


class KeepAsSignedHandler:
    """The first version comes back as it was: same signature, same receipt, same term."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: KeepAsSigned) -> Application:
        now = self._now()
        with self._units() as unit:
            reopened = load(unit, command.application_id)
            saved = unit.applications.save(reopened.as_signed())
            _tell(unit, saved, CASE_KEEP, command.actor, now)
            unit.commit()
        return saved


def _tell(unit: UnitOfWork, saved: Application, what: str, actor: str, at: datetime) -> None:
    details = {"number": saved.number, "revision": saved.revision}
    unit.audit.record(actor=actor, action=what, entity=saved.id, at=at, details=details)
    unit.outbox.put(
        Fact(type=what, entity=saved.id, base=saved.hub_seq, at=at, actor=actor, body=details)
    )
