"""Where the window stands while the hand works: shown, of an ordinary size, and gone afterwards."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QWidget

WIDTH: Final = 1440
HEIGHT: Final = 900
OF_NO_SCREEN: Final = "This plugin does not support"
"""What Qt remarks when there is no screen: no frame to size, no window to raise over another."""


@contextmanager
def on_stage() -> Iterator[None]:
    """What Qt remarks of a window on no screen is kept from the eyes of whoever watches."""
    before = qInstallMessageHandler(_tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def raise_on_stage(window: QWidget) -> None:
    window.resize(WIDTH, HEIGHT)
    window.show()
    window.activateWindow()


def _tell(_kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    if not message.startswith(OF_NO_SCREEN):
        sys.stderr.write(f"{message}\n")


def strike(window: QWidget) -> None:
    """Nothing of it is left for the next one."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
