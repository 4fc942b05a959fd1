"""A gateway that says exactly what a test wants, good or bad, over real HTTP."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

TYPES = "http://bip.bee.kz/SyncChannel/v10/Types"


class FakeShep:
    """Answers ``reply`` with ``status`` and keeps what was asked; ``silent`` never answers."""

    def __init__(self) -> None:
        self.reply: bytes = b""
        self.status = 200
        self.asked: list[bytes] = []
        self.silent = False
        self.question_came = threading.Event()
        self._let_go = threading.Event()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                fake.asked.append(self.rfile.read(int(self.headers["Content-Length"])))
                fake.question_came.set()
                if fake.silent:
                    fake._let_go.wait(timeout=20)
                    return
                self.send_response(fake.status)
                self.send_header("Content-Length", str(len(fake.reply)))
                self.end_headers()
                self.wfile.write(fake.reply)

            def log_message(self, *_: object) -> None:
                """The test's own log stays clean."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/bip-sync-wss-gost/"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._let_go.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def answered(data: str, code: str = "SCSS001") -> bytes:
    """``data`` in the envelope of an answer, with prefixes unlike our own."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>'
        f'<ns3:SendMessageResponse xmlns:ns3="{TYPES}"><response><responseInfo>'
        "<messageId>m-2</messageId><responseDate>2026-11-21T10:15:31.001+05:00</responseDate>"
        f"<status><code>{code}</code><message>text</message></status></responseInfo>"
        f"<responseData><data>{data}</data></responseData></response>"
        "</ns3:SendMessageResponse></S:Body></S:Envelope>"
    ).encode()


def fault(detail: str, faultcode: str = "soap:Server") -> bytes:
    return (
        '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
        f"<soap:Fault><faultcode>{faultcode}</faultcode><faultstring>words</faultstring>"
        f"<detail>{detail}</detail></soap:Fault></soap:Body></soap:Envelope>"
    ).encode()


def coded(code: str, ru: str = "", kk: str = "") -> str:
    return f"<code>{code}</code><nameRu>{ru}</nameRu><nameKz>{kk}</nameKz>"
