"""Keep what an operator types and lays for a correction, so that a power cut loses none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from operator_app.domain.applications import ApplicationId, Document, Scan
from operator_app.domain.corrections import LONGEST_WORDS, CorrectionDraft
from operator_app.domain.operators import Page, Session
from operator_app.ports import Blobs, Clock
from operator_app.ports_corrections import CorrectionUnits
from operator_app.usecases.rules import load


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepCorrectionDraft:
    """``typed`` by the name of the field; with nothing at all the draft is taken away."""

    application_id: ApplicationId
    session: Session
    typed: Mapping[str, str]
    documents: tuple[Document, ...] = ()
    pages: tuple[Scan, ...] = ()

    @property
    def scans(self) -> tuple[Scan, ...]:
        return (*(scan for paper in self.documents for scan in paper.scans), *self.pages)


class KeepCorrectionDraftHandler:
    """No row of the journal: a draft is not said to anybody until it is asked for. Its pages must
    be sealed already."""

    def __init__(self, units: CorrectionUnits, now: Clock, blobs: Blobs) -> None:
        self._units, self._now, self._blobs = units, now, blobs

    def __call__(self, command: KeepCorrectionDraft) -> None:
        operator = command.session.operator.allowed(Page.INTAKE)
        draft = CorrectionDraft(
            application_id=command.application_id,
            by_id=operator.id,
            at=self._now(),
            typed={name: text[:LONGEST_WORDS] for name, text in command.typed.items() if text},
            documents=command.documents,
            pages=command.pages,
        )
        for scan in command.scans:
            if not self._blobs.has(scan.sha256):
                self._blobs.get(scan.sha256)  # says in its own words what is missing
        with self._units() as unit:
            load(unit, command.application_id)
            unit.corrections.keep_draft(draft)
            unit.commit()
