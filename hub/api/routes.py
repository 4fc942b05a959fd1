"""The calls of ``docs/protocol.md``. Work on the disk goes to threads, never on the event loop."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.api.bodies import answer, body, question
from hub.api.guard import Guard, coded, no_such_route
from hub.blobs import HubBlobs
from hub.casework import Casework
from hub.inbox import Inbox
from hub.registries.questions import Registries
from hub.settings import (
    MOST_BLOB_BYTES,
    MOST_BLOBS_ASKED,
    MOST_ENVELOPES,
    MOST_PUSH_BYTES,
    UPLOADS_AT_ONCE,
)
from operator_app.errors import OperatorAppError
from operator_app.wire.cases import CaseworkStep
from operator_app.wire.envelopes import VERSION
from operator_app.wire.push import BlobsAnswer, BlobsQuery, Health
from operator_app.wire.refusals import RequestBroken, RequestTooBig, TrainingOnly
from operator_app.wire.registries import OrganisationQuery, PersonQuery, PowerOfAttorneyQuery

_SHA256 = re.compile(r"\A[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """Who does the work behind the routes."""

    inbox: Inbox
    blobs: HubBlobs
    casework: Casework
    registries: Registries
    training: bool


def application(desks: Desks, token: str) -> Starlette:
    guard = Guard(token)
    routes = _Routes(desks)
    return Starlette(
        routes=[
            Route("/v1/health", routes.health, methods=["GET"]),
            Route("/v1/push", guard(routes.push), methods=["POST"]),
            Route("/v1/blobs/missing", guard(routes.missing_blobs), methods=["POST"]),
            Route("/v1/blobs/{sha256}", guard(routes.blob), methods=["HEAD", "PUT"]),
            Route("/v1/registries/person", guard(routes.person), methods=["POST"]),
            Route("/v1/registries/organisation", guard(routes.organisation), methods=["POST"]),
            Route(
                "/v1/registries/power_of_attorney",
                guard(routes.power_of_attorney),
                methods=["POST"],
            ),
            Route("/v1/cases/{entity}", guard(routes.case), methods=["GET"]),
            Route("/v1/casework/{entity}", guard(routes.casework), methods=["POST"]),
        ],
        exception_handlers={OperatorAppError: coded, HTTPException: no_such_route},
    )


class _Routes:
    def __init__(self, desks: Desks) -> None:
        self._desks = desks
        self._uploads = asyncio.Semaphore(UPLOADS_AT_ONCE)

    async def health(self, request: Request) -> Response:
        del request
        return answer(Health(ok=True, training=self._desks.training, versions=(VERSION,)))

    async def push(self, request: Request) -> Response:
        content = await body(request, MOST_PUSH_BYTES)
        lines = [line for line in content.split(b"\n") if line]
        if len(lines) > MOST_ENVELOPES:
            raise RequestTooBig(most_envelopes=MOST_ENVELOPES)
        return answer(await run_in_threadpool(self._desks.inbox.push, lines))

    async def missing_blobs(self, request: Request) -> Response:
        asked = await question(request, BlobsQuery)
        if len(asked.sha256) > MOST_BLOBS_ASKED:
            raise RequestTooBig(most_blobs=MOST_BLOBS_ASKED)
        missing = await run_in_threadpool(self._desks.blobs.missing, asked.sha256)
        return answer(BlobsAnswer(missing=missing))

    async def blob(self, request: Request) -> Response:
        sha256 = request.path_params["sha256"]
        if not _SHA256.match(sha256):
            raise RequestBroken(reason="sha256")
        if request.method == "HEAD":
            here = await run_in_threadpool(self._desks.blobs.has, sha256)
            return Response(status_code=200 if here else 404)
        async with self._uploads:
            content = await body(request, MOST_BLOB_BYTES)
            new = await run_in_threadpool(self._desks.blobs.store, sha256, content)
        return Response(status_code=201 if new else 204)

    async def person(self, request: Request) -> Response:
        return answer(await self._desks.registries.person(await question(request, PersonQuery)))

    async def organisation(self, request: Request) -> Response:
        asked = await question(request, OrganisationQuery)
        return answer(await self._desks.registries.organisation(asked))

    async def power_of_attorney(self, request: Request) -> Response:
        asked = await question(request, PowerOfAttorneyQuery)
        return answer(await self._desks.registries.power_of_attorney(asked))

    async def case(self, request: Request) -> Response:
        entity = request.path_params["entity"]
        return answer(await run_in_threadpool(self._desks.casework.case, entity))

    async def casework(self, request: Request) -> Response:
        if not self._desks.training:
            raise TrainingOnly
        step = await question(request, CaseworkStep)
        entity = request.path_params["entity"]
        return answer(await run_in_threadpool(self._desks.casework.play, entity, step))
