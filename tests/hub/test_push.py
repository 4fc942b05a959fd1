"""Pushing to a real hub: once each, whatever is repeated, broken, doubled or killed."""

from __future__ import annotations

import hashlib
import random
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import msgspec
import pytest

from hub.store.tables import alarms, cases, conflicts, inbox
from operator_app.gateways.hub_http import HubUnreachable
from operator_app.wire.cases import CASE_CORRECT, CASE_ISSUE, CaseworkStep, HubState
from operator_app.wire.push import ErrorAnswer, PushOutcome
from operator_app.wire.refusals import BlobMismatch, RequestTooBig
from tests.support.envelopes import Device, a_blob, a_line, an_encoded, an_envelope, an_id
from tests.support.hub_process import TOKEN, HubProcess

SCAN = b"a scan of a made-up document"


def test_a_pushed_case_exists_at_the_hub(hub: HubProcess) -> None:
    result = hub.http.push([a_line()]).results[0]

    assert (result.id, result.result, result.seq) == (an_id(1), PushOutcome.APPLIED, 1)
    case = hub.http.case(an_envelope().entity)
    assert (case.state, case.seq) == ("accepted", 1)


def test_the_hub_keeps_the_exact_bytes(hub: HubProcess) -> None:
    hub.http.push([a_line()])

    (row,) = hub.rows(inbox)
    assert (row.line, row.digest) == (a_line(), hashlib.sha256(an_encoded()).hexdigest())


def test_the_same_bytes_again_are_a_duplicate_with_the_same_place(hub: HubProcess) -> None:
    hub.http.push([a_line(1), a_line(2)])

    again = hub.http.push([a_line(2), a_line(3), a_line(3)]).results

    assert [(each.result, each.seq) for each in again] == [
        (PushOutcome.DUPLICATE, 2),
        (PushOutcome.APPLIED, 3),
        (PushOutcome.DUPLICATE, 3),
    ]


def test_other_bytes_under_a_known_id_are_rejected_and_raise_one_alarm(hub: HubProcess) -> None:
    hub.http.push([a_line()])
    other = a_line(body={"number": "another"})

    results = [hub.http.push([other]).results[0] for _ in range(2)]

    assert {(each.result, each.reason) for each in results} == {(PushOutcome.REJECTED, "id_reused")}
    assert [(row.kind, row.line) for row in hub.rows(alarms)] == [("id_reused", other)]
    assert [row.line for row in hub.rows(inbox)] == [a_line()]


def test_a_second_submission_of_one_case_is_rejected(hub: HubProcess) -> None:
    hub.http.push([a_line()])

    second = hub.http.push([a_line(2, entity=an_envelope().entity)]).results[0]

    assert (second.result, second.reason) == (PushOutcome.REJECTED, "case_exists")
    assert len(hub.rows(inbox)) == len(hub.rows(cases)) == 1


def test_one_rejected_envelope_harms_none_of_its_neighbours(hub: HubProcess) -> None:
    window = Device()
    entity = an_id(1_000_001)
    first = window.says(entity=entity)
    broken = window.says(body={"number": 5})
    hub.http.push([first])

    results = hub.http.push(
        [first, broken, window.says(), window.says(entity=entity), window.says()]
    ).results

    assert [(each.result, each.seq, each.reason) for each in results] == [
        (PushOutcome.DUPLICATE, 1, None),
        (PushOutcome.REJECTED, None, "body_broken"),
        (PushOutcome.APPLIED, 2, None),
        (PushOutcome.REJECTED, None, "case_exists"),
        (PushOutcome.APPLIED, 3, None),
    ]


def test_a_case_is_there_before_its_scans_and_the_providers_once_they_have_come(
    hub: HubProcess,
) -> None:
    blob = a_blob(SCAN)
    line = a_line(blobs=(blob,))

    early = hub.http.push([line]).results[0]
    waiting = hub.http.case(an_envelope().entity)
    hub.http.put_blob(blob.sha256, SCAN)
    whole = hub.http.case(an_envelope().entity)

    assert (early.result, early.seq, early.missing) == (PushOutcome.APPLIED, 1, (blob.sha256,))
    assert (waiting.state, waiting.seq) == (HubState.AWAITING_SCANS, 1)
    assert (whole.state, whole.seq) == (HubState.ACCEPTED, 2)
    assert hub.http.push([line]).results[0].missing == ()


