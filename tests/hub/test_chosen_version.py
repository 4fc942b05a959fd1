"""Two windows changed one case; whatever a person chooses, both then show the same case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx
import pytest

from operator_app.domain.applications import Application, Delivery, Document, Scan, Signature, State
from operator_app.domain.catalogue import Form
from operator_app.domain.checklist import Checklist
from operator_app.domain.requests import canonical_request
from operator_app.domain.signed_requests import RequestUnreadable, as_requested
from operator_app.ports import BlobUse
from operator_app.sync.conflicts import ResolveConflict, ResolveConflictHandler
from operator_app.wire.bodies import Take
from operator_app.wire.cases import CASE_CORRECT, CASE_SUBMIT
from operator_app.wire.refusals import UnknownFile
from tests.db.builders import AT, a_fact, a_party, an_application
from tests.support.envelopes import Device, a_blob
from tests.support.hub_process import TOKEN, HubProcess
from tests.support.sync_window import SyncWindow, a_free_port, until

DUE = date(2018, 2, 13)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[HubProcess, SyncWindow, SyncWindow]]:
    options = ("--listen", f"127.0.0.1:{a_free_port()}")
    with (
        HubProcess(tmp_path / "hub", options=options) as hub,
        SyncWindow(tmp_path / "seven", hub.url) as seven,
        SyncWindow(tmp_path / "eight", hub.url, device="window-002-08") as eight,
    ):
        for window in (seven, eight):
            hub.http.enrol(window.store.enrolment(TOKEN))
        yield hub, seven, eight


def signed(window: SyncWindow, application: Application, due_on: date) -> Application:
    """As it is accepted: its request lies in the window's sealed files."""
    request = canonical_request(application, Checklist(rows=()), accepted_at=AT, due_on=due_on)
    kept = window.blobs.put(request)
    signature = Signature(
        request_sha256=kept,
        p7s_sha256=window.blobs.put(b"signature of " + request),
        chain_sha256=window.blobs.put(b"chain"),
        holder_iin="850417350123",
        holder_name=application.operator,
        certificate_serial="0a1b",
        at=AT,
    )
    return replace(
        application,
        state=State.ACCEPTED,
        accepted_at=AT,
        due_on=due_on,
        delivery=Delivery.QUEUED,
        signature=signature,
    )


def says(window: SyncWindow, application: Application, kind: str, base: int | None) -> None:
    signature = application.signature
    assert signature is not None
    assert application.due_on is not None
    body: dict[str, object] = {
        "number": application.number,
        "service": application.service,
        "edition": application.edition,
        "region": application.region,
        "accepted_at": AT.isoformat(),
        "due_on": application.due_on.isoformat(),
        "delivery": application.delivery_way.value,
        "request": signature.request_sha256,
    }
    if kind == CASE_CORRECT:
        body |= {"revision": 2, "replaces": signature.request_sha256}
    names = {signature.request_sha256: "request", signature.p7s_sha256: "signature"}
    names |= {scan.sha256: "scan" for paper in application.documents for scan in paper.scans}
    blobs = tuple(
        BlobUse(
            sha256=sha256, size=len(window.blobs.get(sha256)), media_type="image/png", role=role
        )
        for sha256, role in names.items()
    )
    with window.store.units() as unit:
        if unit.applications.get(application.id) is None:
            unit.applications.add(application)
        else:
            unit.applications.save(application)
        unit.outbox.put(a_fact(application, type=kind, base=base, body=body, blobs=blobs))
        unit.commit()


def corrected(window: SyncWindow, case: Application, name: str, day: int) -> Application:
    page = b"page of " + name.encode()
    scan = Scan(sha256=window.blobs.put(page), size=len(page), media_type="image/png", name="1.png")
    changed = replace(
        window.case(case),
        applicant=a_party(surname=name),
        facts={"applicant_married": False},
        documents=(Document(requirement="identity", presented=Form.COPY, scans=(scan,)),),
    )
    return signed(window, changed, date(2018, 2, day))


