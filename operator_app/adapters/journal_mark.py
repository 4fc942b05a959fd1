"""Notices at the next opening that the journal of a store was taken away while nobody looked.

Without its journal (``store-wal``) a store is whole, and older than it was: it would give numbers
that people hold already. While the store is open a mark lies beside it. It is put there once the
journal is on the disk, and leaves before SQLite removes the journal of a store that is closed. So
a mark without a journal is never left by a kill or a power cut.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from operator_app.adapters.durable import sync_folder, told_if_unwritable


def journal_is_gone(store: Path) -> bool:
    """Asked before the store is opened: opening makes a new journal."""
    return store.exists() and _mark(store).exists() and not _journal(store).exists()


def is_marked_open(store: Path) -> bool:
    """Somebody has it open, or was killed while they had; its journal is there."""
    return _mark(store).exists() and _journal(store).exists()


def mark_open(store: Path) -> None:
    """The store is open and has been read, so its journal is there."""
    with told_if_unwritable(store.parent):
        if not _journal(store).exists():
            return
        sync_folder(store.parent)
        os.close(os.open(_mark(store), os.O_WRONLY | os.O_CREAT, 0o600))
        try:
            sync_folder(store.parent)
        except OSError:
            mark_closed(store)  # the store is closed at once, and so is its journal
            raise


def mark_closed(store: Path) -> None:
    """Before the last connection is closed. A disk that takes no writes keeps its journal too."""
    with suppress(OSError):
        _mark(store).unlink(missing_ok=True)
        sync_folder(store.parent)


def _mark(store: Path) -> Path:
    return store.with_name(f"{store.name}-open")


def _journal(store: Path) -> Path:
    return store.with_name(f"{store.name}-wal")
