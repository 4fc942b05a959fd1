"""A result that its provider signed: fetched whole, checked, and only then a case's own."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import Final, Protocol

import msgspec
from msgspec import UnsetType

from operator_app.domain.applications import Application, SignedResult
from operator_app.domain.electronic_results import (
    ResultOfOtherCase,
    ResultUnreadable,
    read_result,
)
from operator_app.domain.signatures import Verified
from operator_app.errors import OperatorAppError
from operator_app.ports import Blobs
from operator_app.sync.versions import is_of_the_file
from operator_app.wire.cases import HubCase, HubResult, HubState, ResultFile

PIECE: Final = 16 * 1024
"""Bytes asked for at once: what came over a line that breaks is not asked for again."""
LONGEST_FILE: Final = 256 * 1024
"""Bytes. A longer one is nobody's result: it is not even fetched."""
_AT_THE_COUNTER: Final = frozenset({HubState.READY, HubState.ISSUED})

Verify = Callable[[bytes, bytes], Verified]
"""A document and its detached signature, checked up to a pinned root."""

_log = logging.getLogger(__name__)


class PiecesHub(Protocol):
    def case_piece(self, entity: str, sha256: str, start: int, most: int) -> bytes: ...


class SignedResults:
    """Used by one lane at a time. Only a good signature over words about this case, this decision
    and this day is kept; anything else is refused whole."""

    def __init__(self, blobs: Blobs, hub: PiecesHub, verify: Verify) -> None:
        self._blobs = blobs
        self._hub = hub
        self._verify = verify
        self._begun: dict[str, bytes] = {}

    def here(self, result: HubResult) -> bool:
        """Whether nothing of it has to be fetched."""
        files = (result.document, result.signature)
        return all(file.size > LONGEST_FILE or self._blobs.has(file.sha256) for file in files)

    def fetch(self, entity: str, result: HubResult) -> bool:
        """Brings what is missing, each file from where it stopped; whether both are here now.

        A file that the hub lacks, or that came damaged, is asked for again another time; a line
        that breaks is raised.
        """
        for file in (result.document, result.signature):
            if file.size <= LONGEST_FILE and not self._blobs.has(file.sha256):
                try:
                    self._fetch(entity, file)
                except OperatorAppError as error:
                    if not is_of_the_file(error):
                        raise
                    _log.info("a file of a result cannot be had: %s", error.code)
        return self.here(result)

    def read(self, decided: Application, result: HubResult) -> SignedResult:
        """What is kept of it with the case, or the code of why it is not."""
        if max(result.document.size, result.signature.size) > LONGEST_FILE:
            raise ResultUnreadable(size=max(result.document.size, result.signature.size))
        document = self._blobs.get(result.document.sha256)
        p7s = self._blobs.get(result.signature.sha256)
        verified = self._verify(document, p7s)
        said = read_result(document)
        its_own = (decided.number, decided.decision, decided.decided_on)
        if (said.number, said.decision, said.decided_on) != its_own:
            raise ResultOfOtherCase(number=decided.number)
        return SignedResult(
            document_sha256=result.document.sha256,
            p7s_sha256=result.signature.sha256,
            # The certificates of somebody else's signature are within it, not in a file of theirs.
            chain_sha256=result.signature.sha256,
            signer=verified.common_name,
            signer_number=verified.holder_bin or verified.holder_iin,
            certificate_serial=verified.serial,
            valid_from=verified.valid_from,
            valid_to=verified.valid_to,
            signed_at=verified.signing_time,
        )

    def _fetch(self, entity: str, file: ResultFile) -> None:
        content = self._begun.pop(file.sha256, b"")
        try:
            while len(content) < file.size:
                piece = self._hub.case_piece(entity, file.sha256, len(content), PIECE)
                if not piece:
                    break
                content += piece
        except BaseException:
            self._begun[file.sha256] = content
            raise
        if hashlib.sha256(content).hexdigest() != file.sha256:
            raise ResultUnreadable(size=len(content))
        self._blobs.put(content)


def result_of(at_hub: HubCase) -> HubResult | None:
    return None if isinstance(at_hub.result, UnsetType) else at_hub.result


def without_result(at_hub: HubCase) -> HubCase:
    """The case as far as it may be shown while its result is not here: it lies nowhere yet."""
    steps = tuple(step for step in at_hub.steps if step.state not in _AT_THE_COUNTER)
    return msgspec.structs.replace(
        at_hub,
        seq=max((step.seq for step in steps), default=at_hub.seq),
        steps=steps,
        ready_at=None,
        issued_at=None,
        result=msgspec.UNSET,
    )
