"""Every answer says what time it is at the hub, and a window may say what time it is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TIME_HEADER: Final = "Tereze-Time"
"""ISO 8601 with a zone; in an answer the hub's clock, in a request the caller's."""


class TellTime:
    """Around the whole application, so refusals tell the time as well."""

    def __init__(self, app: ASGIApp, now: Callable[[], datetime]) -> None:
        self._app = app
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[TIME_HEADER] = self._now().isoformat()
            await send(message)

        await self._app(scope, receive, telling)


def told_time(request: Request) -> datetime | None:
    """The caller's clock; what cannot be read was not said."""
    try:
        told = datetime.fromisoformat(request.headers.get(TIME_HEADER, ""))
    except ValueError:
        return None
    return told if told.tzinfo is not None else None
