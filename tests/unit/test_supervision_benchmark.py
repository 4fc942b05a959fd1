"""The program that measures the supervisor's day runs on a small one and prints its lines."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.support.project_files import ROOT


def test_a_small_day_is_measured() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.supervision", "--cases", "60", "--rounds", "5"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert len(lines) == 4
    assert {line["unit"] for line in lines} == {"ms"}
