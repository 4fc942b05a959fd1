"""The smallest and the largest screen at the real window, with names of 200 letters everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from operator_app.domain.applications import Application
from tests.screens.cut_text import cut_texts
from tests.support.guarded_cases import a_package
from tests.support.guarded_window import (
    ADMINISTRATOR,
    SMALL,
    Guarded,
    guarded,
    guarded_law,
    seeded,
)
from ui.style.worn import worn

__all__ = ["guarded", "guarded_law", "seeded"]

pytestmark = pytest.mark.long

LONG = ("Әбдірахмановаң-" * 14)[:199] + "а"
BIG = (3840, 2160)
STEPS = ("consent", "applicant", "documents", "sign")


@pytest.fixture(params=[(SMALL, 100), (BIG, 200)], ids=["small", "big"])
def screen(guarded: Guarded, request: pytest.FixtureRequest) -> Iterator[Guarded]:
    """A window of this size; the zoom is of the whole application and is given back."""
    size, zoom = request.param
    look = worn()
    for person in guarded.people:
        guarded.change(person.login, full_name=LONG)
    guarded.shown.window.set_look("light", zoom)
    guarded.window.resize(*size)
    yield guarded
    guarded.shown.window.set_look(look.tokens.name, look.zoom)


def laid_out(guarded: Guarded) -> None:
    guarded.settle()
    for _ in range(8):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QApplication.processEvents()


def long_named(guarded: Guarded) -> Application:
    case = a_package(guarded)
    with guarded.profile.units() as unit:
        stored = unit.applications.get(case.id)
        assert stored is not None
        assert stored.applicant is not None
        party = replace(stored.applicant, surname=LONG, name=LONG, patronymic=LONG)
        unit.applications.save(replace(stored, applicant=party, operator=LONG))
        unit.commit()
    return case


def out_of_reach(guarded: Guarded) -> list[str]:
    """Controls that stand outside of the window, and that no scrolling brings there."""
    whole = guarded.window.rect()
    return [
        one.objectName()
        for one in guarded.window.findChildren(QWidget)
        if one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not whole.contains(place_of(guarded, one))
        and not scrolled(one)
    ]


def place_of(guarded: Guarded, one: QWidget) -> QRect:
    return QRect(one.mapTo(guarded.window, QPoint(0, 0)), one.size())


def scrolled(one: QWidget) -> bool:
    parent = one.parentWidget()
    while parent is not None:
        bars = isinstance(parent, QAbstractScrollArea) and (
            parent.verticalScrollBar().maximum() or parent.horizontalScrollBar().maximum()
        )
        if bars:
            return True
        parent = parent.parentWidget()
    return False


def judge(guarded: Guarded, page: str, *foot: str) -> None:
    """Nothing cut, nothing lost, nothing to be scrolled to the side, and the next action seen."""
    laid_out(guarded)
    assert cut_texts(guarded.window) == [], page
    assert out_of_reach(guarded) == [], page
    for name in foot:
        button = guarded.hand.get(name, QWidget)
        seen = not button.visibleRegion().isEmpty()
        assert seen, (page, name)
        assert guarded.window.rect().contains(place_of(guarded, button)), (page, name)
        assert button.visibleRegion().boundingRect() == button.rect(), (page, name)


def test_every_step_of_a_case_with_long_names(screen: Guarded) -> None:
    case, hand = long_named(screen), screen.hand
    judge(screen, "door", "sign_in_enter")
    screen.sign_in()
    judge(screen, "queue", "queue_new")
    screen.shown.conductor._show_case(case.id)
    judge(screen, "cases")
    screen.shown.conductor._open_case(case.id)
    screen.settle()
    for step in STEPS:
        hand.click(f"intake_step_{step}")
        hand.wait_until(lambda step=step: hand.sees(f"intake_{step}"), step)  # type: ignore[misc]  # of a lambda's default
        judge(screen, step, "intake_next")
    hand.click("intake_next")
    hand.wait_until(lambda: hand.sees("intake_receipt"), "intake_receipt")
    judge(screen, "receipt")


def test_the_pages_beside_the_case(screen: Guarded) -> None:
    long_named(screen)
    screen.sign_in()
    for key, page in ((Qt.Key.Key_F3, "cases"), (Qt.Key.Key_F6, "shift"), (Qt.Key.Key_F1, "queue")):
        screen.key(key)
        judge(screen, page)
    screen.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    judge(screen, "lock", "lock_unlock", "lock_leave")
    screen.hand.click("lock_leave")
    screen.settle()
    screen.sign_in(ADMINISTRATOR)
    judge(screen, "administration", "administration_new")
