"""Decides the page of cases: the newest question wins, one case is open at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.applications import Application, ApplicationId, State
from operator_app.domain.catalogue import Bilingual
from operator_app.ports import PaperRecord
from operator_app.queries.case_story import CaseStory, StoryLine
from operator_app.queries.find_cases import FindCases, FoundCase
from operator_app.queries.other_windows import OtherWindow
from operator_app.queries.recent_cases import RecentCases
from operator_app.queries.sync_state import ScansOfCase, ScansToGo
from operator_app.usecases.change_after_signing import changeable
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.mark_printed import MarkPrinted
from operator_app.usecases.reprint_paper import ReprintPaper
from operator_app.usecases.rules import local
from ui.pages.cases.state import GROUPS, CasesState, Group, OpenedCase, Tab, Ways
from ui.runtime.asking import Asking
from ui.runtime.broadcast import CASES
from ui.runtime.lanes import Lane
from ui.runtime.pdf_pages import PageImage
from ui.runtime.speech import Speech
from ui.runtime.undertaking import Undertaking

MOST = 50
TYPING_MS = 150
"""A question is asked this long after the last key."""

HAND_RESTS_MS = 700
"""After a copy was printed a second press of the same hand prints no second one."""


def always() -> bool:
    """Where every operator may work on cases: drawn scenes."""
    return True


def nothing_to_send(case: str) -> ScansToGo:  # noqa: ARG001 - answers what the store is asked
    """Where no hub is: drawn scenes."""
    return ScansToGo(accepted=False, to_go=0, total=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesActions:
    """``go_on`` opens the new case of a refused applicant who came back; needs its id only.

    ``change`` makes what was signed a draft again; ``hand_over`` sends it to a window of
    ``windows``; ``window`` is the one of whoever sits here, 0 for nobody.
    """

    find: FindCases
    recent: RecentCases
    story: CaseStory
    look: Callable[[ApplicationId], CaseView | None]
    read_paper: Callable[[str], bytes]
    render: Callable[[bytes], tuple[PageImage, ...]]
    reprint: Callable[[ReprintPaper], PaperRecord]
    print_pdf: Callable[[bytes, int], None]
    mark_printed: Callable[[MarkPrinted], object]
    go_on: Callable[[ApplicationId], Application]
    change: Callable[[ApplicationId], Application]
    hand_over: Callable[[ApplicationId, int], Application]
    windows: Callable[[], tuple[OtherWindow, ...]]
    window: Callable[[], int]
    actor: Callable[[], str]
    today: Callable[[], date]
    services: Mapping[str, Bilingual]
    may_take: Callable[[], bool] = always
    scans: ScansOfCase = nothing_to_send
    """How far the case has come to the hub."""


class CasesPresenter(QObject):
    """Signals: changed(CasesState); draft_chosen(ApplicationId): go on with this draft in the
    intake; another_chosen(CaseView): its applicant asks for one more service;
    cases_changed(frozenset): ids that this page has changed; handed_over(CaseView).
    """

    changed = Signal(object)
    draft_chosen = Signal(str)
    another_chosen = Signal(object)
    cases_changed = Signal(object)
    handed_over = Signal(object)

    def __init__(
        self, actions: CasesActions, lane: Lane, speech: Speech, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._speech = speech
        self.state = CasesState(services=dict(actions.services))
        self._work = Undertaking(speech, self)
        self._work.changed.connect(lambda: self._show(self.state))
        self._listing = Asking(lane, self._work.fail)
        self._opening = Asking(lane, self._work.fail)
        self._reading = Asking(lane, self._work.fail)
        self._doing = Asking(lane, self._work.fail)
        self._all: tuple[FoundCase, ...] = ()
        self._again: Callable[[], None] = self.enter
        self._hand = QTimer(self)
        self._hand.setSingleShot(True)
        self._hand.setInterval(HAND_RESTS_MS)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._ask)

    def enter(self) -> None:
        """The page is shown: the list is asked for anew, and so is the case beside it."""
        self._ask()
        if self.state.selected:
            self._open(self.state.selected)

    def close(self) -> None:
        """The page is gone; nobody is called back."""
        self._typing.stop()
        self._work.end()
        for asking in (self._listing, self._opening, self._reading, self._doing):
            asking.drop()

    def forget(self) -> None:
        """Somebody else comes to the window: no applicant of the one before stays here."""
        self.close()
        self._all = ()
        self._work.forget()
        self._show(CasesState(services=self.state.services))

    def search(self, words: str) -> None:
        if words != self.state.words:
            self._show(replace(self.state, words=words))
            self._typing.start()

    def search_now(self) -> None:
        """Enter in the search box: the first of what is found is opened."""
        if self._typing.isActive() or not self.state.asked:
            self._typing.stop()
            self._ask(then_first=True)
        elif self.state.rows:
            self.select(self.state.rows[0].id)

    def find(self, words: str) -> None:
        """From elsewhere in the window (a barcode, Ctrl+K): ask and open what is found."""
        self._typing.stop()
        self._show(replace(self.state, words=words, group=Group.ALL, today=False))
        self._ask(then_first=True)

    def choose_group(self, group: Group) -> None:
        self._show(self._listed(replace(self.state, group=group)))

    def choose_today(self, today: bool) -> None:
        self._show(self._listed(replace(self.state, today=today)))

    def choose_tab(self, tab: Tab) -> None:
        if tab is not self.state.tab:
            self._show(replace(self.state, tab=tab))
            self._read()

    def select(self, case_id: str) -> None:
        if case_id and case_id != self.state.selected and not self.state.working:
            self._show(
                replace(self.state, selected=case_id, printed="", handing_over=False, handed_to=0)
            )
            self._open(case_id)

    def choose_paper(self, index: int) -> None:
        opened = self.state.opened
        if opened is not None and index != opened.paper and 0 <= index < len(opened.papers):
            chosen = replace(opened, paper=index, pages=())
            self._show(replace(self.state, opened=chosen, printed=""))
            self._read()

    def print_copy(self) -> None:
        """A copy that says it is one, who made it and when; the original stays as it was."""
        opened = self.state.opened
        paper = opened.shown_paper if opened is not None else None
        if paper is None or not self.state.may_print or self._hand.isActive():
            return
        command = ReprintPaper(
            application_id=paper.application_id, kind=paper.kind, actor=self._actions.actor()
        )
        self._begin(self._speech("Printing"), self.print_copy)
        self._doing.ask(lambda: self._reprinted(command), self._on_reprinted)

    def go_on(self) -> None:
        """The big button: the draft is opened again, or the refused case goes on as a new one."""
        opened = self.state.opened
        if opened is None:
            return
        case_id = opened.view.application.id
        if self.state.may_continue:
            self.draft_chosen.emit(case_id)
        elif self.state.may_go_on:
            self._begin(self._speech("Opening the case"), self.go_on)
            self._doing.ask(lambda: self._actions.go_on(case_id), self._on_returned)

    def change(self) -> None:
        """What was signed today is changed: its next version is a draft, opened in the intake."""
        opened = self.state.opened
        if opened is not None and self.state.ways.change:
            case_id = opened.view.application.id
            self._begin(self._speech("Opening the case"), self.change)
            self._doing.ask(lambda: self._actions.change(case_id), self._on_returned)

    def another_service(self) -> None:
        """The same applicant on the same ticket: the intake begins with who stands here."""
        opened = self.state.opened
        if opened is not None and self.state.ways.another_service:
            self.another_chosen.emit(opened.view)

    def ask_hand_over(self) -> None:
        """To which window is asked in the page before anything is done."""
        if self.state.ways.hand_over:
            self._show(replace(self.state, handing_over=True, windows=None, to_window=0))
            self._doing.ask(self._actions.windows, self._on_windows)

    def choose_window(self, number: int) -> None:
        if self.state.handing_over:
            self._show(replace(self.state, to_window=number))

    def keep(self) -> None:
        if not self.state.working:
            self._show(replace(self.state, handing_over=False))

    def hand_over(self) -> None:
        opened, to_window = self.state.opened, self.state.to_window
        if opened is None or not to_window or self.state.working or not self.state.handing_over:
            return
        case_id = opened.view.application.id

        def handed() -> CaseView | None:
            self._actions.hand_over(case_id, to_window)
            return self._actions.look(case_id)

        self._begin(self._speech("Handing over"), self.hand_over)
        self._doing.ask(handed, self._on_handed_over)

    def retry(self) -> None:
        again = self._again
        self._work.calm()
        self._show(self.state)
        again()

    def on_broadcast(self, topic: str, ids: frozenset[str]) -> None:
        """Sync or another page has written; a row that is not shown is nobody's business."""
        if topic != CASES:
            return
        shown = {row.id for row in self._all}
        if not ids or ids & shown or not self.state.words:
            self._ask()
        if self.state.selected and (not ids or self.state.selected in ids):
            self._open(self.state.selected)

    def _ask(self, *, then_first: bool = False) -> None:
        words = self.state.words.strip()
        self._again = self.enter

        def answered(found: tuple[FoundCase, ...]) -> None:
            self._on_found(found)
            if then_first and self.state.rows:
                self.select(self.state.rows[0].id)

        if words:
            self._listing.ask(lambda: self._actions.find(words, limit=MOST), answered)
        else:
            self._listing.ask(lambda: self._actions.recent(MOST), answered)

    def _on_found(self, found: tuple[FoundCase, ...]) -> None:
        self._all = found
        self._work.calm()
        self._show(self._listed(replace(self.state, asked=True)))

    def _listed(self, state: CasesState) -> CasesState:
        today = self._actions.today()
        rows = tuple(
            row
            for row in self._all
            if state.group in {Group.ALL, GROUPS[State(row.state)]}
            and (not state.today or local(row.opened_at).date() == today)
        )
        return replace(state, rows=rows, found=len(self._all))

    def _open(self, case_id: str) -> None:
        wanted = ApplicationId(case_id)
        self._opening.ask(
            lambda: (
                self._actions.look(wanted),
                self._actions.story(wanted),
                self._actions.scans(wanted),
            ),
            lambda answer: self._on_opened(*answer),
        )

    def _on_opened(
        self, view: CaseView | None, story: tuple[StoryLine, ...], scans: ScansToGo
    ) -> None:
        if view is None:
            self._show(replace(self.state, selected="", opened=None))
            return
        before = self.state.opened
        same = before is not None and before.view.application.id == view.application.id
        paper = before.paper if before is not None and same else 0
        pages = before.pages if before is not None and same else ()
        opened = OpenedCase(view=view, story=story, ways=self._ways(view), paper=paper, pages=pages)
        self._show(replace(self.state, opened=replace(opened, scans=scans)))
        self._read()

    def _read(self) -> None:
        """The paper is drawn only while somebody looks at the papers."""
        opened = self.state.opened
        if opened is None or self.state.tab is not Tab.PAPERS or opened.pages:
            return
        paper = opened.shown_paper
        if paper is not None:
            sha256 = paper.sha256
            self._reading.ask(
                lambda: self._actions.render(self._actions.read_paper(sha256)), self._on_read
            )

    def _on_read(self, pages: tuple[PageImage, ...]) -> None:
        if self.state.opened is not None:
            self._show(replace(self.state, opened=replace(self.state.opened, pages=pages)))

    def _reprinted(self, command: ReprintPaper) -> PaperRecord:
        copy = self._actions.reprint(command)
        self._actions.print_pdf(self._actions.read_paper(copy.sha256), 1)
        self._actions.mark_printed(
            MarkPrinted(
                application_id=command.application_id, paper_id=copy.id, actor=command.actor
            )
        )
        return copy

    def _on_reprinted(self, copy: PaperRecord) -> None:
        self._hand.start()
        self._end(replace(self.state, printed=copy.number))
        self._open(copy.application_id)
        self.cases_changed.emit(frozenset({copy.application_id}))

    def _on_returned(self, opened: Application) -> None:
        self._end(self.state)
        self.cases_changed.emit(frozenset({opened.id}))
        self.draft_chosen.emit(opened.id)

    def _on_windows(self, windows: tuple[OtherWindow, ...]) -> None:
        first = windows[0].number if windows else 0
        self._show(replace(self.state, windows=windows, to_window=first))

    def _on_handed_over(self, view: CaseView | None) -> None:
        if view is None:
            return
        case_id = view.application.id
        self._end(replace(self.state, handing_over=False, handed_to=view.application.window))
        self._open(case_id)
        self.cases_changed.emit(frozenset({case_id}))
        self.handed_over.emit(view)

    def _ways(self, view: CaseView) -> Ways:
        case, today = view.application, self._actions.today()
        draft = case.state is State.DRAFT
        here = case.window == self._actions.window()
        return Ways(
            change=here and changeable(case, today),
            hand_over=here and draft,
            another_service=here
            and not draft
            and case.applicant is not None
            and local(case.opened_at).date() == today,
        )

    def _begin(self, what: str, again: Callable[[], None]) -> None:
        self._again = again
        self._work.begin(what)
        self._show(replace(self.state, printed=""))

    def _end(self, state: CasesState) -> None:
        self._work.end()
        self._show(state)

    def _show(self, state: CasesState) -> None:
        self.state = replace(
            state,
            may_take=self._actions.may_take(),
            working=self._work.working,
            busy=self._work.busy,
            trouble=self._work.trouble,
        )
        self.changed.emit(self.state)
