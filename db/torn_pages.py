"""What the cipher complains of in a store's file, and what of it the journal makes good."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

_HEADER: Final = struct.Struct(">8xI4x8s8x")
"""Of the journal (sqlite.org/walformat.html): the size of a page, and the salts of its frames."""
_FRAME: Final = struct.Struct(">I4x8s8x")
"""The page it holds, and the salts: those of other frames are of a journal that is done with."""
_PAGE: Final = re.compile(r"page (\d+)\b")


def cipher_complaints(connection: Connection) -> list[str]:
    """Reads the file past its journal. A power cut tears pages on their way from there; they are
    whole in it, are read from it, and the next checkpoint writes them anew: no damage."""
    found = connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars().all()
    if not found:
        return []
    [file] = connection.exec_driver_sql("PRAGMA database_list").all()
    whole = frozenset(_in_journal(Path(f"{file[2]}-wal")))
    return [str(one) for one in found if _page_of(str(one)) not in whole]


def _page_of(complaint: str) -> int | None:
    named = _PAGE.search(complaint)
    return int(named[1]) if named else None


def _in_journal(journal: Path) -> Iterator[int]:
    if not journal.exists():
        return
    with journal.open("rb") as file:
        head = file.read(_HEADER.size)
        if len(head) < _HEADER.size:
            return
        page_bytes, salts = _HEADER.unpack(head)
        while len(frame := file.read(_FRAME.size)) == _FRAME.size:
            page, its_salts = _FRAME.unpack(frame)
            if its_salts != salts:
                return
            yield page
            file.seek(page_bytes, 1)
