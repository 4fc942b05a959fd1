"""A store without its journal is older than it was, and goes on as a new one."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from db.migrate import migrate
from db.profile import read_profile
from db.profile_folder import STORE, Keys, open_profile_folder
from operator_app.adapters.durable import FolderUnwritable
from operator_app.adapters.identifiers import new_uuid7
from operator_app.adapters.journal_mark import journal_is_gone, mark_open
from operator_app.bootstrap import open_profile
from tests.db.builders import KEY


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


def test_an_opening_that_failed_leaves_no_mark(tmp_path: Path) -> None:
    """Bug: the next one took the store for an older copy of itself, and gave no numbers."""
    keys = Keys(store=KEY, blobs=KEY, device=KEY)

    def opened(device: bytes) -> bool:
        its = replace(keys, device=device)
        with open_profile_folder(tmp_path, its, new_uuid7, lambda: migrate) as profile:
            return read_profile(profile.engine).numbers_confirmed

    assert opened(KEY)
    with pytest.raises(ValueError, match="32 bytes"):
        opened(b"too short")

    assert not journal_is_gone(tmp_path / STORE)
    assert opened(KEY)


def test_a_mark_that_did_not_reach_the_disk_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, calls = tmp_path / STORE, count()
    store.touch()
    (tmp_path / f"{STORE}-wal").touch()

    def fails_the_second_time(_descriptor: int) -> None:
        if next(calls) == 1:
            raise OSError(errno.EIO, "the disk failed")

    monkeypatch.setattr(os, "fsync", fails_the_second_time)
    with pytest.raises(FolderUnwritable):
        mark_open(store)
    (tmp_path / f"{STORE}-wal").unlink()

    assert not journal_is_gone(store)
