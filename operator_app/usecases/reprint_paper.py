"""Print a paper again: it says that it is a copy, by whom and when it was made."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.applications import ApplicationId
from operator_app.domain.issuing import COPY
from operator_app.domain.papers import CopyMark, PaperKind
from operator_app.errors import RuleViolation
from operator_app.ports import PaperRecord
from operator_app.usecases.finish import Desk
from operator_app.usecases.rules import load, local


class NoSuchPaper(RuleViolation):
    """This case never had such a paper, so there is nothing to copy."""

    code = "intake.no_such_paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintPaper:
    application_id: ApplicationId
    kind: PaperKind
    actor: str


class ReprintPaperHandler:
    """The copy is laid out from the same value as the original, plus the mark."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, command: ReprintPaper) -> PaperRecord:
        now = self._desk.now()
        with self._desk.units() as unit:
            application = load(unit, command.application_id)
            originals = [
                record
                for record in unit.papers.of(application.id)
                if record.original and record.kind is command.kind
            ]
        if not originals:
            raise NoSuchPaper(number=application.number, kind=command.kind.value)
        original = originals[-1]
        mark = CopyMark(by=command.actor, at=local(now))
        head = original.paper.head
        says_so = replace(head, copy=mark, qr_text=f"{head.qr_text}/{COPY}")
        paper = replace(original.paper, head=says_so)
        sha256 = self._desk.blobs.put(self._desk.typeset(paper))
        copy = replace(
            original,
            id=self._desk.new_id(),
            sha256=sha256,
            made_at=now,
            made_by=command.actor,
            original=False,
            paper=paper,
        )
        with self._desk.units() as unit:
            unit.papers.add(copy)
            unit.audit.record(
                actor=command.actor,
                action="paper.reprint",
                entity=application.id,
                at=now,
                details={"kind": copy.kind.value, "sha256": sha256},
            )
            unit.commit()
        return copy
