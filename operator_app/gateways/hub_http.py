"""The hub as the window reaches it: HTTP, with every kind of trouble made a coded error."""

from __future__ import annotations

import hashlib
import ipaddress
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Final, Self, TypeVar

import httpx
import msgspec

from operator_app.errors import Corrupted, Unavailable
from operator_app.wire.cases import (
    READS_CASE,
    READS_HEADER,
    CaseAsked,
    CaseworkStep,
    HubCase,
    ToldCase,
)
from operator_app.wire.clock_marks import ClockMarks
from operator_app.wire.devices import Enrolled, Enrolment
from operator_app.wire.pull import PullAnswer
from operator_app.wire.push import BlobsAnswer, BlobsQuery, Health, PushAnswer
from operator_app.wire.refusals import TrainingNeedsLoopback, UploadElsewhere, refusal_in
from operator_app.wire.registries import (
    OrganisationAnswer,
    OrganisationQuery,
    PersonAnswer,
    PersonQuery,
    PowerOfAttorneyAnswer,
    PowerOfAttorneyQuery,
)
from operator_app.wire.sticks import SealingKey

CONNECT_S: Final = 3.0
ANSWER_S: Final = 10.0
REGISTRY_S: Final = 35.0
"""Longer than the hub itself waits for a registry, so that its own answer arrives."""
BLOBS_ASKED: Final = 500
"""In one question; the hub refuses more."""
TIME_HEADER: Final = "Tereze-Time"
LONGEST_RETRY_S: Final = 3600.0

Answer = TypeVar("Answer", bound=msgspec.Struct)


class HubUnreachable(Unavailable):
    """No whole answer: the network, the hub or its machine is down, or it is too busy.

    ``status`` is there when something did answer, ``after_s`` when it said when to ask again.
    """

    code = "hub.unreachable"


class HubAnsweredWrongly(Corrupted):
    """Something answered that is not a hub of this version."""

    code = "hub.answered_wrongly"


@dataclass(frozen=True, slots=True)
class _Answered:
    """What came, without the library's own answer: that stands in a circle with its parts, and
    would hold each body until somebody collects garbage."""

    status: int
    headers: httpx.Headers
    content: bytes

    @classmethod
    def of(cls, response: httpx.Response) -> Self:
        return cls(response.status_code, response.headers, b"".join(response.iter_bytes()))


