"""Children end with whoever started them, at whatever moment that is."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import psutil
import pytest

from operator_app.gateways.children import Child, ChildDidNotStart, without_people
from tests.faults.programs import outlived_s
from tests.faults.rehearsal_kill import OUTLIVE_S
from tests.support.project_files import ROOT


def test_a_child_that_is_still_loading_ends_with_its_killed_parent() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.starts_a_child"], cwd=ROOT
    ) as parent:
        started = _child_of(parent.pid)
        parent.kill()
        killed_at = time.monotonic()

    assert outlived_s([started], killed_at) < OUTLIVE_S


@pytest.fixture
def warned(expected_logs: set[str]) -> None:
    expected_logs.add("operator_app.gateways.children")


@pytest.mark.usefixtures("warned")
def test_a_program_that_says_nothing_has_not_started() -> None:
    with Child("tests.support.no_such_program", [], {}) as child, pytest.raises(ChildDidNotStart):
        child.ready()


@pytest.mark.usefixtures("warned")
def test_why_a_program_fell_at_its_start_is_written_down_without_names_or_places(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with (
        Child("tests.support.falls_at_once", [], {}) as child,
        pytest.raises(ChildDidNotStart) as refused,
    ):
        child.ready()

    [told] = [record for record in caplog.records if record.msg == "a child did not start"]
    facts = {
        "program": "tests.support.falls_at_once",
        "exit": 1,
        "said": "OSError: [Errno 28] No space left on device: …",
    }
    assert vars(told)["facts"] == facts
    assert refused.value.details == facts
    assert "850417350123" in capfd.readouterr().err  # whoever sits at the console sees all of it


@pytest.mark.usefixtures("warned")
def test_a_program_that_was_killed_while_it_loaded_is_told_by_its_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with Child("tests.support.slow_to_load", [], {}) as child:
        started = psutil.Process(child.pid)
        started.kill()
        with pytest.raises(ChildDidNotStart) as refused:
            child.ready()

    assert refused.value.details["exit"] == -9
    assert refused.value.details["said"] == ""


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("", ""),
        ("hub.store_busy: store=hub.db, waited_s=10", "hub.store_busy: store=hub.db, waited_s=10"),
        ("KeyError: 'Әбдірахманова Әлия'", "KeyError: …"),
        ('ValueError: "850417350123" is not', "ValueError: … is not"),
        ("OSError: 850417350123", "OSError: ******"),
        (r"OSError: D:\people\aigerim\hub.db is in use", "OSError: … is in use"),
        ("x" * 5000, "x" * 200),
    ],
)
def test_of_what_a_program_said_last_only_the_fault_is_kept(line: str, kept: str) -> None:
    assert without_people(line) == kept


def _child_of(pid: int) -> psutil.Process:
    """The slow program, once the watch is on, which is before it is slow."""
    while True:
        for child in psutil.Process(pid).children():
            if child.num_threads() > 1:
                return child
        threading.Event().wait(0.01)
