"""How devices get in: with a code of an administrator, or vouched for by their center's hub."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.api.bodies import answer, question
from hub.api.guard import Guard, caller_of
from hub.enrolment import Enrolments
from operator_app.wire.devices import Enrolment, Role, Vouched


def enrolment_routes(enrolments: Enrolments, guard: Guard) -> list[Route]:
    """``POST /v1/devices`` carries its code instead of a token."""

    async def enrol(request: Request) -> Response:
        asked = await question(request, Enrolment)
        return answer(await run_in_threadpool(enrolments.enrol, asked))

    async def vouch(request: Request) -> Response:
        told = await question(request, Vouched)
        await run_in_threadpool(enrolments.vouch, caller_of(request), told)
        return Response(status_code=204)

    return [
        Route("/v1/devices", enrol, methods=["POST"]),
        Route("/v1/devices/vouched", guard(vouch, Role.RELAY), methods=["POST"]),
    ]
