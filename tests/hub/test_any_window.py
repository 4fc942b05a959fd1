"""A result lies at the center: any window of it gives it out, one of them once."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from operator_app.adapters.identifiers import new_uuid7
from operator_app.domain.applications import Application, State
from operator_app.domain.issuing import (
    AlreadyIssued,
    AlreadyReturned,
    AtOtherCenter,
    AtOtherWindow,
    ReceiptDiffers,
    ReceiptUnknown,
)
from operator_app.domain.numbers import ApplicationNumber
from operator_app.gateways.hub_http import HttpHub, HubUnreachable
from operator_app.ports import BlobUse, Fact
from operator_app.sync.bring_case import BringCase, BringCaseHandler
from operator_app.sync.results import SignedResults
from operator_app.usecases.finish import Desk
from operator_app.usecases.issue_result import IssueResult, IssueResultHandler
from operator_app.usecases.look_at_receipt import LookAtReceipt, LookAtReceiptHandler
from operator_app.wire.cases import CASE_RETURN, CASE_SUBMIT, CaseAsked, CaseworkStep, HubState
from operator_app.wire.refusals import CaseOfOtherCenter, UnknownCase, UnknownFile
from tests.db.builders import AT, an_application
from tests.hub.test_chosen_version import open_conflict, signed
from tests.hub.test_results import bring, document_of, good
from tests.support.envelopes import Device
from tests.support.fakes_outside import office_of, typeset
from tests.support.hub_process import TOKEN, HubProcess
from tests.support.sync_window import SyncWindow
from tests.unit.usecases.counter import IIN, a_party, a_session, catalogue

NOW = datetime(2018, 2, 12, 4, 0, tzinfo=UTC)
DECIDED = datetime(2018, 2, 6, 8, 0, tzinfo=UTC)
PAGE = b"a page of a made-up paper"
_SEQUENCE = itertools.count(1)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A window at which somebody sits; its use cases over its own store."""

    window: SyncWindow
    number: int

    @property
    def session(self) -> Any:
        return a_session(name=f"Оператор {self.number}", window=self.number)

    def has_brought(self, case: Application) -> bool:
        with self.window.store.units() as unit:
            return unit.reviews.brought(case.id)

    @property
    def bring(self) -> BringCaseHandler:
        here = self.window
        results = SignedResults(here.blobs, here.http, good)
        return BringCaseHandler(here.store.units, here.http, here.blobs, results, lambda: NOW)

    def asks(self, receipt: str) -> Application:
        return self.bring(BringCase(receipt=receipt, session=self.session))

    def looks(self, receipt: str) -> Application:
        look = LookAtReceiptHandler(self.window.store.units, lambda: NOW)
        return look(LookAtReceipt(receipt=receipt, session=self.session))

    def gives(self, case: Application) -> Application:
        desk = Desk(
            units=self.window.store.units,
            now=lambda: NOW + timedelta(minutes=self.number),
            new_id=new_uuid7,
            blobs=self.window.blobs,
            typeset=typeset,
        )
        return IssueResultHandler(desk, catalogue(), office_of)(
            IssueResult(
                receipt=case.number,
                recipient=IIN,
                identity_document="041234567",
                session=self.session,
            )
        )

    def syncs(self) -> None:
        self.window.push()
        for _ in range(3):
            self.window.pull()


@pytest.fixture
def hub(tmp_path: Path, hub_database: str | None) -> Iterator[HubProcess]:
    with HubProcess(tmp_path / "hub", database=hub_database) as process:
        yield process


@pytest.fixture
def places(tmp_path: Path, hub: HubProcess) -> Iterator[tuple[Place, Place]]:
    devices = ("window-002-07", "window-002-08")
    with (
        SyncWindow(
            tmp_path / "7", hub.url, device=devices[0], token=f"token of {devices[0]}", verify=good
        ) as seven,
        SyncWindow(
            tmp_path / "8", hub.url, device=devices[1], token=f"token of {devices[1]}", verify=good
        ) as eight,
    ):
        for window in (seven, eight):
            hub.http.enrol(window.store.enrolment(TOKEN))
        yield Place(window=seven, number=7), Place(window=eight, number=8)


