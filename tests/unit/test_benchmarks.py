"""Each program of the budgets runs, and prints lines that can be read; how fast is no test."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.stage.stores import made_cases
from benchmarks.start import EMPTY, OURS, figures, started
from tests.support.project_files import ROOT

KEYS = {"name", "value", "unit", "limit_name", "limit", "ratio", "budget", "met"}


def test_the_window_tells_when_it_can_be_used_and_what_it_holds(tmp_path: Path) -> None:
    start = (started(OURS, tmp_path / "profile"), started(EMPTY, tmp_path))
    lines = [json.loads(figure.line()) for figure in figures([start], 0)]

    assert [set(line) for line in lines] == [KEYS] * 4
    assert start[0]["ready_ms"] <= start[0]["open_ms"] <= start[0]["loaded_ms"]


@pytest.mark.long
def test_an_intake_is_played_and_measured() -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.intake", "--cases", "20", "--bytes", "1000"),
            *("--rounds", "1", "--idle", "0.1"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert [set(line) for line in lines] == [KEYS] * 4, done.stderr
    assert all(line["value"] > 0 for line in lines)


def test_the_made_up_cases_are_the_same_each_time() -> None:
    assert list(made_cases(50)) == list(made_cases(50))
