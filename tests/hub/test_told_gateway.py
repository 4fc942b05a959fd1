"""A hub that is started together with its gateway is told where that one listens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.support.hub_process import NOBODY, TOKEN
from tests.support.project_files import ROOT


def a_hub(data: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "hub", "serve", "--data", str(data), "--shep", "-"),
            *("--listen", "127.0.0.1:0", "--training", "--until-stdin-closes"),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "TEREZE_HUB_TOKEN": TOKEN},
    )


def test_it_listens_once_it_was_told_and_ends_with_whoever_told_it(tmp_path: Path) -> None:
    with a_hub(tmp_path) as hub:
        assert hub.stdin is not None
        assert hub.stdout is not None
        hub.stdin.write(f"{NOBODY}\n".encode())
        hub.stdin.flush()
        said = json.loads(hub.stdout.readline())
        hub.stdin.close()

        assert said["listening"].startswith("http://127.0.0.1:")
        assert hub.wait(timeout=10) == 0


def test_it_ends_when_nobody_is_left_to_tell_it(tmp_path: Path) -> None:
    with a_hub(tmp_path) as hub:
        assert hub.stdin is not None
        assert hub.stdout is not None
        hub.stdin.close()

        assert hub.stdout.read() == b""
        assert hub.wait(timeout=10) == 0
