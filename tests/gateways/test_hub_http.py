"""The window's way to the hub: every kind of trouble is a coded error."""

from __future__ import annotations

import hashlib
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from operator_app.gateways.hub_http import HttpHub, HubAnsweredWrongly, HubUnreachable
from operator_app.wire.refusals import HubRefusal, NotSignedIn, TrainingNeedsLoopback
from tests.support.envelopes import a_line
from tests.support.hub_process import NOBODY, TOKEN, HubProcess


class Stranger:
    """Something on a port that answers the same to everything."""

    def __init__(self) -> None:
        self.status, self.body = 200, b"{}"
        self.cut = False
        stranger = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer()

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                if not stranger.cut:
                    self.answer()

            def answer(self) -> None:
                self.send_response(stranger.status)
                self.send_header("Content-Length", str(len(stranger.body)))
                self.end_headers()
                self.wfile.write(stranger.body)

            def log_message(self, *_: object) -> None:
                """The test's own log stays clean."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def stranger() -> Iterator[Stranger]:
    it = Stranger()
    yield it
    it.close()


@pytest.fixture
def http(stranger: Stranger) -> Iterator[HttpHub]:
    with HttpHub(f"http://127.0.0.1:{stranger.server.server_port}", TOKEN) as hub:
        yield hub


def test_a_hub_that_is_not_there_is_unreachable() -> None:
    with HttpHub(NOBODY, TOKEN) as hub, pytest.raises(HubUnreachable) as caught:
        hub.push([a_line()])

    assert caught.value.details == {"reason": "ConnectError"}


def test_a_connection_cut_before_the_answer_is_unreachable(
    stranger: Stranger, http: HttpHub
) -> None:
    stranger.cut = True

    with pytest.raises(HubUnreachable):
        http.push([a_line()])


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_hub_that_is_ill_is_as_good_as_away(
    stranger: Stranger, http: HttpHub, status: int
) -> None:
    stranger.status = status

    with pytest.raises(HubUnreachable):
        http.push([a_line()])


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html>a proxy</html>"),
        (200, b'{"results": [], "more": 1}'),
        (200, b'{"results": []}'),
        (200, b"\xff"),
        (404, b"<html>no such page</html>"),
    ],
)
def test_something_that_is_not_a_hub_answered_wrongly(
    stranger: Stranger, http: HttpHub, status: int, body: bytes
) -> None:
    stranger.status, stranger.body = status, body

    with pytest.raises(HubAnsweredWrongly):
        http.push([a_line()])


def test_nobody_holds_a_file_but_whoever_asked_for_it(stranger: Stranger, http: HttpHub) -> None:
    """Garbage may be collected much later: a window would keep each page till then."""
    stranger.body = bytes(2_000_000)
    mine = bytes(bytearray(2_000_000))
    file = http.case_file("a case", hashlib.sha256(stranger.body).hexdigest())
    held, alone = sys.getrefcount(file), sys.getrefcount(mine)

    assert held == alone


def test_a_refusal_of_a_newer_hub_is_still_a_refusal(stranger: Stranger, http: HttpHub) -> None:
    stranger.status, stranger.body = 400, b'{"code": "hub.of_tomorrow", "details": {}}'

    with pytest.raises(HubRefusal) as caught:
        http.push([a_line()])

    assert caught.value.details == {"reason": "hub.of_tomorrow"}


def test_a_wrong_token_asks_to_sign_in(tmp_path: Path) -> None:
    with HubProcess(tmp_path) as process, HttpHub(process.url, "wrong", training=True) as hub:
        assert hub.health().ok

        with pytest.raises(NotSignedIn):
            hub.push([a_line()])


@pytest.mark.parametrize("url", ["http://hub.example/", "http://10.0.0.5:8000", "https://8.8.8.8"])
def test_training_refuses_a_hub_that_is_not_on_loopback(url: str) -> None:
    with pytest.raises(TrainingNeedsLoopback):
        HttpHub(url, TOKEN, training=True)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://[::1]:1", "http://localhost:1"])
def test_training_takes_a_hub_on_loopback(url: str) -> None:
    HttpHub(url, TOKEN, training=True).close()
