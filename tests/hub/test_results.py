"""A signed result at the hub and on its way to the window: there, whole, and not before."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from msgspec import UNSET
from sqlalchemy import delete

from hub.store.tables import blobs, cases
from operator_app.domain.applications import Application, Decision, State
from operator_app.domain.catalogue import Bilingual
from operator_app.domain.electronic_results import ResultDocument, result_bytes
from operator_app.domain.signatures import Verified
from operator_app.gateways.hub_http import HttpHub, HubUnreachable
from operator_app.sync.results import PIECE, SignedResults
from operator_app.wire.cases import CaseworkStep, HubCase, HubResult, HubState, ResultFile
from operator_app.wire.refusals import (
    RequestBroken,
    ResultFileDiffers,
    ResultFileMissing,
    UnknownFile,
)
from tests.hub.test_upkeep import tereze_hub
from tests.support.envelopes import Device, a_line, an_envelope
from tests.support.fakes_outside import FakeBlobs
from tests.support.hub_process import TOKEN, HubProcess
from tests.support.sync_window import SyncWindow, until

AT = datetime(2018, 2, 6, 6, 0, tzinfo=UTC)
CASE = an_envelope().entity
KEPT = Path(__file__).parent / "kept" / "case-0002.json"
"""What a hub said of a case before it knew of signed results."""
SIGNATURE = b"made-up signature"


def result_of(*contents: bytes) -> HubResult:
    document, signature = (
        ResultFile(sha256=hashlib.sha256(content).hexdigest(), size=len(content))
        for content in contents
    )
    return HubResult(document=document, signature=signature)


def bring(hub: HubProcess, *contents: bytes) -> HubResult:
    for content in contents:
        hub.http.put_blob(hashlib.sha256(content).hexdigest(), content)
    return result_of(*contents)


def step(state: HubState, result: HubResult | None = None) -> CaseworkStep:
    return CaseworkStep(step=state, at=AT, actor="provider", result=result or UNSET)


def in_work(hub: HubProcess, entity: str) -> None:
    hub.http.casework(entity, step(HubState.REGISTERED))
    hub.http.casework(entity, step(HubState.IN_WORK))


def test_it_stands_with_the_decision_and_its_files_are_read_by_the_window_of_the_case(
    hub: HubProcess,
) -> None:
    hub.http.push([a_line()])
    in_work(hub, CASE)
    document = bytes(range(256)) * 150
    named = bring(hub, document, SIGNATURE)
    decided = hub.http.casework(CASE, step(HubState.GRANTED, named))
    again = hub.http.casework(CASE, step(HubState.GRANTED, named))
    ready = hub.http.casework(CASE, step(HubState.READY))
    stranger = Device("002-08", 8)
    hub.http.enrol(stranger.enrolment(TOKEN))
    with (
        HttpHub(hub.url, Device().token, training=True) as window,
        HttpHub(hub.url, stranger.token, training=True) as other,
    ):
        pieces = [window.case_piece(CASE, named.document.sha256, at, PIECE) for at in (0, PIECE)]
        rest = window.case_piece(CASE, named.document.sha256, 2 * PIECE, PIECE)
        told = window.pull("cases", "", 0, limit=100, wait_s=0).rows[-1].case
        with pytest.raises(UnknownFile):
            other.case_piece(CASE, named.document.sha256, 0, PIECE)

    assert decided == again
    assert decided.result == ready.result == named
    assert b"".join((*pieces, rest)) == document
    assert told is not None
    assert told.result == named


def test_a_file_that_is_not_there_or_not_that_one_leaves_no_decision(hub: HubProcess) -> None:
    hub.http.push([a_line()])
    in_work(hub, CASE)
    named = bring(hub, b"document", SIGNATURE)
    longer = msgspec.structs.replace(
        named, signature=ResultFile(sha256=named.signature.sha256, size=999)
    )
    refused = {
        ResultFileMissing: result_of(b"never brought", SIGNATURE),
        ResultFileDiffers: longer,
    }
    for kind, wrong in refused.items():
        with pytest.raises(kind):
            hub.http.casework(CASE, step(HubState.GRANTED, wrong))
    with pytest.raises(RequestBroken):
        hub.http.casework(CASE, step(HubState.IN_WORK, named))
    (file,) = (one for one in (hub.data / "blobs").rglob(named.document.sha256) if one.is_file())
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(ResultFileDiffers):
        hub.http.casework(CASE, step(HubState.GRANTED, named))

    assert hub.http.case(CASE).state is HubState.IN_WORK
    assert hub.http.case(CASE).result is UNSET


def test_a_window_of_before_is_told_nothing_that_it_would_refuse(hub: HubProcess) -> None:
    hub.http.push([a_line()])
    in_work(hub, CASE)
    hub.http.casework(CASE, step(HubState.GRANTED, bring(hub, b"document", SIGNATURE)))
    headers = {"Authorization": f"Bearer {Device().token}"}
    case = httpx.get(f"{hub.url}/v1/cases/{CASE}", headers=headers).json()
    page = httpx.get(f"{hub.url}/v1/pull?stream=cases", headers=headers).json()

    known = set(json.loads(KEPT.read_bytes()))
    assert set(case) == known
    assert {key for row in page["rows"] for key in row["case"] or ()} == known


def test_what_a_hub_of_before_says_is_read() -> None:
    case = msgspec.json.decode(KEPT.read_bytes(), type=HubCase)

    assert (case.state, case.result) == (HubState.READY, UNSET)


def test_a_copy_holds_it_and_check_names_a_file_that_has_gone(
    hub: HubProcess, tmp_path: Path
) -> None:
    hub.http.push([a_line()])
    in_work(hub, CASE)
    named = bring(hub, b"document", SIGNATURE)
    hub.http.casework(CASE, step(HubState.GRANTED, named))
    made = tereze_hub(hub, "backup", str(tmp_path / "hub.backup"))
    sound = tereze_hub(hub, "check")
    hub.end()
    engine = hub.writer()
    with engine.begin() as connection:
        connection.execute(delete(blobs).where(blobs.c.sha256 == named.signature.sha256))
    engine.dispose()
    code, said = tereze_hub(hub, "check", "--quick")
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(hub.data / "TRAINING-hub.key", other)
    shutil.copytree(hub.data / "blobs", other / "blobs")
    restored = tereze_hub(hub, "restore", str(tmp_path / "hub.backup"), data=other)
    with HubProcess(other) as anew:
        again = anew.http.case(CASE)
    hub.start()

    assert made[0] == restored[0] == 0
    assert sound == (0, {"ok": True, "faults": []})
    fault = f"case {CASE} names a file of its result that is not here"
    assert (code, said) == (1, {"ok": False, "faults": [fault]})
    assert again.result == named


@pytest.mark.parametrize(
    "asked", ["bytes=9-", "bytes=-3", "bytes=3-1", "bites=0-1", "bytes=0-1,3-"]
)
def test_a_range_that_is_none_is_refused(hub: HubProcess, asked: str) -> None:
    hub.http.push([a_line()])
    in_work(hub, CASE)
    named = bring(hub, b"document"[:8], SIGNATURE)
    hub.http.casework(CASE, step(HubState.GRANTED, named))
    answer = httpx.get(
        f"{hub.url}/v1/cases/{CASE}/files/{named.document.sha256}",
        headers={"Authorization": f"Bearer {TOKEN}", "Range": asked},
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "hub.request_broken")


class NarrowHub:
    """Its line breaks after every second piece."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.asked: list[int] = []

    def case_piece(self, entity: str, sha256: str, start: int, most: int) -> bytes:
        del entity, sha256
        self.asked.append(start)
        if len(self.asked) % 3 == 0:
            raise HubUnreachable(reason="ReadTimeout")
        return self.content[start : start + most]


