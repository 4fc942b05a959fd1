"""One program at a time on a profile."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from db.profile_lock import ProfileInUse, ProfileLock

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
from db.profile_lock import ProfileLock
with ProfileLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_second_one_gives_up_in_time(tmp_path: Path) -> None:
    with ProfileLock(tmp_path), pytest.raises(ProfileInUse):
        ProfileLock(tmp_path, wait_s=0).acquire()


def test_the_second_one_waits_for_the_first(tmp_path: Path) -> None:
    entered = threading.Event()

    def work() -> None:
        with ProfileLock(tmp_path):
            entered.set()

    second = threading.Thread(target=work)
    with ProfileLock(tmp_path):
        second.start()
        assert not entered.is_set()
    second.join(timeout=10)

    assert entered.is_set()


def test_a_killed_holder_lets_go(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(ProfileInUse):
            ProfileLock(tmp_path, wait_s=0).acquire()
        holder.kill()

    with ProfileLock(tmp_path, wait_s=10):
        assert (tmp_path / "profile.lock").exists()
