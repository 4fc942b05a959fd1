"""The page of giving out, given the store, the hub and whoever sits here."""

from __future__ import annotations

from operator_app.bootstrap.desk import Desk
from operator_app.bootstrap.seen_pages import while_seen
from operator_app.domain.applications import ApplicationId
from operator_app.domain.operators import Page
from operator_app.domain.unclaimed import keeping_of
from operator_app.ports import PaperRecord
from ui.pages.issue import wiring
from ui.pages.issue.actions import IssueActions
from ui.pages.issue.presenter import IssuePresenter
from ui.pages.issue.view import IssueView
from ui.runtime.broadcast import CASES, Broadcast
from ui.shell.app_window import AppWindow


def issue_page(desk: Desk) -> tuple[IssuePresenter, IssueView]:
    place = desk.room.workplace
    presenter = IssuePresenter(
        IssueActions(
            look=place.look_at_receipt,
            bring=place.bring_case,
            check=place.check_power,
            give=place.issue_result,
            sign=place.sign_slip,
            send_back=place.return_unclaimed,
            waiting=desk.room.counter.ready_results,
            keeping=lambda: keeping_of(place.catalogue),
            papers=lambda case: _papers(desk, case),
            read_paper=desk.read_paper,
            print_pdf=desk.print_pdf,
            mark_printed=place.mark_printed,
            session=lambda: desk.session,
            online=lambda: desk.online,
            now=desk.room.now,
            services={record.service: record.name for record in place.catalogue.services},
        ),
        desk.database,
        desk.hub,
        desk.speech,
    )
    view = IssueView(desk.speech)
    wiring.connect(presenter, view)
    presenter.setParent(view)
    return presenter, view


def show_while_open(window: AppWindow, presenter: IssuePresenter, broadcast: Broadcast) -> None:
    """What waits is asked for while the page is seen, and again when a case has changed."""
    while_seen(window, Page.ISSUE, presenter)
    broadcast.changed.connect(presenter.on_broadcast)
    presenter.cases_changed.connect(lambda ids: broadcast.tell(CASES, ids))


def _papers(desk: Desk, case: ApplicationId) -> tuple[PaperRecord, ...]:
    with desk.room.profile.units() as unit:
        return unit.papers.of(case)
