"""The hub as a process: how it starts, ends and refuses to start."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from hub.server import listen
from hub.store.case_rows import NewCase
from hub.store.ledger import Ledger
from hub.store.opening import HEAD, HubStoreNewer, needs_upgrade, open_reader, open_writer
from hub.store.upgrade import migrations, upgrade
from operator_app.wire.push import PushOutcome
from tests.support.envelopes import a_line, an_id
from tests.support.fake_shep import FakeShep
from tests.support.hub_process import TOKEN, HubProcess
from tests.support.project_files import ROOT

KEY = bytes(range(32))


def refused_start(folder: Path, *options: str, token: str = TOKEN) -> tuple[int, str]:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "hub", "serve", "--data", str(folder)),
            *("--shep", "http://127.0.0.1:9/", *options),
        ],
        cwd=ROOT,
        env={**os.environ, "TEREZE_HUB_TOKEN": token},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_it_ends_soon_when_standard_input_closes(hub: HubProcess) -> None:
    hub.http.push([a_line()])
    assert hub.process.stdin is not None
    hub.process.stdin.close()

    assert hub.process.wait(timeout=2) == 0


def test_it_ends_soon_even_while_a_registry_is_silent(tmp_path: Path) -> None:
    with FakeShep() as shep, HubProcess(tmp_path, shep=shep.url) as hub:
        shep.silent = True
        asking = subprocess.Popen(
            [sys.executable, "-c", ASK, hub.url, TOKEN], cwd=ROOT, stderr=subprocess.DEVNULL
        )
        try:
            assert shep.question_came.wait(timeout=10)
            assert hub.process.stdin is not None
            hub.process.stdin.close()

            hub.process.wait(timeout=2)
        finally:
            asking.kill()
            asking.wait()


ASK = """
import sys
from operator_app.gateways.hub_http import HttpHub
HttpHub(sys.argv[1], sys.argv[2]).person("900101300017")
"""


def test_what_it_knew_is_there_after_a_stop_and_a_start(hub: HubProcess) -> None:
    hub.http.push([a_line()])
    hub.end()
    hub.start()

    assert hub.http.push([a_line()]).results[0].result is PushOutcome.DUPLICATE


def test_it_does_not_start_without_a_token(tmp_path: Path) -> None:
    code, said = refused_start(tmp_path, "--training", token="")

    assert (code, said.count("\n")) == (2, 1)
    assert said.startswith("hub.token_missing")


def test_a_training_hub_listens_on_loopback_only(tmp_path: Path) -> None:
    code, said = refused_start(tmp_path, "--training", "--listen", "0.0.0.0:0")

    assert (code, said) == (2, "hub.training_needs_loopback: host=0.0.0.0\n")


def test_an_address_that_is_taken_is_a_coded_error(hub: HubProcess, tmp_path: Path) -> None:
    taken = hub.url.removeprefix("http://")

    code, said = refused_start(tmp_path / "other", "--training", "--listen", taken)

    assert (code, said.partition(":")[0]) == (2, "hub.cannot_listen")


def test_the_end_of_an_answer_does_not_wait_for_its_beginning_to_be_acknowledged() -> None:
    listener, _ = listen("127.0.0.1", 0)
    with listener:
        listener.listen()
        with socket.create_connection(listener.getsockname()):
            accepted, _ = listener.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_its_files_do_not_show_what_they_hold(hub: HubProcess) -> None:
    hub.http.push([a_line(actor="Әлия")])
    hub.end()

    for file in hub.data.glob("hub.db*"):
        assert "Әлия".encode() not in file.read_bytes()
        assert not file.read_bytes().startswith(b"SQLite format")


def test_its_log_names_no_person(hub: HubProcess) -> None:
    hub.http.push([a_line(body={"iin": "900101300017", "surname": "ТЕСТОВ"})])
    hub.http.person("900101300017")
    hub.end()

    log = hub.log()
    assert '"call": "/v1/push", "status": 200' in log
    assert "900101300017" not in log
    assert "ТЕСТОВ" not in log


def test_the_shipped_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(migrations()).get_heads() == [HEAD]


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    engine = open_writer(tmp_path / "hub.db", KEY)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(HubStoreNewer):
        needs_upgrade(engine)
    engine.dispose()


def test_a_failed_write_leaves_no_number_behind(tmp_path: Path) -> None:
    writer = open_writer(tmp_path / "hub.db", KEY)
    upgrade(writer)
    ledger = Ledger(writer, open_reader(tmp_path / "hub.db", KEY))

    def write_a_case_without_its_envelope() -> None:
        with ledger.writing() as pages:
            seq = pages.streams.next_seq()
            new = NewCase(entity=an_id(1), envelope=an_id(9), seq=seq, at=datetime.now(UTC))
            pages.cases.add([new])

    with pytest.raises(IntegrityError):
        write_a_case_without_its_envelope()
    with ledger.writing() as pages:
        assert pages.streams.next_seq() == 1
    ledger.close()
