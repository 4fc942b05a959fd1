"""Reads requests within limits of size and time, and writes answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Final, TypeVar

import msgspec
import zstandard
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from hub.settings import BODY_TIMEOUT_S, MEGABYTE, MOST_QUESTION_BYTES
from operator_app.wire.refusals import RequestBroken, RequestTooBig

Question = TypeVar("Question", bound=msgspec.Struct)

ZSTD: Final = "zstd"
_BITE: Final = 128
"""Compressed bytes unpacked at a time: the worst of them becomes 4 MB, and is then looked at."""
_WINDOW: Final = 8 * MEGABYTE
"""Memory that a compressed body may ask for."""


async def body(request: Request, most_bytes: int) -> bytes:
    """The whole body; stops reading as soon as it is too big, whatever its header promised."""
    return b"".join([chunk async for chunk in chunks(request, most_bytes)])


async def chunks(request: Request, most_bytes: int) -> AsyncIterator[bytes]:
    """The same as it comes; what was read before it broke off has been handed out."""
    promised = request.headers.get("content-length", "")
    if promised.isdecimal() and int(promised) > most_bytes:
        raise RequestTooBig(most_bytes=most_bytes)
    came = 0
    try:
        async with asyncio.timeout(BODY_TIMEOUT_S):
            async for chunk in request.stream():
                came += len(chunk)
                if came > most_bytes:
                    raise RequestTooBig(most_bytes=most_bytes)
                yield chunk
    except (TimeoutError, ClientDisconnect) as error:
        raise RequestBroken(reason="the body did not come to its end") from error


async def unpacked(request: Request, most_bytes: int) -> bytes:
    """The body, which may be compressed; the limit holds for what it becomes."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    content = await body(request, most_bytes)
    if encoding == ZSTD:
        return unpack(content, most_bytes)
    if encoding != "identity":
        raise RequestBroken(reason="content-encoding")
    return content


def unpack(packed: bytes, most_bytes: int) -> bytes:
    """One whole frame of zstd. A bomb is refused before it has grown past the limit."""
    try:
        promised = zstandard.get_frame_parameters(packed).content_size
        if promised != zstandard.CONTENTSIZE_UNKNOWN and promised > most_bytes:
            raise RequestTooBig(most_bytes=most_bytes)
        return _unpacked_slowly(packed, most_bytes)
    except zstandard.ZstdError as error:
        raise RequestBroken(reason=ZSTD) from error


def _unpacked_slowly(packed: bytes, most_bytes: int) -> bytes:
    frame = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
    content = bytearray()
    for start in range(0, len(packed), _BITE):
        if frame.eof:
            raise RequestBroken(reason=ZSTD)
        content += frame.decompress(packed[start : start + _BITE])
        if len(content) > most_bytes:
            raise RequestTooBig(most_bytes=most_bytes)
    if not frame.eof or frame.unused_data:
        raise RequestBroken(reason=ZSTD)
    return bytes(content)


async def question(request: Request, kind: type[Question]) -> Question:
    """The body as ``kind``. A fault is named by its place; what stood there is not repeated."""
    content = await unpacked(request, MOST_QUESTION_BYTES)
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.ValidationError as error:
        _, found, place = str(error).rpartition(" - at ")
        raise RequestBroken(reason=place.strip("`") if found else "$") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RequestBroken(reason="not JSON") from error


def named(what: str, text: str, kind: object) -> str:
    """A name out of an address, if it is of that ``kind``: nothing else gets near the store."""
    try:
        return str(msgspec.convert(text, kind))
    except msgspec.ValidationError as error:
        raise RequestBroken(reason=what) from error


def answer(
    content: msgspec.Struct, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    return Response(
        msgspec.json.encode(content),
        status_code=status,
        media_type="application/json",
        headers=headers,
    )
