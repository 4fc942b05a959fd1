"""The page of the courier, given the store, the printer and whoever sits here."""

from __future__ import annotations

from operator_app.adapters.identifiers import new_uuid7
from operator_app.bootstrap.couriers import Couriers
from operator_app.bootstrap.desk import Desk
from operator_app.bootstrap.seen_pages import while_seen
from operator_app.domain.operators import Page
from operator_app.ports import PaperRecord
from operator_app.ports_courier import ManifestPaper
from operator_app.usecases.reprint_paper import ReprintPaper
from ui.pages.courier import wiring
from ui.pages.courier.actions import CourierActions
from ui.pages.courier.presenter import CourierPresenter
from ui.pages.courier.view import CourierView
from ui.runtime.broadcast import CASES, Broadcast
from ui.shell.app_window import AppWindow


def courier_page(desk: Desk, couriers: Couriers) -> tuple[CourierPresenter, CourierView]:
    presenter = CourierPresenter(
        CourierActions(
            day=couriers.day,
            waiting=couriers.waiting,
            providers=couriers.providers,
            open=couriers.open,
            put=couriers.put,
            take_out=couriers.take_out,
            seal=couriers.seal,
            unseal=couriers.unseal,
            hand_over=couriers.hand_over,
            accept=couriers.accept,
            dispute=couriers.dispute,
            cover=couriers.cover,
            reprint=couriers.reprint,
            print_paper=lambda paper: _print(desk, couriers, paper),
            print_cover=lambda record: print_cover(desk, couriers, record),
            session=lambda: desk.session,
            online=lambda: desk.online,
            now=desk.room.now,
            new_id=new_uuid7,
        ),
        desk.database,
        desk.speech,
    )
    view = CourierView(desk.speech)
    wiring.connect(presenter, view)
    presenter.setParent(view)
    return presenter, view


def show_courier(window: AppWindow, presenter: CourierPresenter, broadcast: Broadcast) -> None:
    """The day is asked for while the page is seen, and again when something was written."""
    while_seen(window, Page.COURIER, presenter)
    broadcast.changed.connect(presenter.on_broadcast)
    presenter.cases_changed.connect(lambda ids: broadcast.tell(CASES, ids))


def print_cover(desk: Desk, couriers: Couriers, record: PaperRecord) -> None:
    """Marked once the printer has taken it, never before; printed again it is a copy."""
    if record.printed_at is not None:
        record = desk.room.workplace.reprint(
            ReprintPaper(application_id=record.application_id, kind=record.kind, actor=desk.actor())
        )
    desk.print_pdf(desk.read_paper(record.sha256), 1)
    couriers.cover_printed(record, desk.actor())


def _print(desk: Desk, couriers: Couriers, paper: ManifestPaper) -> None:
    desk.print_pdf(desk.read_paper(paper.sha256), 1)
    couriers.printed(paper)
