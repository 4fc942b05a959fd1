"""The scanner program's folder: each file once, whole, and nobody else's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from operator_app.domain.scans import ScanFolderGone, ScanNotTakenAway
from operator_app.gateways.scan_folder import SETTLES_S, ScanFolder


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> ScanFolder:
    return ScanFolder(tmp_path, clock)


def settled(folder: ScanFolder, clock: Clock) -> list[str]:
    folder.look()
    clock.at += SETTLES_S
    return [path.name for path in folder.look()]


def test_a_file_is_given_once_and_only_when_it_has_stopped_growing(
    tmp_path: Path, folder: ScanFolder, clock: Clock
) -> None:
    folder.begin()
    page = tmp_path / "a.png"
    page.write_bytes(b"half")
    folder.look()
    clock.at += SETTLES_S
    page.write_bytes(b"half and more")
    growing = folder.look()
    clock.at += SETTLES_S / 2
    too_early = folder.look()
    clock.at += SETTLES_S / 2

    assert (growing, too_early) == ((), ())
    assert folder.look() == (page,)
    assert settled(folder, clock) == []


def test_an_empty_file_is_still_waited_for(
    tmp_path: Path, folder: ScanFolder, clock: Clock
) -> None:
    folder.begin()
    (tmp_path / "a.png").touch()

    assert settled(folder, clock) == []


def test_what_lay_there_before_is_counted_and_left_to_whom_it_belongs(
    tmp_path: Path, folder: ScanFolder, clock: Clock
) -> None:
    (tmp_path / "another_person.png").write_bytes(b"1")

    assert folder.begin() == 1
    assert settled(folder, clock) == []


def test_a_name_used_again_is_another_page(
    tmp_path: Path, folder: ScanFolder, clock: Clock
) -> None:
    page = tmp_path / "scan0001.png"
    page.write_bytes(b"old")
    folder.begin()
    page.write_bytes(b"the next one")

    assert settled(folder, clock) == ["scan0001.png"]


@pytest.mark.parametrize("name", ["~a.png", ".a.png", "a.png.tmp", "a.part", "Thumbs.db"])
def test_what_is_hidden_or_still_written_is_not_there(
    tmp_path: Path, folder: ScanFolder, clock: Clock, name: str
) -> None:
    folder.begin()
    (tmp_path / name).write_bytes(b"1")

    assert settled(folder, clock) == []


def test_a_link_to_a_pipe_and_a_pipe_are_no_files(
    tmp_path: Path, folder: ScanFolder, clock: Clock
) -> None:
    folder.begin()
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "link.png").symlink_to(tmp_path / "pipe.png")

    assert settled(folder, clock) == []


def test_pages_of_a_dropped_folder_come_in_order(
    tmp_path: Path, folder: ScanFolder, clock: Clock
) -> None:
    folder.begin()
    (tmp_path / "sub").mkdir()
    for number in range(3):
        page = tmp_path / "sub" / f"{number}.png"
        page.write_bytes(b"1")
        os.utime(page, ns=(number, number))

    assert settled(folder, clock) == ["0.png", "1.png", "2.png"]


def test_only_what_was_given_is_taken_away(
    tmp_path: Path, folder: ScanFolder, clock: Clock
) -> None:
    folder.begin()
    page, later = tmp_path / "a.png", tmp_path / "b.png"
    for one in (page, later):
        one.write_bytes(b"1")
    settled(folder, clock)
    later.write_bytes(b"written anew")
    folder.take_away(page)
    folder.take_away(later)
    folder.take_away(tmp_path / "gone.png")

    assert (page.exists(), later.exists()) == (False, True)


def test_a_folder_that_is_gone_is_said(tmp_path: Path, clock: Clock) -> None:
    folder = ScanFolder(tmp_path / "gone", clock)
    with pytest.raises(ScanFolderGone):
        folder.begin()
    with pytest.raises(ScanFolderGone):
        folder.look()


def test_a_file_that_cannot_be_removed_is_named(
    tmp_path: Path, folder: ScanFolder, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.begin()
    page = tmp_path / "a.png"
    page.write_bytes(b"1")
    settled(folder, clock)

    def refused(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(ScanNotTakenAway):
        folder.take_away(page)
