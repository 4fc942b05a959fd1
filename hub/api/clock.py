"""Every answer says what time it is at the hub, and a window may say what time it is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.api.bodies import answer, named
from hub.api.guard import Guard, caller_of
from hub.clocks import CLOCK_SKEW
from hub.store.ledger import Ledger
from operator_app.wire.clock_marks import ClockMarks
from operator_app.wire.devices import Role
from operator_app.wire.envelopes import Code
from operator_app.wire.refusals import RoleMissing

TIME_HEADER: Final = "Tereze-Time"
"""ISO 8601 with a zone; in an answer the hub's clock, in a request the caller's."""


def clock_routes(ledger: Ledger, guard: Guard) -> list[Route]:
    """A window is told of its own messages only."""

    async def marks(request: Request) -> Response:
        caller = caller_of(request)
        device = named("device", request.query_params.get("device", ""), Code)
        if caller.role is Role.WINDOW and device != caller.device:
            raise RoleMissing(role=caller.role.value)
        return answer(await run_in_threadpool(_marks, ledger, device))

    return [Route("/v1/clock_marks", guard(marks), methods=["GET"])]


def _marks(ledger: Ledger, device: str) -> ClockMarks:
    with ledger.reading() as pages:
        marked, last_at = pages.inbox.marked(device, CLOCK_SKEW)
    return ClockMarks(marked=marked, last_at=last_at)


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
