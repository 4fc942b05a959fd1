"""Our own bugs: written down once, told to the operator with a code, never passed over.

What is saved is safe (each change is saved within a second), so the honest offers are to close
the program or to go on from what is saved.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from threading import ExceptHookArgs

_LOG = logging.getLogger(__name__)


def support_code(error: BaseException) -> str:
    """The same bug has the same code on every machine: made of where it is, not of what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.name}" for frame in frames[-6:]]
    digest = hashlib.sha256("|".join([type(error).__name__, *places]).encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


class CrashWatch(QObject):
    """Takes over the hooks of the interpreter between ``install`` and ``remove``.

    Signals:
        crashed(code): on the interface thread, whichever thread the bug was on.
    """

    crashed = Signal(str)

    def __init__(self, show: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._showing = False
        self._previous: tuple[object, object] | None = None
        self.crashed.connect(self._on_crashed, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        self._previous = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.on_error
        threading.excepthook = self._on_thread_error

    def remove(self) -> None:
        if self._previous is not None:
            sys.excepthook, threading.excepthook = self._previous  # type: ignore[assignment]  # as they were
            self._previous = None

    def on_error(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, trace)
            return
        code = support_code(error)
        _LOG.critical(
            "the program has a bug", exc_info=(kind, error, trace), extra={"facts": {"code": code}}
        )
        self.crashed.emit(code)

    def _on_thread_error(self, failed: ExceptHookArgs) -> None:
        if failed.exc_value is not None:
            self.on_error(failed.exc_type, failed.exc_value, failed.exc_traceback)

    def _on_crashed(self, code: str) -> None:
        """One dialog at a time: a bug in painting would otherwise bury the screen in them."""
        if self._showing:
            return
        self._showing = True
        try:
            self._show(code)
        finally:
            self._showing = False
