"""Children end with whoever started them, at whatever moment that is."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import psutil
import pytest

from operator_app.gateways.children import Child, ChildDidNotStart
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


def test_a_program_that_says_nothing_has_not_started() -> None:
    with Child("tests.support.no_such_program", [], {}) as child, pytest.raises(ChildDidNotStart):
        child.ready()


def _child_of(pid: int) -> psutil.Process:
    """The slow program, once the watch is on, which is before it is slow."""
    while True:
        for child in psutil.Process(pid).children():
            if child.num_threads() > 1:
                return child
        threading.Event().wait(0.01)
