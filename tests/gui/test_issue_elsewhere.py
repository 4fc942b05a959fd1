"""A receipt of another window: the hub brings its case, or the page says at which window it is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import msgspec
from PySide6.QtCore import Qt

from operator_app.adapters.identifiers import new_uuid7
from operator_app.domain.applications import Application, ApplicationId, State
from operator_app.domain.checklist import Checklist
from operator_app.domain.numbers import ApplicationNumber
from operator_app.domain.requests import canonical_request
from operator_app.usecases.rules import local
from operator_app.wire.cases import (
    CASE_SUBMIT,
    CaseStep,
    Decision,
    HubCase,
    HubState,
    ToldCase,
)
from operator_app.wire.envelopes import BlobRef
from tests.gui.test_issue import (
    CONTROL,
    DOCUMENT,
    applicant_of,
    at_the_page,
    found,
    printed,
    said,
    stored,
)
from tests.support.envelopes import BODIES, Device, a_blob
from tests.support.guarded_window import SERVICE, Guarded, guarded, guarded_law, seeded
from tests.support.window_cases import a_draft

__all__ = ["guarded", "guarded_law", "seeded"]
THERE = 5
WAY = (HubState.REGISTERED, HubState.IN_WORK, HubState.GRANTED, HubState.READY)


def taken_there(guarded: Guarded) -> Application:
    """Another window of the center took it; its result lies at the center, the hub has it."""
    center, at = guarded.room.center, guarded.wall()
    record = guarded.law.catalogue.find(service=SERVICE, region=center.region, on=local(at).date())
    number = ApplicationNumber.build(center.center, THERE, date(2018, 2, 6), 44).text
    case = replace(
        a_draft(),
        id=ApplicationId(new_uuid7()),
        number=number,
        center=center.center,
        window=THERE,
        region=center.region,
        edition=record.edition,
        documents=(),
    )
    request = canonical_request(case, Checklist(rows=()), accepted_at=at, due_on=local(at).date())
    p7s = b"made-up signature"
    blobs = tuple(
        in_role(content, role) for content, role in ((request, "request"), (p7s, "signature"))
    )
    for content in (request, p7s):
        guarded.hub.files[hashlib.sha256(content).hexdigest()] = content
    body = {**BODIES[CASE_SUBMIT], "number": number, "request": blobs[0].sha256}
    line = Device().says(type=CASE_SUBMIT, schema=2, entity=case.id, body=body, blobs=blobs)
    steps = tuple(
        CaseStep(state=state, at=at, actor="provider", seq=seq)
        for seq, state in enumerate(WAY, start=2)
    )
    at_hub = HubCase(
        entity=case.id,
        seq=5,
        state=HubState.READY,
        received_at=at,
        decision=Decision.GRANT,
        decided_at=at,
        ready_at=at,
        steps=steps,
    )
    guarded.hub.elsewhere[number] = ToldCase(entity=case.id, line=line.decode(), case=at_hub)
    return case


def in_role(content: bytes, role: str) -> BlobRef:
    return msgspec.structs.replace(a_blob(content), role=role)


def test_a_case_of_another_window_is_brought_and_its_result_given_out(guarded: Guarded) -> None:
    case = taken_there(guarded)
    at_the_page(guarded)
    found(guarded, case)
    guarded.hand.type_text("issue_number", applicant_of(case))
    guarded.hand.type_text("issue_document", DOCUMENT)
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    issued = stored(guarded, case)

    assert (issued.state, issued.window, issued.issued_to) == (
        State.ISSUED,
        THERE,
        applicant_of(case),
    )
    assert issued.issuance is not None
    assert issued.issuance.window != THERE
    assert len(printed(guarded)) == 1


def test_with_a_line_that_breaks_the_page_says_at_which_window_it_is(guarded: Guarded) -> None:
    case = taken_there(guarded)
    at_the_page(guarded)
    guarded.hub.away = True
    guarded.hand.type_text("issue_receipt", case.number)
    guarded.key(Qt.Key.Key_Return)
    guarded.settle()
    code, now = (said(guarded, f"issue_trouble_{part}") for part in ("code", "now"))
    guarded.hub.away = False
    guarded.hand.click("issue_find")
    guarded.settle()
    guarded.hand.wait_until(lambda: guarded.hand.sees("issue_number"), "issue_number")

    assert code == "issue.at_other_window"
    assert str(THERE) in now