def test_a_scan_of_another_size_than_promised_is_rejected(hub: HubProcess) -> None:
    blob = msgspec.structs.replace(a_blob(SCAN), size=1)
    hub.http.put_blob(blob.sha256, SCAN)

    result = hub.http.push([a_line(blobs=(blob,))]).results[0]

    assert (result.result, result.reason) == (PushOutcome.REJECTED, "blob_size_differs")


def test_a_scan_damaged_on_its_way_is_not_kept(hub: HubProcess) -> None:
    blob = a_blob(SCAN)

    with pytest.raises(BlobMismatch):
        hub.http.put_blob(blob.sha256, SCAN + b"!")

    assert hub.http.missing_blobs([blob.sha256, blob.sha256]) == (blob.sha256,)
    assert [each for each in (hub.data / "blobs").rglob("*") if each.is_file()] == []


def test_a_scan_is_uploaded_once_and_lies_encrypted(hub: HubProcess) -> None:
    blob = a_blob(SCAN)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    url = f"{hub.url}/v1/blobs/{blob.sha256}"

    before = httpx.head(url, headers=headers).status_code
    statuses = [httpx.put(url, content=SCAN, headers=headers).status_code for _ in range(2)]
    after = httpx.head(url, headers=headers).status_code

    assert (before, statuses, after) == (404, [201, 204], 200)
    (file,) = (each for each in (hub.data / "blobs").rglob("*") if each.is_file())
    assert SCAN not in file.read_bytes()


def test_eight_threads_with_the_same_envelope_leave_one_row(hub: HubProcess) -> None:
    with ThreadPoolExecutor(8) as pool:
        results = [
            answer.results[0]
            for answer in pool.map(lambda _: hub.http.push([a_line()]), range(8 * 5))
        ]

    assert sorted(each.result for each in results) == ["applied"] + ["duplicate"] * 39
    assert {each.seq for each in results} == {1}
    assert len(hub.rows(inbox)) == len(hub.rows(cases)) == 1


def test_a_killed_hub_loses_nothing_it_acknowledged(hub: HubProcess) -> None:
    acknowledged: dict[str, int | None] = {}
    window = Device()
    for cycle in range(4):
        for number in range(cycle * 5 + 1, cycle * 5 + 6):
            scan = f"scan {number}".encode()
            hub.http.put_blob(a_blob(scan).sha256, scan)
            result = hub.http.push([window.says(blobs=(a_blob(scan),))]).results[0]
            acknowledged[result.id] = result.seq
        hub.kill()
        hub.start()

    assert {row.id: row.seq for row in hub.rows(inbox)} == acknowledged
    scans = [a_blob(f"scan {number}".encode()).sha256 for number in range(1, 21)]
    assert hub.http.missing_blobs(scans) == ()


def push_until_it_dies(hub: HubProcess, number: int, acknowledged: dict[str, int | None]) -> int:
    """Pairs of envelopes after ``number``; the answer is the last one acknowledged."""
    while True:
        try:
            answer = hub.http.push([a_line(number + 1), a_line(number + 2)])
        except HubUnreachable:
            return number
        acknowledged |= {result.id: result.seq for result in answer.results}
        number += 2


def test_a_hub_killed_in_the_middle_of_pushes_neither_loses_nor_doubles(hub: HubProcess) -> None:
    waits = random.Random(20180206)
    acknowledged: dict[str, int | None] = {}
    number = 0
    for _ in range(4):
        timer = threading.Timer(waits.uniform(0.02, 0.2), hub.process.kill)
        timer.start()
        number = push_until_it_dies(hub, number, acknowledged)
        timer.join()
        hub.kill()
        hub.start()
        again = hub.http.push([a_line(number + 1), a_line(number + 2)]).results
        acknowledged |= {result.id: result.seq for result in again}
        number += 2

    kept = {row.id: row.seq for row in hub.rows(inbox)}
    assert kept == acknowledged
    assert sorted(kept.values()) == list(range(1, number + 1))
    assert len(hub.rows(cases)) == number


