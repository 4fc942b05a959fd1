"""Who may call the hub: by an administrator's code, with a role, until revoked."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import httpx
import msgspec
import pytest

from hub.access import Caller
from hub.store.tables import devices, invitations
from operator_app.gateways.hub_http import HttpHub
from operator_app.wire.cases import CaseworkStep, HubState
from operator_app.wire.devices import Role, Vouched, text_of
from operator_app.wire.push import ErrorAnswer, PushOutcome
from operator_app.wire.refusals import (
    CodeWrong,
    DeviceRevoked,
    HubRefusal,
    NotSignedIn,
    RequestBroken,
    RoleMissing,
)
from tests.support.envelopes import CENTER, Device, an_id
from tests.support.hub_desk import CARRIER, CODE, NOON, HubDesk
from tests.support.hub_process import HubProcess
from tests.support.project_files import ROOT


@pytest.fixture
def desk(tmp_path: Path, hub_database: str | None) -> Iterator[HubDesk]:
    desk = HubDesk(tmp_path / "hub", hub_database)
    yield desk
    desk.close()


def a_code(desk: HubDesk, window: int = 7, role: Role = Role.WINDOW) -> str:
    return desk.enrolments.invite(center=CENTER, window=window, role=role).code


def test_a_code_lets_one_device_in_and_its_token_is_known_from_then_on(desk: HubDesk) -> None:
    window = Device()

    enrolled = desk.enrolments.enrol(window.enrolment(a_code(desk)))

    assert (enrolled.device, enrolled.role, enrolled.window) == (window.name, Role.WINDOW, 7)
    assert desk.access.caller(f"Bearer {window.token}") == Caller(
        role=Role.WINDOW, device=window.name, center=CENTER
    )


def test_the_same_request_again_after_a_lost_answer_is_answered_the_same(desk: HubDesk) -> None:
    window, code = Device(), a_code(desk)

    answers = [desk.enrolments.enrol(window.enrolment(code)) for _ in range(2)]

    assert answers[0] == answers[1]
    assert len(desk.rows(devices)) == 1


def test_a_code_is_good_once_for_its_window_and_for_a_day(desk: HubDesk) -> None:
    code = a_code(desk)
    desk.enrolments.enrol(Device().enrolment(code))
    old = a_code(desk)

    for wrong, asked in (
        ("used", Device("002-17", seed=17).enrolment(code)),
        ("another key", Device(seed=17).enrolment(code)),
        ("another window", Device("002-18", seed=18).enrolment(old, window=8)),
        ("another center", Device("003-07", seed=19).enrolment(old, center="003")),
        ("unknown", Device().enrolment("ABCD-EFGH-JKMN")),
    ):
        with pytest.raises(CodeWrong):
            desk.enrolments.enrol(asked)
        assert len(desk.rows(devices)) == 1, wrong
    desk.later(24 * 60)
    with pytest.raises(CodeWrong):
        desk.enrolments.enrol(Device("002-20", seed=20).enrolment(old))


def test_a_code_of_one_window_does_not_take_over_the_device_of_another(desk: HubDesk) -> None:
    desk.enrolments.enrol(Device().enrolment(a_code(desk)))
    thief = Device(seed=66)

    with pytest.raises(CodeWrong):
        desk.enrolments.enrol(thief.enrolment(a_code(desk, window=8), window=8))
    assert [row.window for row in desk.rows(devices)] == ["7"]
    assert [row.used_by for row in desk.rows(invitations) if row.window == "8"] == [None]


def test_without_the_key_there_is_no_enrolment(desk: HubDesk) -> None:
    asked = Device().enrolment(a_code(desk))
    other = Device(seed=8)
    forged = msgspec.structs.replace(asked, public_key=text_of(other.key.public))

    with pytest.raises(RequestBroken):
        desk.enrolments.enrol(forged)


def test_a_token_of_another_device_is_not_taken(desk: HubDesk) -> None:
    first, second = Device(), Device("002-08", seed=8)
    desk.enrolments.enrol(first.enrolment(CODE))
    second.token = first.token

    with pytest.raises(RequestBroken):
        desk.enrolments.enrol(second.enrolment(CODE, window=8))


def test_a_revoked_device_comes_back_only_by_a_new_code(desk: HubDesk) -> None:
    window, code = Device(), a_code(desk)
    desk.enrolments.enrol(window.enrolment(code))
    assert desk.enrolments.revoke(window.name)

    with pytest.raises(CodeWrong):
        desk.enrolments.enrol(window.enrolment(code))
    desk.enrolments.enrol(window.enrolment(CODE))
    with pytest.raises(DeviceRevoked):
        desk.access.caller(f"Bearer {window.token}")
    desk.enrolments.enrol(window.enrolment(a_code(desk)))

    assert desk.access.caller(f"Bearer {window.token}").device == window.name


def test_the_store_holds_neither_codes_nor_tokens(desk: HubDesk) -> None:
    window, code = Device(), a_code(desk)
    desk.enrolments.enrol(window.enrolment(code))
    kept = " ".join(str(row) for row in (*desk.rows(devices), *desk.rows(invitations)))

    assert code not in kept
    assert window.token not in kept


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer ", "Basic abc", f"bearer {CODE}"])
def test_who_shows_no_known_token_is_told_to_sign_in(desk: HubDesk, given: str) -> None:
    with pytest.raises(NotSignedIn):
        desk.access.caller(given)


def test_a_relay_vouches_for_the_devices_of_its_center(desk: HubDesk) -> None:
    window = Device()
    told = Vouched(
        device=window.name, public_key=text_of(window.key.public), center=CENTER, window=7
    )
    line = window.says()

    early = desk.push([line])[0]
    desk.enrolments.vouch(CARRIER, told)
    desk.enrolments.vouch(CARRIER, told)
    late = desk.push([line])[0]

    assert (early.result, early.reason) == (PushOutcome.LATER, "unknown_device")
    assert late.result is PushOutcome.APPLIED
    with pytest.raises(NotSignedIn):
        desk.access.caller(f"Bearer {window.token}")


def test_a_relay_does_not_speak_for_another_center(desk: HubDesk) -> None:
    desk.enrolments.enrol(Device().enrolment(CODE))
    foreign = Vouched(device="002-07", public_key=text_of(bytes(32)), center="003", window=7)

    for caller in (CARRIER, Caller(role=Role.RELAY, device="r", center="003")):
        with pytest.raises(RoleMissing):
            desk.enrolments.vouch(caller, foreign)


def administer(hub: HubProcess, *words: str) -> dict[str, str]:
    """``tereze-hub device``, beside the running hub."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "hub", "device", *words, "--training"),
            *("--data", str(hub.data)),
            *(("--database", hub.database) if hub.database else ()),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    said: dict[str, str] = json.loads(done.stdout)
    return said


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, msgspec.json.decode(answer.content, type=ErrorAnswer).code


