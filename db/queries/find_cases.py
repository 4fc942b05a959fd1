"""Search over the store: each question is one walk along one index, whatever the size."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from db.engine import coded
from db.mapping import PHONE_DIGITS, digits
from operator_app.domain.names import search_key
from operator_app.queries.find_cases import FoundCase

LEAST_DIGITS: Final = 3
LEAST_LETTERS: Final = 2
MOST_WORDS: Final = 8
IIN_DIGITS: Final = 12

_COLUMNS: Final = (
    "a.id, a.number, a.applicant_number, a.applicant_name,"
    " a.service, a.state, a.opened_at, a.accepted_on, a.place"
)
_ROWS: Final = f"SELECT {_COLUMNS} FROM applications AS a"  # noqa: S608  constants of this module
BY_NUMBER: Final = f"{_ROWS} WHERE a.digits >= ? AND a.digits < ? ORDER BY a.digits DESC LIMIT ?"
BY_APPLICANT: Final = (
    f"{_ROWS} WHERE a.applicant_number >= ? AND a.applicant_number < ?"
    " ORDER BY a.applicant_number, a.place DESC LIMIT ?"
)
BY_PHONE: Final = (
    f"{_ROWS} WHERE a.phone >= ? AND a.phone < ? ORDER BY a.phone, a.place DESC LIMIT ?"
)
BY_NAME: Final = (
    f"SELECT {_COLUMNS} FROM case_names AS n CROSS JOIN applications AS a ON a.place = n.rowid"  # noqa: S608  constants of this module
    " WHERE n.name MATCH ? ORDER BY n.rowid DESC LIMIT ?"
)
_ONLY_DIGITS: Final = re.compile(r"[\d\s()+-]+", re.ASCII)
_PLACE: Final = 8
_AFTER_DIGITS: Final = ":"
"""Sorts right after ``9``: the end of a range of texts that begin with given digits."""

_Row = tuple[Any, ...]


class SqlFindCases:
    """Reads on ``query_only`` connections of ``engine`` with plain SQL.

    The statements are constants and the answer is made of plain columns, so nothing is gained
    by building them anew each time a key is pressed.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, words: str, *, limit: int = 50) -> tuple[FoundCase, ...]:
        with closing(self._engine.raw_connection()) as connection:
            cursor = connection.cursor()
            try:
                if _ONLY_DIGITS.fullmatch(words):
                    rows = _by_digits(cursor, digits(words), limit)
                else:
                    rows = _by_name(cursor, search_key(words).split(), limit)
            except dbapi2.DatabaseError as error:
                translated = coded(error, "store")
                if translated is None:
                    raise
                raise translated from error
            finally:
                cursor.close()
        return tuple(_found(row) for row in rows)


def name_query(words: list[str], *, starts: bool) -> str:
    """An FTS5 expression: all words, each at the start of a word of the name or anywhere."""
    before = " " if starts else ""
    return " AND ".join(f'"{before}{word}"' for word in words)


def _by_digits(cursor: Any, typed: str, limit: int) -> list[_Row]:
    if len(typed) < LEAST_DIGITS:
        return []
    questions = [(BY_NUMBER, typed)]
    if len(typed) <= IIN_DIGITS:
        questions.append((BY_APPLICANT, typed))
        questions.append((BY_PHONE, _within_country(typed)))
    found: dict[int, _Row] = {}
    for question, start in questions:
        for row in cursor.execute(question, (start, start + _AFTER_DIGITS, limit)).fetchall():
            found.setdefault(row[_PLACE], row)
    return list(found.values())[:limit]


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


def _found(row: _Row) -> FoundCase:
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
