"""Opens a center's PostgreSQL so that a commit that returned survives a power cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError

from db.engine import BUSY_S, StoreBusy, StoreUnwritable
from operator_app.errors import OperatorAppError, RuleViolation, Unavailable

DRIVER: Final = "postgresql+psycopg"
LEAST_VERSION: Final = 15
AT_ONCE: Final = 8
"""Connections of one pool. A hub has two: one writes, one only reads."""

_CONNECT_S: Final = 5
_SESSION: Final = (
    f"-c lock_timeout={BUSY_S * 1000} -c statement_timeout=60000"
    " -c idle_in_transaction_session_timeout=60000 -c timezone=UTC"
)
_BUSY: Final = frozenset({"53300", "55P03", "57014", "40001", "40P01"})
"""Too many connections, lock not had in time, cancelled, serialisation, deadlock."""
_UNWRITABLE: Final = frozenset({"53100", "53200", "58030", "25006", "42501"})
"""Disk or memory full, input/output error, a read-only server, not allowed."""
_AWAY: Final = ("08", "57P", "25P03")
"""Connection lost or never had, the server stops or starts."""


class DatabaseUnsafe(RuleViolation):
    """The server would acknowledge what a power cut takes away, or is older than is tested."""

    code = "hub.database_unsafe"


class DatabaseAddressWrong(RuleViolation):
    """What was given as the address of the database is not one of PostgreSQL."""

    code = "hub.database_address_wrong"


class DatabaseUnreachable(Unavailable):
    """PostgreSQL does not answer: it stops, starts, or the way to it is cut."""

    code = "hub.database_unreachable"


def open_writer(address: str) -> Engine:
    """A pool that reads what is committed as it goes. The address is refused if it is unsafe."""
    engine = _engine(address, "READ COMMITTED", _SESSION)
    try:
        _refuse_unsafe(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_reader(address: str) -> Engine:
    """A pool whose transactions see one moment of the store, and cannot change it."""
    session = f"{_SESSION} -c default_transaction_read_only=on"
    return _engine(address, "REPEATABLE READ", session)


def _engine(address: str, isolation_level: str, session: str) -> Engine:
    engine = create_engine(
        _url(address),
        isolation_level=isolation_level,
        pool_size=AT_ONCE,
        max_overflow=0,
        pool_timeout=BUSY_S,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "options": session,
            "connect_timeout": _CONNECT_S,
            "application_name": "tereze-hub",
            "client_encoding": "utf8",
        },
    )
    event.listen(engine, "handle_error", _translate)
    return engine


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise DatabaseAddressWrong(wanted=f"{DRIVER}://…") from error
    if url.drivername != DRIVER:
        raise DatabaseAddressWrong(wanted=f"{DRIVER}://…")
    return url


def _refuse_unsafe(engine: Engine) -> None:
    with engine.connect() as connection:
        if int(_shown(connection, "server_version_num")) < LEAST_VERSION * 10_000:
            raise DatabaseUnsafe(setting="server_version", least=LEAST_VERSION)
        if _shown(connection, "server_encoding") != "UTF8":
            raise DatabaseUnsafe(setting="server_encoding", least="UTF8")
        for setting in ("fsync", "synchronous_commit"):
            if _shown(connection, setting) == "off":
                raise DatabaseUnsafe(setting=setting, least="on")


def _shown(connection: Connection, setting: str) -> str:
    asked = text("SELECT current_setting(:setting)")
    return str(connection.execute(asked, {"setting": setting}).scalar_one())


def copy_in(
    connection: Connection, statement: str, types: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> None:
    """``COPY … FROM STDIN (FORMAT BINARY)`` in the transaction of ``connection``."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise DatabaseUnreachable(reason="connection")
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        _be_discreet(error)
        found = _our_word(error)
        if found is None:
            raise
        raise found from error


def coded(state: str | None) -> OperatorAppError | None:
    """The coded error of an SQLSTATE, or nothing if it is our own mistake."""
    if state is None or state.startswith(_AWAY):
        return DatabaseUnreachable(reason=state or "connection")
    if state in _BUSY:
        return StoreBusy(store="postgresql", waited_s=BUSY_S)
    if state in _UNWRITABLE:
        return StoreUnwritable(store="postgresql", reason=state)
    return None


def _translate(context: ExceptionContext) -> None:
    """Raised inside the hook, the coded error takes the place of SQLAlchemy's own.

    What PostgreSQL says of our own mistakes quotes the row, which is people's data, so only the
    name of the fault is left to be logged.
    """
    original = context.original_exception
    if not isinstance(original, psycopg.Error):
        return
    _be_discreet(original)
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = original.args
    if context.is_pre_ping:
        return  # a connection found dead before its use is made anew, and nobody need hear of it
    found = _our_word(original, is_disconnect=context.is_disconnect)
    if found is not None:
        raise found from original


def _be_discreet(error: psycopg.Error) -> None:
    error.args = (f"{type(error).__name__} {error.sqlstate or ''}".strip(),)


def _our_word(error: psycopg.Error, *, is_disconnect: bool = False) -> OperatorAppError | None:
    state = error.sqlstate
    if is_disconnect or isinstance(error, psycopg.OperationalError):
        return coded(state) or DatabaseUnreachable(reason=state or "connection")
    return coded(state) if state else None
