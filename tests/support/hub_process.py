"""A real hub in a process of its own, on loopback, for tests that push, kill and start again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Engine, Row, Table, select

from hub.store import postgresql
from hub.store.opening import open_reader, open_writer
from operator_app.adapters.keys import training_key
from operator_app.gateways.hub_http import HttpHub
from tests.support.envelopes import Device
from tests.support.project_files import ROOT

TOKEN = "token-of-the-tests"
NOBODY = "http://127.0.0.1:9/"
"""An address where no gateway listens."""


class HubProcess:
    """Ends with the block. ``kill`` is what a power cut does to a process; ``start`` comes back."""

    def __init__(
        self,
        data: Path,
        *,
        shep: str = NOBODY,
        options: Sequence[str] = (),
        database: str | None = None,
        module: str = "hub",
    ) -> None:
        self.data = data
        self.database = database
        self._command = [
            *(sys.executable, "-m", module, "serve", "--data", str(data), "--shep", shep),
            *("--listen", "127.0.0.1:0", "--training", "--until-stdin-closes", *options),
            *(("--database", database) if database else ()),
        ]
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "TEREZE_HUB_TOKEN": TOKEN},
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the hub did not start"
        self.url: str = json.loads(line)["listening"]
        self.http = HttpHub(self.url, TOKEN, training=True)
        self.http.enrol(Device().enrolment(TOKEN))

    def kill(self) -> None:
        self.process.kill()
        self._gone()

    def end(self) -> int:
        """Closes the pipe, as the end of the parent does; the answer is the exit code."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self._gone()

    def log(self) -> str:
        return (self.data / "hub.log").read_text(encoding="utf-8")

    def rows(self, table: Table) -> list[Row[Any]]:
        """What the store holds, read beside the running hub."""
        if self.database is None:
            engine = open_reader(self.data / "hub.db", training_key(self.data, "hub"))
        else:
            engine = postgresql.open_reader(self.database)
        with engine.connect() as connection:
            found = list(connection.execute(select(table)))
        engine.dispose()
        return found

    def writer(self) -> Engine:
        """For a test that harms a store while nobody has it open."""
        if self.database is None:
            return open_writer(self.data / "hub.db", training_key(self.data, "hub"))
        return postgresql.open_writer(self.database)

    def _gone(self) -> int:
        code = self.process.wait(timeout=10)
        self.http.close()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        return code

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self._gone()
