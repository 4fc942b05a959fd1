"""The line between windows and their hub, on loopback, and everything that can go wrong with it."""

from __future__ import annotations

import contextlib
import http.client
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, Self
from urllib.parse import urlsplit

CHUNK: Final = 2048
HOP: Final = frozenset({"connection", "keep-alive", "transfer-encoding", "host"})
HUB_S: Final = 60.0


class Fate(StrEnum):
    """What becomes of one call."""

    WELL = "well"
    REPLY_LOST = "reply_lost"
    """The hub has done it, and nobody hears."""
    REQUEST_CUT = "request_cut"
    REPLY_CUT = "reply_cut"
    SILENCE = "silence"
    """Nothing ever comes back; the caller must give up by itself."""


Choose = Callable[[str, str], Fate]
"""By method and path."""


def all_well(method: str, path: str) -> Fate:
    del method, path
    return Fate.WELL


class Line:
    """Ends with the block. ``choose`` decides on every call; ``happened`` counts what came true."""

    def __init__(self, hub_url: str) -> None:
        parts = urlsplit(hub_url)
        self.hub = (str(parts.hostname), int(parts.port or 0))
        self.choose: Choose = all_well
        self.happened: Counter[str] = Counter()
        self.silent_s: list[float] = []
        """How long callers waited for an answer that did not come."""
        self.latency_s = 0.0
        self.bytes_per_s = 0.0
        """Of everything that goes through, both ways together; 0 is no limit."""
        self._up = True
        self._turn = threading.Lock()
        self._open: set[socket.socket] = set()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def is_up(self) -> bool:
        return self._up

    def down(self) -> None:
        """As if the cable were pulled: what is under way ends in the middle."""
        self._up = False
        for one in list(self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def up(self) -> None:
        self._up = True

    def well(self) -> None:
        self.choose, self.latency_s, self.bytes_per_s = all_well, 0.0, 0.0
        self.up()

    def carry(self, content: bytes) -> Iterator[bytes]:
        """In the pace of the line; whoever shares it waits for the others."""
        for first in range(0, len(content), CHUNK):
            chunk = content[first : first + CHUNK]
            if self.bytes_per_s:
                with self._turn:
                    threading.Event().wait(len(chunk) / self.bytes_per_s)
            yield chunk

    def opened(self, connection: socket.socket) -> None:
        self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        self._open.discard(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.down()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    disable_nagle_algorithm = True
    request_queue_size = 64

    def __init__(self, line: Line) -> None:
        self.line = line
        super().__init__(("127.0.0.1", 0), _Call)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        """Without a polite end: a reset must look like one."""
        assert isinstance(request, socket.socket)
        self.line.closed(request)
        request.close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Connections end in the middle here; that is what the line is for."""


class _Cut(Exception):
    """The call ends here."""


class _Call(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""

    def handle(self) -> None:
        self.server.line.opened(self.connection)
        with contextlib.suppress(OSError, http.client.HTTPException, _Cut):
            super().handle()

    def handle_expect_100(self) -> bool:
        return True

    def _relay(self) -> None:
        line = self.server.line
        fate = line.choose(self.command, self.path) if line.is_up else Fate.REQUEST_CUT
        if line.latency_s:
            threading.Event().wait(line.latency_s)
        if fate is Fate.SILENCE:
            self._say_nothing(line)
        hub = http.client.HTTPConnection(*line.hub, timeout=HUB_S)
        try:
            self._ask(line, hub, fate)
            self._answer(line, hub.getresponse(), fate)
        finally:
            hub.close()

    def _say_nothing(self, line: Line) -> None:
        began = time.monotonic()
        while self.connection.recv(65536):
            continue
        line.silent_s.append(time.monotonic() - began)
        self._cut(line, Fate.SILENCE)

    def _ask(self, line: Line, hub: http.client.HTTPConnection, fate: Fate) -> None:
        length = int(self.headers.get("Content-Length", 0))
        hub.putrequest(self.command, self.path, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in HOP:
                hub.putheader(name, value)
        hub.endheaders()
        most = length // 2 if fate is Fate.REQUEST_CUT else length
        while most > 0:
            content = self.rfile.read(min(CHUNK, most))
            if not content:
                raise _Cut
            for chunk in line.carry(content):
                hub.send(chunk)
            most -= len(content)
        if fate is Fate.REQUEST_CUT:
            self._cut(line, fate)

    def _answer(self, line: Line, reply: http.client.HTTPResponse, fate: Fate) -> None:
        content = reply.read()
        if fate is Fate.REPLY_LOST or not line.is_up:
            self._cut(line, Fate.REPLY_LOST)
        self.send_response_only(reply.status)
        length = reply.getheader("Content-Length") if self.command == "HEAD" else str(len(content))
        for name, value in reply.getheaders():
            if name.lower() not in {*HOP, "content-length"}:
                self.send_header(name, value)
        if reply.status not in {204, 304}:
            self.send_header("Content-Length", length or "0")
        self.end_headers()
        most = len(content) // 2 if fate is Fate.REPLY_CUT else len(content)
        for chunk in line.carry(content[:most]):
            self.wfile.write(chunk)
        self.wfile.flush()
        if fate is Fate.REPLY_CUT:
            self._cut(line, fate)
        line.happened[Fate.WELL.value] += 1

    def _cut(self, line: Line, fate: Fate) -> None:
        line.happened[fate.value] += 1
        if fate is Fate.REPLY_LOST and self.path == "/v1/push":
            line.happened["push_reply_lost"] += 1
        self.close_connection = True
        linger = struct.pack("ii", 1, 0)
        with contextlib.suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        raise _Cut

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = _relay  # noqa: N815  # named by the base
