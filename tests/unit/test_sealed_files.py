"""Sealed scans: whole under their hash, or not there."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from operator_app.adapters.sealed_files import (
    BlobDamaged,
    BlobMissing,
    BlobUnwritable,
    SealedFolder,
)

KEY = bytes(range(32))
SCAN = b"a scan of a made-up document" * 100
ABSENT = "0" * 64


def files(root: Path) -> list[Path]:
    return [each for each in root.rglob("*") if each.is_file()]


@pytest.fixture
def folder(tmp_path: Path) -> SealedFolder:
    return SealedFolder(tmp_path, KEY)


def test_what_was_put_is_got_and_lies_under_its_hash(folder: SealedFolder, tmp_path: Path) -> None:
    sha256 = folder.put(SCAN)

    assert folder.get(sha256) == SCAN
    assert files(tmp_path) == [tmp_path / sha256[:2] / sha256[2:4] / sha256]
    assert SCAN[:28] not in files(tmp_path)[0].read_bytes()


def test_an_empty_content_is_a_content(folder: SealedFolder) -> None:
    assert folder.get(folder.put(b"")) == b""


def test_the_same_content_is_kept_once(folder: SealedFolder, tmp_path: Path) -> None:
    sha256 = folder.put(SCAN)
    before = (tmp_path / sha256[:2] / sha256[2:4] / sha256).read_bytes()

    folder.put(SCAN)

    assert files(tmp_path)[0].read_bytes() == before


@pytest.mark.parametrize("place", [0, 6, 10, 30, -1])
def test_one_changed_byte_is_found_and_mended_by_the_next_put(
    folder: SealedFolder, tmp_path: Path, place: int
) -> None:
    sha256 = folder.put(SCAN)
    (file,) = files(tmp_path)
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)

    with pytest.raises(BlobDamaged):
        folder.get(sha256)
    folder.put(SCAN)
    assert folder.get(sha256) == SCAN


@pytest.mark.parametrize("length", [0, 5, 20, 34, 100])
def test_a_cut_file_is_damaged(folder: SealedFolder, tmp_path: Path, length: int) -> None:
    sha256 = folder.put(SCAN)
    (file,) = files(tmp_path)
    file.write_bytes(file.read_bytes()[:length])

    with pytest.raises(BlobDamaged):
        folder.get(sha256)


def test_a_file_under_the_name_of_another_does_not_open(
    folder: SealedFolder, tmp_path: Path
) -> None:
    one, other = folder.put(SCAN), folder.put(b"another")
    place = tmp_path / one[:2] / one[2:4] / one
    place.write_bytes((tmp_path / other[:2] / other[2:4] / other).read_bytes())

    with pytest.raises(BlobDamaged):
        folder.get(one)


def test_another_key_opens_nothing(folder: SealedFolder, tmp_path: Path) -> None:
    sha256 = folder.put(SCAN)

    with pytest.raises(BlobDamaged):
        SealedFolder(tmp_path, bytes(32)).get(sha256)


def test_what_is_not_there_is_missing(folder: SealedFolder) -> None:
    assert not folder.has(ABSENT)
    with pytest.raises(BlobMissing):
        folder.get(ABSENT)
    folder.remove(ABSENT)


def test_what_was_removed_is_gone(folder: SealedFolder) -> None:
    sha256 = folder.put(SCAN)
    folder.remove(sha256)

    assert not folder.has(sha256)


@pytest.mark.parametrize("name", ["", "../../etc", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_is_ever_a_path(folder: SealedFolder, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        folder.has(name)


def test_eight_threads_put_the_same_content(folder: SealedFolder, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        hashes = set(pool.map(lambda _: folder.put(SCAN), range(40)))

    assert len(hashes) == len(files(tmp_path)) == 1
    assert folder.get(hashes.pop()) == SCAN


def test_a_failed_write_leaves_nothing(
    folder: SealedFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(BlobUnwritable) as caught:
        folder.put(SCAN)
    assert caught.value.details == {"reason": "no space left"}
    assert files(tmp_path) == []


def test_old_leftovers_of_a_killed_writer_are_swept(folder: SealedFolder, tmp_path: Path) -> None:
    folder.put(SCAN)
    old, new = tmp_path / "incoming" / "old", tmp_path / "incoming" / "new"
    for leftover in (old, new):
        leftover.write_bytes(b"half")
    os.utime(old, (0, 0))

    assert folder.sweep() == 1
    assert not old.exists()
    assert new.exists()


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        SealedFolder(tmp_path, bytes(16))
