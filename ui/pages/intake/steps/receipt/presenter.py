"""Decides the sixth step: "printed" is said only after the printer has said so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.applications import ApplicationId
from operator_app.domain.papers import PaperKind
from operator_app.errors import OperatorAppError
from operator_app.ports import PaperRecord
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.mark_printed import Hand, MarkPrinted
from ui.pages.intake.steps.contract import BarAction, StepBar
from ui.pages.intake.steps.receipt.state import MOST_COPIES, PaperTab, ReceiptState
from ui.runtime.asking import Asking
from ui.runtime.faces import Busy
from ui.runtime.lanes import Lane
from ui.runtime.patience import Patience
from ui.runtime.pdf_pages import PageImage
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech

PRINT = "print"
HAND_RESTS_MS = 700
"""After a paper was printed a second press of the same hand prints no second one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptActions:
    """``print_pdf`` returns when the printer has taken all copies, or raises a coded error."""

    read_paper: Callable[[str], bytes]
    render: Callable[[bytes], tuple[PageImage, ...]]
    print_pdf: Callable[[bytes, int], None]
    save_as: Callable[[Path, bytes], None]
    mark_printed: Callable[[MarkPrinted], object]
    actor: Callable[[], str]
    """Whose name stands in the journal: who is signed in now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """One way of giving the shown paper: what is done, and what the journal is told."""

    what: str
    hand: Hand
    work: Callable[[], None] = lambda: None
    copies: int = 1
    blank: str = ""


class ReceiptStepPresenter(QObject):
    """Signals: changed(ReceiptState), case_changed(CaseView), done()."""

    changed = Signal(object)
    case_changed = Signal(object)
    done = Signal()

    def __init__(
        self, actions: ReceiptActions, lane: Lane, speech: Speech, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._speech = speech
        self._reading = Asking(lane, self._on_failed)
        self._giving = Asking(lane, self._on_failed)
        self._error: OperatorAppError | None = None
        self._case = ApplicationId("")
        self._pdf = b""
        self._file = ""
        self._hand = QTimer(self)
        self._hand.setSingleShot(True)
        self._hand.setInterval(HAND_RESTS_MS)
        self._patience = Patience(self)
        self._patience.changed.connect(self._on_patience)
        self.state = ReceiptState()

    def open(self, view: CaseView) -> None:
        """The papers of the case as they lie in the store; the receipt first."""
        self.leave()
        self._error = None
        self._case = view.application.id
        papers = _originals(view)
        self._show(
            ReceiptState(
                number=view.application.number,
                papers=tuple(
                    PaperTab(id=one.id, kind=one.kind, sha256=one.sha256) for one in papers
                ),
                qr_text=papers[0].paper.head.qr_text if papers else "",
            )
        )
        self._read()

    def leave(self) -> None:
        self._reading.drop()
        self._giving.drop()
        self._patience.end()
        self._hand.stop()
        self._pdf = b""
        self.state = replace(self.state, working=False, busy=None)

    def forget(self) -> None:
        self.leave()
        self._case, self._pdf, self._file, self._error = ApplicationId(""), b"", "", None
        self._show(ReceiptState())

    def speak(self) -> None:
        error = self._error
        trouble = self._speech.trouble(error) if error else None
        self._show(replace(self.state, trouble=trouble))

    def act(self, name: str) -> None:
        if name == PRINT:
            self.print_now()

    def choose_paper(self, index: int) -> None:
        state = self.state
        if not state.working and index != state.chosen and 0 <= index < len(state.papers):
            self._show(replace(state, chosen=index, pages=()))
            self._read()

    def choose_copies(self, copies: int) -> None:
        if not self.state.working:
            self._show(replace(self.state, copies=max(1, min(copies, MOST_COPIES))))

    def print_now(self) -> None:
        """Hands the shown paper to the printer; the same press twice is once."""
        if not self.state.may_print or self._hand.isActive():
            return
        pdf, copies = self._pdf, self.state.copies
        self._give(
            Giving(
                what=self._speech("Printing"),
                hand=Hand.PRINTER,
                work=lambda: self._actions.print_pdf(pdf, copies),
                copies=copies,
            )
        )

    def save(self, path: Path) -> None:
        """The file the operator chose in Save as…"""
        if self.state.may_print:
            pdf, saving = self._pdf, self._speech("Saving the file")
            self._file = path.name
            self._give(
                Giving(what=saving, hand=Hand.FILE, work=lambda: self._actions.save_as(path, pdf))
            )

    def give_by_code(self) -> None:
        """The applicant has photographed the code and wants no paper."""
        if self.state.may_print:
            self._give(Giving(what=self._speech("Saving"), hand=Hand.QR))

    def write_blank(self, number: str) -> None:
        """The printer is dead: the receipt is written by hand on a numbered blank."""
        blank = number.strip()
        if blank and self.state.may_print:
            self._give(Giving(what=self._speech("Saving"), hand=Hand.BLANK, blank=blank))

    def retry(self) -> None:
        """The button of the trouble panel: read what is not read yet, else print again."""
        if self.state.pages:
            self.print_now()
        else:
            self._error = None
            self._show(replace(self.state, trouble=None))
            self._read()

    def next(self) -> None:
        if not self.state.working and self.state.given:
            self.done.emit()

    def _give(self, giving: Giving) -> None:
        """Only what worked is written down, and only what is written down is shown as given."""
        mark = MarkPrinted(
            application_id=self._case,
            paper_id=self.state.papers[self.state.chosen].id,
            actor=self._actions.actor(),
            hand=giving.hand,
            copies=giving.copies,
            blank_number=giving.blank,
        )
        self._error = None
        self._patience.begin(giving.what)
        self._show(replace(self.state, trouble=None, working=True))

        def given() -> None:
            giving.work()
            self._actions.mark_printed(mark)

        self._giving.ask(given, lambda _: self._on_given(giving))

    def _read(self) -> None:
        state = self.state
        if not state.papers:
            return
        sha256 = state.papers[state.chosen].sha256
        self._reading.ask(lambda: self._drawn(sha256), self._on_read)

    def _drawn(self, sha256: str) -> tuple[bytes, tuple[PageImage, ...]]:
        pdf = self._actions.read_paper(sha256)
        return pdf, self._actions.render(pdf)

    def _on_read(self, found: tuple[bytes, tuple[PageImage, ...]]) -> None:
        self._pdf, pages = found
        self._show(replace(self.state, pages=pages))

    def _on_given(self, giving: Giving) -> None:
        state = self.state
        if giving.hand is Hand.PRINTER:
            self._hand.start()
            self._end(replace(state, printed=state.printed + giving.copies))
        elif giving.hand is Hand.FILE:
            self._end(replace(state, saved_as=self._file))
        elif giving.hand is Hand.QR:
            self._end(replace(state, by_code=True))
        else:
            self._end(replace(state, blank=giving.blank))

    def _end(self, state: ReceiptState) -> None:
        self._patience.end()
        self._show(replace(state, working=False, busy=None))

    def _on_failed(self, error: OperatorAppError) -> None:
        self._error = error
        self._end(replace(self.state, trouble=self._speech.trouble(error)))

    def _on_patience(self, busy: Busy | None) -> None:
        if busy != self.state.busy:
            self._show(replace(self.state, busy=busy))

    def _bar(self, state: ReceiptState) -> StepBar:
        say = self._speech
        paper = BarAction(
            name=PRINT,
            text=say("Print again") if state.printed else say("Print"),
            hint=Shortcut.PRINT.hint,
            enabled=state.may_print,
            primary=not state.given,
        )
        return StepBar(
            text=say("Next"),
            enabled=not state.working and state.given,
            why_not="" if state.given else say("The receipt is not given yet"),
            actions=(paper,),
        )

    def _show(self, state: ReceiptState) -> None:
        self.state = replace(state, bar=self._bar(state))
        self.changed.emit(self.state)


def _originals(view: CaseView) -> tuple[PaperRecord, ...]:
    """What was made at acceptance: the applicant's receipt first, then the signed request.

    Of a case that was changed and signed anew, the papers of the version that stands.
    """
    newest = {record.kind: record for record in view.papers if record.original}
    order = (PaperKind.ACCEPTANCE_RECEIPT, PaperKind.REQUEST_FORM)
    return tuple(newest[kind] for kind in order if kind in newest)