def test_tickets_do_not_use_up_the_places_of_cases(hub: HubProcess) -> None:
    window = Device()
    results = hub.http.push(
        [window.says(type="ticket.issue"), window.says(type="ticket.call"), window.says()]
    ).results

    assert [each.seq for each in results] == [1, 2, 1]


def test_more_scans_than_one_question_holds_are_asked_about_all(hub: HubProcess) -> None:
    hashes = [a_blob(str(number).encode()).sha256 for number in range(1100)]
    hub.http.put_blob(hashes[700], b"700")

    assert hub.http.missing_blobs(hashes) == (*hashes[:700], *hashes[701:])


def test_an_empty_push_is_answered_with_nothing(hub: HubProcess) -> None:
    assert hub.http.push([]).results == ()


def test_what_does_not_even_name_itself_is_refused_alone(hub: HubProcess) -> None:
    results = hub.http.push([a_line(), b"not an envelope", a_line(2)]).results

    assert [(each.id, each.result, each.reason) for each in results] == [
        (an_id(1), PushOutcome.APPLIED, None),
        ("", PushOutcome.REJECTED, "unsigned"),
        (an_id(2), PushOutcome.APPLIED, None),
    ]


def test_too_many_envelopes_and_too_many_bytes_are_refused(hub: HubProcess) -> None:
    with pytest.raises(RequestTooBig):
        hub.http.push([a_line(number) for number in range(1, 102)])
    with pytest.raises(RequestTooBig):
        hub.http.push([a_line(body={"words": "a" * (4 * 1024 * 1024)})])

    assert hub.rows(inbox) == []


def test_a_result_given_out_before_it_was_ready_raises_an_alarm(hub: HubProcess) -> None:
    hub.http.push([a_line()])

    result = hub.http.push([a_line(2, type=CASE_ISSUE, entity=an_envelope().entity)]).results[0]

    assert result.result is PushOutcome.APPLIED
    assert [row.kind for row in hub.rows(alarms)] == ["issued_too_early"]
    assert hub.http.case(an_envelope().entity).state == "accepted"


def test_a_correction_of_what_is_registered_already_is_a_conflict(hub: HubProcess) -> None:
    window, entity = Device(), an_id(1_000_001)
    in_time = hub.http.push(
        [window.says(entity=entity), window.says(type=CASE_CORRECT, entity=entity)]
    ).results[1]
    hub.http.casework(
        entity, CaseworkStep(step=HubState.REGISTERED, at=an_envelope().at, actor="provider")
    )
    late = window.says(type=CASE_CORRECT, entity=entity)

    results = [hub.http.push([late]).results[0] for _ in range(2)]

    assert in_time.result is PushOutcome.APPLIED
    assert {(each.result, each.reason, each.seq) for each in results} == {
        (PushOutcome.CONFLICT, "stale_base", 4)
    }
    assert [row.line for row in hub.rows(conflicts)] == [late]
    assert hub.http.case(entity).state is HubState.REGISTERED


@pytest.mark.parametrize("token", ["", "Bearer wrong", "Basic abc", f"Bearer {TOKEN}x"])
def test_a_caller_without_the_token_is_told_to_sign_in(hub: HubProcess, token: str) -> None:
    answer = httpx.post(f"{hub.url}/v1/push", content=b"", headers={"Authorization": token})

    assert answer.status_code == 401
    assert msgspec.json.decode(answer.content, type=ErrorAnswer).code == "hub.not_signed_in"


def test_an_address_that_is_no_call_is_refused_in_the_same_form(hub: HubProcess) -> None:
    answer = httpx.get(f"{hub.url}/v2/everything")

    assert answer.status_code == 404
    assert msgspec.json.decode(answer.content, type=ErrorAnswer).code == "hub.request_broken"
