"""Whether a signed result that a decision names lies at the hub, whole."""

from __future__ import annotations

from hub.blobs import HubBlobs
from hub.settings import MOST_RESULT_BYTES
from hub.store.ledger import Ledger
from operator_app.adapters.sealed_files import BlobDamaged, BlobMissing
from operator_app.wire.cases import HubResult, ResultFile
from operator_app.wire.refusals import ResultFileDiffers, ResultFileMissing


class ResultFiles:
    """No window is told of a result that it could not have."""

    def __init__(self, ledger: Ledger, blobs: HubBlobs) -> None:
        self._ledger = ledger
        self._blobs = blobs

    def __call__(self, result: HubResult) -> None:
        """Raises ``ResultFileMissing`` or ``ResultFileDiffers``; opening a file checks its hash."""
        for file in (result.document, result.signature):
            self._look_at(file)

    def _look_at(self, file: ResultFile) -> None:
        with self._ledger.reading() as pages:
            size = pages.scans.sizes([file.sha256]).get(file.sha256)
        if size is None:
            raise ResultFileMissing(sha256=file.sha256)
        if size != file.size or size > MOST_RESULT_BYTES:
            raise ResultFileDiffers(sha256=file.sha256)
        try:
            self._blobs.get(file.sha256)
        except BlobMissing as error:
            raise ResultFileMissing(sha256=file.sha256) from error
        except BlobDamaged as error:
            raise ResultFileDiffers(sha256=file.sha256) from error
