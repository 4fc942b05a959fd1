"""What the page of cases shows: the question, what was found, and one case opened beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from operator_app.domain.applications import State
from operator_app.domain.catalogue import Bilingual
from operator_app.ports import PaperRecord
from operator_app.queries.case_story import StoryLine
from operator_app.queries.find_cases import FoundCase
from operator_app.queries.other_windows import OtherWindow
from operator_app.queries.sync_state import ScansToGo
from operator_app.usecases.look_at_case import CaseView
from ui.runtime.faces import Busy, Trouble
from ui.runtime.pdf_pages import PageImage


class Group(StrEnum):
    """States as an operator asks for them."""

    ALL = "all"
    DRAFTS = "drafts"
    AT_PROVIDER = "at_provider"
    REFUSED = "refused"
    READY = "ready"
    ENDED = "ended"


GROUPS: dict[State, Group] = {
    State.DRAFT: Group.DRAFTS,
    State.ACCEPTED: Group.AT_PROVIDER,
    State.REGISTERED: Group.AT_PROVIDER,
    State.IN_WORK: Group.AT_PROVIDER,
    State.GRANTED: Group.AT_PROVIDER,
    State.DECLINED: Group.AT_PROVIDER,
    State.REFUSED_INCOMPLETE: Group.REFUSED,
    State.CONSENT_REFUSED: Group.REFUSED,
    State.DATA_UNAVAILABLE: Group.REFUSED,
    State.READY: Group.READY,
    State.ISSUED: Group.ENDED,
    State.RETURNED_TO_PROVIDER: Group.ENDED,
    State.ROUTED: Group.ENDED,
    State.ABANDONED: Group.ENDED,
}


class Tab(StrEnum):
    STORY = "story"
    PAPERS = "papers"
    CORRECTIONS = "corrections"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What may be done with the opened case at this window, today."""

    change: bool = False
    """It was signed here today and the applicant may still stand here."""
    hand_over: bool = False
    another_service: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCase:
    """The case beside the list, with its story and the paper that is looked at."""

    view: CaseView
    story: tuple[StoryLine, ...]
    ways: Ways = Ways()
    scans: ScansToGo | None = None
    """How far it has come to the hub."""
    paper: int = 0
    pages: tuple[PageImage, ...] = ()

    @property
    def papers(self) -> tuple[PaperRecord, ...]:
        return self.view.papers

    @property
    def shown_paper(self) -> PaperRecord | None:
        return self.papers[self.paper] if self.paper < len(self.papers) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesState:
    """``rows`` are the found cases after the filters; ``found`` counts them before."""

    words: str = ""
    group: Group = Group.ALL
    today: bool = False
    rows: tuple[FoundCase, ...] = ()
    found: int = 0
    asked: bool = False
    """Whether an answer has come; before that an empty list says nothing."""
    may_take: bool = True
    """Whether whoever sits here may work on cases; a supervisor only looks."""
    services: dict[str, Bilingual] | None = None
    selected: str = ""
    opened: OpenedCase | None = None
    tab: Tab = Tab.STORY
    printed: str = ""
    """Number of the case whose copy the printer has just taken."""
    handing_over: bool = False
    """Asked: to which window."""
    windows: tuple[OtherWindow, ...] | None = None
    to_window: int = 0
    handed_to: int = 0
    """The window the opened case has just gone to."""
    working: bool = False
    """A copy is being printed or a case opened; nothing else can be pressed."""
    busy: Busy | None = None
    trouble: Trouble | None = None

    @property
    def may_go_on(self) -> bool:
        """A refused applicant has come back: a new case takes over what was in order."""
        return self.may_take and self._state is State.REFUSED_INCOMPLETE and not self.working

    @property
    def may_continue(self) -> bool:
        return self.may_take and self._state is State.DRAFT and not self.working

    @property
    def ways(self) -> Ways:
        if self.opened is None or self.working or self.handing_over or not self.may_take:
            return Ways()
        return self.opened.ways

    @property
    def may_print(self) -> bool:
        opened = self.opened
        return opened is not None and opened.shown_paper is not None and not self.working

    @property
    def _state(self) -> State | None:
        return self.opened.view.application.state if self.opened is not None else None
