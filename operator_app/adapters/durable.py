"""Files and names that survive a power cut, made so step by step."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from operator_app.errors import Unavailable


class FolderUnwritable(Unavailable):
    """The program's own folder cannot be written, so it does not begin to work in it."""

    code = "store.folder_unwritable"


@contextmanager
def told_if_unwritable(folder: Path) -> Iterator[None]:
    """What the disk refuses inside the block is said of ``folder``."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FolderUnwritable(folder=folder.name, reason=reason) from error


def write_through(path: Path, content: bytes) -> None:
    """A new file, on the disk when this returns; its name is not, before its folder is synced."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def make_folder(folder: Path) -> None:
    """Make ``folder`` so that it survives a power cut: each new name is synced in its parent.

    One whose sync failed is taken away again, or who tries once more would think it safe.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    try:
        sync_folder(folder.parent)
    except OSError:
        with suppress(OSError):
            folder.rmdir()
        raise


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable."""
    if sys.platform == "win32":
        return  # NTFS journals names itself and a directory cannot be opened there
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
