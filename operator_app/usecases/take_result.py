"""Take in a result that the provider signed: it came by ШЭП, there is no paper of it yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from operator_app.domain.applications import Application, ApplicationId, SignedResult
from operator_app.domain.electronic_results import ResultDiffers, ResultOfOtherCase, read_result
from operator_app.domain.issuing import ready_to_give
from operator_app.domain.signatures import Verified
from operator_app.ports import Blobs, Clock, UnitOfWorkFactory
from operator_app.usecases.rules import load

Verify = Callable[[bytes, bytes], Verified]
"""A document and its detached signature, checked up to a pinned root."""
_SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeResult:
    """``chain_pem`` are the issuers' certificates, kept for whoever checks the signature later."""

    application_id: ApplicationId
    document: bytes
    p7s: bytes
    chain_pem: bytes


class TakeResultHandler:
    """The same result twice changes nothing. Only a good signature over words about this case,
    this decision and this day is kept; anything else is refused whole."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock, blobs: Blobs, verify: Verify) -> None:
        self._units = units
        self._now = now
        self._blobs = blobs
        self._verify = verify

    def __call__(self, command: TakeResult) -> Application:
        now = self._now()
        verified = self._verify(command.document, command.p7s)
        document = read_result(command.document)
        with self._units() as unit:
            case = load(unit, command.application_id)
        said = (document.number, document.decision, document.decided_on)
        if said != (case.number, case.decision, case.decided_on):
            raise ResultOfOtherCase(number=case.number)
        result = SignedResult(
            document_sha256=self._blobs.put(command.document),
            p7s_sha256=self._blobs.put(command.p7s),
            chain_sha256=self._blobs.put(command.chain_pem),
            signer=verified.common_name,
            signer_number=verified.holder_bin or verified.holder_iin,
            certificate_serial=verified.serial,
            valid_from=verified.valid_from,
            valid_to=verified.valid_to,
            signed_at=verified.signing_time,
        )
        with self._units() as unit:
            case = load(unit, command.application_id)
            if case.result is not None:
                if case.result.document_sha256 != result.document_sha256:
                    raise ResultDiffers(number=case.number)
                return case
            ready_to_give(case, now)
            saved = unit.applications.save(replace(case, result=result))
            unit.audit.record(
                actor=_SYSTEM,
                action="case.result_came",
                entity=case.id,
                at=now,
                details={
                    "number": case.number,
                    "document": result.document_sha256,
                    "certificate": result.certificate_serial,
                },
            )
            unit.commit()
        return saved
