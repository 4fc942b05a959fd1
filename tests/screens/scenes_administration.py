"""The faces of the page of administration: a list, a person, a new one, trouble."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QTabBar, QWidget

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.operators import (
    LastAdministrator,
    Operator,
    OperatorId,
    Role,
    Session,
    Window,
    WindowInUse,
)
from operator_app.queries.people import OperatorLine
from tests.support.papers import LONG_NAME
from tests.support.window_cases import AT
from ui.pages.administration.page import AdministrationPage
from ui.pages.administration.presenter import AdministrationActions, AdministrationPresenter
from ui.pages.administration.state import AdministrationState
from ui.pages.administration.view import AdministrationView
from ui.pages.administration.windows.presenter import WindowsActions, WindowsPresenter
from ui.pages.administration.windows.state import WindowsState
from ui.pages.administration.windows.view import WindowsView
from ui.runtime.faces import Busy
from ui.runtime.lanes import InlineLane
from ui.runtime.speech import Speech


def a_person(login: str, name: str, *roles: Role, active: bool = True) -> Operator:
    return Operator(
        id=OperatorId(login), login=login, full_name=name, roles=frozenset(roles), active=active
    )


ADMINISTRATOR = a_person("admin", "Нұрланов Бекзат Ерланұлы", Role.ADMINISTRATOR)
PEOPLE = (
    ADMINISTRATOR,
    a_person("akhmetova", "Ахметова Айгерім Болатқызы", Role.OPERATOR, Role.SENIOR),
    a_person("ospanov", "Оспанов Дәурен Қайратұлы", Role.OPERATOR),
    a_person("li", "Ли Анна Сергеевна", Role.SUPERVISOR, active=False),
)
LINES = tuple(
    OperatorLine(operator=one, has_password=one.login != "ospanov", last_sign_in_at=AT)
    for one in PEOPLE
)
WINDOWS = tuple(Window(center="002", number=number, region="almaty") for number in range(1, 9))
NAMED = (
    replace(WINDOWS[0], name="Жеңілдік залы", category="allowance"),
    WINDOWS[1],
    replace(WINDOWS[2], active=False),
)
SESSION = Session(operator=ADMINISTRATOR, window=1, center="002", region="almaty", since=AT)


def presented(speech: Speech, lines: tuple[OperatorLine, ...] = LINES) -> AdministrationPresenter:
    actions = AdministrationActions(
        operators=lambda: lines,
        windows=lambda: WINDOWS,
        add=lambda _: PEOPLE[1],
        change=lambda _: PEOPLE[1],
        set_password=lambda _: None,
        new_id=lambda: "new",
    )
    presenter = AdministrationPresenter(actions, InlineLane(), speech)
    presenter.sign_in(SESSION)
    presenter.enter()
    return presenter


def shown(speech: Speech, state: AdministrationState) -> QWidget:
    view = AdministrationView(speech)
    view.show_state(state)
    return view


def ordinary(speech: Speech) -> QWidget:
    return shown(speech, presented(speech).state)


def person(speech: Speech) -> QWidget:
    presenter = presented(speech)
    presenter.choose("akhmetova")
    return shown(speech, presenter.state)


def new(speech: Speech) -> QWidget:
    presenter = presented(speech)
    presenter.new_person()
    return shown(speech, presenter.state)


def saved(speech: Speech) -> QWidget:
    presenter = presented(speech)
    presenter.choose("akhmetova")
    presenter.save("")
    return shown(speech, presenter.state)


def busy(speech: Speech) -> QWidget:
    presenter = presented(speech)
    presenter.choose("akhmetova")
    state = replace(presenter.state, working=True, busy=Busy(speech("Saving"), seconds=2))
    return shown(speech, state)


def error(speech: Speech) -> QWidget:
    presenter = presented(speech)
    presenter.choose("admin")
    trouble = speech.trouble(LastAdministrator())
    return shown(speech, replace(presenter.state, trouble=trouble))


def extreme(speech: Speech) -> QWidget:
    long = replace(LINES[1], operator=a_person("long", f"{LONG_NAME} {LONG_NAME}", *Role))
    presenter = presented(speech, (long,) * 40)
    presenter.choose("long")
    return shown(speech, presenter.state)


def windows(speech: Speech, known: tuple[Window, ...] = NAMED) -> WindowsPresenter:
    presenter = WindowsPresenter(
        WindowsActions(
            windows=lambda: known,
            add=lambda _: NAMED[0],
            change=lambda _: NAMED[0],
            categories={"allowance": Bilingual(ru="Выплата пособия опекунам", kk="Жәрдемақы")},
        ),
        InlineLane(),
        speech,
    )
    presenter.sign_in(SESSION)
    presenter.enter()
    return presenter


def windows_page(speech: Speech, state: WindowsState) -> QWidget:
    view = WindowsView(speech)
    view.show_state(state)
    page = AdministrationPage(AdministrationView(speech), view, speech)
    tabs = page.findChild(QTabBar, "administration_tabs")
    if tabs is not None:
        tabs.setCurrentIndex(1)
    return page


def windows_ordinary(speech: Speech) -> QWidget:
    presenter = windows(speech)
    presenter.choose(2)
    return windows_page(speech, presenter.state)


def windows_new(speech: Speech) -> QWidget:
    presenter = windows(speech)
    presenter.new_window()
    return windows_page(speech, presenter.state)


def windows_error(speech: Speech) -> QWidget:
    presenter = windows(speech)
    presenter.choose(1)
    trouble = speech.trouble(WindowInUse(window=1, operator=PEOPLE[1].full_name))
    return windows_page(speech, replace(presenter.state, trouble=trouble))


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "administration_windows": windows_ordinary,
    "administration_windows_new": windows_new,
    "administration_windows_error": windows_error,
    "administration_ordinary": ordinary,
    "administration_person": person,
    "administration_new": new,
    "administration_saved": saved,
    "administration_busy": busy,
    "administration_error": error,
    "administration_extreme": extreme,
}
