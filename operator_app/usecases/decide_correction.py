"""Say yes or no to a correction that somebody else has asked for."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.corrections import (
    Correction,
    CorrectionId,
    CorrectionState,
    DecidedAlready,
    NoSuchCorrection,
    correctable,
)
from operator_app.domain.operators import Page, Session
from operator_app.domain.requests import canonical
from operator_app.ports import Blobs, BlobUse, Clock, Fact
from operator_app.ports_corrections import CorrectionUnit, CorrectionUnits
from operator_app.usecases.change_after_signing import changeable
from operator_app.usecases.rules import load, local
from operator_app.wire.cases import CASE_DECIDE_CORRECTION

JSON = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideCorrection:
    correction_id: CorrectionId
    approve: bool
    session: Session
    remark: str = ""


class DecideCorrectionHandler:
    """Approved, the case is corrected in the same transaction, and the provider is told with the
    papers that were added; what was signed stays what it was."""

    def __init__(self, units: CorrectionUnits, now: Clock, blobs: Blobs) -> None:
        self._units = units
        self._now = now
        self._blobs = blobs

    def __call__(self, command: DecideCorrection) -> Correction:
        operator = command.session.operator.allowed(Page.SUPERVISION)
        by, by_id, now = operator.full_name, operator.id, self._now()
        with self._units() as unit:
            asked = unit.corrections.get(command.correction_id)
        if asked is None or asked.center != command.session.center:
            raise NoSuchCorrection(correction=command.correction_id)
        if command.approve:
            decided = asked.approved(by, by_id, now, command.remark)
        else:
            decided = asked.refused(by, by_id, now, command.remark)
        words = _words(decided)
        sha256 = self._blobs.put(words)
        said = BlobUse(sha256=sha256, size=len(words), media_type=JSON, role="correction")
        with self._units() as unit:
            if unit.corrections.get(asked.id) != asked:
                raise DecidedAlready(number=asked.number, by="")
            case = load(unit, ApplicationId(asked.application_id))
            if command.approve:
                here = changeable(case, local(now).date())
                correctable(case, changeable=here)
                case = unit.applications.save(decided.amendment.applied(case))
            unit.corrections.save(decided)
            _tell(unit, case, decided, said)
            unit.commit()
        return decided


def _tell(unit: CorrectionUnit, case: Application, decided: Correction, said: BlobUse) -> None:
    at = decided.decided_at or decided.asked_at
    told: dict[str, object] = {
        "number": case.number,
        "correction": decided.id,
        "state": decided.state.value,
        "words": said.sha256,
    }
    unit.audit.record(
        actor=decided.decided_by,
        action=CASE_DECIDE_CORRECTION,
        entity=case.id,
        at=at,
        details=told,
    )
    unit.outbox.put(
        Fact(
            type=CASE_DECIDE_CORRECTION,
            entity=case.id,
            base=case.hub_seq,
            at=at,
            actor=decided.decided_by,
            body=told,
            blobs=(said, *_pages(decided)),
        )
    )


def _pages(decided: Correction) -> tuple[BlobUse, ...]:
    """The pages of added papers follow a yes; a no sends nobody's papers anywhere."""
    if decided.state is not CorrectionState.APPROVED:
        return ()
    pages = {
        scan.sha256: BlobUse(
            sha256=scan.sha256, size=scan.size, media_type=scan.media_type, role="scan"
        )
        for document in decided.amendment.documents
        for scan in document.scans
    }
    return tuple(pages.values())


def _words(decided: Correction) -> bytes:
    """What was and what shall be, for the provider: the message itself names no person."""
    return canonical(
        {
            "v": 1,
            "number": decided.number,
            "correction": decided.id,
            "state": decided.state.value,
            "reason": decided.reason,
            "remark": decided.remark,
            "changes": [
                {
                    "what": one.what.value,
                    "before": one.before,
                    "after": one.after,
                    "row": one.key,
                    "pages": one.pages,
                    "title": one.title,
                }
                for one in decided.before
            ],
        }
    )
