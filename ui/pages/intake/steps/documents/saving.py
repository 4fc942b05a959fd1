"""Saves of step 4, in the order that loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from operator_app.domain.applications import Application, Document
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.checklist import ChecklistRow
from operator_app.usecases.attach_document import AttachDocument
from operator_app.usecases.enter_circumstances import EnterCircumstances
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.remove_document import RemoveDocument
from operator_app.usecases.rules import NoSuchCase
from ui.pages.intake.steps.documents.doors import CaseDoors
from ui.pages.intake.steps.documents.row_faces import question_of
from ui.runtime.page_images import Page


@dataclass(frozen=True, slots=True)
class Swap:
    """A saved paper in the place of another. ``pages`` are sealed before the row names them."""

    added: Document | None = None
    removed: Document | None = None
    pages: tuple[Page, ...] = ()

    def reversed(self) -> Swap:
        """The sealed pages stay until retention ends, so nothing needs sealing again."""
        return Swap(added=self.removed, removed=self.added)


def swapping(doors: CaseDoors, application: Application, swap: Swap) -> Callable[[], CaseView]:
    """The new paper first, then the old one away: a kill between them leaves both, never none."""

    def work() -> CaseView:
        for page in swap.pages:
            doors.keep(page.content)
        if swap.added is not None:
            doors.attach(AttachDocument(application_id=application.id, document=swap.added))
        if swap.removed is not None:
            doors.remove(RemoveDocument(application_id=application.id, document=swap.removed))
        return _look(doors, application)

    return work


def answering(
    doors: CaseDoors, catalogue: Catalogue, application: Application, row: ChecklistRow, yes: bool
) -> Callable[[], CaseView] | None:
    """``None`` where a yes or a no does not settle the question of ``row``."""
    code = row.requirement.condition
    question = None if code is None else question_of(catalogue.conditions[code])
    if question is None:
        return None
    facts = {**application.facts, question.fact: question.asked_if is yes}

    def work() -> CaseView:
        doors.answer(
            EnterCircumstances(
                application_id=application.id, children=application.children, facts=facts
            )
        )
        return _look(doors, application)

    return work


def _look(doors: CaseDoors, application: Application) -> CaseView:
    view = doors.look(application.id)
    if view is None:
        raise NoSuchCase(case=application.id)
    return view