def accepted(place: Place, hub: HubProcess) -> Application:
    """Taken at ``place``, and at the hub with its page."""
    number = ApplicationNumber.build("002", place.number, date(2018, 2, 6), next(_SEQUENCE)).text
    edition = catalogue().services[0]
    case = signed(
        place.window,
        an_application(
            number=number,
            service=edition.service,
            region=edition.region,
            edition=edition.edition,
            applicant=a_party(),
        ),
        date(2018, 2, 13),
    )
    signature = case.signature
    assert signature is not None
    files = {
        signature.request_sha256: "request",
        signature.p7s_sha256: "signature",
        place.window.blobs.put(PAGE): "scan",
    }
    body = {
        "number": case.number,
        "service": case.service,
        "edition": case.edition,
        "region": case.region,
        "accepted_at": AT.isoformat(),
        "due_on": "2018-02-13",
        "delivery": case.delivery_way.value,
        "request": signature.request_sha256,
        "access_code": case.access_code,
    }
    blobs = tuple(
        BlobUse(
            sha256=sha256,
            size=len(place.window.blobs.get(sha256)),
            media_type="image/png",
            role=role,
        )
        for sha256, role in files.items()
    )
    with place.window.store.units() as unit:
        unit.applications.add(case)
        unit.outbox.put(
            Fact(
                type=CASE_SUBMIT,
                entity=case.id,
                base=None,
                at=AT,
                actor=case.operator,
                body=body,
                blobs=blobs,
            )
        )
        unit.commit()
    place.window.push()
    for sha256 in files:
        hub.http.put_blob(sha256, place.window.blobs.get(sha256))
    return case


def decided(hub: HubProcess, case: Application) -> None:
    for state in (HubState.REGISTERED, HubState.IN_WORK):
        hub.http.casework(case.id, CaseworkStep(step=state, at=AT, actor="provider"))
    hub.http.casework(
        case.id,
        CaseworkStep(
            step=HubState.GRANTED,
            at=DECIDED,
            actor="provider",
            result=bring(hub, document_of(case), b"made-up signature"),
        ),
    )
    hub.http.casework(case.id, CaseworkStep(step=HubState.READY, at=DECIDED, actor="provider"))


def ready(place: Place, hub: HubProcess) -> Application:
    case = accepted(place, hub)
    decided(hub, case)
    place.syncs()
    return place.window.case(case)


def test_the_other_window_gives_it_out_and_the_first_is_told(
    hub: HubProcess, places: tuple[Place, Place]
) -> None:
    seven, eight = places
    case = ready(seven, hub)
    with pytest.raises(AtOtherWindow) as elsewhere:
        eight.looks(case.number)
    brought = eight.asks(case.number)
    again = eight.asks(case.number)
    found = eight.looks(f"tereze:status/{case.number.replace('-', '')}/{case.access_code}")
    given = eight.gives(found)
    eight.syncs()
    seven.syncs()
    with pytest.raises(AlreadyIssued) as refused:
        seven.gives(case)

    assert elsewhere.value.details == {"number": case.number, "window": 7}
    assert brought == again
    own = {"version", "signature", "delivery", "operator"}
    same = [field.name for field in fields(case) if field.name not in own]
    assert {name: getattr(brought, name) for name in same} == {
        name: getattr(case, name) for name in same
    }
    assert brought.result == case.result
    assert given.state is State.ISSUED
    assert hub.http.case(case.id).state is HubState.ISSUED
    assert hub.http.case(case.id).issued_window == 8
    assert seven.window.case(case).state is State.ISSUED
    assert [place.has_brought(case) for place in places] == [False, True]
    assert refused.value.details == {
        "number": case.number,
        "at": "12.02.2018, 10:08",
        "by": "Оператор 8",
        "window": 8,
        "recipient": "—",
    }
    assert eight.window.blobs.has(hashlib.sha256(PAGE).hexdigest())


def test_the_window_that_asked_is_told_of_later_steps(
    hub: HubProcess, places: tuple[Place, Place]
) -> None:
    seven, eight = places
    case = accepted(seven, hub)
    early = eight.asks(case.number)
    decided(hub, case)
    eight.syncs()

    assert early.state is State.ACCEPTED
    assert eight.window.case(case).state is State.READY
    assert eight.window.case(case).result is not None


