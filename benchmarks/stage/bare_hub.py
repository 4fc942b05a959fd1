"""The least hub that could be: HTTP, the same rows in one transaction, files; nothing is checked.

It writes into tables of the hub's own shape (indices and keys included) by raw psycopg, and
believes whatever comes: no signature, no chain, no duplicate, no role.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any, Final

import msgspec
import psycopg
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.server import listen

ARRIVED: Final = "2018-02-06T04:20:00+00:00"
INBOX: Final = (
    "INSERT INTO inbox (id, stream, seq, device, epoch, dseq, prev, digest, type, entity, at,"
    " received_at, line) VALUES (%s, 'cases', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
STREAM: Final = (
    "INSERT INTO stream_rows (stream, seq, kind, envelope, entity, at)"
    " VALUES ('cases', %s, 'envelope', %s, %s, %s)"
)
CASES: Final = (
    "INSERT INTO cases (entity, envelope, seq, state, received_at)"
    " VALUES (%s, %s, %s, 'awaiting_scans', %s)"
)
AWAITED: Final = (
    "INSERT INTO awaited_blobs (envelope, sha256, size, entity) VALUES (%s, %s, %s, %s)"
)
MARK: Final = (
    "INSERT INTO watermarks (device, epoch, dseq, digest) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (device, epoch) DO UPDATE SET dseq = excluded.dseq, digest = excluded.digest"
)
PLACES: Final = "UPDATE counters SET value = value + %s WHERE stream = 'cases' RETURNING value - %s"
BLOB: Final = "INSERT INTO blobs (sha256, size, stored_at) VALUES (%s, %s, %s)"
READ: Final = (
    "SELECT s.seq, i.line FROM stream_rows s JOIN inbox i ON i.id = s.envelope"
    " WHERE s.stream = 'cases' AND s.seq > %s ORDER BY s.seq LIMIT %s"
)


class Bare:
    def __init__(self, database: str, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._own = threading.local()

    def push(self, content: bytes) -> int:
        """One transaction for the whole body."""
        lines = content.split(b"\n")
        with self._connection().transaction(), self._connection().cursor() as cursor:
            cursor.execute(PLACES, (len(lines), len(lines)))
            found = cursor.fetchone()
            assert found is not None
            self._write(cursor, lines, int(found[0]) + 1)
        return len(lines)

    def put(self, name: str, content: bytes) -> None:
        path = self._folder / name
        with path.open("wb") as file:
            file.write(content)
            os.fsync(file.fileno())
        with self._connection().transaction():
            self._connection().execute(BLOB, (name, len(content), ARRIVED))

    def get(self, name: str) -> bytes:
        return (self._folder / name).read_bytes()

    def read(self, after: int, limit: int) -> bytes:
        rows = self._connection().execute(READ, (after, limit)).fetchall()
        last = rows[-1][0] if rows else after
        return str(last).encode() + b"\n" + b"\n".join(bytes(line) for _, line in rows)

    def _connection(self) -> psycopg.Connection[tuple[Any, ...]]:
        if not hasattr(self._own, "connection"):
            self._own.connection = psycopg.connect(self._database, autocommit=True)
        found: psycopg.Connection[tuple[Any, ...]] = self._own.connection
        return found

    def _write(
        self, cursor: psycopg.Cursor[tuple[Any, ...]], lines: list[bytes], first: int
    ) -> None:
        contents = [line.partition(b".")[2] for line in lines]
        said = [msgspec.json.decode(content) for content in contents]
        digests = [hashlib.sha256(content).hexdigest() for content in contents]
        rows = list(zip(range(first, first + len(lines)), said, digests, lines, strict=True))
        cursor.executemany(
            INBOX,
            [
                (
                    *(one["id"], seq, one["device"], one["epoch"], one["dseq"], one["prev"]),
                    *(digest, one["type"], one["entity"], one["at"], ARRIVED, line),
                )
                for seq, one, digest, line in rows
            ],
        )
        cursor.executemany(
            STREAM, [(seq, one["id"], one["entity"], ARRIVED) for seq, one, _, _ in rows]
        )
        cursor.executemany(
            CASES, [(one["entity"], one["id"], seq, ARRIVED) for seq, one, _, _ in rows]
        )
        awaited = [
            (one["id"], blob["sha256"], blob["size"], one["entity"])
            for one in said
            for blob in one["blobs"]
        ]
        if awaited:
            cursor.executemany(AWAITED, awaited)
        last = said[-1]
        cursor.execute(MARK, (last["device"], last["epoch"], last["dseq"], digests[-1]))


def application(bare: Bare) -> Starlette:
    async def push(request: Request) -> Response:
        taken = await run_in_threadpool(bare.push, await request.body())
        return Response(json.dumps({"taken": taken}))

    async def put(request: Request) -> Response:
        content = await request.body()
        await run_in_threadpool(bare.put, request.path_params["name"], content)
        return Response(status_code=201)

    async def get(request: Request) -> Response:
        return Response(await run_in_threadpool(bare.get, request.path_params["name"]))

    async def read(request: Request) -> Response:
        query = request.query_params
        found = await run_in_threadpool(bare.read, int(query["after"]), int(query["limit"]))
        return Response(found)

    return Starlette(
        routes=[
            Route("/v1/push", push, methods=["POST"]),
            Route("/v1/blobs/{name}", put, methods=["PUT"]),
            Route("/v1/blobs/{name}", get, methods=["GET"]),
            Route("/v1/read", read, methods=["GET"]),
        ]
    )


def main() -> int:
    """Two arguments: where the database is, as libpq has it, and a folder for files."""
    listener, url = listen("127.0.0.1", 0)
    config = uvicorn.Config(
        application(Bare(sys.argv[1], Path(sys.argv[2]))),
        http="h11",
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
    )
    print(json.dumps({"listening": url}), flush=True)
    uvicorn.Server(config).run(sockets=[listener])
    return 0


if __name__ == "__main__":
    sys.exit(main())
