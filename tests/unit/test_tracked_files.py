"""The repository stands alone: no package index, no path of somebody's machine."""

from __future__ import annotations

import re

import pytest

from tests.support.project_files import ROOT, shown, tracked_files

# Put together here, so that this file does not hold what it looks for.
INDEX_HOSTS = (
    *("py" + "pi.org", "python" + "hosted.org", "deb." + "debian.org", "registry." + "npmjs"),
    *("archive." + "ubuntu.com", "files.python" + "hosted"),
)
MACHINE_PATHS = ("/wo" + "rk/", "/ro" + "ot/", "/home" + "/", "C:" + "\\Users", "../sha" + "red")


def _texts() -> list[tuple[str, str]]:
    texts = []
    for file in tracked_files():
        # A kept store or scan is no text, yet a name may stand in it all the same.
        texts.append((shown(file), file.read_bytes().decode(errors="replace")))
    return texts


@pytest.mark.parametrize("needle", [*INDEX_HOSTS, *MACHINE_PATHS])
def test_no_tracked_file_names_an_index_or_a_machine(needle: str) -> None:
    assert [name for name, text in _texts() if needle in text] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_pin_every_package_by_hash_and_name_no_address(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    pinned = re.findall(r"^([A-Za-z0-9._-]+)==(\S+) \\$", lock, flags=re.MULTILINE)
    hashed = re.findall(
        r"^\S+==\S+ \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", lock, flags=re.MULTILINE
    )

    assert len(pinned) == len(hashed) > 40
    assert "://" not in lock
    assert not re.search(r"^\s*(-i|--index|--extra|--find|--trusted|-f)\b", lock, re.MULTILINE)


def test_both_lock_files_pin_the_same_versions() -> None:
    both = [
        set(re.findall(r"^(\S+==\S+) \\$", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    ]

    assert both[0] <= both[1]
