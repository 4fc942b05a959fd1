"""The hub above, over HTTP: a relay speaks the same protocol as a window does."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Final, Self, TypeVar

import httpx
import msgspec

from operator_app.errors import Corrupted, Unavailable
from operator_app.wire.cases import READS_CASE, READS_HEADER
from operator_app.wire.devices import Vouched
from operator_app.wire.pull import PullAnswer, StreamName
from operator_app.wire.push import BlobsAnswer, BlobsQuery, PushAnswer
from operator_app.wire.refusals import refusal_in

ANSWER_S: Final = 10.0
PIECE: Final = 512 * 1024

Answer = TypeVar("Answer", bound=msgspec.Struct)


class UpstreamAway(Unavailable):
    """The hub above does not answer, or cannot take anything now."""

    code = "hub.upstream_away"


class UpstreamWrong(Corrupted):
    """Something answers there that is not a hub of this version."""

    code = "hub.upstream_wrong"


class Upstream:
    """Nothing here retries: the relay does."""

    def __init__(self, url: str, token: str) -> None:
        self._client = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}", READS_HEADER: READS_CASE},
            verify=url.startswith("https:"),
            trust_env=False,
            timeout=httpx.Timeout(ANSWER_S, connect=3.0),
        )

    def push(self, lines: Sequence[bytes]) -> PushAnswer:
        answer = self._answer(PushAnswer, "POST", "/v1/push", b"\n".join(lines))
        if len(answer.results) != len(lines):
            raise UpstreamWrong(reason="results")
        return answer

    def missing(self, hashes: Sequence[str]) -> BlobsAnswer:
        query = msgspec.json.encode(BlobsQuery(sha256=tuple(hashes)))
        return self._answer(BlobsAnswer, "POST", "/v1/blobs/missing", query)

    def put(self, sha256: str, content: bytes, offset: int) -> None:
        """In pieces, from where it has come to."""
        while offset < len(content) or not content:
            piece = content[offset : offset + PIECE]
            offset += len(piece)
            last = "?1" if offset == len(content) else "?0"
            headers = {"Upload-Offset": str(offset - len(piece)), "Upload-Complete": last}
            self._request("PATCH", f"/v1/blobs/{sha256}", piece, headers)
            if not content:
                return

    def vouch(self, device: Vouched) -> None:
        self._request("POST", "/v1/devices/vouched", msgspec.json.encode(device))

    def pull(self, stream_id: str, after: int, limit: int) -> PullAnswer:
        query = httpx.QueryParams(
            stream=StreamName.CASES.value, stream_id=stream_id, after=after, limit=limit
        )
        return self._answer(PullAnswer, "GET", f"/v1/pull?{query}")

    def case_file(self, entity: str, sha256: str) -> bytes:
        """A file of a signed result; they are small."""
        return self._request("GET", f"/v1/cases/{entity}/files/{sha256}").content

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _answer(
        self, kind: type[Answer], method: str, path: str, content: bytes | None = None
    ) -> Answer:
        response = self._request(method, path, content)
        try:
            return msgspec.json.decode(response.content, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UpstreamWrong(reason=kind.__name__) from error

    def _request(
        self,
        method: str,
        path: str,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        try:
            response = self._client.request(method, path, content=content, headers=headers)
        except httpx.HTTPError as error:
            raise UpstreamAway(reason=type(error).__name__) from error
        if response.is_success:
            return response
        if response.is_server_error or response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise UpstreamAway(reason=f"HTTP {response.status_code}")
        raise refusal_in(response.content) or UpstreamWrong(reason=f"HTTP {response.status_code}")
