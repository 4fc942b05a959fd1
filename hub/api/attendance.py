"""How much work is under way, and what is refused before it could empty the pool."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.api.guard import coded
from hub.settings import MOST_AT_ONCE, MOST_OF_ONE_CALLER, REQUEST_S, RETRY_AFTER_S
from operator_app.wire.refusals import HubBusy, HubRefusal, HubStopping, TooManyAtOnce

PULLS: Final = "pulls"
_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "/v1/pull": PULLS,
        "/v1/blobs/": "scans",
        "/v1/registries/": "registries",
        "/v1/health": "health",
    }
)
"""By the beginning of the path. A kind that waits for others must not keep out the rest."""
_REST: Final = "calls"
_MOST: Final[Mapping[str, int]] = MappingProxyType({PULLS: 1000, "health": 1000})


class Attendance:
    """Counts on the event loop alone, so without locks. ``close`` may come from any thread."""

    def __init__(self) -> None:
        self.stopping = False
        self._kinds: Counter[str] = Counter()
        self._callers: Counter[bytes] = Counter()

    def close(self) -> None:
        """From now on everything new is refused; what is under way goes on."""
        self.stopping = True

    def under_way(self, *, but: str = "") -> int:
        return sum(number for kind, number in self._kinds.items() if kind != but)

    def by_kind(self) -> dict[str, int]:
        return dict(self._kinds)

    @contextmanager
    def taken(self, kind: str, caller: bytes) -> Iterator[None]:
        """One call under way; refused when there is no room for it."""
        if self.stopping:
            raise HubStopping(retry_after_s=RETRY_AFTER_S)
        if self._kinds[kind] >= _MOST.get(kind, MOST_AT_ONCE):
            raise HubBusy(retry_after_s=RETRY_AFTER_S)
        if caller and self._callers[caller] >= MOST_OF_ONE_CALLER:
            raise TooManyAtOnce(retry_after_s=RETRY_AFTER_S)
        self._kinds[kind] += 1
        self._callers[caller] += 1
        try:
            yield
        finally:
            self._kinds[kind] -= 1
            self._callers[caller] -= 1
            if not self._callers[caller]:
                del self._callers[caller]


class Gate:
    """Around the application: room first, then time."""

    def __init__(self, app: ASGIApp, attendance: Attendance) -> None:
        self._app = app
        self._attendance = attendance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind = _kind(scope["path"])
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            with self._attendance.taken(kind, _caller(scope)):
                async with asyncio.timeout(REQUEST_S if kind == _REST else None):
                    await self._app(scope, receive, sending)
        except HubRefusal as refusal:
            await _refuse(refusal, scope, receive, send)
        except TimeoutError:
            if started:
                raise
            await _refuse(HubBusy(retry_after_s=RETRY_AFTER_S), scope, receive, send)


async def _refuse(refusal: HubRefusal, scope: Scope, receive: Receive, send: Send) -> None:
    response = await coded(Request(scope), refusal)
    await response(scope, receive, send)


def _kind(path: str) -> str:
    return next((kind for start, kind in _KINDS.items() if path.startswith(start)), _REST)


def _caller(scope: Scope) -> bytes:
    """Whoever shows the same token; tokens themselves are not kept lying about."""
    token = Headers(scope=scope).get("authorization", "")
    return hashlib.sha256(token.encode()).digest() if token else b""
