"""A stick opens for its hub alone, whole and unchanged, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operator_app.adapters.device_keys import DeviceKey, DeviceSignature
from operator_app.adapters.sticks import LINE, SCAN, StickDamaged, Writing, read_stick, write_stick

HUB = bytes(range(32))
DEVICE = DeviceKey(bytes(range(64, 96)))
RECORDS = [(LINE, b"line one"), (LINE, b"line two"), (SCAN, b"p" * 3000)]


def verifies(device: str, signature: bytes, content: bytes) -> bool:
    return device == "w-1" and DeviceSignature(DEVICE.public).verifies(signature, content)


def a_stick(folder: Path) -> Path:
    file = folder / "stick.bin"
    hub_key = X25519PrivateKey.from_private_bytes(HUB).public_key().public_bytes_raw()
    write_stick(file, RECORDS, Writing(device="w-1", hub_key=hub_key, sign=DEVICE.sign))
    return file


def test_what_was_put_in_comes_out_in_order(tmp_path: Path) -> None:
    assert list(read_stick(a_stick(tmp_path), HUB, verifies)) == RECORDS


def test_another_hub_cannot_open_it(tmp_path: Path) -> None:
    with pytest.raises(StickDamaged):
        list(read_stick(a_stick(tmp_path), bytes(32), verifies))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(min_value=0, max_value=3300), st.integers(min_value=1, max_value=255))
def test_one_changed_byte_anywhere_and_nothing_comes_out(
    tmp_path: Path, place: int, change: int
) -> None:
    file = a_stick(tmp_path)
    content = bytearray(file.read_bytes())
    content[place % len(content)] ^= change
    file.write_bytes(content)

    with pytest.raises(StickDamaged):
        next(read_stick(file, HUB, verifies))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(min_value=1, max_value=3000))
def test_a_cut_file_brings_nothing(tmp_path: Path, missing: int) -> None:
    file = a_stick(tmp_path)
    file.write_bytes(file.read_bytes()[:-missing])

    with pytest.raises(StickDamaged):
        next(read_stick(file, HUB, verifies))


def test_a_file_that_cannot_be_finished_is_not_there(tmp_path: Path) -> None:
    def refuses(_: bytes) -> bytes:
        raise StickDamaged

    hub_key = X25519PrivateKey.from_private_bytes(HUB).public_key().public_bytes_raw()
    with pytest.raises(StickDamaged):
        write_stick(
            tmp_path / "stick.bin", RECORDS, Writing(device="w", hub_key=hub_key, sign=refuses)
        )

    assert list(tmp_path.iterdir()) == []
