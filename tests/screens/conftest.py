"""Dresses the application as it is dressed at the counter."""

from __future__ import annotations

import pytest


@pytest.fixture
def update_screens(request: pytest.FixtureRequest) -> bool:
    """Write the stored trees anew instead of comparing with them."""
    return bool(request.config.getoption("--update-screens"))
