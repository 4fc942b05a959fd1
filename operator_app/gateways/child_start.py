"""``python -m operator_app.gateways.child_start PARENT MODULE …``: MODULE, while PARENT lives.

A child sees that its standard input has ended once it reads it. Until then it loads its modules,
for seconds on a busy machine; this watch begins before the first of them.
"""

from __future__ import annotations

import os
import runpy
import select
import sys
import threading
from typing import Final

LOOK_EVERY_S: Final = 0.1
"""Where the system cannot wake the watch by itself."""
ORPHANED: Final = 1


def main() -> None:
    parent, module = int(sys.argv[1]), sys.argv[2]
    if os.name != "nt":  # Windows keeps the number of a parent that is gone
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    sys.argv[:] = sys.argv[2:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _watch(parent: int) -> None:
    """Ends this process at once, as a kill does: whatever it has acknowledged is on the disk."""
    if sys.platform == "linux":
        _wait_for_death(parent)
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(LOOK_EVERY_S)
    os._exit(ORPHANED)


def _wait_for_death(parent: int) -> None:
    """Woken by the system in the moment of the death; a parent already gone is not waited for."""
    try:
        death = os.pidfd_open(parent)
    except OSError:
        return
    if os.getppid() == parent:
        select.select([death], [], [])


if __name__ == "__main__":
    main()
