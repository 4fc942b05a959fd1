"""``tereze rehearse --window``: the same outcomes by mouse and keys as by the use cases alone."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from stand.people import Kind
from tests.journeys.conftest import Center, Rehearse, center, law, rehearse
from tests.journeys.test_outcomes import CERTIFICATE
from tests.support.cases import a_case, a_person, people, write_case
from tests.support.same_outcome import outcome

__all__ = ["center", "law", "rehearse"]

LONGEST_S = 180
LOOK_EVERY_S = 0.02


def by_hand(folder: Path, case: dict[str, Any], *more: str) -> dict[str, Any]:
    path = write_case(folder, case)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "operator_app", "rehearse", str(path), "--window"),
            *("--out", str(folder / "by_hand"), "--profile", str(folder / "profile"), *more),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LONGEST_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def killed_after(folder: Path, case: dict[str, Any], step: str) -> None:
    """Starts the window, and ends it the hard way once ``step`` stands in its journal."""
    path, journal = write_case(folder, case), folder / "journal"
    program = subprocess.Popen(
        [
            *(sys.executable, "-m", "operator_app", "rehearse", str(path), "--window"),
            *("--out", str(folder / "by_hand"), "--profile", str(folder / "profile")),
            *("--journal", str(journal)),
        ],
        stdout=subprocess.DEVNULL,
    )
    gives_up_at = time.monotonic() + LONGEST_S
    while not (journal.exists() and step in journal.read_text(encoding="utf-8").split()):
        assert time.monotonic() < gives_up_at
        with suppress(subprocess.TimeoutExpired):
            program.wait(LOOK_EVERY_S)
    program.kill()
    program.wait()


def accepted(center: Center) -> dict[str, Any]:
    return center.complete_case(CERTIFICATE)


def refused(center: Center) -> dict[str, Any]:
    case = center.complete_case(CERTIFICATE)
    return {**case, "documents": case["documents"][1:]}


def by_a_representative(center: Center) -> dict[str, Any]:
    return center.complete_case(CERTIFICATE, represented=True, language="ru")


def routed(center: Center) -> dict[str, Any]:
    record = next(
        one
        for one in center.law.catalogue.services
        if not one.at_counter and one.region == "almaty"
    )
    return a_case(record.service)


def consent_refused(center: Center) -> dict[str, Any]:
    """Who refuses is asked for no more than a number at the window: the file knows no more."""
    number_only = {"iin": a_case(CERTIFICATE)["applicant"]["iin"]}
    return a_case(CERTIFICATE, consent="refused", applicant=number_only)


def data_unavailable(center: Center) -> dict[str, Any]:
    return a_case(CERTIFICATE, applicant=a_person(people(Kind.NOT_FOUND)[0]))


SIX: list[Callable[[Center], dict[str, Any]]] = [
    accepted,
    refused,
    by_a_representative,
    routed,
    consent_refused,
    data_unavailable,
]


@pytest.mark.parametrize("made", SIX, ids=lambda made: made.__name__)
def test_the_window_and_the_use_cases_come_to_the_same(
    made: Callable[[Center], dict[str, Any]], center: Center, rehearse: Rehearse, tmp_path: Path
) -> None:
    case = made(center)
    said = by_hand(tmp_path, case)

    assert outcome(said, tmp_path / "by_hand") == outcome(rehearse(case), tmp_path / "out")


@pytest.mark.long
@pytest.mark.parametrize("registries", ["offline", "unavailable"])
def test_silent_registries_stop_nobody(center: Center, tmp_path: Path, registries: str) -> None:
    said = by_hand(tmp_path, center.complete_case(CERTIFICATE, registries=registries))

    assert said["state"] == "accepted"
    assert said["registries"]["gbd_fl"] == registries
    assert said["delivery"]["state"] == "acknowledged"


@pytest.mark.long
def test_a_finished_case_is_only_told_again(center: Center, tmp_path: Path) -> None:
    case = accepted(center)
    first = by_hand(tmp_path, case)
    again = by_hand(tmp_path, case)

    assert outcome(again, tmp_path / "by_hand") == outcome(first, tmp_path / "by_hand")
    assert again["number"] == first["number"]
    assert [paper["sha256"] for paper in again["papers"]] == [
        paper["sha256"] for paper in first["papers"]
    ]
    assert [step["name"] for step in again["steps"]] == ["push"]


@pytest.mark.long
@pytest.mark.parametrize("step", ["ticket", "service", "consent", "applicant", "sign"])
def test_a_case_cut_off_after_any_step_goes_on_and_is_one_case(
    center: Center, rehearse: Rehearse, tmp_path: Path, step: str
) -> None:
    case = accepted(center)
    killed_after(tmp_path, case, step)
    said = by_hand(tmp_path, case)

    assert outcome(said, tmp_path / "by_hand") == outcome(rehearse(case), tmp_path / "out")
    assert said["number"].split("-")[-2] == "0001"
