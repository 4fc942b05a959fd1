"""A page that asks for what it shows only while somebody sees it."""

from __future__ import annotations

from typing import Protocol

from operator_app.domain.operators import Page
from ui.shell.app_window import AppWindow


class Comes(Protocol):
    """The presenter of such a page."""

    def enter(self) -> None: ...

    def leave(self) -> None: ...


def while_seen(window: AppWindow, page: Page, presenter: Comes) -> None:
    def on_page(name: str) -> None:
        if name == page.value:
            presenter.enter()
        else:
            presenter.leave()

    window.page_shown.connect(on_page)
