"""Roles and passwords at the real window: who may open what, and how often one may guess."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QWidget

from operator_app.domain.applications import State
from operator_app.domain.operators import OPENS, NotAllowed, Page, Role
from tests.support.guarded_cases import a_package
from tests.support.guarded_window import (
    ADMINISTRATOR,
    OPERATOR,
    OTHER,
    SUPERVISOR,
    Guarded,
    guarded,
    guarded_law,
    seeded,
)
from ui.conductor import SHOWN_PAGES
from ui.runtime.shortcuts import Shortcut
from ui.shell.find_panel import Found
from ui.shell.navigation import ENTRIES

__all__ = ["guarded", "guarded_law", "seeded"]

CONTROL = Qt.KeyboardModifier.ControlModifier
BUILT = frozenset(SHOWN_PAGES)


def only(guarded: Guarded, place: int, *roles: Role) -> set[Page]:
    """This person with these roles only; the pages they open."""
    guarded.change(guarded.people[place].login, roles=frozenset(roles))
    return set().union(*(OPENS[role] for role in roles)) & BUILT


@pytest.mark.parametrize(
    ("place", "role"),
    [
        (OPERATOR, Role.OPERATOR),
        (SUPERVISOR, Role.SENIOR),
        (SUPERVISOR, Role.SUPERVISOR),
        (ADMINISTRATOR, Role.ADMINISTRATOR),
    ],
)
def test_a_role_sees_and_reaches_its_own_pages_only(
    guarded: Guarded, place: int, role: Role
) -> None:
    allowed = only(guarded, place, role)
    case = a_package(guarded)
    guarded.sign_in(place)
    window, conductor = guarded.shown.window, guarded.shown.conductor
    seen = {page for page in Page if guarded.hand.sees(f"shell_go_{page.value}")}
    assert seen == allowed

    for page in Page:
        guarded.key(_key(ENTRIES[page].key))
        window.page_chosen.emit(page)
        guarded.settle()
        assert window.current_page in {one.value for one in allowed}, page
    guarded.key(Qt.Key.Key_K, CONTROL)
    guarded.hand.type_text("shell_find_field", case.number)
    window.find_panel.ask()
    guarded.settle()
    found = guarded.hand.get("shell_find_list", QListWidget)
    assert (found.count() > 0) == (Page.CASES in allowed)
    window.find_panel.close_panel()
    conductor.scanned(case.number)
    window.found.emit(Found("case", case.id, case.number))
    guarded.settle()

    assert window.current_page in {one.value for one in allowed}
    if Page.CASES not in allowed:
        assert guarded.traces(case.number) == []


def _key(shortcut: Shortcut) -> Qt.Key:
    return Qt.Key(Qt.Key.Key_F1.value + int(shortcut.value.rpartition("F")[2]) - 1)


def test_a_supervisor_looks_at_cases_and_takes_none(guarded: Guarded) -> None:
    only(guarded, SUPERVISOR, Role.SUPERVISOR)
    case = a_package(guarded)
    guarded.sign_in(SUPERVISOR)
    guarded.shown.window.found.emit(Found("case", case.id, case.number))
    guarded.settle()
    hand = guarded.hand
    assert hand.sees("cases_number")

    assert not hand.sees("cases_go_on")
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.shown.conductor._open_case(case.id)
    guarded.settle()
    with pytest.raises(NotAllowed):
        guarded.shown.desk.go_on(case.id)
    assert guarded.shown.window.current_page == "cases"
    assert guarded.shown.intake.page.presenter.view is None


def test_a_role_that_is_taken_away_closes_its_pages_at_once(guarded: Guarded) -> None:
    case = a_package(guarded)
    guarded.sign_in()
    guarded.shown.conductor._open_case(case.id)
    guarded.settle()
    assert guarded.hand.sees("intake_page")

    guarded.change(guarded.people[OPERATOR].login, roles=frozenset({Role.SUPERVISOR}))
    guarded.shown.conductor.look()
    guarded.settle()

    assert guarded.shown.window.current_page == "cases"
    assert not guarded.hand.sees("shell_go_intake")
    guarded.key(Qt.Key.Key_F2)
    guarded.settle()
    assert guarded.shown.window.current_page == "cases"
    assert guarded.shown.intake.page.presenter.view is None


def test_a_login_that_is_closed_ends_the_session_and_keeps_the_case(guarded: Guarded) -> None:
    case = a_package(guarded)
    guarded.sign_in()
    guarded.shown.conductor._open_case(case.id)
    guarded.settle()

    guarded.change(guarded.people[OPERATOR].login, active=False)
    guarded.shown.conductor.look()
    guarded.settle()

    assert guarded.hand.sees("sign_in_enter")
    assert guarded.traces(case.number) == []
    with guarded.profile.units() as unit:
        kept = unit.applications.get(case.id)
    assert kept is not None
    assert kept.state is State.DRAFT


def waiting(guarded: Guarded) -> str:
    found = guarded.window.findChild(QWidget, "sign_in_password_wait")
    assert found is not None
    return " ".join(one.text() for one in found.findChildren(QLabel)) if found.isVisible() else ""


def five_wrong(guarded: Guarded) -> str:
    login = guarded.people[OPERATOR].login
    for _ in range(5):
        guarded.try_password(login, "wrong-wrong")
    guarded.hand.type_text("sign_in_password_edit", guarded.people[OPERATOR].password)
    guarded.hand.click("sign_in_enter")
    guarded.settle()
    return login


def shut_out(guarded: Guarded) -> bool:
    """The right password, tried now, is not taken."""
    person, hand = guarded.people[OPERATOR], guarded.hand
    hand.type_text("sign_in_login", "")
    hand.type_text("sign_in_login", person.login)
    hand.type_text("sign_in_password_edit", person.password)
    if hand.can_press("sign_in_enter"):
        hand.click("sign_in_enter")
    guarded.settle()
    return guarded.shown.conductor.session is None and "0" in waiting(guarded)


def test_after_five_tries_one_waits_and_sees_the_seconds(guarded: Guarded) -> None:
    five_wrong(guarded)
    enter = guarded.window.findChild(QPushButton, "sign_in_enter")
    assert enter is not None
    assert "01:00" in waiting(guarded)
    assert not enter.isEnabled()

    guarded.seconds.at += 42
    guarded.wall.set_by(seconds=42)
    guarded.shown.conductor._play.sign_in._gate.tick()
    assert "00:18" in waiting(guarded)
    assert shut_out(guarded)

    guarded.seconds.at += 18
    guarded.wall.set_by(seconds=18)
    guarded.shown.conductor._play.sign_in._gate.tick()
    guarded.sign_in()


@pytest.mark.parametrize("days", [-3, 3])
def test_a_wait_is_not_escaped_by_the_clock(guarded: Guarded, days: int) -> None:
    five_wrong(guarded)

    guarded.wall.set_by(days=days)

    assert shut_out(guarded)


@pytest.mark.parametrize("days", [0, 2])
def test_a_wait_is_not_escaped_by_closing_the_program(guarded: Guarded, days: int) -> None:
    """It begins anew: the clock, set forward meanwhile, is no witness of how long it was closed."""
    five_wrong(guarded)
    guarded.wall.set_by(seconds=20, days=days)
    guarded.seconds.at += 20
    guarded.again()
    assert shut_out(guarded)
    assert "01:00" in waiting(guarded)

    guarded.wall.set_by(days=days)
    assert shut_out(guarded)
    guarded.seconds.at += 60
    guarded.wall.set_by(seconds=60)
    guarded.shown.conductor._play.sign_in._gate.tick()
    guarded.sign_in()


def test_a_wait_is_of_one_login_and_another_may_work(guarded: Guarded) -> None:
    five_wrong(guarded)
    guarded.sign_in(OTHER)
    guarded.shown.conductor.lock()
    guarded.hand.click("lock_leave")
    guarded.settle()

    assert shut_out(guarded)
