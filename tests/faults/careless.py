"""The window and the hub with a store that never syncs: the power cuts must find that out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

from hub.__main__ import main as hub_main
from tests.faults import saver as careful


def saver(arguments: Sequence[str]) -> int:
    event.listen(Pool, "connect", _trust_the_disk)
    return careful.main(arguments)


def hub(arguments: Sequence[str]) -> int:
    event.listen(Pool, "connect", _trust_the_disk)
    return hub_main(arguments)


def _trust_the_disk(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF").fetchall()
