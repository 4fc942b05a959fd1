"""The stand as a child process: quick to start, silent when told to be, gone with its parent."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from stand.gateway import PATH
from stand.people import Kind, all_people
from tests.stand import questions
from tests.support.project_files import ROOT


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stand-data")


@pytest.fixture
def stand(data: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "stand", "serve", "--data", str(data)]
    process = subprocess.Popen(
        [*command, "--listen", "127.0.0.1:0", "--until-stdin-closes"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        yield process
        process.kill()


def ready(stand: subprocess.Popen[bytes]) -> dict[str, str]:
    assert stand.stdout is not None
    said: dict[str, str] = json.loads(stand.stdout.readline())
    return said


def silent_question() -> bytes:
    iin = next(person.iin for person in all_people() if person.kind is Kind.SILENT)
    content = questions.person(iin)
    head = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def test_it_says_where_it_listens_and_where_the_keys_are(
    stand: subprocess.Popen[bytes], data: Path
) -> None:
    said = ready(stand)

    assert said["listening"].startswith("http://127.0.0.1:")
    assert Path(said["pki"]) == data / "pki"
    assert (data / "pki" / "operator_ec.p12").exists()


def test_it_ends_with_its_parent_even_while_somebody_waits_for_an_answer(
    stand: subprocess.Popen[bytes],
) -> None:
    port = int(ready(stand)["listening"].rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as waiting:
        waiting.sendall(silent_question())
        waiting.settimeout(0.3)
        with pytest.raises(TimeoutError):
            waiting.recv(1)
        began = time.monotonic()
        assert stand.stdin is not None
        stand.stdin.close()
        code = stand.wait(timeout=10)

    assert code == 0
    assert time.monotonic() - began < 1.5
    assert stand.stderr is not None
    assert stand.stderr.read() == b""
