"""What a caller reads of a case: a file from any byte on, and only the keys that it knows."""

from __future__ import annotations

import re
from typing import Final

import msgspec
from msgspec import UNSET
from starlette.requests import Request
from starlette.responses import Response

from operator_app.wire.cases import READS_CASE, READS_HEADER, HubCase
from operator_app.wire.pull import PullAnswer
from operator_app.wire.refusals import RequestBroken

RANGE: Final = "Range"
_FROM_TO: Final = re.compile(r"bytes=(?P<first>[0-9]{1,15})-(?P<last>[0-9]{1,15})?", re.ASCII)
_PARTIAL: Final = 206


def shown_case(request: Request, case: HubCase) -> HubCase:
    """Without what a program of before would refuse the whole answer for."""
    if _reads_all(request):
        return case
    return msgspec.structs.replace(case, result=UNSET, issued_window=UNSET, returned_at=UNSET)


def shown_page(request: Request, page: PullAnswer) -> PullAnswer:
    if _reads_all(request):
        return page
    rows = tuple(
        row
        if row.case is None
        else msgspec.structs.replace(row, case=shown_case(request, row.case))
        for row in page.rows
    )
    return msgspec.structs.replace(page, rows=rows)


def file_answer(request: Request, content: bytes) -> Response:
    """One range of bytes at most (RFC 9110, 14.2); a range past the end is refused."""
    headers = {"Cache-Control": "no-store", "Accept-Ranges": "bytes"}
    asked = request.headers.get(RANGE)
    if asked is None:
        return Response(content, media_type="application/octet-stream", headers=headers)
    found = _FROM_TO.fullmatch(asked.strip())
    first = int(found["first"]) if found else len(content)
    last = min(int(found["last"] or len(content)) if found else 0, len(content) - 1)
    if not first <= last:
        raise RequestBroken(reason=RANGE)
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return Response(
        content[first : last + 1],
        status_code=_PARTIAL,
        media_type="application/octet-stream",
        headers=headers,
    )


def _reads_all(request: Request) -> bool:
    told = request.headers.get(READS_HEADER, "")
    return READS_CASE in {word.strip() for word in told.split(",")}
