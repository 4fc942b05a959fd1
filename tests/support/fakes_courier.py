"""Manifests in memory, for the courier's use cases."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from operator_app.domain.couriers import Manifest, ManifestId, ManifestState
from operator_app.ports_courier import ManifestPaper


@dataclass
class ManifestTables:
    """Everything of the courier that a transaction may change."""

    manifests: dict[ManifestId, Manifest] = field(default_factory=dict)
    own: set[ManifestId] = field(default_factory=set)
    papers: list[ManifestPaper] = field(default_factory=list)


class FakeManifests:
    def __init__(self, tables: ManifestTables) -> None:
        self._tables = tables

    def get(self, manifest_id: ManifestId) -> Manifest | None:
        return self._tables.manifests.get(manifest_id)

    def by_number(self, number: str) -> Manifest | None:
        wanted = number.replace("-", "")
        return next((one for one in self._all() if one.digits == wanted), None)

    def is_own(self, manifest_id: ManifestId) -> bool:
        return manifest_id in self._tables.own

    def save(self, manifest: Manifest, *, own: bool) -> None:
        if own and manifest.id not in self._tables.manifests:
            self._tables.own.add(manifest.id)
        self._tables.manifests[manifest.id] = manifest

    def open_of(self, center: str, window: int, day: date, provider: str) -> Manifest | None:
        found = [
            one
            for one in self._all()
            if (one.center, one.window, one.day, one.provider) == (center, window, day, provider)
            and one.state is ManifestState.OPEN
            and self.is_own(one.id)
        ]
        return found[-1] if found else None

    def newest_of(self, center: str, window: int) -> Manifest | None:
        found = [one for one in self._all() if (one.center, one.window) == (center, window)]
        return found[-1] if found else None

    def naming(self, package: str) -> tuple[Manifest, ...]:
        return tuple(one for one in self._all() if package in one.named)

    def sealed_by(self, seal: str) -> Manifest | None:
        return next((one for one in self._all() if seal and one.seal == seal), None)

    def add_paper(self, record: ManifestPaper) -> None:
        self._tables.papers.append(record)

    def papers_of(self, manifest_id: ManifestId) -> tuple[ManifestPaper, ...]:
        return tuple(one for one in self._tables.papers if one.manifest_id == manifest_id)

    def paper(self, sha256: str) -> ManifestPaper | None:
        return next((one for one in self._tables.papers if one.sha256 == sha256), None)

    def printed(self, paper_id: str, at: datetime) -> None:
        for place, one in enumerate(self._tables.papers):
            if one.id == paper_id and one.printed_at is None:
                self._tables.papers[place] = replace(one, printed_at=at)

    def _all(self) -> list[Manifest]:
        return sorted(self._tables.manifests.values(), key=lambda one: one.digits)
