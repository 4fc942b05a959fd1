"""Stands before every route: the token, and errors as coded answers."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from hub.api.bodies import answer
from operator_app.errors import OperatorAppError, Unavailable
from operator_app.wire.push import ErrorAnswer
from operator_app.wire.refusals import HubRefusal, NotSignedIn

Route = Callable[[Request], Awaitable[Response]]

_log = logging.getLogger(__name__)
_UNAVAILABLE = 503
_OUR_FAULT = 500


class Guard:
    """Lets a request through that carries the token of the window."""

    def __init__(self, token: str) -> None:
        self._expected = b"Bearer " + token.encode("utf-8")

    def __call__(self, route: Route) -> Route:
        async def guarded(request: Request) -> Response:
            given = request.headers.get("authorization", "").encode("utf-8")
            if not hmac.compare_digest(given, self._expected):
                raise NotSignedIn
            return await route(request)

        return guarded


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
    return answer(ErrorAnswer(code=error.code, details=details), status)


async def no_such_route(request: Request, error: Exception) -> Response:
    """Starlette's own 404 and 405 in the form of every other refusal."""
    del request
    status = error.status_code if isinstance(error, HTTPException) else _OUR_FAULT
    return answer(ErrorAnswer(code="hub.request_broken", details={"reason": "route"}), status)
