"""Search over the store: each question is one walk along one index, whatever the size."""

from __future__ import annotations

import re
import threading
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Engine, PoolProxiedConnection
from sqlcipher3 import dbapi2

from db.engine import coded
from db.mapping import PHONE_DIGITS, digits
from operator_app.domain.names import search_key
from operator_app.queries.find_cases import FoundCase

LEAST_DIGITS: Final = 3
LEAST_LETTERS: Final = 2
MOST_WORDS: Final = 8
IIN_DIGITS: Final = 12
CACHE_KB: Final = 65_536
"""The index of a million names is decrypted page by page; this much of it stays at hand."""

COLUMNS: Final = (
    "a.id, a.number, a.applicant_number, a.applicant_name,"
    " a.service, a.state, a.opened_at, a.accepted_on, a.place"
)
_ROWS: Final = f"SELECT {COLUMNS} FROM applications AS a"  # noqa: S608  constants of this module
BY_NUMBER: Final = f"{_ROWS} WHERE a.digits >= ? AND a.digits < ? ORDER BY a.digits DESC LIMIT ?"
BY_APPLICANT: Final = (
    f"{_ROWS} WHERE a.applicant_number >= ? AND a.applicant_number < ?"
    " ORDER BY a.applicant_number, a.place DESC LIMIT ?"
)
BY_PHONE: Final = (
    f"{_ROWS} WHERE a.phone >= ? AND a.phone < ? ORDER BY a.phone, a.place DESC LIMIT ?"
)
BY_NAME: Final = (
    f"SELECT {COLUMNS} FROM case_names AS n CROSS JOIN applications AS a ON a.place = n.rowid"  # noqa: S608  constants of this module
    " WHERE n.name MATCH ? ORDER BY n.rowid DESC LIMIT ?"
)
_ONLY_DIGITS: Final = re.compile(r"[\d\s()+-]+", re.ASCII)
_PLACE: Final = 8
_AFTER_DIGITS: Final = ":"
"""Sorts right after ``9``: the end of a range of texts that begin with given digits."""

_Row = tuple[Any, ...]


class SqlFindCases:
    """Reads on a ``query_only`` connection of ``engine`` with plain SQL.

    The statements are constants and the answer is made of plain columns, so nothing is gained by
    building them anew each time a key is pressed. One connection is kept, for one question at a
    time: fetching it from the pool would cost as much as the question. No transaction stays open
    in between. ``close`` gives it back.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._one_at_a_time = threading.Lock()
        self._connection: PoolProxiedConnection | None = None
        self._cursor: Any = None

    def __call__(self, words: str, *, limit: int = 50) -> tuple[FoundCase, ...]:
        with self._one_at_a_time:
            cursor = self._cursor or self._open()
            try:
                rows = _rows(cursor, words, limit)
            except dbapi2.DatabaseError as error:
                self._give_back()
                translated = coded(error, "store")
                if translated is None:
                    raise
                raise translated from error
        return tuple(map(found_case, rows))

    def close(self) -> None:
        with self._one_at_a_time:
            self._give_back()

    def _open(self) -> Any:
        self._connection = self._engine.raw_connection()
        self._cursor = self._connection.cursor()
        self._cursor.execute(f"PRAGMA cache_size=-{CACHE_KB}")
        return self._cursor

    def _give_back(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = self._cursor = None


def name_query(words: list[str], *, starts: bool) -> str:
    """An FTS5 expression: all words, each at the start of a word of the name or anywhere."""
    before = " " if starts else ""
    return " AND ".join(f'"{before}{word}"' for word in words)


def _rows(cursor: Any, words: str, limit: int) -> list[_Row]:
    if words.isascii() and words.isdigit():
        return _by_digits(cursor, words, limit)
    if _ONLY_DIGITS.fullmatch(words):
        return _by_digits(cursor, digits(words), limit)
    return _by_name(cursor, search_key(words).split(), limit)


def _by_digits(cursor: Any, typed: str, limit: int) -> list[_Row]:
    """A whole IIN or phone is asked for as such first; a beginning may be of anything."""
    if len(typed) < LEAST_DIGITS:
        return []
    found: dict[int, _Row] = {}
    for question, start in _questions(typed):
        rows = cursor.execute(question, (start, start + _AFTER_DIGITS, limit)).fetchall()
        if rows and len(typed) >= PHONE_DIGITS:
            return list(rows)
        found.update((row[_PLACE], row) for row in rows)
    return list(found.values())[:limit]


def _questions(typed: str) -> tuple[tuple[str, str], ...]:
    number, applicant = (BY_NUMBER, typed), (BY_APPLICANT, typed)
    if len(typed) > IIN_DIGITS:
        return (number,)
    if len(typed) == IIN_DIGITS:
        return (applicant, number)
    called = (BY_PHONE, _within_country(typed))
    if len(typed) >= PHONE_DIGITS:
        return (called, applicant, number)
    return (number, applicant, called)


def _within_country(typed: str) -> str:
    """A phone, or its beginning, without the 8 or 7 that is dialled before the code."""
    long = len(typed) > PHONE_DIGITS
    return typed[1:] if typed.startswith("8") or long else typed


def _by_name(cursor: Any, words: list[str], limit: int) -> list[_Row]:
    """Names that begin so come first; when they are few, names that hold it follow."""
    words = [word for word in words if len(word) >= LEAST_LETTERS][:MOST_WORDS]
    if not words:
        return []
    rows: list[_Row] = cursor.execute(BY_NAME, (name_query(words, starts=True), limit)).fetchall()
    if len(rows) == limit or min(map(len, words)) <= LEAST_LETTERS:
        return rows
    anywhere = cursor.execute(BY_NAME, (name_query(words, starts=False), limit)).fetchall()
    seen = {row[_PLACE] for row in rows}
    return [*rows, *(row for row in anywhere if row[_PLACE] not in seen)][:limit]


def found_case(row: _Row) -> FoundCase:
    case_id, number, applicant, name, service, state, opened_at, accepted_on, _ = row
    return FoundCase(
        id=case_id,
        number=number,
        applicant_number=applicant,
        applicant_name=name,
        service=service,
        state=state,
        opened_at=datetime.fromisoformat(opened_at),
        accepted_on=date.fromisoformat(accepted_on) if accepted_on else None,
    )
