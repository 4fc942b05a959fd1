"""``GET /v1/openapi.json``: the calls, with bodies as the types on the wire say them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.api.blob_calls import COMPLETE, NO, OFFSET, YES
from hub.api.reading import RANGE
from hub.settings import MOST_BLOBS_ASKED
from operator_app.wire.cases import (
    READS_CASE,
    READS_HEADER,
    CaseAsked,
    CaseworkStep,
    HubCase,
    ToldCase,
)
from operator_app.wire.clock_marks import ClockMarks
from operator_app.wire.devices import Enrolled, Enrolment, Vouched
from operator_app.wire.pull import LONGEST_WAIT_S, MOST_ROWS, PullAnswer, StreamName
from operator_app.wire.push import BlobsAnswer, BlobsQuery, ErrorAnswer, Health, PushAnswer
from operator_app.wire.registries import (
    OrganisationAnswer,
    OrganisationQuery,
    PersonAnswer,
    PersonQuery,
    PowerOfAttorneyAnswer,
    PowerOfAttorneyQuery,
)
from operator_app.wire.sticks import SealingKey

JSON: Final = "application/json"
LINES: Final = "application/x-ndjson"
BYTES: Final = "application/octet-stream"
_REF: Final = "#/components/schemas/{name}"
_UUID: Final = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_SEQ: Final = 2**63 - 1

Kind = type[msgspec.Struct]
Parameter = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One line of the table of ``docs/protocol.md``."""

    method: str
    path: str
    summary: str
    asks: Kind | str | None = None
    """A type of JSON, or a media type of other bytes."""
    answers: Mapping[int, Kind | str | None]
    parameters: Sequence[Parameter] = ()
    open: bool = False
    """No token is asked for."""


def _parameter(where: str, name: str, schema: Mapping[str, Any]) -> Parameter:
    required = where == "path" or name == OFFSET
    return {"in": where, "name": name, "required": required, "schema": schema}


_SCAN: Final = _parameter("path", "sha256", {"type": "string", "pattern": "^[0-9a-f]{64}$"})
_ENTITY: Final = _parameter("path", "entity", {"type": "string", "pattern": _UUID})
_READS: Final = _parameter("header", READS_HEADER, {"type": "string", "enum": [READS_CASE]})
_RANGE: Final = _parameter("header", RANGE, {"type": "string", "pattern": "^bytes=[0-9]+-[0-9]*$"})
_PART: Final = (
    _parameter("header", OFFSET, {"type": "integer", "minimum": 0, "maximum": 10**17}),
    _parameter("header", COMPLETE, {"type": "string", "enum": [YES, NO]}),
)
_FOLLOWING: Final = (
    {
        **_parameter("query", "stream", {"type": "string", "enum": [s.value for s in StreamName]}),
        "required": True,
    },
    _parameter("query", "stream_id", {"type": "string", "maxLength": 64}),
    _parameter("query", "after", {"type": "integer", "minimum": 0, "maximum": _SEQ}),
    _parameter("query", "limit", {"type": "integer", "minimum": 0, "maximum": MOST_ROWS}),
    _parameter("query", "wait", {"type": "integer", "minimum": 0, "maximum": LONGEST_WAIT_S}),
    _READS,
)
_REGISTRIES: Final[Mapping[str, tuple[Kind, Kind]]] = MappingProxyType(
    {
        "person": (PersonQuery, PersonAnswer),
        "organisation": (OrganisationQuery, OrganisationAnswer),
        "power_of_attorney": (PowerOfAttorneyQuery, PowerOfAttorneyAnswer),
    }
)

