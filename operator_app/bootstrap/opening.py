"""The window opens from its sign-in inwards: the one place that loads after the first frame.

First the frame, then the store with the people in it, then the children, the law and the other
pages. A password may be typed all along; whoever is faster than the rest waits for it, and is
told so, on the sign-in page.
"""

from __future__ import annotations

import importlib
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

from operator_app.bootstrap.door import Door, build_door
from operator_app.bootstrap.look_book import LookBook
from resources.training import load_training_center
from ui.runtime.pieces import Pieces
from ui.runtime.qt_types import making
from ui.runtime.watchdog import Watchdog

if TYPE_CHECKING:
    from pathlib import Path

    from operator_app.bootstrap.front import Front
    from operator_app.bootstrap.pages import Pages
    from operator_app.bootstrap.rooms import TrainingRoom
    from operator_app.domain.operators import Session
    from operator_app.usecases.sign_in import SignIn
    from ui.program import Program

PAGES = "operator_app.bootstrap.pages"
"""Loaded before it is needed: a page is built by the thread that must not wait for a disk."""
WATCHED_EVERY_MS = 20
"""Two beats within the shortest stall; rarer than in a measurement, as they are not free."""


class Opening:
    """Made, begun and closed on the interface thread; what takes long is done on lanes."""

    def __init__(self, program: Program, folder: Path) -> None:
        self._program = program
        self._folder = folder
        self._stack = ExitStack()
        self._front: Front | None = None
        self._pages: Pages | None = None
        self._trouble: Exception | None = None
        self._settled = threading.Event()
        self._closed = False
        self._pieces: Pieces[Pages] | None = None
        self._types: Pieces[None] | None = None
        self._types_made = threading.Event()
        self.watchdog = Watchdog(tell_where=True, every_ms=WATCHED_EVERY_MS)
        self.door: Door = build_door(load_training_center(), self.sign_in, LookBook(folder))

    @property
    def store_is_open(self) -> bool:
        """A password can be checked."""
        return self._front is not None

    @property
    def pages(self) -> Pages | None:
        """All of them, once they are built."""
        return self._pages

    def begin(self) -> None:
        """After the first frame. A store that does not open says so to whoever signs in."""
        self.door.database.submit(
            self._open_front, done=lambda _: self._make_types(), failed=self._on_shut
        )

    def sign_in(self, command: SignIn) -> Session:
        """On the lane of the database, behind the opening of the store."""
        session = self._open_front().counter.sign_in(command)
        self._wait_for_the_rest()
        return session

    def close(self) -> None:
        self._closed = True
        self.watchdog.stop()
        self._settled.set()
        self._types_made.set()
        for pieces in (self._types, self._pieces):
            if pieces is not None:
                pieces.stop()
        if self._pages is not None:
            self._pages.close()
        else:
            self.door.work.close()
            self.door.database.close()
        self._stack.close()

    def _open_front(self) -> Front:
        """Once; tried anew by the next password if it went wrong."""
        if self._front is None:
            from operator_app.bootstrap.front import open_front

            self._front = self._stack.enter_context(open_front(self._folder))
            self._begin_rest(self._front)
        return self._front

    def _on_shut(self, _error: Exception) -> None:
        self._make_types()
        self._settled.set()

    def _make_types(self) -> None:
        """The sign-in needs the interface thread before; the pages need them behind it."""
        if not self._closed:
            self._types = Pieces(making(), lambda _: self._types_made.set())

    def _begin_rest(self, front: Front) -> None:
        self._trouble = None
        self._settled.clear()
        self.door.work.submit(
            lambda: self._open_rest(front), done=self._build, failed=self._on_trouble
        )

    def _wait_for_the_rest(self) -> None:
        if self._trouble is not None and self._front is not None:
            self._begin_rest(self._front)
        self._settled.wait()
        if self._trouble is not None:
            raise self._trouble

    def _open_rest(self, front: Front) -> TrainingRoom:
        from operator_app.bootstrap.rooms import open_room_behind

        self._types_made.wait()
        importlib.import_module(PAGES)

        return self._stack.enter_context(open_room_behind(front))

    def _build(self, room: TrainingRoom) -> None:
        from operator_app.bootstrap.pages import building

        if not self._closed:
            self._pieces = Pieces(building(self._program, room, self.door), self._on_built)

    def _on_built(self, pages: Pages) -> None:
        from ui.pages.intake.errands import unheard

        self._pages = pages
        pages.conductor.start()
        self.watchdog.start()
        self._settled.set()
        inspect = pages.desk.room.workplace.outside.inspect_scan
        self.door.work.submit(inspect.warm, done=unheard, failed=unheard)

    def _on_trouble(self, error: Exception) -> None:
        self._trouble = error
        self._settled.set()
