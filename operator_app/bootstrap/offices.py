"""Whose office stands on a paper: of the window that took a case, or of whoever sits here."""

from __future__ import annotations

from operator_app.domain.applications import Application
from operator_app.domain.operators import Session
from operator_app.domain.papers import Office
from operator_app.domain.paperwork.couriers import OfficeAt
from operator_app.domain.paperwork.heads import OfficeOf
from operator_app.domain.paperwork.phrases import filled
from resources.centers import Centers


def office_of(centers: Centers, *, training: bool) -> OfficeOf:
    """Which center's window stands on the papers of a case."""

    def of_office(application: Application) -> Office:
        seat = (application.center, application.window, application.operator)
        return _office(centers, application.region, seat, training=training)

    return of_office


def office_of_session(centers: Centers, *, training: bool) -> OfficeAt:
    """Which stands on papers that are of no one case."""

    def office_at(session: Session) -> Office:
        seat = (session.center, session.window, session.actor)
        return _office(centers, session.region, seat, training=training)

    return office_at


def _office(centers: Centers, region: str, seat: tuple[str, int, str], *, training: bool) -> Office:
    """``seat`` is the center's code, the window and who sits there."""
    center, (code, window, employee) = centers.by_region[region], seat
    return Office(
        code=code,
        window=window,
        name=filled(center.name, number=code.lstrip("0") or "0"),
        address=center.address,
        employee=employee,
        call_center=centers.call_center,
        training=training,
    )
