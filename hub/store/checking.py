"""Whether a store holds together: its file, and what its rows say of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from sqlalchemy import Connection, func, select

from db.torn_pages import cipher_complaints
from hub.store.tables import blobs, cases, counters, inbox, stream_rows
from operator_app.wire.envelopes import digest
from operator_app.wire.message_refusals import Unsigned
from operator_app.wire.signed import envelope_of

_ROWS_AT_ONCE = 500
_OK = ("ok",)
_LOOKS = 3


def faults(connection: Connection) -> Iterator[str]:
    """Each as a line of words and ids, without anybody's data."""
    if connection.dialect.name == "sqlite":
        yield from _of_the_file(connection)
    yield from _lines(connection)
    yield from _cases(connection)
    yield from _streams(connection)


def scans(connection: Connection) -> Iterator[tuple[str, int]]:
    """Hash and size of each scan that was acknowledged."""
    rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(
        select(blobs.c.sha256, blobs.c.size).order_by(blobs.c.sha256)
    )
    for row in rows:
        yield row.sha256, row.size


def _of_the_file(connection: Connection) -> Iterator[str]:
    questions: Mapping[str, Callable[[Connection], list[str]]] = {
        "cipher_integrity_check": cipher_complaints,
        "integrity_check": partial(_asked, "integrity_check"),
        "foreign_key_check": partial(_asked, "foreign_key_check"),
    }
    for question, ask in questions.items():
        for found in _that_stays(connection, ask):
            yield f"{question}: {found}"


def _asked(question: str, connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql(f"PRAGMA {question}").all()
    return [str(row[0]) for row in rows if tuple(row) != _OK]


def _that_stays(connection: Connection, ask: Callable[[Connection], list[str]]) -> list[str]:
    """The file is read past the lock of a hub that runs: a page that was being written is whole
    at the next look, damage is not."""
    found: list[str] = []
    for _ in range(_LOOKS):
        found = ask(connection)
        if not found:
            break
    return found


def _lines(connection: Connection) -> Iterator[str]:
    rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(
        select(inbox.c.id, inbox.c.line, inbox.c.digest)
    )
    for row in rows:
        if row.digest not in _digests(bytes(row.line)):
            yield f"message {row.id} is not what was received"


def _digests(line: bytes) -> Iterator[str]:
    """Earlier hubs received messages without a signature."""
    yield digest(line)
    try:
        yield digest(envelope_of(line))
    except Unsigned:
        return


def _cases(connection: Connection) -> Iterator[str]:
    orphans = (
        select(cases.c.entity)
        .join(inbox, inbox.c.id == cases.c.envelope, isouter=True)
        .where(inbox.c.id.is_(None))
    )
    for entity in connection.execute(orphans).scalars():
        yield f"case {entity} has no message"
    for sha256, size in (
        (cases.c.result_document, cases.c.result_document_size),
        (cases.c.result_signature, cases.c.result_signature_size),
    ):
        absent = (
            select(cases.c.entity)
            .join(blobs, (blobs.c.sha256 == sha256) & (blobs.c.size == size), isouter=True)
            .where(sha256.is_not(None), blobs.c.sha256.is_(None))
        )
        for entity in connection.execute(absent).scalars():
            yield f"case {entity} names a file of its result that is not here"


def _streams(connection: Connection) -> Iterator[str]:
    ahead = (
        select(counters.c.stream)
        .join(stream_rows, stream_rows.c.stream == counters.c.stream)
        .group_by(counters.c.stream, counters.c.value)
        .having(func.max(stream_rows.c.seq) > counters.c.value)
    )
    for stream in connection.execute(ahead).scalars():
        yield f"stream {stream} has rows past its counter"
    untold = (
        select(inbox.c.id)
        .join(
            stream_rows,
            (stream_rows.c.stream == inbox.c.stream) & (stream_rows.c.seq == inbox.c.seq),
            isouter=True,
        )
        .where(stream_rows.c.seq.is_(None))
    )
    for envelope in connection.execute(untold).scalars():
        yield f"message {envelope} is in no stream"
