"""What the courier's use cases need of the store beside what all the others do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from operator_app.ports import UnitOfWork

if TYPE_CHECKING:
    from operator_app.domain.couriers import Manifest, ManifestId
    from operator_app.domain.papers import Paper, PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestPaper:
    """A paper of a manifest; the bytes lie in the sealed folder under ``sha256``."""

    id: str
    manifest_id: ManifestId
    kind: PaperKind
    sha256: str
    made_at: datetime
    made_by: str
    paper: Paper
    printed_at: datetime | None = None

    @property
    def original(self) -> bool:
        """False of a reprint."""
        return self.paper.head.copy is None


class Manifests(Protocol):
    """Within one transaction."""

    def get(self, manifest_id: ManifestId) -> Manifest | None: ...

    def by_number(self, number: str) -> Manifest | None: ...

    def is_own(self, manifest_id: ManifestId) -> bool:
        """Opened at this very device; others' are only looked at."""
        ...

    def save(self, manifest: Manifest, *, own: bool) -> None:
        """Adds, or writes over; ``own`` is told when it is added and stays."""
        ...

    def open_of(self, center: str, window: int, day: date, provider: str) -> Manifest | None:
        """The newest of this device that still takes packages."""
        ...

    def newest_of(self, center: str, window: int) -> Manifest | None:
        """With the greatest number, whatever its day."""
        ...

    def naming(self, package: str) -> tuple[Manifest, ...]:
        """All that list the package, or in whose bag it came; by the case's number as printed."""
        ...

    def sealed_by(self, seal: str) -> Manifest | None:
        """The manifest whose bag this seal closes, or closed."""
        ...

    def add_paper(self, record: ManifestPaper) -> None: ...

    def papers_of(self, manifest_id: ManifestId) -> tuple[ManifestPaper, ...]:
        """In the order they were made."""
        ...

    def paper(self, sha256: str) -> ManifestPaper | None: ...

    def printed(self, paper_id: str, at: datetime) -> None:
        """Marks the paper; the first mark stays."""
        ...


class CourierUnit(UnitOfWork, Protocol):
    @property
    def manifests(self) -> Manifests: ...


class CourierUnits(Protocol):
    def __call__(self) -> CourierUnit: ...