def test_a_file_goes_on_where_the_line_broke() -> None:
    document = bytes(range(256)) * 250
    named = result_of(document, SIGNATURE)
    line, here = NarrowHub(document), FakeBlobs()
    here.put(SIGNATURE)
    results = SignedResults(here, line, good)
    with pytest.raises(HubUnreachable):
        results.fetch(CASE, named)
    assert not results.here(named)
    assert results.fetch(CASE, named)

    assert line.asked == [0, PIECE, 2 * PIECE, 2 * PIECE, 3 * PIECE]
    assert here.get(named.document.sha256) == document


def test_a_file_that_came_damaged_is_fetched_anew() -> None:
    named = result_of(b"document", SIGNATURE)
    line, here = NarrowHub(b"DOCUMENT"), FakeBlobs()
    here.put(SIGNATURE)
    results = SignedResults(here, line, good)
    first = results.fetch(CASE, named)
    line.content = b"document"
    second = results.fetch(CASE, named)

    assert (first, second) == (False, True)


def good(document: bytes, p7s: bytes) -> Verified:
    del document, p7s
    return Verified(
        holder_iin="",
        holder_bin="990140001234",
        common_name="МАДЕ-АП ӘКІМДІГІ",
        serial="0a1b",
        valid_from=AT - timedelta(days=30),
        valid_to=AT + timedelta(days=30),
        signing_time=AT,
    )


