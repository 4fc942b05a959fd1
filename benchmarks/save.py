"""One save of a case (rows, audit, outbox; durable) against the same bytes by raw sqlcipher3."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import select, text
from sqlcipher3 import dbapi2

from benchmarks.measure import Figure, in_turns, report
from operator_app.domain.names import search_key
from tests.db.builders import KEY, Store, a_party, an_application

BUDGET = 2.0
SYNC_BUDGET = 3
SAVES = 20
ROUNDS = 15
SYNC_SAVES = 200
SYNCS_TO = "TEREZE_BENCH_SYNCS"
PARTY = a_party()
TABLES = ("applications", "audit", "outbox")
INDEX = "INSERT INTO case_names (rowid, name) VALUES (?, ?)"
ENDS = "UPDATE profile SET dseq = ?, prev = ?, audit_seq = ?, audit_head = ?"

# Counts the calls that make bytes durable, in the process it is loaded into.
SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
static long calls;
int fsync(int fd) {
  calls++;
  return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
}
int fdatasync(int fd) {
  calls++;
  return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
long tereze_syncs(void) { return calls; }
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        ours, raw = _ours(Path(folder)), _raw(Path(folder))
        value, limit = in_turns(ours, raw, rounds=ROUNDS, each=SAVES)
    figures = [
        Figure(
            name="save of a case",
            value=value,
            unit="ms",
            limit_name="the same rows by raw sqlcipher3",
            limit=limit,
            budget=BUDGET,
        )
    ]
    syncs = _syncs_of_a_save()
    if syncs is not None:
        figures.append(
            Figure(
                name="syncs of a save",
                value=syncs,
                unit="calls",
                limit_name="calls of fsync and fdatasync allowed",
                limit=SYNC_BUDGET,
                budget=1.0,
            )
        )
    return report(*figures)


def _ours(folder: Path) -> Callable[[], object]:
    store = Store(_made(folder / "ours"))
    return lambda: store.save_all(an_application())


def _raw(folder: Path) -> Callable[[], object]:
    """The rows of real saves, read back once, then written by the plainest program there is."""
    source, target = Store(_made(folder / "source")), Store(_made(folder / "raw"))
    applications = [an_application() for _ in range(SAVES * (ROUNDS + 1))]
    for application in applications:
        source.save_all(application)
    rows = {table: _rows(source, table) for table in TABLES}
    names = [" " + search_key(PARTY.full_name) for _ in applications]
    target.engine.dispose()
    connection = _connection(target.path)
    position = count()

    def write() -> None:
        number = next(position)
        cursor = connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        for table, (statement, saved) in rows.items():
            cursor.execute(statement, saved[number])
            if table == "applications":
                cursor.execute(INDEX, (number + 1, names[number]))
        audit, outbox = rows["audit"][1][number], rows["outbox"][1][number]
        cursor.execute(ENDS, (outbox[3], audit[7], audit[0], audit[7]))
        cursor.execute("COMMIT")

    return write


def _rows(store: Store, table: str) -> tuple[str, list[tuple[Any, ...]]]:
    with store.engine.connect() as connection:
        found = connection.execute(select(text("*")).select_from(text(table)))
        rows = [tuple(row) for row in found]
    marks = ", ".join("?" * len(rows[0]))
    return f"INSERT INTO {table} VALUES ({marks})", rows  # noqa: S608  names of our own tables


def _connection(path: Path) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None)
    for setting in (
        f"key=\"x'{KEY.hex()}'\"",
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",
        "temp_store=MEMORY",
        "cache_size=-16000",
    ):
        connection.execute(f"PRAGMA {setting}").fetchall()
    return connection


def _syncs_of_a_save() -> float | None:
    """Mean over many saves, checkpoints included; nothing where no compiler is at hand."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        print("the syncs of a save need Linux and a C compiler: not counted", file=sys.stderr)
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, shim = Path(folder) / "syncs.c", Path(folder) / "syncs.so"
        source.write_text(SHIM, encoding="ascii")
        subprocess.run([compiler, "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True)
        counted = subprocess.run(
            [sys.executable, "-m", "benchmarks.save", "--count-syncs"],
            env={**os.environ, "LD_PRELOAD": str(shim), SYNCS_TO: str(shim)},
            check=True,
            capture_output=True,
            text=True,
        )
    return float(counted.stdout)


def _count_syncs() -> int:
    """In a process of its own, started with the shim loaded."""
    syncs = ctypes.CDLL(os.environ[SYNCS_TO]).tereze_syncs
    syncs.restype = ctypes.c_long
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        store.save_all(an_application())
        before = syncs()
        for _ in range(SYNC_SAVES):
            store.save_all(an_application())
        print((syncs() - before) / SYNC_SAVES)
    return 0


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(_count_syncs() if "--count-syncs" in sys.argv else main())
