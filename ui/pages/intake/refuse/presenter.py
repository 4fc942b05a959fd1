"""Refusing acceptance: shown exactly as the receipt will say it, then done once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from operator_app.domain.applications import Application, ApplicationId, Refusal, State
from operator_app.domain.catalogue import Bilingual, Catalogue
from operator_app.domain.checklist import ChecklistRow, RowState
from operator_app.domain.papers import ListedDocument, RefusalReceipt
from operator_app.domain.paperwork.heads import OfficeOf
from operator_app.domain.paperwork.phrases import sentence
from operator_app.domain.paperwork.receipts import refusal_papers
from operator_app.domain.paperwork.rows import listed
from operator_app.errors import OperatorAppError
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.refuse_application import RefuseApplication
from ui.pages.intake.refuse.state import Line, RefuseState
from ui.pages.intake.steps.contract import StepBar
from ui.runtime.asking import Asking
from ui.runtime.faces import Busy
from ui.runtime.lanes import Lane
from ui.runtime.patience import Patience
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseActions:
    """``office_of`` is whose name stands on the receipt; it reads nothing from a disk."""

    look: Callable[[ApplicationId], CaseView | None]
    refuse: Callable[[RefuseApplication], Application]
    office_of: OfficeOf
    catalogue: Catalogue


class RefusePresenter(QObject):
    """Opened over a step by F11; its ``next`` refuses.

    Signals:
        changed(RefuseState), case_changed(CaseView), done(): as every step.
        refused(Application): the case is closed, both copies of its receipt are made.
    """

    changed = Signal(object)
    case_changed = Signal(object)
    done = Signal()
    refused = Signal(object)

    def __init__(
        self, actions: RefuseActions, lane: Lane, speech: Speech, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._say = speech
        self._asking = Asking(lane, self._on_failed)
        self._patience = Patience(self)
        self._patience.changed.connect(self._on_patience)
        self._view: CaseView | None = None
        self._error: OperatorAppError | None = None
        self._working = False
        self.state = RefuseState()

    def open(self, view: CaseView) -> None:
        self._view, self._error = view, None
        self._tell()

    def next(self) -> None:
        """Refuses; a second press while the first one works is nothing."""
        view = self._view
        if view is None or self._working or not self.state.bar.enabled:
            return
        if view.application.state is not State.DRAFT:
            self.done.emit()
            return
        self._working, self._error = True, None
        self._patience.begin(self._say("Refusing and making the receipt"))
        self._tell()
        self._asking.ask(lambda: self._refuse(view.application.id), self._on_refused)

    def act(self, name: str) -> None:
        """The panel has no button but the big one."""

    def leave(self) -> None:
        """A refusal that has begun still ends; nobody waits for its answer here."""
        self._asking.drop()
        self._end()

    def forget(self) -> None:
        self.leave()
        self._view, self._error, self.state = None, None, RefuseState()
        self.changed.emit(self.state)

    def speak(self) -> None:
        self._tell()

    def retry(self) -> None:
        self.next()

    def _refuse(self, case: ApplicationId) -> CaseView | None:
        self._actions.refuse(RefuseApplication(application_id=case))
        return self._actions.look(case)

    def _on_refused(self, view: CaseView | None) -> None:
        self._end()
        if view is None:
            return
        self._view = view
        self._tell()
        self.refused.emit(view.application)
        self.case_changed.emit(view)
        self.done.emit()

    def _on_failed(self, error: OperatorAppError) -> None:
        self._end()
        self._error = error
        self._tell()

    def _on_patience(self, busy: Busy | None) -> None:
        self.state = replace(self.state, busy=busy)
        self.changed.emit(self.state)

    def _end(self) -> None:
        self._working = False
        self._patience.end()

    def _tell(self) -> None:
        state = RefuseState() if self._view is None else self._said(self._view)
        trouble = None if self._error is None else self._say.trouble(self._error)
        self.state = replace(state, trouble=trouble, busy=self.state.busy, bar=self._bar(state))
        self.changed.emit(self.state)

    def _said(self, view: CaseView) -> RefuseState:
        receipt = self._receipt(view)
        return RefuseState(
            title=self._text(receipt.title),
            appendix="" if receipt.appendix_line is None else self._text(receipt.appendix_line),
            law=self._text(receipt.law),
            missing_heading=self._text(receipt.list_heading),
            missing=self._lines(receipt.missing, view.checklist.missing),
            in_order_heading=self._say("Presented and in order"),
            in_order=self._lines(receipt.in_order, view.checklist.in_order),
            questions_heading=self._say("First ask the applicant: these rows are not judged yet"),
            questions=self._questions(view),
            blocked=self._blocked(view),
            copies=self._text(receipt.copies_line),
            returns=self._text(receipt.return_line),
            refused=self._say("Acceptance is refused; give one copy to the applicant")
            if view.application.state is State.REFUSED_INCOMPLETE
            else "",
        )

    def _receipt(self, view: CaseView) -> RefusalReceipt:
        """As it will be printed. A stored refusal stands as it was; else one is tried on."""
        application, record = view.application, view.record
        if application.refusal is None:
            tried = Refusal(
                missing=tuple(row.code for row in view.checklist.missing),
                standard_appendix=record.refusal_receipt_appendix,
                at=application.opened_at,
            )
            application = replace(application, refusal=tried)
        papers = refusal_papers(
            application,
            record,
            view.checklist,
            self._actions.catalogue,
            self._actions.office_of(application),
        )
        return next(paper for paper in papers if isinstance(paper, RefusalReceipt))

    def _questions(self, view: CaseView) -> tuple[Line, ...]:
        rows, catalogue = view.checklist.open_questions, self._actions.catalogue
        items = [listed(row, view.application, view.record, catalogue) for row in rows]
        return self._lines(items, rows)

    def _lines(
        self, items: Sequence[ListedDocument], rows: Sequence[ChecklistRow]
    ) -> tuple[Line, ...]:
        """The receipt's own words, with the state of their rows."""
        return tuple(
            Line(
                name=self._text(item.name),
                word=self._word(row.state),
                why="" if item.why is None else self._text(sentence(item.why)),
                how="" if item.how is None else self._text(sentence(item.how)),
            )
            for item, row in zip(items, rows, strict=True)
        )

    def _word(self, state: RowState) -> str:
        return {
            RowState.MISSING: self._say("Missing"),
            RowState.WRONG_FORM: self._say("Wrong form"),
            RowState.EXPIRED: self._say("Expired"),
            RowState.UNKNOWN: self._say("Question"),
        }.get(state, self._say("In order"))

    def _blocked(self, view: CaseView) -> str:
        if view.application.state is not State.DRAFT:
            return ""
        if view.application.applicant is None:
            return self._say("Enter the applicant first")
        if view.checklist.open_questions:
            return self._say("There are questions that nobody has asked yet")
        if not view.checklist.missing:
            return self._say("Nothing is missing: this application must be accepted")
        return ""

    def _bar(self, state: RefuseState) -> StepBar:
        if state.refused:
            return StepBar(text=self._say("Done"))
        ready = self._view is not None and not state.blocked
        return StepBar(
            text=self._say("Refuse, 2 copies"),
            enabled=ready and not self._working,
            why_not=state.blocked,
        )

    def _text(self, phrase: Bilingual) -> str:
        return breakable(phrase[self._say.language])
