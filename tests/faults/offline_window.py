"""A window that saved for ten days with no line: ``save`` fills its store, ``send`` empties it.

``python -m tests.faults.offline_window save|send FOLDER …``: what it says are JSON lines.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from operator_app.domain.applications import State
from operator_app.ports import BlobUse
from tests.db.builders import a_fact, an_application
from tests.support.sync_window import SyncWindow

DEVICE: Final = "window-002-07"
LOOK_EVERY_S: Final = 0.05
TEN_DAYS: Final = timedelta(days=10)
KIB: Final = 1024


def main(arguments: Sequence[str]) -> int:
    what, folder, *rest = arguments
    if what == "save":
        cases, pages, size, seed = map(int, rest)
        _save(Path(folder), cases, pages, size, random.Random(seed))
        return 0
    return _send(Path(folder), rest[0])


def _window(folder: Path, url: str) -> SyncWindow:
    return SyncWindow(folder, url, device=DEVICE, token=f"token of {DEVICE}")


def _save(folder: Path, cases: int, pages: int, size: int, dice: random.Random) -> None:
    """Each case is a transaction of its own, as an operator saves it; says what was saved."""
    first = datetime.now(UTC) - TEN_DAYS
    with _window(folder, "http://127.0.0.1:9/") as window:
        for number in range(cases):
            contents = [dice.randbytes(dice.randint(1, size)) for _ in range(pages)]
            application = an_application(state=State.ACCEPTED)
            scans = tuple(
                BlobUse(
                    sha256=window.blobs.put(one),
                    size=len(one),
                    media_type="image/png",
                    role="scan",
                )
                for one in contents
            )
            at = first + number * TEN_DAYS / cases
            with window.store.units() as unit:
                unit.applications.add(application)
                unit.audit.record(
                    actor=application.operator,
                    action="case.accepted",
                    entity=application.id,
                    at=at,
                    details={"number": application.number},
                )
                unit.outbox.put(a_fact(application, blobs=scans, at=at))
                unit.commit()
            _say({"case": application.id, "pages": [scan.sha256 for scan in scans]})


def _send(folder: Path, url: str) -> int:
    """Until nothing is left, unless it is killed; says at last how much memory it took."""
    before_mb = _memory_mb()
    with _window(folder, url) as window:
        window.start()
        while not window.empty():
            threading.Event().wait(LOOK_EVERY_S)
        _say({"empty": True, "memory_mb": _memory_mb(), "before_mb": before_mb})
    return 0


def _memory_mb() -> float:
    """The most that was ever resident."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB


def _say(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
