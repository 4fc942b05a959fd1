"""Opens an encrypted SQLite file so that a commit that returned survives a power cut."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from operator_app.errors import Corrupted, OperatorAppError, Unavailable

KEY_BYTES: Final = 32
LEAST_SQLITE: Final = (3, 51, 3)
"""Before it a WAL reset could corrupt the file."""
BUSY_S: Final = 10
"""How long a writer waits for another one before it tells the operator."""
READERS: Final = 4

_SETTINGS: Final = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cell_size_check=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cache_size=-16000",
)
_WRITER: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",
)
_DAMAGE: Final = ("malformed", "not a database", "corrupt", "vtable constructor failed")
_UNWRITABLE: Final = ("readonly", "disk is full", "disk i/o error", "unable to open")
_OUR_MISTAKES: Final = (dbapi2.IntegrityError, dbapi2.ProgrammingError, dbapi2.InterfaceError)


class SqliteTooOld(Unavailable):
    """The SQLite that came with the program is older than the fix of WAL reset."""

    code = "store.sqlite_too_old"


class StoreMissing(Unavailable):
    """A reader was asked for a store that is not there."""

    code = "store.missing"


class WrongKey(Corrupted):
    """The first page does not open with this key."""

    code = "store.wrong_key"


class StoreDamaged(Corrupted):
    """The file does not hold together: cut, overwritten, or a page changed."""

    code = "store.damaged"


class StoreBusy(Unavailable):
    """Another program has been writing for longer than a writer waits."""

    code = "store.busy"


class StoreUnwritable(Unavailable):
    """The disk is full, read-only or failing; nothing of this save was kept."""

    code = "store.unwritable"


def open_engine(
    path: Path, key: bytes, *, read_only: bool = False, onlooker: bool = False
) -> Engine:
    """Open, or make, the encrypted store in ``path`` with a raw key of 32 bytes.

    A writing engine has a pool of one connection: SQLite has one writer, so threads queue in
    front of the pool, in order, and not in SQLite's busy handler, which sleeps and is unfair.
    Each of its transactions begins with ``BEGIN IMMEDIATE``. A reading engine has a few
    ``query_only`` connections. Both keep connections open: a new one would decrypt the schema
    again. An ``onlooker`` that reads may not write by the file system either, so it takes no
    journal away. Whatever goes wrong below comes out as a coded error of this module.
    """
    refuse_old_sqlite(dbapi2.sqlite_version_info)
    if len(key) != KEY_BYTES:
        raise WrongKey(store=path.name)
    if read_only and not path.exists():
        raise StoreMissing(store=path.name)
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _connect(path, key, read_only=read_only, onlooker=onlooker),
        poolclass=QueuePool,
        pool_size=READERS if read_only else 1,
        max_overflow=0,
        pool_timeout=BUSY_S * 3,
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", on_begin)
    event.listen(engine, "handle_error", _translate)
    return engine


def refuse_old_sqlite(version: tuple[int, ...]) -> None:
    """Refuse a library that is known to lose data."""
    if version < LEAST_SQLITE:
        raise SqliteTooOld(
            found=".".join(map(str, version)), least=".".join(map(str, LEAST_SQLITE))
        )


def coded(error: BaseException, store: str) -> OperatorAppError | None:
    """The coded error of a message of SQLite, or nothing if it is our own mistake."""
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return StoreBusy(store=store, waited_s=BUSY_S)
    if any(sign in text for sign in _DAMAGE):
        return StoreDamaged(store=store)
    if any(sign in text for sign in _UNWRITABLE):
        return StoreUnwritable(store=store, reason=text)
    return None


def _connect(path: Path, key: bytes, *, read_only: bool, onlooker: bool) -> dbapi2.Connection:
    name = f"{path.absolute().as_uri()}?mode=ro" if onlooker else str(path)
    try:
        connection = dbapi2.connect(
            name, isolation_level=None, timeout=BUSY_S, check_same_thread=False, uri=onlooker
        )
    except dbapi2.Error as error:
        raise StoreUnwritable(store=path.name, reason=str(error)) from error
    try:
        _prepare(connection, path, key, read_only=read_only)
    except dbapi2.Error as error:
        connection.close()
        raise coded(error, path.name) or StoreDamaged(store=path.name) from error
    except OperatorAppError:
        connection.close()
        raise
    return connection


def _prepare(connection: dbapi2.Connection, path: Path, key: bytes, *, read_only: bool) -> None:
    # The library would print its complaints about a wrong key on standard error.
    connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"").fetchall()
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except dbapi2.DatabaseError as error:
        if "not a database" in str(error):
            raise WrongKey(store=path.name) from error
        raise
    for setting in _SETTINGS:
        connection.execute(setting).fetchall()
    for setting in ("PRAGMA query_only=ON",) if read_only else _WRITER:
        connection.execute(setting).fetchall()
    _refuse_cut_file(connection, path)


def _refuse_cut_file(connection: dbapi2.Connection, path: Path) -> None:
    """A file shorter than its own header says was cut; pages still in the WAL do not count."""
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and wal.stat().st_size > 0:
        return
    pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
    page_bytes = int(connection.execute("PRAGMA page_size").fetchone()[0])
    if path.stat().st_size < pages * page_bytes:
        raise StoreDamaged(store=path.name)


def _translate(context: ExceptionContext) -> None:
    """Raised inside the hook, the coded error takes the place of SQLAlchemy's own."""
    original = context.original_exception
    if isinstance(original, dbapi2.DatabaseError) and not isinstance(original, _OUR_MISTAKES):
        found = coded(original, "store")
        if found is not None:
            raise found from original
