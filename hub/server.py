"""Runs the application on one socket until a signal, or the end of standard input."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Final

import anyio.to_thread
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from hub.api.attendance import PULLS, Attendance
from hub.settings import HEADERS_S, HURRY_S, MOST_HEADER_BYTES, STOP_S, THREADS
from operator_app.errors import Unavailable

_STDIN: Final = 0


class CannotListen(Unavailable):
    """The address is taken, or is not of this machine."""

    code = "hub.cannot_listen"


def listen(host: str, port: int) -> tuple[socket.socket, str]:
    """The socket, bound before anything is opened, and the address that others reach it by."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # asyncio sets it only on sockets that name their protocol, which accepted ones do not:
        # the end of each short answer waited 40 ms for the acknowledgement of its beginning.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise CannotListen(host=host, port=port) from error
    bound = listener.getsockname()
    shown = f"[{bound[0]}]" if family == socket.AF_INET6 else bound[0]
    return listener, f"http://{shown}:{bound[1]}"


def serve(
    application: Starlette,
    listener: socket.socket,
    attendance: Attendance,
    *,
    ready: Callable[[], None],
    until_stdin_closes: bool,
) -> None:
    """Returns when the server has stopped; ``ready`` is called once it answers."""
    config = uvicorn.Config(
        application,
        http=_Impatient,
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        h11_max_incomplete_event_size=MOST_HEADER_BYTES,
    )
    server = _Server(config, attendance, ready)
    if until_stdin_closes:
        threading.Thread(target=_wait_for_end, args=(server,), daemon=True).start()
    server.run(sockets=[listener])


class _Impatient(H11Protocol):
    """Closes a connection that does not say in time what it wants."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own narrowing
        super().connection_made(transport)
        self.loop.call_later(HEADERS_S, self._give_up)

    def _give_up(self) -> None:
        if getattr(self, "cycle", None) is None and not self.transport.is_closing():
            self.transport.close()


class _Server(uvicorn.Server):
    """Says when it answers; told to stop, it ends what it has taken and refuses what is new."""

    def __init__(
        self, config: uvicorn.Config, attendance: Attendance, ready: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._attendance = attendance
        self._ready = ready
        self._until: float | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        # Nobody holds a thread who would have to wait for a connection of the pool.
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        await super().startup(sockets)
        self._ready()

    async def on_tick(self, counter: int) -> bool:
        await super().on_tick(counter)
        if self._until is None:
            return False
        idle = self._attendance.under_way(but=PULLS) == 0
        if not idle and time.monotonic() < self._until:
            return False
        # Who waits for news is let go: there will be none.
        timer = threading.Timer(HURRY_S, self._hurry)
        timer.daemon = True
        timer.start()
        return True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The first signal asks, the second insists."""
        del sig, frame
        if self._until is None:
            self.stop(STOP_S)
        else:
            self._until = time.monotonic()

    def stop(self, within_s: float) -> None:
        """From any thread. Nothing acknowledged is lost, however short the time."""
        self._until = time.monotonic() + within_s
        self._attendance.close()

    def _hurry(self) -> None:
        self.force_exit = True


def _wait_for_end(server: _Server) -> None:
    """A parent that dies closes the pipe, however it dies; so no hub is left behind.

    Reads the descriptor itself: a buffered reader held by this thread would trouble the exit.
    """
    while os.read(_STDIN, 4096):
        pass
    server.stop(HURRY_S)
