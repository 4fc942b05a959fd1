"""Attach a presented paper to its row of the checklist."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import Application, ApplicationId, Document
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.checklist import RowNotInChecklist
from operator_app.ports import Blobs, UnitOfWorkFactory
from operator_app.usecases.rules import load


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachDocument:
    """The scans named by ``document`` are in the sealed folder before the command is given."""

    application_id: ApplicationId
    document: Document


class AttachDocumentHandler:
    """Process 5. The row names a page only after the page is durable; twice is once."""

    def __init__(self, units: UnitOfWorkFactory, blobs: Blobs, catalogue: Catalogue) -> None:
        self._units = units
        self._blobs = blobs
        self._catalogue = catalogue

    def __call__(self, command: AttachDocument) -> Application:
        for scan in command.document.scans:
            self._blobs.get(scan.sha256)
        with self._units() as unit:
            application = load(unit, command.application_id).editable()
            record = self._catalogue.edition(application.edition)
            if record.requirement(command.document.requirement) is None:
                raise RowNotInChecklist(
                    row=command.document.requirement, service=application.service
                )
            saved = unit.applications.save(application.with_document(command.document))
            unit.commit()
        return saved
