"""Whatever is wrong with a message has an answer of its own, and harms no other of its batch."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from hub.store.tables import alarms, inbox, tombstones
from operator_app.wire.envelopes import digest, encode
from operator_app.wire.push import PushOutcome
from operator_app.wire.refusals import DeviceRevoked
from operator_app.wire.signed import envelope_of
from resources.error_texts import load_error_texts
from tests.support.envelopes import Device, a_blob, an_id
from tests.support.hub_desk import NOON, HubDesk, itself

CANARY = "Канарейкина 900101300017"
ANOTHER = Device("002-08", seed=8)


@pytest.fixture
def desk(tmp_path: Path, hub_database: str | None, expected_logs: set[str]) -> Iterator[HubDesk]:
    expected_logs.add("hub.inbox")
    desk = HubDesk(tmp_path / "hub", hub_database)
    desk.know(Device(), Device("002-08", seed=8))
    yield desk
    desk.close()


def unsigned(window: Device) -> bytes:
    return window.says(actor=CANARY).partition(b".")[2]


def cut_signature(window: Device) -> bytes:
    return window.says(actor=CANARY)[1:]


def changed_after_signing(window: Device) -> bytes:
    return window.says(actor=CANARY).replace(b'"region":"almaty"', b'"region":"astana"')


def signed_by_another(window: Device) -> bytes:
    content = encode(window.envelope(actor=CANARY))
    return ANOTHER.sealed(content)


def of_an_unknown_device(window: Device) -> bytes:
    del window
    return Device("002-99", seed=99).says(actor=CANARY)


def fork(window: Device) -> bytes:
    """Another message at the first place, which is filled by then."""
    del window
    return Device().says(id=an_id(77), actor=CANARY)


def gap(window: Device) -> bytes:
    far = msgspec.structs.replace(window.envelope(actor=CANARY), dseq=9)
    return window.sealed(encode(far))


def of_another_chain(window: Device) -> bytes:
    torn = msgspec.structs.replace(window.envelope(actor=CANARY), prev="00" * 32)
    return window.sealed(encode(torn))


def id_reused(window: Device) -> bytes:
    return window.says(id=an_id(1), actor=CANARY)


def body_broken(window: Device) -> bytes:
    return window.says(body={"number": 5, "surname": CANARY})


def a_newer_schema(window: Device) -> bytes:
    ahead = window.envelope(actor=CANARY, schema=99)
    return window.sealed(encode(ahead))


def not_canonical(window: Device) -> bytes:
    content = encode(window.envelope(actor=CANARY)).replace(b'"v":1', b'"v": 1')
    window.dseq += 1
    return window.sealed(content)


def a_trick_in_a_name(window: Device) -> bytes:
    """The names are taken as they are: nothing is ever made of them but a value."""
    return window.says(actor="'; DROP TABLE inbox; --", type="../../etc/passwd")


def a_nul_in_a_name(window: Device) -> bytes:
    return window.says(actor="\x00", type="case.\x00")


WRONG: tuple[tuple[Callable[[Device], bytes], str], ...] = (
    (unsigned, "unsigned"),
    (cut_signature, "unsigned"),
    (changed_after_signing, "wrong_signature"),
    (signed_by_another, "wrong_signature"),
    (of_an_unknown_device, "unknown_device"),
    (fork, "fork"),
    (gap, "gap"),
    (of_another_chain, "prev_mismatch"),
    (id_reused, "id_reused"),
    (body_broken, "body_broken"),
    (a_newer_schema, "schema_newer"),
    (not_canonical, "message_broken"),
    (a_trick_in_a_name, "applied"),
    (a_nul_in_a_name, "message_broken"),
)


@pytest.mark.parametrize(("wrong", "answer"), WRONG)
def test_each_wrong_message_has_its_own_answer_and_its_neighbours_pass(
    desk: HubDesk,
    caplog: pytest.LogCaptureFixture,
    wrong: Callable[[Device], bytes],
    answer: str,
) -> None:
    window, other = Device(), Device("002-08", seed=8)
    desk.push([window.says(id=an_id(1))])

    with caplog.at_level(logging.DEBUG):
        fates = desk.fates([other.says(), wrong(window), other.says()])

    assert fates == ["applied", answer, "applied"]
    assert answer == "applied" or f"hub.{answer}" in load_error_texts()
    said = " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert answer in said
    assert "Канарейкина" not in said
    assert "900101300017" not in said


@pytest.mark.parametrize(
    "refused", [id_reused, body_broken, not_canonical], ids=lambda each: str(each.__name__)
)
def test_the_chain_goes_on_behind_a_refused_message(
    desk: HubDesk, refused: Callable[[Device], bytes]
) -> None:
    window = Device()
    first = window.says(id=an_id(1))
    bad = refused(window)
    window.dseq = 2
    window.prev = _digest(bad)

    results = desk.push([first, bad, window.says(), bad])

    assert [each.result.value for each in results] == [
        "applied",
        "rejected",
        "applied",
        "rejected",
    ]
    assert results[1].reason == results[3].reason
    assert [row.line for row in desk.rows(tombstones)] == [bad]


def test_a_fork_keeps_both_lines_and_alarms_once(desk: HubDesk) -> None:
    window, copy = Device(), Device()
    mine, other = window.says(id=an_id(1)), copy.says(id=an_id(2))

    fates = desk.fates([mine, other, other, copy.says(id=an_id(3)), window.says(id=an_id(4))])

    assert fates == ["applied", "fork", "fork", "prev_mismatch", "applied"]
    assert {(row.kind, row.line) for row in desk.rows(alarms)} >= {("fork", other)}
    assert len([row for row in desk.rows(alarms) if row.kind == "fork"]) == 1


def test_all_that_a_copy_says_is_refused_however_far_it_has_gone(desk: HubDesk) -> None:
    window, copy = Device(), Device()
    mine = window.says(id=an_id(1))
    others = [copy.says(id=an_id(number)) for number in range(2, 6)]

    fates = desk.fates([mine, *others])
    late = [desk.fates([copy.says(id=an_id(6))]), desk.fates([window.says(id=an_id(7))])]

    assert fates == ["applied", "fork", *["prev_mismatch"] * 3]
    assert late == [["prev_mismatch"], ["applied"]]
    assert {row.line for row in desk.rows(alarms)} >= set(others)


def test_a_gap_says_what_is_awaited_and_closes(desk: HubDesk) -> None:
    window = Device()
    first, second, third = window.says(), window.says(), window.says()

    early = desk.push([third])[0]

    assert (early.result, early.reason, early.awaited) == (PushOutcome.LATER, "gap", 1)
    assert desk.fates([first, third, second, third]) == ["applied", "gap", "applied", "applied"]


def test_a_restored_store_goes_on_in_a_new_epoch_and_its_old_self_is_refused(
    desk: HubDesk,
) -> None:
    old = Device()
    before = old.says(id=an_id(1))
    desk.push([before])
    new = Device()
    new.restored()

    assert desk.fates([new.says(id=an_id(2)), before, old.says(id=an_id(3))]) == [
        "applied",
        "duplicate",
        "old_epoch",
    ]


def test_a_window_may_not_send_what_another_has_signed(desk: HubDesk) -> None:
    window, other = Device(), Device("002-08", seed=8)

    assert desk.fates([window.says(), other.says()], itself(window)) == ["applied", "other_device"]


def test_a_revoked_device_is_out_at_once_and_so_are_its_messages(desk: HubDesk) -> None:
    window = Device()
    desk.push([window.says()])
    desk.enrolments.revoke(window.name)

    assert desk.fates([window.says()]) == ["message_of_revoked"]
    with pytest.raises(DeviceRevoked):
        desk.access.caller(f"Bearer {window.token}")


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_wrong_clock_is_marked_and_never_a_reason_to_refuse(desk: HubDesk, minutes: int) -> None:
    window = Device()
    told_at = NOON + timedelta(minutes=minutes)

    right = desk.push([window.says(id=an_id(1), at=NOON)], itself(window), NOON)[0]
    wrong = desk.push([window.says(id=an_id(2), at=told_at)], itself(window), told_at)[0]

    assert (right.result, wrong.result) == (PushOutcome.APPLIED, PushOutcome.APPLIED)
    assert {row.id: row.mark for row in desk.rows(inbox)} == {
        an_id(1): None,
        an_id(2): "clock_skew",
    }


def test_a_message_from_days_offline_has_no_wrong_clock(desk: HubDesk) -> None:
    window = Device()
    desk.now = NOON + timedelta(days=10)

    desk.push([window.says(at=NOON)], itself(window), desk.now)

    assert [row.mark for row in desk.rows(inbox)] == [None]


def test_a_scan_of_another_size_than_promised_is_refused_or_alarmed(desk: HubDesk) -> None:
    window, blob = Device(), a_blob(b"a scan")
    wrong = msgspec.structs.replace(blob, size=1)
    line = window.says(blobs=(wrong,))

    assert desk.push([line])[0].missing == (blob.sha256,)
    desk.scan(b"a scan", blob.sha256)

    assert [row.kind for row in desk.rows(alarms)] == ["blob_size_differs"]
    assert desk.fates([window.says(blobs=(wrong,))]) == ["blob_size_differs"]


def _digest(line: bytes) -> str:
    return digest(envelope_of(line))
