"""The hub and the stand together, as in the training center: two processes on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest

from operator_app.wire.registries import AnswerState, PowerOfAttorneyQuery
from stand.people import Kind, Person, all_people
from tests.support.hub_process import HubProcess
from tests.support.project_files import ROOT


@pytest.fixture(scope="module")
def training(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    """A hub that asks a stand."""
    command = [sys.executable, "-m", "stand", "serve", "--listen", "127.0.0.1:0"]
    folder = tmp_path_factory.mktemp("training")
    with subprocess.Popen(
        [*command, "--data", str(folder / "stand"), "--until-stdin-closes"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as stand:
        assert stand.stdout is not None
        url = json.loads(stand.stdout.readline())["listening"] + "/bip-sync-wss-gost/"
        options = ["--shep-timeout", "4"]
        with HubProcess(folder / "hub", shep=url, options=options) as process:
            yield process
        assert stand.stdin is not None
        stand.stdin.close()


def the_first(kind: Kind) -> Person:
    return next(person for person in all_people() if person.kind is kind)


@pytest.mark.parametrize(
    "kind", [Kind.LIVING, Kind.MINOR, Kind.DECEASED, Kind.FOREIGNER, Kind.MISMATCH]
)
def test_the_hub_finds_whoever_the_stand_holds(training: HubProcess, kind: Kind) -> None:
    person = the_first(kind)

    found = training.http.person(person.iin).person

    assert found is not None
    assert (found.iin, found.surname, found.name) == (person.iin, person.surname, person.name)
    assert (found.born_on, found.died_on) == (person.born_on, person.died_on)
    assert found.alive is (kind is not Kind.DECEASED)
    assert found.sex == ("male" if person.male else "female")
    assert found.address is not None
    assert found.citizenship is not None
    assert [each.number for each in found.documents] == (
        [] if kind in {Kind.MINOR, Kind.DECEASED} else [person.document]
    )


def test_whom_the_stand_does_not_hold_is_not_found(training: HubProcess) -> None:
    answer = training.http.person(the_first(Kind.NOT_FOUND).iin)

    assert (answer.state, answer.reason) == (AnswerState.NOT_FOUND, "Физическое лицо не найдено")


def test_the_silent_and_the_erring_are_unavailable(training: HubProcess) -> None:
    silent = training.http.person(the_first(Kind.SILENT).iin)
    error = training.http.person(the_first(Kind.ERROR).iin)

    assert (silent.state, silent.reason) == (AnswerState.UNAVAILABLE, "registry.silent")
    assert (error.state, error.reason) == (AnswerState.UNAVAILABLE, "registry.refused")
    assert error.gateway_code == "SCSE003"


def test_a_power_of_attorney_between_two_living_adults_is_active(training: HubProcess) -> None:
    principal, attorney = [each for each in all_people() if each.kind is Kind.LIVING][:2]

    found = training.http.power_of_attorney(
        PowerOfAttorneyQuery(
            number="1-1",
            issued_on=date(2018, 1, 9),
            principal=principal.iin,
            representative_iin=attorney.iin,
        )
    ).power_of_attorney

    assert found is not None
    assert (found.status, found.valid_from) == ("ACTIVE", date(2018, 1, 9))
    assert [each.number for each in found.principals] == [principal.iin]
    assert [each.number for each in found.attorneys] == [attorney.iin]


def test_an_organisation_of_the_stand_is_found_and_another_is_not(training: HubProcess) -> None:
    listed = json.loads(
        subprocess.run(
            [sys.executable, "-m", "stand", "organisations"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
    )

    found = training.http.organisation(listed[0]["bin"]).organisation
    other = training.http.organisation("090440000012")

    assert found is not None
    assert found.name_kk == listed[0]["name_kk"]
    assert other.state is AnswerState.NOT_FOUND
