"""Folders are made so that whoever tries again after a failing disk is not deceived."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from operator_app.adapters.durable import make_folder


def test_a_folder_whose_name_did_not_reach_the_disk_is_made_and_synced_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []

    def fails_once(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 1:
            raise OSError(errno.EIO, "the disk failed")

    monkeypatch.setattr(os, "fsync", fails_once)
    with pytest.raises(OSError, match="the disk failed"):
        make_folder(tmp_path / "ab" / "cd")
    make_folder(tmp_path / "ab" / "cd")

    assert (tmp_path / "ab" / "cd").is_dir()
    assert len(synced) == 3, "once in vain, then once for each of the two names"