def test_an_administrator_invites_and_revokes_beside_the_running_hub(hub: HubProcess) -> None:
    window = Device("002-09", seed=9)
    code = administer(hub, "invite", "--center", CENTER, "--window", "9")["code"]
    hub.http.enrol(window.enrolment(code, window=9))

    with HttpHub(hub.url, window.token, training=True) as http:
        applied = http.push([window.says()]).results[0]
        administer(hub, "revoke", window.name)
        with pytest.raises(DeviceRevoked):
            http.push([window.says()])

    assert applied.result is PushOutcome.APPLIED
    assert code not in hub.log()


def test_each_call_is_for_its_roles(hub: HubProcess) -> None:
    window = Device("002-09", seed=9)
    code = administer(hub, "invite", "--center", CENTER, "--window", "9")["code"]
    hub.http.enrol(window.enrolment(code, window=9))
    tokens = {
        Role.WINDOW: window.token,
        Role.PROVIDER: administer(hub, "token", "desk", "--role", "provider")["token"],
        Role.METRICS: administer(hub, "token", "prometheus", "--role", "metrics")["token"],
    }
    step = CaseworkStep(step=HubState.REGISTERED, at=NOON, actor="provider")
    calls = {
        "push": ("POST", "/v1/push", b""),
        "casework": ("POST", f"/v1/casework/{an_id(1)}", msgspec.json.encode(step)),
        "case": ("GET", f"/v1/cases/{an_id(1)}", b""),
        "metrics": ("GET", "/metrics", b""),
        "vouch": ("POST", "/v1/devices/vouched", b"{}"),
    }
    let_in = {
        (role, name)
        for role, token in tokens.items()
        for name, (method, path, content) in calls.items()
        if httpx.request(
            method,
            hub.url + path,
            content=content,
            headers={"Authorization": f"Bearer {token}"},
        ).status_code
        != 403
    }

    assert let_in == {
        (Role.WINDOW, "push"),
        (Role.WINDOW, "case"),
        (Role.PROVIDER, "case"),
        (Role.PROVIDER, "casework"),
        (Role.METRICS, "metrics"),
    }


def test_every_answer_tells_the_time_of_the_hub(hub: HubProcess) -> None:
    for method, path in (("GET", "/v1/health"), ("POST", "/v1/push"), ("GET", "/nowhere")):
        told = httpx.request(method, hub.url + path).headers["Tereze-Time"]
        assert datetime.fromisoformat(told).tzinfo is not None


def test_a_wrong_code_is_refused_with_its_own_code(hub: HubProcess) -> None:
    with pytest.raises(HubRefusal) as caught:
        hub.http.enrol(Device("002-10", seed=10).enrolment("no such code"))

    assert caught.value.code == "hub.code_wrong"
