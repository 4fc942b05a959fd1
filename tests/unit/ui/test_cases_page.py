"""The page of cases: the newest question wins, a copy is printed once, a draft is gone on with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtTest import QSignalSpy

from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.papers import PaperKind
from operator_app.errors import OperatorAppError, Unavailable
from operator_app.gateways.paper_tray import PrinterSilent
from operator_app.ports import PaperRecord
from operator_app.queries.find_cases import FoundCase
from operator_app.usecases.mark_printed import MarkPrinted
from operator_app.usecases.reprint_paper import ReprintPaper
from tests.screens.scenes_cases import OPERATOR, ROWS, actions, look
from tests.support.endings_desk import PAGE
from tests.support.hearing import heard
from tests.support.waiting_lane import WaitingLane
from tests.support.window_cases import a_draft
from ui.pages.cases.presenter import CasesPresenter
from ui.pages.cases.state import Group, Tab
from ui.runtime.broadcast import CASES, OUTBOX
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")


class StoreBusy(Unavailable):
    code = "store.locked"


@dataclass
class Desk:
    """Remembers what was asked; ``fails`` is raised by whatever is asked next."""

    fails: OperatorAppError | None = None
    asked: list[str] = field(default_factory=list)
    copies: list[ReprintPaper] = field(default_factory=list)
    printed: int = 0
    marked: list[MarkPrinted] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)

    def page(self, lane: Lane | None = None, language: str = "ru") -> CasesPresenter:
        given = actions(
            find=self._find,
            recent=self._recent,
            render=lambda _: (PAGE,),
            reprint=self._reprint,
            print_pdf=self._print,
            mark_printed=self.marked.append,
            go_on=self._go_on,
        )
        return CasesPresenter(given, lane or InlineLane(), Speech(language))

    def _find(self, words: str, *, limit: int = 50) -> tuple[FoundCase, ...]:
        self.asked.append(words)
        self._trouble()
        return tuple(row for row in ROWS if words in row.applicant_name)[:limit]

    def _recent(self, limit: int = 50) -> tuple[FoundCase, ...]:
        self.asked.append("")
        self._trouble()
        return ROWS[:limit]

    def _reprint(self, command: ReprintPaper) -> PaperRecord:
        self.copies.append(command)
        papers = look(command.application_id).papers
        original = next(paper for paper in papers if paper.kind is command.kind)
        return replace(original, id="copy-1", original=False)

    def _print(self, _: bytes, copies: int) -> None:
        self._trouble()
        self.printed += copies

    def _go_on(self, case_id: ApplicationId) -> Application:
        self.returned.append(case_id)
        return a_draft(id=ApplicationId("new-case"))

    def _trouble(self) -> None:
        if self.fails is not None:
            raise self.fails


def entered(desk: Desk) -> CasesPresenter:
    page = desk.page()
    page.enter()
    return page


def test_the_last_opened_stand_there_before_anything_is_asked() -> None:
    page = entered(Desk())

    assert page.state.rows == ROWS
    assert page.state.opened is None


def test_typing_asks_once_for_the_last_words(qapp: object) -> None:
    desk = Desk()
    page = entered(desk)
    spy = QSignalSpy(page.changed)
    for words in ("Құ", "Құрман", "Құрманғазин"):
        page.search(words)
    told = spy.count()
    spy.wait(2000)

    assert spy.count() > told
    assert desk.asked == ["", "Құрманғазин"]
    assert [row.id for row in page.state.rows] == ["case-0"]


def test_an_answer_to_an_older_question_is_dropped() -> None:
    desk, lane = Desk(), WaitingLane()
    page = desk.page(lane)
    page.find("Ли")
    page.find("Сейітова")
    lane.go_on()

    assert [row.applicant_name for row in page.state.rows] == ["Сейітова Айнұр"]


def test_enter_opens_the_first_of_what_is_found() -> None:
    page = entered(Desk())
    page.search("Ли")
    page.search_now()

    assert page.state.selected == "case-3"
    assert page.state.opened is not None


@pytest.mark.parametrize(
    ("group", "ids"),
    [
        (Group.DRAFTS, ["case-1", "case-5"]),
        (Group.AT_PROVIDER, ["case-0"]),
        (Group.REFUSED, ["case-2"]),
        (Group.READY, ["case-3"]),
        (Group.ENDED, ["case-4"]),
    ],
)
def test_a_filter_leaves_the_cases_of_its_group(group: Group, ids: list[str]) -> None:
    page = entered(Desk())
    page.choose_group(group)

    assert [row.id for row in page.state.rows] == ids
    assert page.state.found == len(ROWS)


def test_today_leaves_what_was_opened_today() -> None:
    page = entered(Desk())
    page.choose_today(True)

    assert [row.id for row in page.state.rows] == ["case-0", "case-1", "case-2", "case-3"]


def test_an_opened_case_has_its_story_and_its_papers() -> None:
    page = entered(Desk())
    page.select("case-0")
    opened = page.state.opened

    assert opened is not None
    assert opened.view.application.number == ROWS[0].number
    assert [line.code for line in opened.story][:2] == ["ticket.call", "case.open"]
    assert opened.papers[0].kind is PaperKind.ACCEPTANCE_RECEIPT


def test_a_paper_is_drawn_only_when_somebody_looks_at_papers() -> None:
    page = entered(Desk())
    page.select("case-0")
    before = page.state.opened
    page.choose_tab(Tab.PAPERS)
    after = page.state.opened

    assert before is not None
    assert before.pages == ()
    assert after is not None
    assert after.pages == (PAGE,)


def test_a_copy_is_made_printed_and_written_down_once() -> None:
    desk = Desk()
    page = entered(desk)
    page.select("case-0")
    page.choose_tab(Tab.PAPERS)
    page.print_copy()
    page.print_copy()

    assert [(one.kind, one.actor) for one in desk.copies] == [
        (PaperKind.ACCEPTANCE_RECEIPT, OPERATOR)
    ]
    assert desk.printed == 1
    assert [mark.paper_id for mark in desk.marked] == ["copy-1"]
    assert page.state.printed


def test_a_silent_printer_says_so_and_the_copy_is_not_called_printed() -> None:
    desk = Desk()
    page = entered(desk)
    page.select("case-0")
    desk.fails = PrinterSilent(printer="tray")
    page.print_copy()

    assert page.state.trouble is not None
    assert page.state.trouble.retry
    assert page.state.printed == ""
    assert desk.marked == []


def test_a_draft_is_gone_on_with_in_the_intake() -> None:
    page = entered(Desk())
    chosen = heard(page.draft_chosen)
    page.select("case-1")
    page.go_on()

    assert page.state.may_continue
    assert chosen == ["case-1"]


def test_a_refused_case_goes_on_as_a_new_one_and_only_once() -> None:
    desk, lane = Desk(), WaitingLane()
    page = desk.page(lane)
    chosen = heard(page.draft_chosen)
    page.enter()
    lane.go_on()
    page.select("case-2")
    lane.go_on()
    page.go_on()
    page.go_on()
    lane.go_on()

    assert desk.returned == ["case-2"]
    assert chosen == ["new-case"]


def test_an_accepted_case_has_nothing_to_go_on_with() -> None:
    desk = Desk()
    page = entered(desk)
    page.select("case-0")
    page.go_on()

    assert not page.state.may_continue
    assert not page.state.may_go_on
    assert desk.returned == []


def test_news_of_shown_cases_are_read_again_and_other_topics_are_not() -> None:
    desk = Desk()
    page = entered(desk)
    page.find("Құрманғазин")
    asked = len(desk.asked)
    page.on_broadcast(OUTBOX, frozenset())
    page.on_broadcast(CASES, frozenset({"case-4"}))
    nothing = len(desk.asked)
    page.on_broadcast(CASES, frozenset({"case-0"}))

    assert nothing == asked
    assert len(desk.asked) == asked + 1


def test_a_store_that_does_not_answer_is_asked_again() -> None:
    desk = Desk(fails=StoreBusy())
    page = entered(desk)
    trouble = page.state.trouble
    desk.fails = None
    page.retry()

    assert trouble is not None
    assert page.state.trouble is None
    assert page.state.rows == ROWS


def test_a_closed_page_is_called_back_by_nobody() -> None:
    desk, lane = Desk(), WaitingLane()
    page = desk.page(lane)
    page.enter()
    page.close()
    lane.go_on()

    assert not page.state.asked
