"""The key of a hub that runs on a server without a keyring."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hub.service_key import CREDENTIAL, service_key
from operator_app.adapters.keys import KeyDamaged
from tests.support.project_files import ROOT

KEY = bytes(range(32))


def test_the_credential_of_the_service_is_the_key(tmp_path: Path) -> None:
    nothing = service_key(tmp_path)
    (tmp_path / CREDENTIAL).write_text(f"{KEY.hex()}\n", encoding="ascii")

    assert (nothing, service_key(tmp_path)) == (None, KEY)


@pytest.mark.parametrize("text", ["", "00", "zz" * 32, KEY.hex() + "00"])
def test_a_credential_that_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / CREDENTIAL).write_text(text, encoding="ascii")

    with pytest.raises(KeyDamaged):
        service_key(tmp_path)


def test_a_hub_opens_its_store_with_it(tmp_path: Path) -> None:
    (tmp_path / CREDENTIAL).write_text(KEY.hex(), encoding="ascii")
    data = tmp_path / "hub"
    done = subprocess.run(
        [sys.executable, "-m", "hub", "migrate", "--data", str(data)],
        cwd=ROOT,
        env={**os.environ, "CREDENTIALS_DIRECTORY": str(tmp_path)},
        check=False,
    )

    assert done.returncode == 0
    assert not (data / "hub.db").read_bytes().startswith(b"SQLite format")
