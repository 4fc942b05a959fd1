"""Cases of the guarded window, brought by the use cases as far as a test begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from operator_app.adapters.identifiers import new_uuid7
from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Document,
    RegistryCheck,
    RegistryState,
    Scan,
)
from operator_app.domain.checklist import NEEDS_SCAN
from operator_app.usecases.accept_application import AcceptApplication
from operator_app.usecases.issue_ticket import IssueTicket
from operator_app.usecases.move_ticket import MoveTicket, calling, serving
from operator_app.usecases.rules import local
from tests.support.guarded_window import SERVICE, Guarded
from tests.support.window_cases import a_draft

PAGE = Path(__file__).parents[2] / "resources" / "samples" / "application.png"
HERE, THERE = 1, 2


def served_ticket(guarded: Guarded, window: int = HERE) -> str:
    """The ticket of an applicant who stands at this window."""
    place, ticket_id = guarded.room.workplace, new_uuid7()
    place.issue_ticket(
        IssueTicket(
            ticket_id=ticket_id,
            center=guarded.room.center.center,
            window=window,
            category=SERVICE,
            actor="terminal",
        )
    )
    for move in (calling(window), serving(window)):
        place.move_ticket(MoveTicket(ticket_id=ticket_id, actor="А.", move=move))
    return ticket_id


def a_package(guarded: Guarded, window: int = HERE) -> Application:
    """A draft with all its papers, whose pages really lie in the store."""
    center, now = guarded.room.center, guarded.wall()
    record = guarded.law.catalogue.find(service=SERVICE, region=center.region, on=local(now).date())
    content = PAGE.read_bytes()
    sha256 = guarded.profile.blobs.put(content)
    scan = Scan(sha256=sha256, size=len(content), media_type="image/png", name="page.png")
    made = a_draft()
    draft = replace(
        made,
        id=ApplicationId(new_uuid7()),
        number=f"{center.center}-{window:02}-180206-0043-5",
        center=center.center,
        window=window,
        region=center.region,
        edition=record.edition,
        operator=guarded.people[0].full_name,
        language="ru",
        opened_at=now - timedelta(minutes=9),
        ticket_id=served_ticket(guarded, window),
        checks=(RegistryCheck(system="gbd_fl", state=RegistryState.FOUND, at=now),),
        documents=tuple(_scanned(one, scan) for one in made.documents),
    )
    with guarded.profile.units() as unit:
        unit.applications.add(draft)
        unit.commit()
    return draft


def _scanned(document: Document, scan: Scan) -> Document:
    return replace(document, scans=(scan,) if document.presented in NEEDS_SCAN else ())


def signed_here(guarded: Guarded) -> Application:
    draft = a_package(guarded)
    return guarded.room.workplace.accept(AcceptApplication(application_id=draft.id))