def document_of(case: Application) -> bytes:
    words = Bilingual(ru="Справка", kk="Анықтама")
    told: dict[str, Any] = {"provider": words, "text": words, "official_number": None}
    return result_bytes(
        ResultDocument(
            number=case.number, decision=Decision.GRANT, decided_on=date(2018, 2, 6), **told
        )
    )


def test_the_window_shows_it_ready_only_when_both_files_are_there(
    tmp_path: Path, hub_database: str | None
) -> None:
    with (
        HubProcess(tmp_path / "hub", database=hub_database) as hub,
        SyncWindow(tmp_path / "window", hub.url, verify=good) as window,
    ):
        hub.http.enrol(window.store.enrolment(TOKEN))
        case = window.save()
        window.push()
        in_work(hub, case.id)
        document = document_of(case)
        hub.http.casework(case.id, step(HubState.GRANTED, bring(hub, document, SIGNATURE)))
        hub.http.casework(case.id, step(HubState.READY))
        held = [file for file in (hub.data / "blobs").rglob("*") if file.is_file()]
        kept = {file: file.read_bytes() for file in held}
        for file in held:
            file.unlink()
        window.pull()
        window.pull()
        early = window.case(case)
        for file, content in kept.items():
            file.write_bytes(content)
        window.pull()
        late = window.case(case)
        has = [window.blobs.has(sha256) for sha256 in {row.sha256 for row in hub.rows(blobs)}]

    assert (early.state, early.decision, early.result) == (State.GRANTED, Decision.GRANT, None)
    assert late.state is State.READY
    assert late.result is not None
    assert late.hub_seq == 5
    assert window.blobs.get(late.result.document_sha256) == document
    assert has == [True, True]


def test_a_relay_brings_the_files_before_it_tells_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEREZE_HUB_UPSTREAM_TOKEN", TOKEN)
    with (
        HubProcess(tmp_path / "above") as above,
        HubProcess(tmp_path / "center", options=("--upstream", above.url)) as center,
        SyncWindow(tmp_path / "window", center.url, verify=good) as window,
    ):
        center.http.enrol(window.store.enrolment(TOKEN))
        case = window.save()
        window.start()
        until(lambda: case.id in {row.entity for row in above.rows(cases)})
        in_work(above, case.id)
        named = bring(above, document_of(case), SIGNATURE)
        above.http.casework(case.id, step(HubState.GRANTED, named))
        above.http.casework(case.id, step(HubState.READY))
        until(lambda: window.case(case).state is State.READY)

        assert center.http.case(case.id).result == named
        assert window.case(case).result is not None
