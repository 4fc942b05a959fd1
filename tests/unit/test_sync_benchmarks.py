"""The programs of the budgets of sync run, on a real hub and PostgreSQL; how fast is no test."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import msgspec
import pytest

from benchmarks.stage.light_windows import LightWindow
from benchmarks.stage.two_hubs import case_lines
from operator_app.adapters.device_keys import DeviceSignature
from operator_app.wire.devices import Enrolment, bytes_of
from operator_app.wire.envelopes import decode, digest
from operator_app.wire.signed import open_line
from tests.support.project_files import ROOT

KEYS = {"name", "value", "unit", "limit_name", "limit", "ratio", "budget", "met"}


def figures(name: str, *arguments: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert lines, done.stderr
    assert all(set(line) == KEYS for line in lines)
    return lines


def test_light_windows_say_what_a_hub_can_check() -> None:
    window = LightWindow(61)
    key = msgspec.json.decode(window.enrolment("code"), type=Enrolment).public_key
    prev = None
    for count, line in enumerate(case_lines(window, 3), start=1):
        signature, content = open_line(line)
        envelope = decode(content)

        assert DeviceSignature(bytes_of(key)).verifies(signature, content)
        assert (envelope.device, envelope.dseq, envelope.prev) == ("001-01", count, prev)
        assert 1_500 < len(line) < 2_500
        prev = digest(content)


def test_a_short_day_loses_and_doubles_nothing() -> None:
    """Twenty windows with cuts, lost answers and scans: the comparison at the end is real."""
    lines = figures("day", "--cases", "40", "--windows", "20", "--minutes", "0.05")
    lost, doubled = lines[:2]

    assert (lost["value"], doubled["value"]) == (0, 0)
    assert lost["limit"] == 40 * 5
    assert len(lines) == 7


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "arguments", "number"),
    [
        ("sync_hub", ("--cases", "8", "--seconds", "0.1"), 4),
        ("sync_push", ("--cases", "20", "--rounds", "1"), 2),
        ("sync_live", ("--cases", "5"), 2),
        ("sync_scans", ("--scans", "2", "--bytes", "1000", "--rounds", "1", "--cases", "3"), 4),
    ],
)
def test_sync_is_measured_beside_its_rival(
    name: str, arguments: tuple[str, ...], number: int
) -> None:
    lines = figures(name, *arguments)

    assert len(lines) == number
    assert all(line["value"] > 0 and line["limit"] > 0 for line in lines)