class HttpHub:
    """One connection pool; safe to use from several threads. Nothing here retries: sync does."""

    def __init__(
        self, url: str, token: str, *, training: bool = False, answer_s: float = ANSWER_S
    ) -> None:
        if training and not _on_loopback(url):
            raise TrainingNeedsLoopback(host=httpx.URL(url).host)
        # httpx writes every address down, and an id or a hash in one can look like an IIN.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        secure = url.startswith("https:")
        self._answer_s = answer_s
        self._on_time: Callable[[datetime, datetime, datetime], None] = _unheard
        self._client = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}", READS_HEADER: READS_CASE},
            verify=secure,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    def listen_to_time(self, hear: Callable[[datetime, datetime, datetime], None]) -> None:
        """``hear`` gets the hub's clock, and this machine's before and after each call."""
        self._on_time = hear

    def health(self) -> Health:
        return self._answer(Health, "GET", "/v1/health")

    def push(self, lines: Sequence[bytes]) -> PushAnswer:
        """The fate of each envelope, in order. Without an answer push the same bytes again."""
        answer = self._answer(
            PushAnswer,
            "POST",
            "/v1/push",
            content=b"\n".join(lines),
            headers={"Content-Type": "application/x-ndjson"},
        )
        if len(answer.results) != len(lines):
            raise HubAnsweredWrongly(reason="results")
        return answer

    def missing_blobs(self, hashes: Sequence[str]) -> tuple[str, ...]:
        """Those that the hub does not hold; any number of them may be asked about."""
        return tuple(dict.fromkeys(self.blob_offsets(hashes)))

    def blob_offsets(self, hashes: Sequence[str]) -> dict[str, int]:
        """Those that the hub does not hold, and how many bytes of each have arrived."""
        offsets: dict[str, int] = {}
        for first in range(0, len(hashes), BLOBS_ASKED):
            query = BlobsQuery(sha256=tuple(hashes[first : first + BLOBS_ASKED]))
            answer = self._ask(BlobsAnswer, "/v1/blobs/missing", query)
            offsets |= {sha256: answer.offsets.get(sha256, 0) for sha256 in answer.missing}
        return offsets

    def put_blob(self, sha256: str, content: bytes) -> None:
        """On return the hub has it on its disk. Putting it again changes nothing."""
        self._request("PUT", f"/v1/blobs/{sha256}", content=content)

    def send_piece(self, sha256: str, piece: bytes, offset: int, size: int) -> int:
        """Where the next piece begins; ``size`` once the whole file is on the hub's disk."""
        if offset == 0 and len(piece) == size:
            self.put_blob(sha256, piece)
            return size
        end = offset + len(piece)
        headers = {"Upload-Offset": str(offset), "Upload-Complete": "?1" if end == size else "?0"}
        try:
            self._request("PATCH", f"/v1/blobs/{sha256}", content=piece, headers=headers)
        except UploadElsewhere as elsewhere:
            there = elsewhere.details.get("offset")
            if not isinstance(there, int) or not 0 <= there <= size:
                raise HubAnsweredWrongly(reason="offset") from elsewhere
            return there
        return end

    def sealing_key(self) -> SealingKey:
        """What to seal a stick to."""
        return self._answer(SealingKey, "GET", "/v1/sealing_key")

    def pull(
        self, stream: str, stream_id: str, after: int, *, limit: int, wait_s: int
    ) -> PullAnswer:
        """What is new in ``stream``; the hub waits ``wait_s`` for something to be."""
        query = httpx.QueryParams(
            stream=stream, stream_id=stream_id, after=after, limit=limit, wait=wait_s
        )
        return self._answer(PullAnswer, "GET", f"/v1/pull?{query}")

    def clock_marks(self, device: str) -> ClockMarks:
        """How many of its messages the hub has marked for a wrong clock."""
        query = httpx.QueryParams(device=device)
        return self._answer(ClockMarks, "GET", f"/v1/clock_marks?{query}")

    def enrol(self, asked: Enrolment) -> Enrolled:
        """Makes this device known to the hub; asking again with the same code changes nothing."""
        return self._ask(Enrolled, "/v1/devices", asked)

    def person(self, iin: str) -> PersonAnswer:
        return self._ask(
            PersonAnswer, "/v1/registries/person", PersonQuery(iin=iin), timeout_s=REGISTRY_S
        )

    def organisation(self, number: str) -> OrganisationAnswer:
        """By BIN."""
        return self._ask(
            OrganisationAnswer,
            "/v1/registries/organisation",
            OrganisationQuery(bin=number),
            timeout_s=REGISTRY_S,
        )

    def power_of_attorney(self, query: PowerOfAttorneyQuery) -> PowerOfAttorneyAnswer:
        return self._ask(
            PowerOfAttorneyAnswer,
            "/v1/registries/power_of_attorney",
            query,
            timeout_s=REGISTRY_S,
        )

    def case(self, entity: str) -> HubCase:
        """What the hub has decided; raises ``UnknownCase`` when it has not received it."""
        return self._answer(HubCase, "GET", f"/v1/cases/{entity}")

    def asked_case(self, asked: CaseAsked) -> ToldCase:
        """A case that another window of this center took; it is told of here from then on."""
        return self._ask(ToldCase, "/v1/cases/asked", asked)

    def case_file(self, entity: str, sha256: str) -> bytes:
        """What a message about the case names; raises ``UnknownFile`` while it is not there."""
        content = self._request("GET", f"/v1/cases/{entity}/files/{sha256}").content
        if hashlib.sha256(content).hexdigest() != sha256:
            raise HubAnsweredWrongly(reason="file")
        return content

    def case_piece(self, entity: str, sha256: str, start: int, most: int) -> bytes:
        """At most ``most`` of its bytes from ``start`` on; unchecked until it is whole."""
        headers = {"Range": f"bytes={start}-{start + most - 1}"}
        response = self._request("GET", f"/v1/cases/{entity}/files/{sha256}", headers=headers)
        part = response.status == httpx.codes.PARTIAL_CONTENT
        return response.content if part else response.content[start : start + most]

    def casework(self, entity: str, step: CaseworkStep) -> HubCase:
        """Plays one step of the provider; the hub allows it in training only."""
        return self._ask(HubCase, f"/v1/casework/{entity}", step)

    def _ask(
        self,
        kind: type[Answer],
        path: str,
        question: msgspec.Struct,
        *,
        timeout_s: float | None = None,
    ) -> Answer:
        content = msgspec.json.encode(question)
        headers = {"Content-Type": "application/json"}
        return self._answer(
            kind, "POST", path, content=content, headers=headers, timeout_s=timeout_s
        )

    def _answer(
        self,
        kind: type[Answer],
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float | None = None,
    ) -> Answer:
        response = self._request(
            method, path, content=content, headers=headers, timeout_s=timeout_s
        )
        try:
            return msgspec.json.decode(response.content, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise HubAnsweredWrongly(reason=kind.__name__) from error

    def _request(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float | None = None,
    ) -> _Answered:
        timeout = httpx.Timeout(timeout_s or self._answer_s, connect=CONNECT_S)
        asked_at = datetime.now(UTC)
        told = {TIME_HEADER: asked_at.isoformat(), **(headers or {})}
        try:
            with self._client.stream(
                method, path, content=content, headers=told, timeout=timeout
            ) as response:
                answered = _Answered.of(response)
        except httpx.TransportError as error:
            raise HubUnreachable(reason=type(error).__name__) from error
        except httpx.HTTPError as error:
            raise HubAnsweredWrongly(reason=type(error).__name__) from error
        self._hear_time(answered, asked_at)
        if not httpx.codes.is_success(answered.status):
            _refuse(answered)
        return answered

    def _hear_time(self, response: _Answered, asked_at: datetime) -> None:
        try:
            hub = datetime.fromisoformat(response.headers.get(TIME_HEADER, ""))
        except ValueError:
            return
        if hub.tzinfo is not None:
            self._on_time(hub, asked_at, datetime.now(UTC))


def _refuse(response: _Answered) -> None:
    """A hub that is ill (5xx, 429) is as good as away; what it refuses keeps its own code."""
    if (
        httpx.codes.is_server_error(response.status)
        or response.status == httpx.codes.TOO_MANY_REQUESTS
    ):
        raise HubUnreachable(
            reason=f"HTTP {response.status}",
            status=response.status,
            after_s=_asked_s(response),
        )
    raise refusal_in(response.content) or HubAnsweredWrongly(reason=f"HTTP {response.status}")


def _asked_s(response: _Answered) -> float | None:
    """``Retry-After`` in seconds; a date, which no hub of ours sends, is as good as nothing."""
    text = response.headers.get("Retry-After", "")
    return min(float(text), LONGEST_RETRY_S) if text.isascii() and text.isdigit() else None


def _unheard(hub: datetime, asked_at: datetime, answered_at: datetime) -> None:
    """Nobody compares the clocks."""


def _on_loopback(url: str) -> bool:
    host = httpx.URL(url).host
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
