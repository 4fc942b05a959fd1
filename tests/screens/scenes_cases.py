"""The faces of the page of cases: a list, a story, papers, nothing found, trouble."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from operator_app.domain.applications import Application, ApplicationId, State
from operator_app.domain.catalogue import Bilingual
from operator_app.domain.papers import PaperKind
from operator_app.gateways.paper_tray import PrinterSilent
from operator_app.queries.case_story import StoryLine, StoryPaper
from operator_app.queries.find_cases import FoundCase
from operator_app.queries.other_windows import OtherWindow
from operator_app.usecases.look_at_case import CaseView
from tests.support.papers import LONG_NAME
from tests.support.window_cases import (
    AT,
    DAY,
    SERVICE,
    a_draft,
    a_signed_view,
    a_view,
    read_paper,
)
from ui.pages.cases.presenter import CasesActions, CasesPresenter
from ui.pages.cases.state import CasesState, Tab
from ui.pages.cases.view import CasesView
from ui.runtime.faces import Busy
from ui.runtime.lanes import InlineLane
from ui.runtime.pdf_pages import PdfPages
from ui.runtime.speech import Speech

OPERATOR = "Ахметова Айгерім Болатқызы"
NAMES = (
    ("Құрманғазин Ғалымжан Сұңқарұлы", "740817300283", State.ACCEPTED),
    ("Әбдірахманова Гүлжаһан Іңкәрқызы", "800101400017", State.DRAFT),
    ("Оспанов Дәурен Қайратұлы", "750505300019", State.REFUSED_INCOMPLETE),
    ("Ли Анна Сергеевна", "900202400018", State.READY),
    ("Сейітова Айнұр", "850303400015", State.ISSUED),
    ("", "", State.DRAFT),
)


def found(number: int, name: str, iin: str, state: State) -> FoundCase:
    return FoundCase(
        id=f"case-{number}",
        number=f"002-07-180206-{number + 43:04}-5",
        applicant_number=iin,
        applicant_name=name,
        service=SERVICE,
        state=state.value,
        opened_at=AT - timedelta(minutes=17 * number, days=number // 4),
        accepted_on=None if state is State.DRAFT else DAY,
    )


ROWS = tuple(found(number, *one) for number, one in enumerate(NAMES))


def story() -> tuple[StoryLine, ...]:
    receipt = StoryPaper(
        id="paper-acceptance_receipt",
        kind=PaperKind.ACCEPTANCE_RECEIPT,
        sha256="sha-acceptance_receipt",
        original=True,
        printed=True,
    )
    told: tuple[tuple[int, str, dict[str, object], tuple[StoryPaper, ...]], ...] = (
        (0, "ticket.call", {"label": "A043", "window": 7}, ()),
        (1, "case.open", {}, ()),
        (2, "case.consent", {"answer": "given"}, ()),
        (3, "case.registries_asked", {"gbd_fl": "found"}, ()),
        (9, "case.submit", {}, (receipt,)),
        (10, "paper.printed", {"hand": "printer"}, (receipt,)),
        (11, "ticket.close", {"label": "A043", "window": 7}, ()),
        (1500, "provider.registered", {"seq": 4}, ()),
    )
    return tuple(
        StoryLine(
            at=AT + timedelta(minutes=minute),
            who=OPERATOR if not code.startswith("provider") else "Акимат",
            code=code,
            details=details,
            papers=papers,
        )
        for minute, code, details, papers in told
    )


def look(case_id: ApplicationId) -> CaseView:
    row = next(row for row in ROWS if row.id == case_id)
    changes = {"id": ApplicationId(row.id), "number": row.number, "state": State(row.state)}
    if row.state == State.DRAFT:
        return a_view(a_draft(**changes))
    return a_signed_view(**changes)


def go_on(_: ApplicationId) -> Application:
    return a_draft()


def actions(**changes: object) -> CasesActions:
    made = CasesActions(
        find=lambda words, *, limit=50: tuple(
            row for row in ROWS if words.lower() in f"{row.applicant_name} {row.number}".lower()
        ),
        recent=lambda limit=50: ROWS,
        story=lambda _: story(),
        look=look,
        read_paper=read_paper,
        render=PdfPages(),
        reprint=lambda command: next(
            paper for paper in look(command.application_id).papers if paper.kind is command.kind
        ),
        print_pdf=lambda _, __: None,
        mark_printed=lambda _: None,
        go_on=go_on,
        change=go_on,
        hand_over=lambda case_id, window: replace(a_draft(), id=case_id, window=window),
        windows=lambda: (
            OtherWindow(number=8, operator="Серікбай Нұрлан Ерболұлы"),
            OtherWindow(number=9),
        ),
        window=lambda: 7,
        actor=lambda: OPERATOR,
        today=lambda: DAY,
        services={SERVICE: Bilingual(ru="Справка", kk="Анықтама")},
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # any field, as the caller names it


def presented(speech: Speech) -> CasesPresenter:
    presenter = CasesPresenter(actions(), InlineLane(), speech)
    presenter.enter()
    return presenter


def shown(speech: Speech, state: CasesState) -> QWidget:
    view = CasesView(speech)
    view.show_state(state)
    return view


def ordinary(speech: Speech) -> QWidget:
    presenter = presented(speech)
    presenter.select("case-0")
    return shown(speech, presenter.state)


def unopened(speech: Speech) -> QWidget:
    return shown(speech, presented(speech).state)


def papers(speech: Speech) -> QWidget:
    presenter = presented(speech)
    presenter.select("case-0")
    presenter.choose_tab(Tab.PAPERS)
    return shown(speech, presenter.state)


def refused(speech: Speech) -> QWidget:
    presenter = presented(speech)
    presenter.select("case-2")
    return shown(speech, presenter.state)


def draft_handed_over(speech: Speech) -> QWidget:
    """To which window is asked before anything is done."""
    presenter = presented(speech)
    presenter.select("case-1")
    presenter.ask_hand_over()
    return shown(speech, presenter.state)


def empty(speech: Speech) -> QWidget:
    presenter = presented(speech)
    presenter.find("Ешкім")
    return shown(speech, presenter.state)


def busy(speech: Speech) -> QWidget:
    presenter = presented(speech)
    presenter.select("case-0")
    state = replace(presenter.state, working=True, busy=Busy(speech("Printing"), seconds=3))
    return shown(speech, state)


def error(speech: Speech) -> QWidget:
    presenter = presented(speech)
    presenter.select("case-0")
    trouble = speech.trouble(PrinterSilent(printer="HP-7"))
    return shown(speech, replace(presenter.state, tab=Tab.PAPERS, trouble=trouble))


def extreme(speech: Speech) -> QWidget:
    """The longest name, fifty lines."""
    rows = tuple(
        found(number, f"{LONG_NAME} {LONG_NAME}", "7" * 12, State.ACCEPTED) for number in range(50)
    )
    presenter = CasesPresenter(actions(recent=lambda limit=50: rows), InlineLane(), speech)
    presenter.enter()
    presenter.select("case-1")
    return shown(speech, presenter.state)


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "cases_ordinary": ordinary,
    "cases_unopened": unopened,
    "cases_papers": papers,
    "cases_refused": refused,
    "cases_draft_handed_over": draft_handed_over,
    "cases_empty": empty,
    "cases_busy": busy,
    "cases_error": error,
    "cases_extreme": extreme,
}
