"""Reads requests within limits of size and time, and writes answers."""

from __future__ import annotations

import asyncio
from typing import TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from hub.settings import BODY_TIMEOUT_S, MOST_QUESTION_BYTES
from operator_app.wire.refusals import RequestBroken, RequestTooBig

Question = TypeVar("Question", bound=msgspec.Struct)


async def body(request: Request, most_bytes: int) -> bytes:
    """The whole body; stops reading as soon as it is too big, whatever its header promised."""
    promised = request.headers.get("content-length", "")
    if promised.isdecimal() and int(promised) > most_bytes:
        raise RequestTooBig(most_bytes=most_bytes)
    content = bytearray()
    try:
        async with asyncio.timeout(BODY_TIMEOUT_S):
            async for chunk in request.stream():
                content += chunk
                if len(content) > most_bytes:
                    raise RequestTooBig(most_bytes=most_bytes)
    except (TimeoutError, ClientDisconnect) as error:
        raise RequestBroken(reason="the body did not come to its end") from error
    return bytes(content)


async def question(request: Request, kind: type[Question]) -> Question:
    """The body as ``kind``. A fault is named by its place; what stood there is not repeated."""
    content = await body(request, MOST_QUESTION_BYTES)
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.ValidationError as error:
        _, found, place = str(error).rpartition(" - at ")
        raise RequestBroken(reason=place.strip("`") if found else "$") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RequestBroken(reason="not JSON") from error


def answer(content: msgspec.Struct, status: int = 200) -> Response:
    return Response(msgspec.json.encode(content), status_code=status, media_type="application/json")
