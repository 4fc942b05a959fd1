"""The calls that bring scans: whole, or in parts that go on where they stopped."""

from __future__ import annotations

import asyncio
import re
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from hub.api.bodies import answer, body, chunks, question
from hub.blobs import HubBlobs, Upload
from hub.settings import MOST_BLOB_BYTES, MOST_BLOBS_ASKED, PART_BYTES, UPLOADS_AT_ONCE
from operator_app.wire.push import BlobsAnswer, BlobsQuery
from operator_app.wire.refusals import RequestBroken, RequestTooBig

OFFSET: Final = "Upload-Offset"
COMPLETE: Final = "Upload-Complete"
"""``?1`` in a request: no more comes after this; in an answer: the scan is here."""
YES: Final = "?1"
NO: Final = "?0"
_SHA256: Final = re.compile(r"\A[0-9a-f]{64}\Z")
_LONGEST_NUMBER: Final = 18


class BlobCalls:
    """Uploads beyond ``UPLOADS_AT_ONCE`` wait with their bytes still on the wire."""

    def __init__(self, blobs: HubBlobs) -> None:
        self._blobs = blobs
        self._uploads = asyncio.Semaphore(UPLOADS_AT_ONCE)

    async def missing(self, request: Request) -> Response:
        asked = await question(request, BlobsQuery)
        if len(asked.sha256) > MOST_BLOBS_ASKED:
            raise RequestTooBig(most_blobs=MOST_BLOBS_ASKED)
        missing = await run_in_threadpool(self._blobs.missing, asked.sha256)
        offsets = await run_in_threadpool(self._blobs.offsets, missing)
        return answer(BlobsAnswer(missing=missing, offsets=offsets))

    async def look(self, request: Request) -> Response:
        """200: it is here. 204: some of it is. 404: nothing is."""
        upload = await run_in_threadpool(self._blobs.upload, _named(request))
        if upload.complete:
            return Response(status_code=200, headers=_headers(upload))
        return Response(status_code=204 if upload.offset else 404, headers=_headers(upload))

    async def put(self, request: Request) -> Response:
        sha256 = _named(request)
        async with self._uploads:
            content = await body(request, MOST_BLOB_BYTES)
            new = await run_in_threadpool(self._blobs.store, sha256, content)
        upload = Upload(offset=len(content), complete=True)
        return Response(status_code=201 if new else 204, headers=_headers(upload))

    async def patch(self, request: Request) -> Response:
        """What has come before a line breaks is kept, so a slow line gets there in the end."""
        sha256 = _named(request)
        start = _number(request.headers.get(OFFSET, ""))
        last = request.headers.get(COMPLETE, NO)
        if last not in {YES, NO}:
            raise RequestBroken(reason=COMPLETE)
        async with self._uploads:
            upload = await self._append(request, sha256, start)
            if last == YES and not upload.complete:
                upload = await run_in_threadpool(self._blobs.finish, sha256)
        return Response(status_code=204, headers=_headers(upload))

    async def _append(self, request: Request, sha256: str, start: int) -> Upload:
        upload = await run_in_threadpool(self._blobs.append, sha256, start, b"")
        kept = bytearray()
        most = max(MOST_BLOB_BYTES - start, 0)
        try:
            async for chunk in chunks(request, most):
                kept += chunk
                if len(kept) >= PART_BYTES:
                    upload = await self._keep(upload, sha256, kept)
        except RequestBroken:
            await self._keep(upload, sha256, kept)
            raise
        return await self._keep(upload, sha256, kept)

    async def _keep(self, upload: Upload, sha256: str, kept: bytearray) -> Upload:
        """Empties ``kept``."""
        if upload.complete or not kept:
            return upload
        content = bytes(kept)
        kept.clear()
        return await run_in_threadpool(self._blobs.append, sha256, upload.offset, content)


def _named(request: Request) -> str:
    sha256 = str(request.path_params["sha256"])
    if not _SHA256.match(sha256):
        raise RequestBroken(reason="sha256")
    return sha256


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > _LONGEST_NUMBER:
        raise RequestBroken(reason=OFFSET)
    return int(text)


def _headers(upload: Upload) -> dict[str, str]:
    return {
        OFFSET: str(upload.offset),
        COMPLETE: YES if upload.complete else NO,
        "Cache-Control": "no-store",
    }
