"""Files of a case for those who may read it: a version made at one window is read at another."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from hub.access import Caller
from hub.blobs import HubBlobs
from hub.store.ledger import Ledger
from operator_app.wire.cases import HubCase
from operator_app.wire.devices import Role
from operator_app.wire.envelopes import EnvelopeBroken, decode
from operator_app.wire.message_refusals import Unsigned
from operator_app.wire.refusals import UnknownFile
from operator_app.wire.signed import envelope_of


class CaseFiles:
    """A window reads files of cases in which it has had a hand, and no others."""

    def __init__(self, ledger: Ledger, blobs: HubBlobs) -> None:
        self._ledger = ledger
        self._blobs = blobs

    def file(self, caller: Caller, entity: str, sha256: str) -> bytes:
        """Its plain bytes. What may not be read is as if it were not there."""
        with self._ledger.reading() as pages:
            its_own = caller.role is not Role.WINDOW or entity in pages.pulls.touched(
                caller.device or "", [entity]
            )
            here = bool(pages.scans.sizes([sha256]))
            lines = pages.inbox.lines_about(entity) if its_own and here else ()
            case = pages.cases.get(entity) if its_own and here else None
        if not (_is_of_result(sha256, case) or any(sha256 in _named_in(line) for line in lines)):
            raise UnknownFile
        return self._blobs.get(sha256)


def _is_of_result(sha256: str, case: HubCase | None) -> bool:
    result = UNSET if case is None else case.result
    if isinstance(result, UnsetType):
        return False
    return sha256 in {result.document.sha256, result.signature.sha256}


def _named_in(line: bytes) -> frozenset[str]:
    try:
        return frozenset(blob.sha256 for blob in decode(envelope_of(line)).blobs)
    except (EnvelopeBroken, Unsigned):
        return frozenset()
