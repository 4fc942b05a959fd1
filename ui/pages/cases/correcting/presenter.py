"""Decides the tab of corrections: one asks, another one decides, and nobody decides their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from operator_app.domain.applications import Application, ApplicationId, Document, Party, Scan
from operator_app.domain.catalogue import ServiceRecord
from operator_app.domain.corrections import (
    Amendment,
    Correction,
    CorrectionDraft,
    CorrectionId,
    CorrectionState,
    correctable,
)
from operator_app.domain.operators import Page, Session
from operator_app.errors import RuleViolation
from operator_app.usecases.attach_document import AttachDocument
from operator_app.usecases.change_after_signing import changeable
from operator_app.usecases.decide_correction import DecideCorrection
from operator_app.usecases.keep_correction_draft import KeepCorrectionDraft
from operator_app.usecases.request_correction import RequestCorrection
from ui.pages.cases.correcting.added_pages import AddedPages
from ui.pages.cases.correcting.draft import DraftKeeping
from ui.pages.cases.correcting.state import CorrectingState, Wanted
from ui.pages.cases.correcting.tray_presenter import PaperDoors, TrayPresenter
from ui.runtime.asking import Asking
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech
from ui.runtime.undertaking import Undertaking

FIELDS = ("surname", "name", "patronymic", "phone", "address")
WANTED = (*FIELDS, "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectingActions:
    """``waiting`` are those of the center that nobody has decided, the oldest first; ``change``
    makes what was signed a draft again; ``window`` is the one of whoever sits here.
    """

    of_case: Callable[[str], tuple[Correction, ...]]
    waiting: Callable[[str], tuple[Correction, ...]]
    request: Callable[[RequestCorrection], Correction]
    decide: Callable[[DecideCorrection], Correction]
    session: Callable[[], Session | None]
    today: Callable[[], date]
    new_id: Callable[[], str]
    change: Callable[[ApplicationId], Application]
    attach: Callable[[AttachDocument], Application]
    window: Callable[[], int]
    papers: PaperDoors
    draft: Callable[[str, Session], CorrectionDraft | None]
    keep_draft: Callable[[KeepCorrectionDraft], None]


class CorrectingPresenter(QObject):
    """Signals: changed(CorrectingState); case_changed(frozenset): its case was corrected, or has
    a new line in its story; case_chosen(str): the case of the oldest one that waits;
    reopened(str): papers were added to this case, and it is to be signed anew.
    """

    changed = Signal(object)
    case_changed = Signal(object)
    case_chosen = Signal(str)
    reopened = Signal(str)

    def __init__(
        self, actions: CorrectingActions, lane: Lane, speech: Speech, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._speech = speech
        self.state = CorrectingState()
        self.tray = TrayPresenter(actions.papers, speech, self)
        self.tray.changed.connect(lambda tray: self._show(replace(self.state, tray=tray)))
        self.pages = AddedPages(actions.papers.lane, actions.papers.fetch, self)
        self.pages.changed.connect(lambda seen: self._show(replace(self.state, looked=seen)))
        self._work = Undertaking(speech, self)
        self._work.changed.connect(lambda: self._show(self.state))
        self._reading = Asking(lane, self._work.fail)
        self._doing = Asking(lane, self._work.fail)
        self._waits: tuple[Correction, ...] = ()
        self._draft = DraftKeeping(lane, actions.keep_draft, actions.papers.keep, self)
        self._draft.sealed.connect(self.tray.sealed)
        self._draft.unkept.connect(self._work.fail)

    def show_case(self, case: Application | None, record: ServiceRecord | None = None) -> None:
        """The page has opened this case, or none; what was typed for another one is kept."""
        before = self.state.case
        if case == before:
            if case is None:
                self.look()
            return
        if case is None or before is None or case.id != before.id:
            self._draft.end()
            self._work.forget()
            self.state = CorrectingState(waiting=self.state.waiting, wanted=_as_it_is(case))
            self.tray.forget()
            self.pages.show(())
        shown = replace(self.state, case=case, record=record, signs_anew=self._signs_anew(case))
        self._show(replace(shown, correctable=self._correctable(case)))
        open_to = self.state.signs_anew or self.state.correctable
        offered, further = record if open_to else None, not self.state.signs_anew
        if not self.tray.is_for(offered, further=further):
            self._draft.end()
            self.tray.offer(offered, further=further)
        self.look()

    def look(self) -> None:
        session, case = self._actions.session(), self.state.case
        if session is None:
            self._waits = ()
            self._draft.end()
            self._show(CorrectingState())
            self.tray.offer(None, further=False)
            self.pages.show(())
            return
        wanted = None if self._draft.begun else case
        self._reading.ask(
            lambda: (
                self._actions.of_case(case.id) if case is not None else (),
                self._actions.waiting(session.center) if _decides(session) else (),
                self._actions.draft(wanted.id, session) if wanted is not None else None,
            ),
            lambda read: self._on_read(*read),
        )

    def type_field(self, name: str, text: str) -> None:
        if not self.state.working and getattr(self.state.wanted, name) != text:
            wanted = replace(self.state.wanted, **{name: text})
            self._show(replace(self.state, wanted=wanted))

    def type_remark(self, text: str) -> None:
        if not self.state.working and text != self.state.remark:
            self._show(replace(self.state, remark=text))

    def ask(self) -> None:
        session, case = self._actions.session(), self.state.case
        if session is None or case is None or not self.state.can_ask:
            return
        command = RequestCorrection(
            correction_id=CorrectionId(self._actions.new_id()),
            application_id=ApplicationId(case.id),
            amendment=_amendment(self.state.wanted, case.applicant, self._documents),
            reason=self.state.wanted.reason,
            session=session,
        )
        self._draft.keep()
        self._begin()
        self._doing.ask(lambda: self._actions.request(command), self._on_asked)

    def sign_anew(self) -> None:
        """The papers go into a draft of the next version, and the operator signs it in the
        intake; the version signed before stays whole beside it."""
        session, case = self._actions.session(), self.state.case
        if session is None or case is None or not self.state.can_sign_anew:
            return
        documents, wanted = self._documents, ApplicationId(case.id)
        nothing_left = _nothing_laid(case, session)

        def added() -> Application:
            opened = self._actions.change(wanted)
            for document in documents:
                command = AttachDocument(application_id=wanted, document=document)
                opened = self._actions.attach(command)
            self._actions.keep_draft(nothing_left)
            return opened

        self._draft.keep()
        self._begin()
        self._doing.ask(added, self._on_reopened)

    def approve(self) -> None:
        self._decide(approve=True)

    def refuse(self) -> None:
        if self.state.can_refuse:
            self._decide(approve=False)

    def next_one(self) -> None:
        """From the list: whoever decides is led to the oldest that waits."""
        for one in self._waits[:1]:
            self.case_chosen.emit(one.application_id)

    def retry(self) -> None:
        self._work.calm()
        self._draft.keep()
        self.look()

    def _decide(self, *, approve: bool) -> None:
        session, asked = self._actions.session(), self.state.asked
        if session is None or asked is None or not self.state.can_approve:
            return
        command = DecideCorrection(
            correction_id=asked.id, approve=approve, session=session, remark=self.state.remark
        )
        self._begin()
        self._doing.ask(lambda: self._actions.decide(command), self._on_done)

    @property
    def _documents(self) -> tuple[Document, ...]:
        return tuple(paper.document for paper in self.tray.papers)

    def _laid(self, case: Application, session: Session) -> KeepCorrectionDraft:
        """What stands on the tab and is not asked for."""
        tray, before = self.tray, _as_it_is(case)
        typed = {name: getattr(self.state.wanted, name) for name in WANTED}
        typed = {name: text for name, text in typed.items() if text != getattr(before, name)}
        pages = tuple(page.scan for page in tray.loose)
        if pages or tray.state.title:
            typed |= {"row": tray.state.row, "title": tray.state.title}
        return replace(
            _nothing_laid(case, session),
            typed={name: text for name, text in typed.items() if text},
            documents=self._documents,
            pages=pages,
        )

    def _keep(self) -> None:
        session, case = self._actions.session(), self.state.case
        open_to = self.state.shows_form or self.state.shows_anew
        if session is None or case is None or self._work.working or not open_to:
            return
        if self._draft.begun:
            pages = [page for paper in self.tray.papers for page in paper.pages]
            self._draft.lay(self._laid(case, session), (*pages, *self.tray.loose))

    def _restore(self, draft: CorrectionDraft | None) -> None:
        """Once for each case that is opened: what is typed since stands over it."""
        session, case = self._actions.session(), self.state.case
        if session is None or case is None or self._draft.begun:
            return
        nothing = _nothing_laid(case, session)
        if draft is None:
            self._begin_draft(nothing)
            return
        stored = replace(nothing, typed=draft.typed, documents=draft.documents, pages=draft.pages)
        before, now = _as_it_is(case), self.state.wanted
        typed = {
            name: draft.typed[name]
            for name in WANTED
            if name in draft.typed and getattr(now, name) == getattr(before, name)
        }
        self._show(replace(self.state, wanted=replace(now, **typed)))
        self.tray.restore(draft, lambda: self._begin_draft(stored))

    def _begin_draft(self, stored: KeepCorrectionDraft) -> None:
        self._draft.begin(stored)
        self._keep()

    def _signs_anew(self, case: Application | None) -> bool:
        if case is None or case.window != self._actions.window():
            return False
        return changeable(case, self._actions.today()) and not self._correctable(case)

    def _correctable(self, case: Application | None) -> bool:
        if case is None:
            return False
        try:
            correctable(case, changeable=changeable(case, self._actions.today()))
        except RuleViolation:
            return False
        return True

    def _on_read(
        self,
        corrections: tuple[Correction, ...],
        waits: tuple[Correction, ...],
        draft: CorrectionDraft | None,
    ) -> None:
        self._waits = waits
        self._show(replace(self.state, corrections=corrections, waiting=len(waits)))
        if self.state.shows_form or self.state.shows_anew:
            self._restore(draft)
        self.pages.show(_added_scans(corrections))

    def _on_asked(self, correction: Correction) -> None:
        self.tray.forget()
        self._on_done(correction)

    def _on_reopened(self, opened: Application) -> None:
        self._work.end()
        self.tray.forget()
        self._show(self.state)
        self.case_changed.emit(frozenset({opened.id}))
        self.reopened.emit(opened.id)

    def _on_done(self, correction: Correction) -> None:
        self._work.end()
        self._show(replace(self.state, remark="", wanted=_as_it_is(self.state.case)))
        self.look()
        self.case_changed.emit(frozenset({correction.application_id}))

    def _begin(self) -> None:
        self._work.begin(self._speech("Saving"))
        self._show(self.state)

    def _show(self, state: CorrectingState) -> None:
        session = self._actions.session()
        asked = state.asked
        self.state = replace(
            state,
            may_ask=session is not None and session.operator.may_open(Page.INTAKE),
            may_decide=session is not None and _decides(session),
            mine=session is not None
            and asked is not None
            and asked.asked_by_id == session.operator.id,
            working=self._work.working,
            busy=self._work.busy,
            trouble=self._work.trouble,
        )
        self.changed.emit(self.state)
        self._keep()


def _decides(session: Session) -> bool:
    return session.operator.may_open(Page.SUPERVISION)


def _as_it_is(case: Application | None) -> Wanted:
    party = case.applicant if case is not None else None
    if party is None:
        return Wanted()
    return Wanted(
        surname=party.surname,
        name=party.name,
        patronymic=party.patronymic,
        phone=party.phone or "",
        address=party.address or "",
    )


def _nothing_laid(case: Application, session: Session) -> KeepCorrectionDraft:
    return KeepCorrectionDraft(application_id=ApplicationId(case.id), session=session, typed={})


def _amendment(wanted: Wanted, party: Party | None, documents: tuple[Document, ...]) -> Amendment:
    """Only what differs; a field that was emptied stays as it was."""
    changes: dict[str, Any] = {
        name: typed
        for name in FIELDS
        if (typed := " ".join(getattr(wanted, name).split()))
        and typed != (getattr(party, name, None) or "")
    }
    return Amendment(**changes, documents=documents)


def _added_scans(corrections: tuple[Correction, ...]) -> tuple[Scan, ...]:
    """Of the request that waits, or else of all that were approved."""
    waits = [one for one in corrections if one.state is CorrectionState.ASKED]
    yes = [one for one in corrections if one.state is CorrectionState.APPROVED]
    return tuple(
        scan for one in waits or yes for paper in one.amendment.documents for scan in paper.scans
    )
