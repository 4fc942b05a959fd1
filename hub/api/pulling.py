"""``GET /v1/pull``: reads the question, and answers when there is something to tell."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.api.bodies import answer
from hub.api.guard import Guard, caller_of
from hub.api.reading import shown_page
from hub.pull import Pull, Pulls
from hub.store.streams import Stream
from operator_app.wire.devices import Role
from operator_app.wire.pull import LONGEST_WAIT_S, MOST_ROWS
from operator_app.wire.refusals import RequestBroken

_LONGEST_ID = 64


def pull_routes(pulls: Pulls, guard: Guard) -> list[Route]:
    async def pull(request: Request) -> Response:
        return answer(shown_page(request, await pulls.pull(_asked(request))))

    followers = (Role.WINDOW, Role.PROVIDER, Role.RELAY)
    return [Route("/v1/pull", guard(pull, *followers), methods=["GET"])]


def _asked(request: Request) -> Pull:
    stream = request.query_params.get("stream", "")
    if stream not in {known.value for known in Stream}:
        raise RequestBroken(reason="stream")
    stream_id = request.query_params.get("stream_id", "")
    if len(stream_id) > _LONGEST_ID:
        raise RequestBroken(reason="stream_id")
    return Pull(
        caller=caller_of(request),
        stream=Stream(stream),
        stream_id=stream_id,
        after=_number(request, "after", 0, 2**63 - 1),
        limit=max(1, _number(request, "limit", 100, MOST_ROWS)),
        wait_s=_number(request, "wait", 0, LONGEST_WAIT_S),
    )


def _number(request: Request, name: str, otherwise: int, most: int) -> int:
    text = request.query_params.get(name, str(otherwise))
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)) or int(text) > most:
        raise RequestBroken(reason=name)
    return int(text)
