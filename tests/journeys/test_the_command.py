"""``tereze rehearse`` as somebody else starts it: a process, its output, its files, its end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from operator_app.bootstrap import open_profile
from operator_app.domain.applications import ApplicationId
from stand.people import Kind
from tests.journeys.conftest import Center
from tests.journeys.test_outcomes import CERTIFICATE, CUSTODY, states
from tests.support.cases import people, write_case

LONGEST_S = 60


def tereze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "operator_app", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LONGEST_S,
        check=False,
    )


def processes_of(folder: Path) -> list[psutil.Process]:
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(str(folder) in part for part in process.info["cmdline"] or ())
    ]


@dataclass(frozen=True)
class Played:
    """One accepted case, played by the command in a profile that is kept."""

    case: Path
    profile: Path
    out: Path
    said: dict[str, Any]
    errors: str


def play(case: Path, profile: Path, out: Path) -> Played:
    done = tereze("rehearse", case, "--out", out, "--profile", profile)
    assert done.returncode == 0, done.stderr
    return Played(case, profile, out, json.loads(done.stdout), done.stderr)


@pytest.fixture(scope="module")
def played(center: Center, tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("played")
    case = write_case(folder, center.complete_case(CERTIFICATE, represented=True))
    return play(case, folder / "profile", folder / "out")


def papers(played: Played) -> dict[str, bytes]:
    return {
        paper["file"]: (played.out / paper["file"]).read_bytes() for paper in played.said["papers"]
    }


def test_it_says_one_object_and_leaves_what_it_names(played: Played) -> None:
    assert played.errors == ""
    assert played.said["state"] == "accepted"
    assert played.said["signature"]["valid"] is True
    assert played.said["delivery"] == {"state": "acknowledged", "hub_seq": 1}
    assert set(papers(played)) == {
        "acceptance_receipt.pdf",
        "consent.pdf",
        "request_form.pdf",
    }
    assert {path.name for path in played.out.iterdir()} == {
        *papers(played),
        "request.json",
        "request.p7s",
        "chain.pem",
    }


def test_it_leaves_no_process_behind(played: Played) -> None:
    assert processes_of(played.profile) == []


def openssl_accepts(request: Path, played: Played) -> bool:
    done = subprocess.run(
        [
            *("openssl", "cms", "-verify", "-cades", "-inform", "DER", "-binary"),
            *("-in", str(played.out / "request.p7s")),
            *("-content", str(request)),
            *("-CAfile", str(played.out / "chain.pem")),
            *("-out", "/dev/null"),
        ],
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


def test_openssl_accepts_what_was_signed(played: Played) -> None:
    assert openssl_accepts(played.out / "request.json", played)


@pytest.mark.parametrize("place", [0, 100, -1])
def test_openssl_refuses_one_changed_byte(played: Played, tmp_path: Path, place: int) -> None:
    content = bytearray((played.out / "request.json").read_bytes())
    content[place] ^= 1
    changed = tmp_path / "request.json"
    changed.write_bytes(content)

    assert not openssl_accepts(changed, played)


def test_the_same_file_again_goes_on_with_the_same_case(played: Played, tmp_path: Path) -> None:
    again = play(played.case, played.profile, tmp_path / "again")

    assert again.said["number"] == played.said["number"]
    assert again.said["papers"] == played.said["papers"]
    assert again.said["delivery"] == played.said["delivery"]
    assert papers(again) == papers(played)
    for name in ("request.json", "request.p7s", "chain.pem"):
        assert (again.out / name).read_bytes() == (played.out / name).read_bytes()


def verified(pdf: Path, profile: Path) -> dict[str, Any]:
    done = tereze("verify", pdf, "--profile", profile)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_the_store_knows_its_paper(played: Played) -> None:
    said = verified(played.out / "acceptance_receipt.pdf", played.profile)

    assert said["kind"] == "acceptance_receipt"
    assert said["number"] == played.said["number"]
    assert said["unchanged"] is True
    assert said["in_store"] is True
    assert said["copy"] is False


def test_a_paper_of_which_a_byte_was_changed_is_told(played: Played, tmp_path: Path) -> None:
    content = bytearray((played.out / "acceptance_receipt.pdf").read_bytes())
    content[len(content) // 2] ^= 1
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(content)
    said = verified(changed, played.profile)

    assert said["unchanged"] is False
    assert said["in_store"] is False


def test_registries_that_stay_silent_do_not_stop_the_case(
    center: Center, played: Played, tmp_path: Path
) -> None:
    case = center.complete_case(CUSTODY, registries="unavailable", represented=True)
    path = write_case(tmp_path, case)
    silent = play(path, played.profile, tmp_path / "out")

    assert silent.said["state"] == "accepted"
    assert silent.said["registries"]["gbd_fl"] == "unavailable"
    assert silent.said["registries"]["enis"] == "unavailable"
    assert states(silent.said)["no_criminal_record"] == "pending_state_system"
    assert silent.said["delivery"]["state"] == "acknowledged"


def unusable(path: Path, played: Played, out: Path) -> str:
    """What the command says on standard error, which must be one line, and nothing besides."""
    done = tereze("rehearse", path, "--out", out, "--profile", played.profile)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith("\n")
    assert not out.exists()
    return done.stderr


def test_a_file_that_is_no_case_is_refused_in_one_line(played: Played, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text('{"colour": \n "red"}')

    assert unusable(path, played, tmp_path / "out").startswith("case.file_wrong [$]")


def test_a_person_who_died_is_refused_in_one_line_and_leaves_no_row(
    center: Center, played: Played, tmp_path: Path
) -> None:
    case = center.complete_case(CERTIFICATE)
    case["applicant"] = {"iin": people(Kind.DECEASED)[0].iin}
    line = unusable(write_case(tmp_path, case), played, tmp_path / "out")
    with open_profile(played.profile) as profile, profile.units() as unit:
        row = unit.applications.get(ApplicationId(case["case_id"]))

    assert line.startswith("intake.deceased")
    assert row is None


def starting(case: Path, profile: Path, out: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "operator_app", "rehearse", str(case)),
            *("--out", str(out), "--profile", str(profile)),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_second_program_on_a_profile_waits_for_the_first(
    center: Center, played: Played, tmp_path: Path
) -> None:
    case = write_case(tmp_path, center.complete_case(CERTIFICATE))
    with open_profile(played.profile):
        second = starting(case, played.profile, tmp_path / "out")
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(2)

    assert second.wait(LONGEST_S) == 0
    assert (tmp_path / "out" / "acceptance_receipt.pdf").exists()


@pytest.fixture
def running(center: Center, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A rehearsal whose hub and stand have been started."""
    process = starting(
        write_case(tmp_path, center.complete_case(CERTIFICATE)),
        tmp_path / "profile",
        tmp_path / "out",
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.wait()


def is_alive(process: psutil.Process) -> bool:
    """One that has ended stays listed until the system's first process takes note of it."""
    try:
        return str(process.status()) != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_no_child_outlives_a_killed_rehearsal_by_two_seconds(
    running: subprocess.Popen[bytes],
) -> None:
    children: list[psutil.Process] = []
    while len(children) < 2 and running.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            running.wait(0.05)
        children = psutil.Process(running.pid).children(recursive=True)
    running.kill()
    running.wait()
    psutil.wait_procs(children, timeout=2)

    assert len(children) >= 2
    assert [child for child in children if is_alive(child)] == []
