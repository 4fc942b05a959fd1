"""``python -m operator_app.gateways.child_start PARENT MODULE …``: MODULE, while PARENT lives.

A child sees that its standard input has ended once it reads it. Until then it loads its modules,
for seconds on a busy machine; this watch begins before the first of them.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading
from typing import Final

LOOK_EVERY_S: Final = 0.2
GRACE_S: Final = 0.5
"""For a child that is ending by itself, because its standard input has."""
ORPHANED: Final = 1


def main() -> None:
    parent, module = int(sys.argv[1]), sys.argv[2]
    if os.name != "nt":  # Windows keeps the number of a parent that is gone
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    sys.argv[:] = sys.argv[2:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _watch(parent: int) -> None:
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(LOOK_EVERY_S)
    pause.wait(GRACE_S)
    os._exit(ORPHANED)


if __name__ == "__main__":
    main()
