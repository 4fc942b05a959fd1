"""Two windows of a center at one hub, each with a store of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from tests.support.hub_process import TOKEN, HubProcess
from tests.support.sync_window import SyncWindow

AtWindow = TypeVar("AtWindow")
NUMBERS = (3, 7)


@contextmanager
def two_windows(
    folder: Path, hub: HubProcess, sits: Callable[[SyncWindow, int], AtWindow]
) -> Iterator[tuple[AtWindow, AtWindow]]:
    """``sits`` makes, of a window and its number, what a test works with there."""
    with ExitStack() as stack:
        opened = []
        for number in NUMBERS:
            device = f"window-002-{number:02}"
            window = stack.enter_context(
                SyncWindow(folder / device, hub.url, device=device, token=f"token of {device}")
            )
            hub.http.enrol(window.store.enrolment(TOKEN))
            opened.append(sits(window, number))
        yield opened[0], opened[1]
