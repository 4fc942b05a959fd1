"""A PostgreSQL of the tests' own: Debian's program, started and ended by the test run itself."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from hub.store import postgresql
from hub.store.upgrade import upgrade

_USER = "postgres"
_READY_S = 30
_FRESH = "fresh"
"""The database that others are copied from: migrated to the head, and empty."""


class PostgresMissing(Exception):
    """Debian's package ``postgresql`` brings it."""


class PostgresServer:
    """One server in a folder of its own, on a socket in it. Everything is durable, as in use."""

    def __init__(self) -> None:
        self._bin = _programs()
        self.folder = Path(tempfile.mkdtemp(prefix="tz-pg-"))
        self._data = self.folder / "data"
        self._numbers = count(1)
        self._as_user: list[str] = []
        self._user = getpass.getuser()
        if os.geteuid() == 0:
            account = pwd.getpwnam(_USER)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            # PostgreSQL refuses to run as root.
            self._as_user = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--init-groups"]
            self._user = _USER
        self._run(
            "initdb", "--no-sync", "-D", str(self._data), "-A", "trust", "-E", "UTF8", "--no-locale"
        )
        self.start()
        self.sql(f"CREATE DATABASE {_FRESH}")
        engine = postgresql.open_writer(self.address(_FRESH))
        upgrade(engine)
        engine.dispose()

    def start(self) -> None:
        options = f"-c listen_addresses='' -k {self.folder} -c max_connections=200"
        self._run(
            *("pg_ctl", "start", "-w", "-t", str(_READY_S), "-D", str(self._data)),
            *("-l", str(self.folder / "log"), "-o", options),
        )

    def stop(self, mode: str = "fast") -> None:
        """``immediate`` is what a power cut does to the processes."""
        self._run("pg_ctl", "stop", "-w", "-m", mode, "-D", str(self._data))

    def address(self, database: str) -> str:
        return f"postgresql+psycopg://{self._user}@/{database}?host={self.folder}"

    def a_database(self, *, empty: bool = False) -> str:
        """The address of a new one; ``empty`` has no tables yet."""
        name = f"hub_{next(self._numbers)}"
        template = "template0" if empty else _FRESH
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def drop(self, address: str) -> None:
        name = make_url(address).database
        self.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """As the administrator, outside of any transaction."""
        with psycopg.connect(
            host=str(self.folder), dbname="postgres", user=self._user, autocommit=True
        ) as connection:
            done = connection.execute(sql.SQL(statement))
            return done.fetchall() if done.description else []

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*self._as_user, str(self._bin / program), *arguments],
            cwd=self.folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder)


def _programs() -> Path:
    """Debian keeps them outside of the PATH, a folder for each version."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    if found is None:
        raise PostgresMissing("no initdb; install Debian's package postgresql")
    return Path(found).parent
