"""The window of ``tereze``, started as its entry point starts it; says how far it has come."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from operator_app.bootstrap import open_window

if TYPE_CHECKING:
    from operator_app.bootstrap.opening import Opening


def main() -> int:
    return open_window(Path(sys.argv[1]), watch)


def watch(opening: Opening) -> None:
    """Looks every millisecond, and closes the window when there is no more to come."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QLineEdit

    from benchmarks.stage.telling import tell, type_a_letter

    window = opening.door.window
    field = window.findChild(QLineEdit, "sign_in_login")
    assert isinstance(field, QLineEdit)
    coming: list[tuple[str, Callable[[], bool]]] = [
        ("ready", lambda: type_a_letter(field)),
        ("open", lambda: opening.store_is_open),
        ("loaded", lambda: opening.pages is not None),
    ]
    timer = QTimer(window)

    def look() -> None:
        while coming and coming[0][1]():
            tell(coming.pop(0)[0])
        if not coming:
            timer.stop()
            window.close()

    timer.timeout.connect(look)
    timer.start(1)


if __name__ == "__main__":
    sys.exit(main())
