"""Runs the application on one socket until a signal, or the end of standard input."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from typing import Final

import uvicorn
from starlette.applications import Starlette

from hub.settings import STOP_S
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
    *,
    ready: Callable[[], None],
    until_stdin_closes: bool,
) -> None:
    """Returns when the server has stopped; ``ready`` is called once it answers."""
    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
    )
    server = _Server(config, ready)
    if until_stdin_closes:
        threading.Thread(target=_wait_for_end, args=(server,), daemon=True).start()
    server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says when it answers, and stops soon when it is told to."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    def stop(self) -> None:
        """From any thread. Answers under way have ``STOP_S``; nothing acknowledged is lost."""
        self.should_exit = True
        timer = threading.Timer(STOP_S, self._hurry)
        timer.daemon = True
        timer.start()

    def _hurry(self) -> None:
        self.force_exit = True


def _wait_for_end(server: _Server) -> None:
    """A parent that dies closes the pipe, however it dies; so no hub is left behind.

    Reads the descriptor itself: a buffered reader held by this thread would trouble the exit.
    """
    while os.read(_STDIN, 4096):
        pass
    server.stop()
