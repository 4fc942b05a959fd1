"""What every test is held to: no outside network, no unexpected warning, no one's IIN in a log."""

from __future__ import annotations

import gc
import logging
import os
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from operator_app.logs import OURS, TWELVE_DIGITS
from ui.runtime.garbage import collect_due

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # read once, when the first window is made

LOOPBACK = ("127.", "::1", "localhost")


class OutsideNetwork(Exception):
    """A test tried to leave this machine. Not an ``OSError``: nobody may take it for weather."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="the long tables too")
    parser.addoption(
        "--update-screens", action="store_true", help="store what the pages say now (then look)"
    )
    parser.addoption("--scenes", default="", help="only scenes_<this>*.py of tests/screens")


def pytest_configure(config: pytest.Config) -> None:
    # A shared machine is slow at times; the same examples each time in CI keep a failure findable.
    settings.register_profile("here", deadline=None, derandomize="CI" in os.environ)
    settings.load_profile("here")
    sys.addaudithook(_stay_on_this_machine)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--all"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    items[:] = [item for item in items if item not in long]
    config.hook.pytest_deselected(items=long)


def pytest_runtest_setup() -> None:
    # On whichever thread makes an object: a lane would take apart widgets of an earlier test.
    gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    yield
    collect_due()


def _stay_on_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.bind", "socket.sendto"}:
        address = arguments[1]
    elif event == "socket.getaddrinfo":
        address = arguments[:1]
    else:
        return
    if isinstance(address, tuple) and not _is_here(address[0]):
        raise OutsideNetwork(f"{event}: {address}")


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    return not name or (isinstance(name, str) and name.startswith(LOOPBACK))


class _Witness(logging.Handler):
    """Keeps what was logged during one test."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def expected_logs() -> set[str]:
    """Names of the loggers from which this test expects warnings: ``expected_logs.add(...)``."""
    return set()


@pytest.fixture(autouse=True)
def _clean_log(expected_logs: set[str]) -> Iterator[None]:
    witness = _Witness()
    root = logging.getLogger()
    root.addHandler(witness)
    try:
        yield
    finally:
        root.removeHandler(witness)
    unexpected = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for record in witness.records
        if record.levelno >= logging.WARNING and record.name not in expected_logs
    ]
    if unexpected:
        pytest.fail("unexpected in the log:\n" + "\n".join(unexpected), pytrace=False)
    persons = [
        record.name for record in witness.records if TWELVE_DIGITS.search(record.getMessage())
    ]
    if persons:
        pytest.fail(f"what looks like an IIN was logged by {sorted(set(persons))}", pytrace=False)
