"""Print a paper of a manifest again: it says that it is a copy, by whom and when it was made."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.couriers import ManifestId, NoSuchManifest
from operator_app.domain.operators import Session
from operator_app.domain.papers import CopyMark
from operator_app.ports_courier import ManifestPaper
from operator_app.usecases.finish import make_papers
from operator_app.usecases.open_manifest import at_the_courier, own
from operator_app.usecases.rules import local
from operator_app.usecases.seal_manifest import CourierDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintManifest:
    """``paper_id`` is of the original."""

    manifest_id: ManifestId
    paper_id: str
    session: Session


class ReprintManifestHandler:
    """The copy is laid out from the same value as the original, plus the mark."""

    def __init__(self, desk: CourierDesk) -> None:
        self._desk = desk

    def __call__(self, command: ReprintManifest) -> ManifestPaper:
        now = self._desk.now()
        actor = at_the_courier(command.session).full_name
        with self._desk.units() as unit:
            manifest = own(unit, command.manifest_id)
            papers = unit.manifests.papers_of(manifest.id)
        original = next((one for one in papers if one.id == command.paper_id), None)
        if original is None:
            raise NoSuchManifest
        head = replace(original.paper.head, copy=CopyMark(by=actor, at=local(now)))
        (made,) = make_papers(self._desk, (replace(original.paper, head=head),))
        copy = replace(
            original,
            id=self._desk.new_id(),
            sha256=made.sha256,
            made_at=now,
            made_by=actor,
            paper=made.paper,
            printed_at=None,
        )
        with self._desk.units() as unit:
            unit.manifests.add_paper(copy)
            unit.audit.record(
                actor=actor,
                action="paper.reprint",
                entity=manifest.id,
                at=now,
                details={"kind": copy.kind.value, "sha256": copy.sha256},
            )
            unit.commit()
        return copy
