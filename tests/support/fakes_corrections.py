"""Corrections in memory, inside the fake store's transactions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from operator_app.domain.corrections import (
    Correction,
    CorrectionDraft,
    CorrectionId,
    CorrectionState,
)


@dataclass
class CorrectionTables:
    corrections: dict[CorrectionId, Correction] = field(default_factory=dict)
    drafts: dict[tuple[str, str], CorrectionDraft] = field(default_factory=dict)


class FakeCorrections:
    def __init__(self, tables: CorrectionTables, check: Callable[[str], None]) -> None:
        self._tables = tables
        self._check = check

    def get(self, correction_id: CorrectionId) -> Correction | None:
        return self._tables.corrections.get(correction_id)

    def waiting_for(self, application_id: str) -> Correction | None:
        waiting = (one for one in self.of(application_id) if one.state is CorrectionState.ASKED)
        return next(waiting, None)

    def asked(self, center: str) -> tuple[Correction, ...]:
        return tuple(
            one
            for one in self._tables.corrections.values()
            if one.center == center and one.state is CorrectionState.ASKED
        )

    def of(self, application_id: str) -> tuple[Correction, ...]:
        return tuple(
            one for one in self._tables.corrections.values() if one.application_id == application_id
        )

    def save(self, correction: Correction) -> None:
        self._check("corrections")
        before = self._tables.corrections
        self._tables.corrections = {**before, correction.id: correction}

    def draft(self, application_id: str, by_id: str) -> CorrectionDraft | None:
        return self._tables.drafts.get((application_id, by_id))

    def keep_draft(self, draft: CorrectionDraft) -> None:
        self._check("correction_drafts")
        self.drop_draft(draft.application_id, draft.by_id)
        if not draft.empty:
            its = (draft.application_id, draft.by_id)
            self._tables.drafts = {**self._tables.drafts, its: draft}

    def drop_draft(self, application_id: str, by_id: str) -> None:
        left = {
            its: one for its, one in self._tables.drafts.items() if its != (application_id, by_id)
        }
        self._tables.drafts = left
