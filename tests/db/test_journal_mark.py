"""A store without its journal is older than it was, and goes on as a new one."""

from __future__ import annotations

import shutil
from pathlib import Path

from db.profile import read_profile
from db.profile_folder import STORE
from operator_app.adapters.journal_mark import journal_is_gone
from operator_app.bootstrap import open_profile


def killed(folder: Path) -> Path:
    """A copy of an open profile is what a kill leaves."""
    with open_profile(folder / "open", training=True):
        return Path(shutil.copytree(folder / "open", folder / "killed"))


def epoch_of(folder: Path) -> tuple[int, bool]:
    with open_profile(folder, training=True) as profile:
        found = read_profile(profile.store.engine)
        return found.epoch, found.numbers_confirmed


def test_a_kill_leaves_the_journal(tmp_path: Path) -> None:
    profile = killed(tmp_path)

    assert not journal_is_gone(profile / STORE)
    assert epoch_of(profile) == (1, True)


def test_a_closed_store_has_no_journal_and_misses_none(tmp_path: Path) -> None:
    assert epoch_of(tmp_path) == (1, True)
    assert not (tmp_path / f"{STORE}-wal").exists()
    assert epoch_of(tmp_path) == (1, True)


def test_a_journal_that_was_taken_away_begins_a_new_epoch_once(tmp_path: Path) -> None:
    profile = killed(tmp_path)
    (profile / f"{STORE}-wal").unlink()

    assert journal_is_gone(profile / STORE)
    assert epoch_of(profile) == (2, False)
    assert epoch_of(profile) == (2, False)
