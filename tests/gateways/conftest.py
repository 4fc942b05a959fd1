"""One made-up authority for all tests of signatures: keys take a moment to make."""

from __future__ import annotations

from pathlib import Path

import pytest

from stand.pki import make_pki


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_pki(tmp_path_factory.mktemp("stand") / "pki", spoilt=True)