def test_of_two_windows_without_a_line_between_them_the_second_becomes_a_conflict(
    hub: HubProcess, places: tuple[Place, Place]
) -> None:
    seven, eight = places
    case = ready(seven, hub)
    eight.asks(case.number)
    eight.syncs()
    seven.gives(case)
    eight.gives(eight.window.case(case))
    seven.syncs()
    eight.syncs()
    steps = [step.state for step in hub.http.case(case.id).steps]
    which = open_conflict(eight.window)
    with eight.window.store.units() as unit:
        conflict = unit.sync.conflict(which)

    assert steps.count(HubState.ISSUED) == 1
    assert hub.http.case(case.id).issued_window == 7
    assert conflict is not None
    first = conflict.theirs.decode()
    assert '"actor":"Оператор 7"' in first
    assert '"window":7' in first
    assert '"at":"2018-02-12T04:07:00Z"' in first


def test_what_went_back_to_the_provider_is_given_out_nowhere(
    hub: HubProcess, places: tuple[Place, Place]
) -> None:
    seven, eight = places
    case = ready(seven, hub)
    eight.asks(case.number)
    current = seven.window.case(case)
    with seven.window.store.units() as unit:
        unit.applications.save(current.moved(State.RETURNED_TO_PROVIDER))
        unit.outbox.put(
            Fact(
                type=CASE_RETURN,
                entity=case.id,
                base=current.hub_seq,
                at=NOW,
                actor="Оператор 7",
                body={
                    "number": case.number,
                    "decision": "grant",
                    "kept_from": "2018-02-06",
                    "kept_until": "2018-02-12",
                },
            )
        )
        unit.commit()
    seven.syncs()
    eight.syncs()
    with pytest.raises(AlreadyReturned):
        eight.looks(case.number)

    assert eight.window.case(case).state is State.RETURNED_TO_PROVIDER


def test_who_may_ask_is_looked_at_by_the_hub(hub: HubProcess, places: tuple[Place, Place]) -> None:
    seven, _ = places
    case = ready(seven, hub)
    request = case.signature
    assert request is not None
    stranger, metrics = Device("003-01", 31), Device("002-09", 32)
    hub.http.enrol(stranger.enrolment(TOKEN, center="003"))
    hub.http.enrol(metrics.enrolment(TOKEN))
    asked = CaseAsked(number=case.number, actor="x")
    with (
        HttpHub(hub.url, stranger.token, training=True) as far,
        HttpHub(hub.url, metrics.token, training=True) as near,
    ):
        with pytest.raises(CaseOfOtherCenter):
            far.asked_case(asked)
        with pytest.raises(UnknownCase):
            near.asked_case(CaseAsked(number="002-07-180206-9999-0", actor="x"))
        with pytest.raises(UnknownFile):
            near.case_file(case.id, request.request_sha256)
        told = near.asked_case(asked)
        content = near.case_file(case.id, request.request_sha256)
        with pytest.raises(UnknownFile):
            far.case_file(case.id, request.request_sha256)

    assert told.entity == case.id
    assert content == seven.window.blobs.get(request.request_sha256)


def test_another_center_and_a_forged_paper_are_told_apart(
    hub: HubProcess, places: tuple[Place, Place]
) -> None:
    seven, eight = places
    case = ready(seven, hub)
    elsewhere = ApplicationNumber.build("111", 7, date(2018, 2, 6), 1).text
    nobodys = ApplicationNumber.build("002", 9, date(2018, 2, 6), 999).text
    with pytest.raises(AtOtherCenter):
        eight.looks(elsewhere)
    with pytest.raises(ReceiptUnknown):
        eight.asks(nobodys)
    with pytest.raises(ReceiptDiffers):
        eight.asks(f"tereze:status/{case.number.replace('-', '')}/0000000000")
    with eight.window.store.units() as unit:
        assert unit.applications.by_number(case.number) is None


def test_without_a_line_nothing_is_brought_and_nothing_is_written(
    hub: HubProcess, places: tuple[Place, Place]
) -> None:
    seven, eight = places
    case = ready(seven, hub)
    hub.kill()
    with pytest.raises(HubUnreachable):
        eight.asks(case.number)
    hub.start()

    with eight.window.store.units() as unit:
        assert unit.applications.by_number(case.number) is None
