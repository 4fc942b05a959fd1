"""Decides the page of giving out: receipt, person, power of attorney, slip, one after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.issuing import CheckedPower
from operator_app.domain.papers import PaperKind
from operator_app.domain.unclaimed import Keeping, came_on, kept
from operator_app.errors import OperatorAppError, RuleViolation
from operator_app.queries.ready_results import ReadyResult
from operator_app.sync.bring_case import BringCase
from operator_app.usecases.check_power import CheckPower
from operator_app.usecases.issue_result import IssueResult
from operator_app.usecases.look_at_receipt import LookAtReceipt
from operator_app.usecases.mark_printed import MarkPrinted
from operator_app.usecases.return_unclaimed import ReturnUnclaimed
from operator_app.usecases.rules import local
from operator_app.usecases.sign_slip import SignSlip
from ui.pages.issue.actions import Elsewhere, IssueActions
from ui.pages.issue.state import Did, Form, Given, IssueState, Part, WaitingRow, Who
from ui.pages.issue.typed import digits, filled_in, held_by
from ui.runtime.asking import Asking
from ui.runtime.broadcast import CASES
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech
from ui.runtime.undertaking import Undertaking

MOST = 200
GIVEN_WITH = frozenset(
    {PaperKind.ISSUE_SLIP, PaperKind.DECLINE_NOTICE, PaperKind.ELECTRONIC_DOCUMENT}
)
"""What is made when a result is given out."""
HAND_RESTS_MS = 700
"""The key that gave the result out says nothing about the slip when it is pressed twice."""


class IssuePresenter(QObject):
    """``hub`` is the lane on which the register and the hub are asked: the store stays free.

    Signals: changed(IssueState); cases_changed(frozenset): ids given out or sent back here.
    """

    changed = Signal(object)
    cases_changed = Signal(object)

    def __init__(
        self,
        actions: IssueActions,
        lane: Lane,
        hub: Lane,
        speech: Speech,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._speech = speech
        self.state = IssueState(services=actions.services)
        self._work = Undertaking(speech, self)
        self._work.changed.connect(lambda: self._show(self.state))
        self._reading = Asking(lane, self._on_unread)
        self._doing = Asking(lane, self._work.fail)
        self._finding = Asking(lane, self._on_not_found)
        self._elsewhere = Elsewhere()
        self._asking = Asking(hub, self._on_unasked)
        self._again: Callable[[], None] = self.enter
        self._seen = False
        self._checking = False
        """What is under way is a question to the register: it can be left."""
        self._hand = QTimer(self, interval=HAND_RESTS_MS, singleShot=True)
        self._hand.timeout.connect(lambda: self._show(self.state))

    def enter(self) -> None:
        """The page is shown; what waits is asked for anew."""
        self._seen = True
        session = self._actions.session()
        if session is not None:
            self._reading.ask(
                lambda: (
                    self._actions.waiting(session.center, limit=MOST),
                    self._actions.keeping(),
                    local(self._actions.now()).date(),
                ),
                lambda read: self._on_read(*read),
            )

    def leave(self) -> None:
        """Out of sight nothing is asked; a question that was not answered yes is a no."""
        self._seen = False
        self._reading.drop()
        self.state = replace(self.state, returning=False)

    def forget(self) -> None:
        """Somebody else sits here: no applicant of the one before stays on the page."""
        self.leave()
        for asking in (self._doing, self._finding, self._asking):
            asking.drop()
        self._hand.stop()
        self._checking = False
        self._elsewhere.found()
        self._work.forget()
        self._show(IssueState(services=self._actions.services))

    def on_broadcast(self, topic: str, _ids: frozenset[str]) -> None:
        if topic == CASES and self._seen:
            self.enter()

    def choose_part(self, part: Part) -> None:
        if part is not self.state.part and not self.state.working:
            self._work.calm()
            self._show(replace(self.state, part=part, returning=False, did=None))

    def scanned(self, code: str) -> None:
        """The reader has read a receipt: the next person, unless somebody is being served."""
        if self.state.working:
            return
        self.clear()
        self.type_receipt(code)
        self.find()

    def type_receipt(self, text: str) -> None:
        if text != self.state.form.receipt:
            self._type(receipt=text)

    def mark_copy(self, copy: bool) -> None:
        self._type(copy=copy)

    def choose_who(self, who: Who) -> None:
        """What the case knows of its representative is filled in; the day it was checked is not
        today, so it is checked again."""
        if who is self.state.form.who or self.state.working or self.state.given is not None:
            return
        form = replace(self.state.form, who=who)
        if who is Who.REPRESENTATIVE and not form.poa_number:
            form = filled_in(form, self.state.case)
        self._show(replace(self.state, form=form, checked=None, powers_cover=False))

    def type_field(self, name: str, text: str) -> None:
        """Another word in the paper is another paper: the answer was about the one before."""
        if getattr(self.state.form, name) == text:
            return
        self._type(**{name: text})
        if name != "document" and self.state.checked is not None:
            self._show(replace(self.state, checked=None, powers_cover=False))

    def cover(self, covers: bool) -> None:
        if self.state.checked is not None and not self.state.working:
            self._show(replace(self.state, powers_cover=covers))

    def clear(self) -> None:
        """The next person."""
        if self.state.working:
            return
        self._work.calm()
        self._show(
            replace(
                self.state,
                part=Part.GIVE,
                form=Form(),
                case=None,
                kept=None,
                checked=None,
                powers_cover=False,
                given=None,
                did=None,
            )
        )

    def find(self) -> None:
        session = self._actions.session()
        if session is None or not self.state.may_find:
            return
        command = LookAtReceipt(receipt=self.state.form.receipt, session=session)
        self._begin(self._speech("Looking for the case"), self.find)
        self._finding.ask(lambda: self._actions.look(command), self._on_found)

    def check(self) -> None:
        session, case = self._actions.session(), self.state.case
        if session is None or case is None or not self.state.may_check:
            return
        self._again = self.check
        try:
            held = held_by(self.state.form)
        except RuleViolation as wrong:
            self._work.fail(wrong)
            return
        command = CheckPower(
            application_id=case.id,
            representative=held,
            session=session,
            online=self._actions.online(),
        )
        self._checking = True
        self._begin(self._speech("Asking the register of notaries"), self.check)
        self._asking.ask(lambda: self._actions.check(command), self._on_checked)

    def cancel(self) -> None:
        """Nobody has to wait for the register: what it says later is dropped."""
        if self._checking and self.state.working:
            self._asking.drop()
            self._elsewhere.found()
            self._end(self.state)

    def give(self) -> None:
        session, form = self._actions.session(), self.state.form
        if session is None or not self.state.may_give:
            return
        command = IssueResult(
            receipt=form.receipt,
            recipient=digits(form.number),
            identity_document=form.document,
            session=session,
            copy=form.copy,
            power=self.state.checked if self.state.by_power else None,
            powers_cover=self.state.by_power and self.state.powers_cover,
        )
        self._begin(self._speech("Giving out the result"), self.give)
        self._doing.ask(lambda: self._given(command), self._on_given)

    def print_papers(self) -> None:
        """Printed again, the same papers: the result was given out once."""
        given = self.state.given
        if given is None or not self.state.may_print:
            return
        self._begin(self._speech("Printing"), self.print_papers)
        self._doing.ask(lambda: self._printed(given), self._on_printed)

    def sign(self) -> None:
        session, given = self._actions.session(), self.state.given
        if session is None or given is None or not self.state.may_sign:
            return
        command = SignSlip(application_id=given.case.id, session=session)
        self._begin(self._speech("Saving"), self.sign)
        self._doing.ask(lambda: self._actions.sign(command), self._on_signed)

    def choose_row(self, case_id: str) -> None:
        if case_id != self.state.chosen and not self.state.working:
            self._show(replace(self.state, chosen=case_id, returning=False, did=None))

    def give_chosen(self) -> None:
        """Whoever comes for one of the list has a receipt: it is asked for first."""
        self.clear()

    def ask_return(self) -> None:
        if self.state.may_return:
            self._show(replace(self.state, returning=True, did=None))

    def keep(self) -> None:
        if not self.state.working:
            self._show(replace(self.state, returning=False))

    def send_back(self) -> None:
        session, row = self._actions.session(), self.state.row
        if session is None or row is None or not (self.state.returning and self.state.may_return):
            return
        command = ReturnUnclaimed(application_id=ApplicationId(row.result.id), session=session)
        self._begin(self._speech("Saving"), self.send_back)
        self._doing.ask(lambda: self._actions.send_back(command), self._on_returned)

    def retry(self) -> None:
        self._work.calm()
        self._show(self.state)
        self._again()

    def _given(self, command: IssueResult) -> Given:
        """A printer that is silent undoes nothing: the papers are there and are printed later."""
        case = self._actions.give(command)
        papers = self._actions.papers(case.id)
        ours = tuple(one for one in papers if one.original and one.kind in GIVEN_WITH)
        return Given(case=case, papers=ours)

    def _printed(self, given: Given) -> Given:
        session = self._actions.session()
        for paper in given.papers:
            self._actions.print_pdf(self._actions.read_paper(paper.sha256), 1)
            self._actions.mark_printed(
                MarkPrinted(
                    application_id=given.case.id,
                    paper_id=paper.id,
                    actor=session.actor if session is not None else "",
                )
            )
        return replace(given, printed=True)

    def _on_read(self, results: tuple[ReadyResult, ...], keeping: Keeping, today: date) -> None:
        rows = tuple(WaitingRow(result=one, kept=kept(one.came_on, keeping)) for one in results)
        ids = [row.result.id for row in rows]
        chosen = self.state.chosen if self.state.chosen in ids else next(iter(ids), "")
        self._show(replace(self.state, rows=rows, keeping=keeping, today=today, chosen=chosen))

    def _on_unread(self, error: OperatorAppError) -> None:
        """What is under way says its own trouble."""
        if not self._work.working:
            self._again = self.enter
            self._work.fail(error)

    def _on_unasked(self, error: OperatorAppError) -> None:
        self._checking = False
        self._work.fail(self._elsewhere.said(error))

    def _on_not_found(self, error: OperatorAppError) -> None:
        """A case of another window of the center: the hub is asked for it, which can be left."""
        session = self._actions.session()
        if session is None or not self._elsewhere.asks(error, online=self._actions.online()):
            self._work.fail(error)
            return
        command = BringCase(receipt=self.state.form.receipt, session=session)
        self._checking = True
        self._begin(self._speech("Asking the hub for a case of another window"), self.find)
        self._asking.ask(lambda: self._actions.bring(command), self._on_brought)

    def _on_brought(self, case: Application) -> None:
        self._end(self.state)
        self.cases_changed.emit(frozenset({case.id}))
        self.find()

    def _on_found(self, case: Application) -> None:
        self._elsewhere.found()
        since, keeping = came_on(case), self.state.keeping
        term = kept(since, keeping) if since is not None and keeping is not None else None
        self._end(replace(self.state, case=case, kept=term))

    def _on_checked(self, checked: CheckedPower) -> None:
        self._end(replace(self.state, checked=checked, powers_cover=False))

    def _on_given(self, given: Given) -> None:
        self._end(replace(self.state, given=given, did=Did.GIVEN, did_number=given.case.number))
        self.cases_changed.emit(frozenset({given.case.id}))
        self.print_papers()

    def _on_printed(self, given: Given) -> None:
        self._hand.start()
        self._end(replace(self.state, given=given))

    def _on_signed(self, case: Application) -> None:
        self.cases_changed.emit(frozenset({case.id}))
        self._end(self.state)
        self.clear()
        self._show(replace(self.state, did=Did.SIGNED, did_number=case.number))
        self.enter()

    def _on_returned(self, case: Application) -> None:
        self._end(replace(self.state, returning=False, did=Did.RETURNED, did_number=case.number))
        self.cases_changed.emit(frozenset({case.id}))
        self.enter()

    def _type(self, **changes: object) -> None:
        """Once the case is found, another receipt begins anew."""
        if self.state.working or self.state.given is not None:
            return
        form = replace(self.state.form, **changes)  # type: ignore[arg-type]  # fields by name
        if "receipt" in changes and self.state.case is not None:
            form = Form(receipt=form.receipt)
            self.state = replace(self.state, case=None, kept=None, checked=None, powers_cover=False)
        self._show(replace(self.state, form=form, did=None))

    def _begin(self, what: str, again: Callable[[], None]) -> None:
        self._again = again
        self._work.begin(what)
        self._show(self.state)

    def _end(self, state: IssueState) -> None:
        self._checking = False
        self._work.end()
        self._show(state)

    def _show(self, state: IssueState) -> None:
        busy = self._work.busy
        self.state = replace(
            state,
            online=self._actions.online(),
            resting=self._hand.isActive(),
            working=self._work.working,
            busy=None if busy is None else replace(busy, can_cancel=self._checking),
            trouble=self._work.trouble,
        )
        self.changed.emit(self.state)
