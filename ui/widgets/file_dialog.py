"""Files are asked for in the system's own dialog, and nothing waits for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFileDialog, QWidget

AskFiles = Callable[[QWidget, str, str, Callable[[Sequence[str]], None]], None]
"""Parent, title, filter, and who gets the chosen names; never waits."""


def ask_in_dialog(
    parent: QWidget, title: str, images: str, chosen: Callable[[Sequence[str]], None]
) -> None:
    """The system's own dialog, many files at once; the keyboard comes back with its end."""
    dialog = QFileDialog(parent, title, "", images)
    dialog.setObjectName("documents_file_dialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.finished.connect(parent.activateWindow)
    dialog.open()
