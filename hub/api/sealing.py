"""``GET /v1/sealing_key``: what windows seal to when they must carry messages by hand."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.api.bodies import answer
from operator_app.wire.sticks import SealingKey


def sealing_routes(key: SealingKey) -> list[Route]:
    """Public: whoever has it can only write to the hub, and then only what a device has signed."""

    async def sealing_key(request: Request) -> Response:
        del request
        return answer(key)

    return [Route("/v1/sealing_key", sealing_key, methods=["GET"])]