def shown(application: Application) -> dict[str, object]:
    """What stands in the case, without whose it is and how far it has come."""
    signature = application.signature
    return {
        "request": signature.request_sha256 if signature else "",
        "due_on": application.due_on,
        "applicant": application.applicant,
        "facts": application.facts,
        "documents": application.documents,
        "service": application.service,
        "delivery": application.delivery,
    }


@pytest.mark.parametrize("take", [Take.MINE, Take.THEIRS])
@pytest.mark.parametrize("chooser", ["late", "first"])
def test_both_windows_show_the_version_that_was_chosen(
    place: tuple[HubProcess, SyncWindow, SyncWindow], take: Take, chooser: str
) -> None:
    hub, first, late = place
    case = signed(first, an_application(), DUE)
    says(first, case, CASE_SUBMIT, None)
    with late.store.units() as unit:
        unit.applications.add(replace(case, delivery=Delivery.ACKNOWLEDGED, hub_seq=1))
        unit.commit()
    first.push()
    seq = hub.http.case(case.id).seq
    versions = {
        "first": corrected(first, case, "Бекова", 14),
        "late": corrected(late, case, "Омарова", 15),
    }
    says(first, versions["first"], CASE_CORRECT, seq)
    first.push()
    says(late, versions["late"], CASE_CORRECT, seq)
    for window in (first, late):
        window.start()
    until(lambda: open_conflict(first) != "" and open_conflict(late) != "")
    chooses, other = (late, "first") if chooser == "late" else (first, "late")
    wanted = shown(versions[chooser if take is Take.MINE else other])

    ResolveConflictHandler(chooses.store.units, lambda: AT)(
        ResolveConflict(conflict_id=open_conflict(chooses), take=take, actor="А. Ахметова")
    )
    wanted["delivery"] = Delivery.ACKNOWLEDGED
    until(lambda: shown(first.case(case)) == shown(late.case(case)) == wanted)

    for window in (first, late):
        its = window.case(case)
        assert its.signature is not None
        scans = [scan.sha256 for paper in its.documents for scan in paper.scans]
        assert all(map(window.blobs.has, (*scans, its.signature.p7s_sha256)))
        assert its.hub_seq == hub.http.case(case.id).seq


def open_conflict(window: SyncWindow) -> str:
    """Of which both versions are here."""
    with window.store.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id FROM conflicts WHERE state = 'open' AND length(theirs) > 0"
        )
        return str(rows.scalar() or "")


def test_a_window_reads_files_of_its_own_cases_only(
    tmp_path: Path, hub_database: str | None
) -> None:
    with HubProcess(tmp_path / "hub", database=hub_database) as hub:
        content = b"page"
        blob = a_blob(content)
        device = Device()
        line = device.says(blobs=(blob,), case=1)
        entity = device.envelope(case=1).entity
        hub.http.push([line])
        with pytest.raises(UnknownFile):
            hub.http.case_file(entity, blob.sha256)
        hub.http.put_blob(blob.sha256, content)

        assert hub.http.case_file(entity, blob.sha256) == content
        stranger = Device("002-08", seed=8)
        hub.http.enrol(stranger.enrolment(TOKEN))
        address = f"{hub.url}/v1/cases/{entity}/files/{blob.sha256}"
        refused = httpx.get(address, headers={"Authorization": f"Bearer {stranger.token}"})
        own = httpx.get(address, headers={"Authorization": f"Bearer {device.token}"})

    assert (refused.status_code, refused.json()["code"]) == (404, "hub.unknown_file")
    assert (own.status_code, own.content) == (200, content)


def test_a_request_of_another_case_is_not_taken() -> None:
    one, another = an_application(), an_application()
    request = canonical_request(one, Checklist(rows=()), accepted_at=AT, due_on=DUE)

    with pytest.raises(RequestUnreadable):
        as_requested(another, request)
    with pytest.raises(RequestUnreadable):
        as_requested(one, request[:-1])
    assert as_requested(one, request) == replace(one, accepted_at=AT, due_on=DUE)
