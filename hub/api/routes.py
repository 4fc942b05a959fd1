"""The calls of ``docs/protocol.md``. Work on the disk goes to threads, never on the event loop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.access import Access
from hub.api.attendance import Attendance, Gate
from hub.api.blob_calls import BlobCalls
from hub.api.bodies import answer, named, question, unpacked
from hub.api.clock import TellTime, clock_routes, told_time
from hub.api.enrolling import enrolment_routes
from hub.api.guard import Guard, caller_of, coded, no_such_route
from hub.api.metrics import Metrics, Watch
from hub.api.openapi import openapi_route
from hub.api.pulling import pull_routes
from hub.api.reading import file_answer, shown_case
from hub.api.sealing import sealing_routes
from hub.asked_cases import AskedCases
from hub.blobs import HubBlobs
from hub.case_files import CaseFiles
from hub.casework import Casework
from hub.enrolment import Enrolments
from hub.inbox import Inbox, Push
from hub.pull import Pulls
from hub.registries.questions import Registries
from hub.settings import MOST_ENVELOPES
from hub.store.ledger import Ledger
from operator_app.errors import OperatorAppError
from operator_app.wire.cases import CaseAsked, CaseworkStep
from operator_app.wire.devices import Role
from operator_app.wire.envelopes import VERSION, Sha256, Uuid
from operator_app.wire.push import MOST_PUSH_BYTES, Health
from operator_app.wire.refusals import RequestTooBig, TrainingOnly
from operator_app.wire.registries import OrganisationQuery, PersonQuery, PowerOfAttorneyQuery
from operator_app.wire.sticks import SealingKey

_BLOB: Final = "/v1/blobs/{sha256}"
_FILE: Final = "/v1/cases/{entity}/files/{sha256}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """Who does the work behind the routes."""

    inbox: Inbox
    blobs: HubBlobs
    files: CaseFiles
    casework: Casework
    asked_cases: AskedCases
    registries: Registries
    enrolments: Enrolments
    access: Access
    pulls: Pulls
    ledger: Ledger
    sealing_key: SealingKey
    attendance: Attendance
    metrics: Metrics
    now: Callable[[], datetime]
    training: bool


def application(desks: Desks) -> Starlette:
    guard = Guard(desks.access)
    routes = _Routes(desks)
    blobs = BlobCalls(desks.blobs)
    sends, reads = (Role.WINDOW, Role.RELAY), (Role.WINDOW, Role.PROVIDER, Role.RELAY)
    brings = (*sends, Role.PROVIDER)
    return Starlette(
        routes=[
            Route("/v1/health", routes.health, methods=["GET"]),
            Route("/v1/push", guard(routes.push, *sends), methods=["POST"]),
            Route("/v1/blobs/missing", guard(blobs.missing, *brings), methods=["POST"]),
            Route(_BLOB, guard(blobs.look, *brings), methods=["HEAD"]),
            Route(_BLOB, guard(blobs.put, *brings), methods=["PUT"]),
            Route(_BLOB, guard(blobs.patch, *brings), methods=["PATCH"]),
            Route("/v1/registries/person", guard(routes.person), methods=["POST"]),
            Route("/v1/registries/organisation", guard(routes.organisation), methods=["POST"]),
            Route(
                "/v1/registries/power_of_attorney",
                guard(routes.power_of_attorney),
                methods=["POST"],
            ),
            Route("/v1/cases/asked", guard(routes.asked), methods=["POST"]),
            Route("/v1/cases/{entity}", guard(routes.case, *reads), methods=["GET"]),
            Route(_FILE, guard(routes.file, *reads), methods=["GET"]),
            Route("/v1/casework/{entity}", guard(routes.casework, Role.PROVIDER), methods=["POST"]),
            openapi_route(),
            Route("/metrics", guard(desks.metrics.page, Role.METRICS), methods=["GET"]),
            *enrolment_routes(desks.enrolments, guard),
            *pull_routes(desks.pulls, guard),
            *clock_routes(desks.ledger, guard),
            *sealing_routes(desks.sealing_key),
        ],
        middleware=[
            Middleware(TellTime, now=desks.now),
            Middleware(Watch, metrics=desks.metrics),
            Middleware(Gate, attendance=desks.attendance),
        ],
        exception_handlers={OperatorAppError: coded, HTTPException: no_such_route},
    )


class _Routes:
    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    async def health(self, request: Request) -> Response:
        del request
        return answer(Health(ok=True, training=self._desks.training, versions=(VERSION,)))

    async def push(self, request: Request) -> Response:
        content = await unpacked(request, MOST_PUSH_BYTES)
        lines = [line for line in content.split(b"\n") if line]
        if len(lines) > MOST_ENVELOPES:
            raise RequestTooBig(most_envelopes=MOST_ENVELOPES)
        push = Push(lines=lines, caller=caller_of(request), told_at=told_time(request))
        pushed = await run_in_threadpool(self._desks.inbox.push, push)
        self._desks.metrics.pushed(pushed)
        return answer(pushed)

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
        case = await run_in_threadpool(self._desks.casework.case, entity)
        return answer(shown_case(request, case))

    async def asked(self, request: Request) -> Response:
        asked = await question(request, CaseAsked)
        caller = caller_of(request)
        told = await run_in_threadpool(self._desks.asked_cases, caller, asked)
        return answer(told)

    async def file(self, request: Request) -> Response:
        entity = named("entity", request.path_params["entity"], Uuid)
        sha256 = named("sha256", request.path_params["sha256"], Sha256)
        caller = caller_of(request)
        content = await run_in_threadpool(self._desks.files.file, caller, entity, sha256)
        return file_answer(request, content)

    async def casework(self, request: Request) -> Response:
        if not self._desks.training:
            raise TrainingOnly
        step = await question(request, CaseworkStep)
        entity = request.path_params["entity"]
        case = await run_in_threadpool(self._desks.casework.play, entity, step)
        return answer(shown_case(request, case))
