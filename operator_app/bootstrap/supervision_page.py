"""The supervisor's page, made when somebody first opens it: its charts are heavy to load."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from operator_app.adapters.identifiers import new_uuid7
from operator_app.bootstrap.desk import Desk
from operator_app.bootstrap.supervisors import Supervisors, build_supervisors
from operator_app.domain.days import ClosedDay
from operator_app.domain.operators import NotAllowed, Page, Session
from operator_app.domain.questionnaires import Answer, Answered, Results, results
from operator_app.domain.reviews import Review, ReviewId
from operator_app.gateways.paper_tray import save_paper
from operator_app.usecases.answer_questionnaire import AnswerQuestionnaire
from operator_app.usecases.close_day import CloseDay
from operator_app.usecases.decide_review import DecideReview
from operator_app.usecases.draft_remarks import DraftRemarks
from operator_app.usecases.look_at_day import SupervisedDay
from operator_app.usecases.mark_for_review import MarkForReview
from operator_app.usecases.move_ticket import NoSuchTicket
from operator_app.usecases.print_day import DayPaper, PrintDay, row_names, service_names
from operator_app.usecases.rules import local
from resources.review_rules import load_review_rules
from ui.pages.supervision.presenter import SupervisionActions, SupervisionPresenter
from ui.shell.app_window import AppWindow
from ui.shell.find_panel import Found
from ui.shell.late_page import LatePage

if TYPE_CHECKING:
    from operator_app.domain.day_exceptions import DayException


class SupervisionDesk:
    """What the page may do, each time asking who sits here now."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        room = desk.room
        self._do: Supervisors = build_supervisors(room.profile, room.workplace.law, room.now)

    def actions(self) -> SupervisionActions:
        desk = self._desk
        catalogue, region = desk.room.workplace.catalogue, desk.room.center.region
        return SupervisionActions(
            today=lambda: local(desk.room.now()).date(),
            look=self._look,
            reviews=lambda: self._do.reviews(self._session().center),
            close=self._close,
            writing=self._writing,
            mark=self._mark,
            decide=self._decide,
            save_report=lambda day, path: self._save(DayPaper.REPORT, day, path),
            save_workbook=lambda day, path: self._save(DayPaper.WORKBOOK, day, path),
            save_journal=lambda day, path: self._save(DayPaper.JOURNAL, day, path),
            save_form=lambda day, path: self._save(DayPaper.FORM, day, path),
            results=self._results,
            answer=self._answer,
            asked=self._do.asked,
            services=service_names(catalogue, region),
            rows=row_names(catalogue, region),
            reasons=load_review_rules().reasons,
        )

    def _session(self) -> Session:
        session = self._desk.session
        if session is None or not self._desk.opens(Page.SUPERVISION):
            raise NotAllowed(page=Page.SUPERVISION.value)
        return session

    def _look(self, day: date) -> SupervisedDay:
        session = self._session()
        return self._do.look(session.center, session.region, day)

    def _close(self, day: date, remarks: Mapping[str, str]) -> ClosedDay:
        return self._do.close(CloseDay(session=self._session(), day=day, remarks=remarks))

    def _writing(self) -> Callable[[date, Mapping[str, str]], None]:
        session = self._session()

        def write(day: date, remarks: Mapping[str, str]) -> None:
            self._do.draft(DraftRemarks(session=session, day=day, remarks=remarks))

        return write

    def _mark(self, number: str, reason: str) -> Review:
        return self._do.mark(
            MarkForReview(
                review_id=ReviewId(new_uuid7()),
                session=self._session(),
                number=number,
                reason=reason,
            )
        )

    def _decide(self, review_id: str, approve: bool, remark: str) -> Review:
        return self._do.decide(
            DecideReview(
                review_id=ReviewId(review_id),
                session=self._session(),
                approve=approve,
                remark=remark,
            )
        )

    def _results(self, day: date) -> Results:
        return results(self._do.asked, self._do.answers(self._session().center, day))

    def _answer(self, day: date, label: str, marks: Mapping[str, int]) -> Answered:
        """Copied from paper: the ticket is found by what is printed on it."""
        ticket = self._do.ticket(self._session().center, day, label)
        if ticket is None:
            raise NoSuchTicket(ticket=label)
        answer = Answer(id=new_uuid7(), marks=marks, on_paper=True)
        return self._do.answer(AnswerQuestionnaire(ticket_id=ticket.id, answer=answer))

    def _save(self, what: DayPaper, day: date, path: Path) -> None:
        language = self._desk.speech.language
        command = PrintDay(session=self._session(), day=day, what=what, language=language)
        save_paper(path, self._do.print_day(command))


class LateSupervision:
    """The page in the window before and after its content is there."""

    def __init__(self, desk: Desk, window: AppWindow) -> None:
        self._desk, self._window = desk, window
        self._page = LatePage("supervision", desk.speech)
        self._presenter: SupervisionPresenter | None = None
        window.add_page(Page.SUPERVISION.value, self._page)
        window.page_shown.connect(self._on_page)

    def forget(self) -> None:
        """Nobody sits here any more."""
        if self._presenter is not None:
            self._presenter.forget()

    def _on_page(self, name: str) -> None:
        if name != Page.SUPERVISION.value:
            if self._presenter is not None:
                self._presenter.leave()
        elif self._presenter is not None:
            self._presenter.enter()
        else:
            self._desk.work.submit(_load, done=self._on_loaded, failed=_unexpected)

    def _on_loaded(self, _: None) -> None:
        if self._presenter is None:
            self._presenter = _make(self._desk, self._window, self._page)
        if self._window.current_page == Page.SUPERVISION.value and self._desk.session is not None:
            self._presenter.enter()


def _load() -> None:
    import ui.pages.supervision.view  # noqa: F401  what is heavy is loaded, not used here


def _make(desk: Desk, window: AppWindow, page: LatePage) -> SupervisionPresenter:
    from ui.pages.supervision import wiring
    from ui.pages.supervision.view import SupervisionView

    presenter = SupervisionPresenter(
        SupervisionDesk(desk).actions(), desk.database, desk.work, desk.speech
    )
    view = SupervisionView(desk.speech)
    wiring.connect(presenter, view)
    presenter.setParent(view)

    def open_case(one: DayException) -> None:
        window.found.emit(Found("case", one.subject, one.name, one.name))

    view.exceptions.case_clicked.connect(open_case)
    page.put(view)
    return presenter


def _unexpected(error: Exception) -> None:
    raise error
