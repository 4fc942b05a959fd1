"""A line: exact bytes behind a signature that any other program can check."""

from __future__ import annotations

import shutil
import subprocess
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.adapters.device_keys import DeviceKey, DeviceSignature
from operator_app.wire.devices import bytes_of, text_of
from operator_app.wire.message_refusals import Unsigned
from operator_app.wire.signed import open_line, seal
from tests.support.envelopes import Device, an_encoded

KEY = DeviceKey(bytes(range(32)))
SPKI = bytes.fromhex("302a300506032b6570032100")
"""What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410)."""


@given(content=st.binary(min_size=1, max_size=200).filter(lambda each: b"\n" not in each))
def test_what_was_sealed_opens_to_the_same_bytes_and_its_key_knows_it(content: bytes) -> None:
    line = seal(content, KEY.sign)
    signature, opened = open_line(line)

    assert opened == content
    assert b"\n" not in line
    assert DeviceSignature(KEY.public).verifies(signature, content)
    assert not DeviceSignature(KEY.public).verifies(signature, content + b" ")
    assert seal(content, KEY.sign) == line


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b".",
        b"{}",
        an_encoded(),
        b"A" * 85 + b"." + an_encoded(),
        b"A" * 87 + b"." + an_encoded(),
        b"*" * 86 + b"." + an_encoded(),
        b"A" * 85 + b"B." + an_encoded(),
        b"+/" * 43 + b"." + an_encoded(),
        "Ә".encode() * 43 + b"." + an_encoded(),
    ],
)
def test_what_is_not_one_signature_in_its_one_spelling_is_unsigned(line: bytes) -> None:
    with pytest.raises(Unsigned):
        open_line(line)


def test_keys_and_proofs_travel_as_text_and_come_back() -> None:
    assert bytes_of(text_of(KEY.public)) == KEY.public
    assert text_of(KEY.public) == urlsafe_b64encode(KEY.public).decode().rstrip("=")


def test_openssl_says_that_the_signature_is_right(tmp_path: Path) -> None:
    """Another program than ours checks a line: only base64url and the first dot are needed."""
    openssl = shutil.which("openssl")
    assert openssl is not None, "Debian's package openssl brings it"
    device = Device()
    encoded, _, content = device.says().partition(b".")
    (tmp_path / "key.der").write_bytes(SPKI + device.key.public)
    (tmp_path / "signature").write_bytes(bytes_of(encoded.decode()))

    def checked(message: bytes) -> tuple[int, str]:
        (tmp_path / "message").write_bytes(message)
        done = subprocess.run(
            [
                *(openssl, "pkeyutl", "-verify", "-rawin", "-in", tmp_path / "message"),
                *("-pubin", "-keyform", "DER", "-inkey", tmp_path / "key.der"),
                *("-sigfile", tmp_path / "signature"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout.strip()

    assert checked(content) == (0, "Signature Verified Successfully")
    assert checked(content + b" ")[0] != 0
