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
    CorrectionId,
    CorrectionState,
    correctable,
)
from operator_app.domain.operators import Page, Session
from operator_app.errors import RuleViolation
from operator_app.usecases.attach_document import AttachDocument
from operator_app.usecases.change_after_signing import changeable
from operator_app.usecases.decide_correction import DecideCorrection
from operator_app.usecases.request_correction import RequestCorrection
from ui.pages.cases.correcting.added_pages import AddedPages
from ui.pages.cases.correcting.state import CorrectingState, Wanted
from ui.pages.cases.correcting.tray_presenter import PaperDoors, TrayPresenter
from ui.runtime.asking import Asking
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech
from ui.runtime.undertaking import Undertaking

FIELDS = ("surname", "name", "patronymic", "phone", "address")


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

    def show_case(self, case: Application | None, record: ServiceRecord | None = None) -> None:
        """The page has opened this case, or none; what was typed for another one is gone."""
        before = self.state.case
        if case == before:
            if case is None:
                self.look()
            return
        if case is None or before is None or case.id != before.id:
            self._work.forget()
            self.state = CorrectingState(waiting=self.state.waiting, wanted=_as_it_is(case))
            self.tray.forget()
            self.pages.show(())
        shown = replace(self.state, case=case, record=record, signs_anew=self._signs_anew(case))
        self._show(replace(shown, correctable=self._correctable(case)))
        open_to = self.state.signs_anew or self.state.correctable
        self.tray.offer(record if open_to else None, further=not self.state.signs_anew)
        self.look()

    def look(self) -> None:
        session, case = self._actions.session(), self.state.case
        if session is None:
            self._waits = ()
            self._show(CorrectingState())
            self.tray.offer(None, further=False)
            self.pages.show(())
            return
        self._reading.ask(
            lambda: (
                self._actions.of_case(case.id) if case is not None else (),
                self._actions.waiting(session.center) if _decides(session) else (),
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
        seal = self._sealing()

        def asked() -> Correction:
            seal()
            return self._actions.request(command)

        self._begin()
        self._doing.ask(asked, self._on_asked)

    def sign_anew(self) -> None:
        """The papers go into a draft of the next version, and the operator signs it in the
        intake; the version signed before stays whole beside it."""
        case = self.state.case
        if case is None or not self.state.can_sign_anew:
            return
        seal, documents, wanted = self._sealing(), self._documents, ApplicationId(case.id)

        def added() -> Application:
            seal()
            opened = self._actions.change(wanted)
            for document in documents:
                command = AttachDocument(application_id=wanted, document=document)
                opened = self._actions.attach(command)
            return opened

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

    def _sealing(self) -> Callable[[], None]:
        """For the database lane: no row ever names a page that is not durable."""
        keep = self._actions.papers.keep
        contents = [page.content for paper in self.tray.papers for page in paper.pages]

        def seal() -> None:
            for content in contents:
                keep(content)

        return seal

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

    def _on_read(self, corrections: tuple[Correction, ...], waits: tuple[Correction, ...]) -> None:
        self._waits = waits
        self._show(replace(self.state, corrections=corrections, waiting=len(waits)))
        self.pages.show(_added_scans(corrections))

    def _on_asked(self, correction: Correction) -> None:
        self.tray.sent()
        self._on_done(correction)

    def _on_reopened(self, opened: Application) -> None:
        self._work.end()
        self.tray.sent()
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
