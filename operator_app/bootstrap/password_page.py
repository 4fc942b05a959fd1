"""The page of one's own password, reached from one's name and left to where one came from."""

from __future__ import annotations

from collections.abc import Callable

from operator_app.bootstrap.desk import Desk
from operator_app.domain.operators import Page
from ui.pages.sign_in.own_password import wiring
from ui.pages.sign_in.own_password.presenter import PasswordActions, PasswordPresenter
from ui.pages.sign_in.own_password.view import PasswordView
from ui.shell.app_window import MYSELF, AppWindow


def password_page(
    desk: Desk, monotonic: Callable[[], float]
) -> tuple[PasswordPresenter, PasswordView]:
    presenter = PasswordPresenter(
        PasswordActions(
            session=lambda: desk.session,
            change=desk.room.counter.change_own_password,
            monotonic=monotonic,
        ),
        desk.database,
        desk.speech,
    )
    view = PasswordView(desk.speech)
    wiring.connect(presenter, view)
    presenter.setParent(view)
    return presenter, view


def show_when_asked(desk: Desk, window: AppWindow, presenter: PasswordPresenter) -> None:
    """No role opens it: everybody who sits here may. Whatever covers it empties it."""

    def show() -> None:
        if desk.session is not None and window.current_page != MYSELF:
            came_from.append(window.current_page)
            presenter.enter()
            window.show_page(MYSELF)

    def back() -> None:
        page = came_from[-1] if came_from else ""
        if desk.session is not None and page:
            window.page_chosen.emit(Page(page))

    def on_page(name: str) -> None:
        if name != MYSELF:
            came_from.clear()
            presenter.forget()

    came_from: list[str] = []
    window.own_password_chosen.connect(show)
    window.page_shown.connect(on_page)
    presenter.left.connect(back)
