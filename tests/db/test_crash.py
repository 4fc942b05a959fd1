"""SIGKILL in the middle of saving: what was acknowledged is there, once, and the store is whole."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from db.audit_chain import verify_chain
from db.models import ApplicationRow
from operator_app.wire.envelopes import decode
from operator_app.wire.signed import envelope_of
from tests.db.builders import Store

ROOT = Path(__file__).parents[2]


def run_and_kill(folder: Path, start: int, acknowledged: int) -> list[str]:
    """Ids the writer acknowledged before it was killed, at a moment it does not choose."""
    command = [sys.executable, "-m", "tests.db.crashing_writer", str(folder), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        seen = [writer.stdout.readline().strip() for _ in range(acknowledged)]
        writer.kill()
        rest = writer.stdout.read().splitlines()
    return [*seen, *rest]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_acknowledged_case_survives_a_kill(tmp_path: Path, seed: int) -> None:
    acknowledged = run_and_kill(tmp_path, seed * 1000, random.Random(seed).randint(1, 40))

    store = Store(tmp_path)
    with store.engine.connect() as connection:
        kept = set(connection.execute(select(ApplicationRow.id)).scalars())
        integrity = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    with store.units() as unit:
        envelopes = [decode(envelope_of(row.line)) for row in unit.outbox.pending(20_000)]
    assert set(acknowledged) <= kept
    assert len(kept) - len(acknowledged) <= 1
    assert {envelope.entity for envelope in envelopes} == kept
    assert [envelope.dseq for envelope in envelopes] == list(range(1, len(kept) + 1))
    assert verify_chain(store.engine).entries == len(kept)
    assert verify_chain(store.engine).broken is None
    assert integrity == ["ok"]
    store.engine.dispose()
