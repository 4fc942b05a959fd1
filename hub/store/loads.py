"""Many rows put in, or many names looked for, by one statement: it costs more than its rows do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from types import MappingProxyType
from typing import Any, Final

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    LargeBinary,
    String,
    Table,
    Text,
    bindparam,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

from hub.store.postgresql import copy_in

_POSTGRESQL: Final = "postgresql"
_FEW: Final = 2
"""Rows for which a prepared statement is sooner done than a copy is begun."""
_COPIED_AS: Final = MappingProxyType({String: "text", BigInteger: "int8", LargeBinary: "bytea"})


class Load:
    """Puts rows with these columns into ``table``. Made once, as its statements are."""

    def __init__(self, table: Table, *names: str) -> None:
        columns = ", ".join(f'"{name}"' for name in names)
        into = f'"{table.name}" ({columns})'
        self._copy = f"COPY {into} FROM STDIN (FORMAT BINARY)"
        self._types = tuple(_COPIED_AS[type(table.c[name].type)] for name in names)
        self._insert = f"INSERT INTO {into} VALUES "  # noqa: S608  our own tables
        self._marks = {sign: f"({', '.join(sign for _ in names)})" for sign in ("?", "%s")}

    def __call__(self, connection: Connection, rows: Sequence[tuple[object, ...]]) -> None:
        """All of them, in the transaction of ``connection``, or an error."""
        if connection.dialect.name != _POSTGRESQL:
            if rows:
                connection.exec_driver_sql(self._insert + self._marks["?"], list(rows))
        elif len(rows) > _FEW:
            copy_in(connection, self._copy, self._types, rows)
        else:
            for row in rows:
                connection.exec_driver_sql(self._insert + self._marks["%s"], row)


class among(FunctionElement[bool]):  # noqa: N801  # reads as a function of SQL, which it is
    """Whether ``column`` is one of the names given as ``name``, however many they are."""

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        super().__init__(column, bindparam(name, type_=_Names()))


class _Names(TypeDecorator[Collection[str]]):
    """One value, where a list of values would be a statement of its own for every length."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Collection[str] | None, dialect: Dialect) -> str:
        del dialect
        return msgspec.json.encode(sorted(value or ())).decode()


@compiles(among)
def _in_json(element: among, compiler: SQLCompiler, **how: Any) -> str:
    column, names = (compiler.process(each, **how) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({names}))"  # noqa: S608  our columns


@compiles(among, _POSTGRESQL)
def _in_rows(element: among, compiler: SQLCompiler, **how: Any) -> str:
    column, names = (compiler.process(each, **how) for each in element.clauses)
    return f"{column} IN (SELECT json_array_elements_text(CAST({names} AS JSON)))"
