"""What the cipher complains of in a store's file, and what of it the journal makes good."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

_HEADER: Final = struct.Struct(">8xI20x")
"""Of the journal (sqlite.org/walformat.html): the size of a page."""
_FRAME: Final = struct.Struct(">I20x")
"""The page it holds."""
_INDEX: Final = struct.Struct("=16xI76xI")
"""Of the journal's index: how many frames are whole and of ended transactions, and how many of
them are in the file already. Those between are read from here, and are written there again."""
_PAGE: Final = re.compile(r"page (\d+)\b")


def cipher_complaints(connection: Connection) -> list[str]:
    """Reads the file past its journal. A power cut tears pages on their way from there; they are
    whole in it, are read from it, and the next checkpoint writes them anew: no damage."""
    found = connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars().all()
    if not found:
        return []
    files = {row.name: row.file for row in connection.exec_driver_sql("PRAGMA database_list")}
    whole = frozenset(_read_from_journal(Path(files["main"])))
    return [str(one) for one in found if _page_of(str(one)) not in whole]


def _page_of(complaint: str) -> int | None:
    named = _PAGE.search(complaint)
    return int(named[1]) if named else None


def _read_from_journal(store: Path) -> Iterator[int]:
    journal, index = Path(f"{store}-wal"), Path(f"{store}-shm")
    if not journal.exists() or not index.exists():
        return
    with index.open("rb") as file:
        valid, copied = _INDEX.unpack(file.read(_INDEX.size))
    with journal.open("rb") as file:
        head = file.read(_HEADER.size)
        if len(head) < _HEADER.size:
            return
        [page_bytes] = _HEADER.unpack(head)
        for frame in range(copied, valid):
            file.seek(_HEADER.size + frame * (_FRAME.size + page_bytes))
            yield _FRAME.unpack(file.read(_FRAME.size))[0]
