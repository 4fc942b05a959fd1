"""What corrections need of the store beside what all the others do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

from operator_app.ports import UnitOfWork

if TYPE_CHECKING:
    from operator_app.domain.corrections import Correction, CorrectionDraft, CorrectionId


class Corrections(Protocol):
    def get(self, correction_id: CorrectionId) -> Correction | None: ...

    def waiting_for(self, application_id: str) -> Correction | None:
        """The one that nobody has decided yet."""
        ...

    def asked(self, center: str) -> tuple[Correction, ...]:
        """Those that nobody has decided yet, the oldest first."""
        ...

    def of(self, application_id: str) -> tuple[Correction, ...]:
        """All of a case, decided or not, the oldest first."""
        ...

    def save(self, correction: Correction) -> None:
        """Adds, or writes over."""
        ...

    def draft(self, application_id: str, by_id: str) -> CorrectionDraft | None:
        """What this operator has typed and laid for it and not asked for yet."""
        ...

    def keep_draft(self, draft: CorrectionDraft) -> None:
        """Adds, or writes over; an empty one is taken away."""
        ...

    def drop_draft(self, application_id: str, by_id: str) -> None: ...


class CorrectionUnit(UnitOfWork, Protocol):
    @property
    def corrections(self) -> Corrections: ...

    def __enter__(self) -> Self: ...


class CorrectionUnits(Protocol):
    def __call__(self) -> CorrectionUnit: ...
