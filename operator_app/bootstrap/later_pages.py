"""The pages for what comes after the receipt; each shows itself while it is seen."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass

from operator_app.bootstrap.catalogue_page import catalogue_page, show_catalogue
from operator_app.bootstrap.courier_page import courier_page, show_courier
from operator_app.bootstrap.couriers import couriers_of
from operator_app.bootstrap.desk import Desk
from operator_app.bootstrap.issue_page import issue_page, show_while_open
from operator_app.bootstrap.second_screen import second_screen
from operator_app.bootstrap.supervision_page import LateSupervision
from operator_app.domain.manifest_numbers import ManifestNumber, code_on_paper
from operator_app.domain.operators import Page
from operator_app.errors import RuleViolation
from ui.runtime.broadcast import Broadcast
from ui.shell.app_window import AppWindow


def page_of(code: str) -> Page | None:
    """A manifest's barcode opens its bag from anywhere; a case's number means what the open page
    makes of it."""
    try:
        ManifestNumber.parse(code_on_paper(code))
    except RuleViolation:
        return None
    return Page.COURIER


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterPages:
    """``leaving`` are told when nobody sits here any more; ``readers`` are the pages that have
    a use of their own for what the barcode reader has read."""

    leaving: tuple[Callable[[], None], ...]
    readers: Mapping[Page, Callable[[str], None]]


def later_pages(
    desk: Desk, window: AppWindow, broadcast: Broadcast
) -> Generator[None, None, LaterPages]:
    """One at a time, as the others are built."""
    issue, issue_view = issue_page(desk)
    window.add_page(Page.ISSUE.value, issue_view)
    show_while_open(window, issue, broadcast)
    yield
    courier, courier_view = courier_page(desk, couriers_of(desk.room))
    window.add_page(Page.COURIER.value, courier_view)
    show_courier(window, courier, broadcast)
    yield
    catalogue, catalogue_view = catalogue_page(desk)
    window.add_page(Page.CATALOGUE.value, catalogue_view)
    show_catalogue(window, catalogue, broadcast)
    yield
    supervision = LateSupervision(desk, window)
    second = second_screen(desk, window)
    yield
    return LaterPages(
        leaving=(
            *(issue.forget, courier.forget, catalogue.forget),
            *(supervision.forget, second.put_away),
        ),
        readers={Page.ISSUE: issue.scanned, Page.COURIER: courier.scanned},
    )
