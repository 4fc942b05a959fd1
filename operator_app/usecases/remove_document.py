"""Take a wrongly attached paper off its row; the pages' bytes stay until retention ends."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import Application, ApplicationId, Document
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.rules import load


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveDocument:
    application_id: ApplicationId
    document: Document


class RemoveDocumentHandler:
    """A document never disappears without a trace: the removal has its audit row."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: RemoveDocument) -> Application:
        with self._units() as unit:
            application = load(unit, command.application_id).editable()
            saved = unit.applications.save(application.without_document(command.document))
            unit.audit.record(
                actor=application.operator,
                action="case.document_removed",
                entity=application.id,
                at=self._now(),
                details={
                    "requirement": command.document.requirement,
                    "pages": [scan.sha256 for scan in command.document.scans],
                },
            )
            unit.commit()
        return saved
