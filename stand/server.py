"""The stand as a process: it says where it listens, and ends with its parent if asked to."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import threading
from pathlib import Path

import uvicorn

from stand.gateway import Gateway

CHUNK = 4096


class _Server(uvicorn.Server):
    """Prints one line once connections are accepted, and lets go of silent questions at the end."""

    def __init__(
        self, config: uvicorn.Config, ready: dict[str, str], stopping: asyncio.Event
    ) -> None:
        super().__init__(config)
        self._ready = ready
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(json.dumps(self._ready) + "\n")
        sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._stopping.set()
        await super().shutdown(sockets)


def serve(host: str, port: int, pki: Path, *, until_stdin_closes: bool) -> None:
    """Runs until a signal, or until standard input reaches its end."""
    asyncio.run(_serve(host, port, pki, until_stdin_closes=until_stdin_closes))


async def _serve(host: str, port: int, pki: Path, *, until_stdin_closes: bool) -> None:
    stopping = asyncio.Event()
    config = uvicorn.Config(
        Gateway(stopping).application(),
        log_level="warning",
        access_log=False,
        lifespan="off",
        loop="asyncio",
        ws="none",
        timeout_graceful_shutdown=1,
    )
    with _listening(host, port) as listener:
        address, bound_port = listener.getsockname()[:2]
        shown = f"[{address}]" if ":" in address else address
        ready = {"listening": f"http://{shown}:{bound_port}", "pki": str(pki)}
        server = _Server(config, ready, stopping)
        if until_stdin_closes:
            threading.Thread(target=_end_with_stdin, args=(server,), daemon=True).start()
        await server.serve(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family)
    # Whoever is accepted has it too; without it the end of a short answer waits 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _end_with_stdin(server: uvicorn.Server) -> None:
    """Reads past Python's buffer: a daemon thread that holds its lock would break the exit."""
    descriptor = sys.stdin.fileno()
    while os.read(descriptor, CHUNK):
        continue
    server.should_exit = True
