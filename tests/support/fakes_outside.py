"""What stands outside the core, in memory: sealed files, key, registries, the hub."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from datetime import datetime

from operator_app.domain.applications import Application
from operator_app.domain.papers import Office, Paper
from operator_app.domain.signatures import SignedRequest
from operator_app.errors import Unavailable
from operator_app.wire.cases import HubCase
from operator_app.wire.push import PushAnswer, PushOutcome, PushResult
from operator_app.wire.registries import (
    AnswerState,
    OrganisationAnswer,
    OrganisationRecord,
    PersonAnswer,
    PersonRecord,
    PowerOfAttorneyAnswer,
    PowerOfAttorneyQuery,
    PowerOfAttorneyRecord,
)
from tests.support.papers import OFFICE


class FakeBlobs:
    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self.files[sha256] = content
        return sha256

    def get(self, sha256: str) -> bytes:
        return self.files[sha256]

    def has(self, sha256: str) -> bool:
        return sha256 in self.files


class FakeSigner:
    """Signs by naming what was signed."""

    def __init__(self) -> None:
        self.refusal: Exception | None = None

    def sign(self, content: bytes, at: datetime) -> SignedRequest:
        if self.refusal is not None:
            raise self.refusal
        return SignedRequest(
            p7s=b"signed " + hashlib.sha256(content).digest(),
            chain_pem=b"chain",
            holder_iin="850417350123",
            holder_name="АХМЕТОВА АЙГЕРІМ",
            certificate_serial="0a1b",
            valid_until=datetime(2040, 1, 1, tzinfo=at.tzinfo),
        )


def typeset(paper: Paper) -> bytes:
    """The same value, the same bytes."""
    return repr(paper).encode()


def office_of(application: Application) -> Office:
    return OFFICE


class NewIds:
    """Ids that can be read in a failure: ``id-1``, ``id-2``…"""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def __call__(self) -> str:
        return f"id-{next(self._numbers)}"


class FakeRegistries:
    """Answers as told; ``asked`` holds every question in order."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.persons: dict[str, PersonRecord | AnswerState] = {}
        self.organisations: dict[str, OrganisationRecord | AnswerState] = {}
        self.powers: dict[str, PowerOfAttorneyRecord | AnswerState] = {}
        self.asked: list[str] = []

    def person(self, iin: str) -> PersonAnswer:
        self.asked.append(f"gbd_fl {iin}")
        known = self.persons.get(iin, AnswerState.NOT_FOUND)
        return PersonAnswer(
            state=AnswerState.FOUND if isinstance(known, PersonRecord) else known,
            message_id=f"m-{len(self.asked)}",
            asked_at=self.at,
            person=known if isinstance(known, PersonRecord) else None,
        )

    def organisation(self, number: str) -> OrganisationAnswer:
        self.asked.append(f"gbd_ul {number}")
        known = self.organisations.get(number, AnswerState.NOT_FOUND)
        return OrganisationAnswer(
            state=AnswerState.FOUND if isinstance(known, OrganisationRecord) else known,
            message_id=f"m-{len(self.asked)}",
            asked_at=self.at,
            organisation=known if isinstance(known, OrganisationRecord) else None,
        )

    def power_of_attorney(self, query: PowerOfAttorneyQuery) -> PowerOfAttorneyAnswer:
        self.asked.append(f"enis {query.number}")
        known = self.powers.get(query.number, AnswerState.NOT_FOUND)
        return PowerOfAttorneyAnswer(
            state=AnswerState.FOUND if isinstance(known, PowerOfAttorneyRecord) else known,
            message_id=f"m-{len(self.asked)}",
            asked_at=self.at,
            power_of_attorney=known if isinstance(known, PowerOfAttorneyRecord) else None,
        )


class HubAway(Unavailable):
    code = "hub.unreachable"


class FakeHub:
    """Takes each envelope once. ``away`` is a cut line; ``rejects`` names types it never takes."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.seen: dict[str, int] = {}
        self.blobs: dict[str, bytes] = {}
        self.parts: dict[str, bytes] = {}
        self.away = False
        self.answer_is_lost = False
        self.rejects: set[str] = set()
        self.forgets_blobs = False
        self.says_besides: tuple[PushResult, ...] = ()
        self.at_hub: dict[str, HubCase] = {}

    def push(self, lines: Sequence[bytes]) -> PushAnswer:
        if self.away:
            raise HubAway
        results = tuple(self._take(line) for line in lines)
        if self.answer_is_lost:
            self.answer_is_lost = False
            raise HubAway
        return PushAnswer(results=(*results, *self.says_besides))

    def _take(self, line: bytes) -> PushResult:
        envelope_id, kind, _ = line.decode().split()
        if kind in self.rejects:
            return PushResult(id=envelope_id, result=PushOutcome.REJECTED, reason="unknown_type")
        if self.forgets_blobs:
            return PushResult(id=envelope_id, result=PushOutcome.NEED_BLOBS, missing=("ab" * 32,))
        if envelope_id in self.seen:
            return PushResult(
                id=envelope_id, result=PushOutcome.DUPLICATE, seq=self.seen[envelope_id]
            )
        self.lines.append(line)
        self.seen[envelope_id] = len(self.lines)
        return PushResult(id=envelope_id, result=PushOutcome.APPLIED, seq=len(self.lines))

    def blob_offsets(self, hashes: Sequence[str]) -> Mapping[str, int]:
        if self.away:
            raise HubAway
        return {
            sha256: len(self.parts.get(sha256, b""))
            for sha256 in hashes
            if sha256 not in self.blobs
        }

    def send_piece(self, sha256: str, piece: bytes, offset: int, size: int) -> int:
        if self.away:
            raise HubAway
        here = self.parts.get(sha256, b"")
        if offset != len(here):
            return len(here)
        self.parts[sha256] = here + piece
        if len(self.parts[sha256]) == size:
            self.blobs[sha256] = self.parts.pop(sha256)
            return size
        return len(self.parts[sha256])

    def case(self, entity: str) -> HubCase:
        return self.at_hub[entity]
