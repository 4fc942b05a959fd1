"""Dresses the application as it is dressed at the counter."""

from __future__ import annotations

import pytest

from tests.screens.registry import all_scenes


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test that asks for a scene is run for every scene (``--scenes queue``: of one page)."""
    if "scene" in metafunc.fixturenames:
        scenes = all_scenes(metafunc.config.getoption("--scenes"))
        metafunc.parametrize(("name", "scene"), scenes.items(), ids=list(scenes))


@pytest.fixture
def update_screens(request: pytest.FixtureRequest) -> bool:
    """Write the stored trees anew instead of comparing with them."""
    return bool(request.config.getoption("--update-screens"))
