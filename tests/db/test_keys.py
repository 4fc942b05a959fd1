"""Keys: from a safe keyring only, or from a marked file in training."""

from __future__ import annotations

import multiprocessing
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from operator_app.adapters.keys import (
    KeyDamaged,
    KeyringMissing,
    KeyringPlaintext,
    ring_key,
    training_key,
)


class MemoryRing(KeyringBackend):
    """A safe keyring that forgets everything with the test."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class PlaintextKeyring(MemoryRing):
    """Named like the one that writes secrets into an open file."""


class ForgetfulRing(MemoryRing):
    """Says that it kept the secret, and did not."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return


class Chain(chainer.ChainerBackend):
    backends = (MemoryRing(), PlaintextKeyring())


@pytest.fixture
def ring() -> Iterator[MemoryRing]:
    before = keyring.get_keyring()
    memory = MemoryRing()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


def test_the_keyring_gives_the_same_key_each_time(ring: MemoryRing) -> None:
    key = ring_key("store")

    assert len(key) == 32
    assert ring_key("store") == key != ring_key("blobs")


@pytest.mark.parametrize(
    ("backend", "error"),
    [
        (fail.Keyring, KeyringMissing),
        (null.Keyring, KeyringMissing),
        (PlaintextKeyring, KeyringPlaintext),
        (Chain, KeyringPlaintext),
        (ForgetfulRing, KeyringMissing),
    ],
)
def test_a_keyring_that_keeps_nothing_or_keeps_it_open_is_refused(
    ring: MemoryRing, backend: Callable[[], KeyringBackend], error: type[Exception]
) -> None:
    keyring.set_keyring(backend())

    with pytest.raises(error):
        ring_key("store")


@pytest.mark.parametrize("kept", ["not hex", "abcd"])
def test_a_damaged_key_is_not_replaced_by_a_new_one(ring: MemoryRing, kept: str) -> None:
    ring.kept["tereze", "store"] = kept

    with pytest.raises(KeyDamaged):
        ring_key("store")
    assert ring.kept == {("tereze", "store"): kept}


def test_a_training_key_is_marked_and_nobody_elses(tmp_path: Path) -> None:
    key = training_key(tmp_path / "profile", "store")

    (file,) = (tmp_path / "profile").iterdir()
    assert file.name == "TRAINING-store.key"
    assert file.read_text(encoding="ascii").startswith("TEREZE TRAINING KEY")
    assert training_key(tmp_path / "profile", "store") == key
    assert len(key) == 32
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "00" * 32, "TEREZE TRAINING KEY\n12"])
def test_a_file_that_is_no_training_key_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "TRAINING-store.key").write_text(content, encoding="ascii")

    with pytest.raises(KeyDamaged):
        training_key(tmp_path, "store")


def test_two_programs_at_once_get_the_same_key(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        keys = pool.starmap(training_key, [(tmp_path, f"k{n % 5}") for n in range(40)])

    assert len(set(keys)) == 5
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        f"TRAINING-k{n}.key" for n in range(5)
    ]


def test_a_draft_that_a_killed_writer_left_is_swept(tmp_path: Path) -> None:
    key = training_key(tmp_path, "store")
    (tmp_path / ".TRAINING-store.key.00ff").write_text("half", encoding="ascii")

    assert training_key(tmp_path, "store") == key
    assert [file.name for file in tmp_path.iterdir()] == ["TRAINING-store.key"]
