"""Stands before every route: who calls and what for, and errors as coded answers."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from hub.access import Access, Caller
from hub.api.bodies import answer
from operator_app.errors import OperatorAppError, Unavailable
from operator_app.wire.devices import Role
from operator_app.wire.push import ErrorAnswer
from operator_app.wire.refusals import HubRefusal, NotSignedIn, RoleMissing

Route = Callable[[Request], Awaitable[Response]]

_log = logging.getLogger(__name__)
_UNAVAILABLE = 503
_OUR_FAULT = 500
_LATER: Final = frozenset({429, _UNAVAILABLE})
WINDOW_ONLY: Final = (Role.WINDOW,)


class Guard:
    """Lets a request through whose bearer has one of the roles that the route is for."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def __call__(self, route: Route, *roles: Role) -> Route:
        """Without ``roles`` the route is for windows; in training everybody is everything."""
        allowed = frozenset({*(roles or WINDOW_ONLY), Role.TRAINING})

        async def guarded(request: Request) -> Response:
            given = request.headers.get("authorization", "")
            caller = await run_in_threadpool(self._access.caller, given)
            if caller.role not in allowed:
                raise RoleMissing(role=caller.role.value)
            request.state.caller = caller
            return await route(request)

        return guarded


def caller_of(request: Request) -> Caller:
    """Whom the guard let through."""
    caller = getattr(request.state, "caller", None)
    if not isinstance(caller, Caller):
        raise NotSignedIn
    return caller


async def coded(request: Request, error: Exception) -> Response:
    """An ``OperatorAppError`` as status, code and facts."""
    del request
    if not isinstance(error, OperatorAppError):
        raise error
    if isinstance(error, HubRefusal):
        status = error.status
    else:
        status = _UNAVAILABLE if isinstance(error, Unavailable) else _OUR_FAULT
    level = logging.ERROR if status == _OUR_FAULT else logging.INFO
    _log.log(level, "refused: %s", error.code, extra={"facts": {"status": status}})
    details = {
        name: value if isinstance(value, int) else str(value)
        for name, value in error.details.items()
        if value is not None
    }
    headers = {"Retry-After": str(details.get("retry_after_s", 1))} if status in _LATER else {}
    return answer(ErrorAnswer(code=error.code, details=details), status, headers)


async def no_such_route(request: Request, error: Exception) -> Response:
    """Starlette's own 404 and 405 in the form of every other refusal."""
    del request
    status = error.status_code if isinstance(error, HTTPException) else _OUR_FAULT
    return answer(ErrorAnswer(code="hub.request_broken", details={"reason": "route"}), status)