CALLS: Final[tuple[Call, ...]] = (
    Call(method="GET", path="/v1/health", summary="Awake?", answers={200: Health}, open=True),
    Call(
        method="GET",
        path="/v1/openapi.json",
        summary="This document",
        answers={200: JSON},
        open=True,
    ),
    Call(
        method="GET",
        path="/metrics",
        summary="Figures for Prometheus",
        answers={200: "text/plain"},
    ),
    Call(
        method="POST",
        path="/v1/devices",
        summary="A device becomes known, by a one-time code",
        asks=Enrolment,
        answers={200: Enrolled},
        open=True,
    ),
    Call(
        method="POST",
        path="/v1/devices/vouched",
        summary="A center's hub tells of a device",
        asks=Vouched,
        answers={204: None},
    ),
    Call(
        method="GET",
        path="/v1/sealing_key",
        summary="What messages carried by hand are sealed to",
        answers={200: SealingKey},
        open=True,
    ),
    Call(
        method="POST",
        path="/v1/push",
        summary="Signed envelopes, one a line",
        asks=LINES,
        answers={200: PushAnswer},
    ),
    Call(
        method="GET",
        path="/v1/pull",
        summary="What came after a place of a stream",
        answers={200: PullAnswer},
        parameters=_FOLLOWING,
    ),
    Call(
        method="GET",
        path="/v1/clock_marks",
        summary="How many messages of a device came from a wrong clock",
        answers={200: ClockMarks},
        parameters=(_parameter("query", "device", {"type": "string", "maxLength": 128}),),
    ),
    Call(
        method="POST",
        path="/v1/blobs/missing",
        summary=f"Which of at most {MOST_BLOBS_ASKED} scans are absent, and where they go on",
        asks=BlobsQuery,
        answers={200: BlobsAnswer},
    ),
    Call(
        method="HEAD",
        path="/v1/blobs/{sha256}",
        summary="How much of a scan is here: all, some, nothing",
        answers={200: None, 204: None},
        parameters=(_SCAN,),
    ),
    Call(
        method="PUT",
        path="/v1/blobs/{sha256}",
        summary="A whole scan",
        asks=BYTES,
        answers={201: None, 204: None},
        parameters=(_SCAN,),
    ),
    Call(
        method="PATCH",
        path="/v1/blobs/{sha256}",
        summary="The next bytes of a scan",
        asks=BYTES,
        answers={204: None},
        parameters=(_SCAN, *_PART),
    ),
    *(
        Call(
            method="POST",
            path=f"/v1/registries/{name}",
            summary="What a state registry says",
            asks=asked,
            answers={200: answered},
        )
        for name, (asked, answered) in _REGISTRIES.items()
    ),
    Call(
        method="POST",
        path="/v1/cases/asked",
        summary="A case of the same center, by the number on its receipt",
        asks=CaseAsked,
        answers={200: ToldCase},
    ),
    Call(
        method="GET",
        path="/v1/cases/{entity}",
        summary="What only the hub writes about a case",
        answers={200: HubCase},
        parameters=(_ENTITY, _READS),
    ),
    Call(
        method="GET",
        path="/v1/cases/{entity}/files/{sha256}",
        summary="A file that a message about the case names, or that its result is",
        answers={200: BYTES, 206: BYTES},
        parameters=(_ENTITY, _SCAN, _RANGE),
    ),
    Call(
        method="POST",
        path="/v1/casework/{entity}",
        summary="A step of the provider, in training; a decision may carry a signed result",
        asks=CaseworkStep,
        answers={200: HubCase},
        parameters=(_ENTITY, _READS),
    ),
)


def openapi_route() -> Route:
    """No token: what may be asked is no secret, and a program that looks has none yet."""
    content = msgspec.json.encode(document())

    async def openapi(request: Request) -> Response:
        del request
        return Response(content, media_type=JSON)

    return Route("/v1/openapi.json", openapi, methods=["GET"])


def document() -> dict[str, Any]:
    """OpenAPI 3.1."""
    paths: dict[str, dict[str, Any]] = {}
    for call in CALLS:
        paths.setdefault(call.path, {})[call.method.lower()] = _operation(call)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tereze hub", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(call: Call) -> dict[str, Any]:
    answers = {str(status): _answer(kind) for status, kind in call.answers.items()}
    operation: dict[str, Any] = {
        "operationId": f"{call.method.lower()} {call.path}",
        "summary": call.summary,
        "parameters": list(call.parameters),
        "security": [] if call.open else [{"bearer": []}],
        "responses": {**answers, "default": _refusal(call)},
    }
    if call.asks is not None:
        operation["requestBody"] = {"required": True, "content": _content(call.asks)}
    return operation


def _answer(kind: Kind | str | None) -> dict[str, Any]:
    if kind is None:
        return {"description": "Nothing but the status and its headers"}
    return {"description": "Done", "content": _content(kind)}


def _refusal(call: Call) -> dict[str, Any]:
    """An answer to HEAD has no body."""
    if call.method == "HEAD":
        return {"description": "Refused, or nothing is here"}
    return {"description": "Refused: a code and its facts", "content": _content(ErrorAnswer)}


def _content(kind: Kind | str) -> dict[str, Any]:
    if not isinstance(kind, str):
        return {JSON: {"schema": {"$ref": _REF.format(name=kind.__name__)}}}
    if kind == JSON:
        return {JSON: {"schema": {"type": "object"}}}
    if kind == BYTES:
        return {BYTES: {"schema": {"type": "string", "format": "binary"}}}
    return {kind: {"schema": {"type": "string"}}}


def _schemas() -> dict[str, Any]:
    spoken: set[Kind] = {ErrorAnswer}
    for call in CALLS:
        kinds = (call.asks, *call.answers.values())
        spoken |= {kind for kind in kinds if kind is not None and not isinstance(kind, str)}
    ordered = sorted(spoken, key=lambda kind: kind.__name__)
    _, components = msgspec.json.schema_components(ordered, ref_template=_REF)
    return {name: _portable(schema) for name, schema in components.items()}


def _portable(schema: Any) -> Any:
    """JSON Schema writes the ends of a pattern otherwise than Python does."""
    if isinstance(schema, dict):
        return {
            key: value.replace(r"\A", "^").replace(r"\Z", "$")
            if key == "pattern" and isinstance(value, str)
            else _portable(value)
            for key, value in schema.items()
        }
    if isinstance(schema, list):
        return [_portable(each) for each in schema]
    return schema
