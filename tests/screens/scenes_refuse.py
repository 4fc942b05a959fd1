"""The faces of the refuse panel: something missing, questions first, nothing to refuse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from operator_app.adapters.sealed_files import BlobUnwritable
from operator_app.domain.papers import Office
from tests.screens.scenes_documents import a_complete_counter, a_counter
from tests.screens.within_intake import refusing
from tests.support.counter_case import Counter, an_application, catalogue
from tests.support.papers import OFFICE
from ui.pages.intake.refuse.presenter import RefuseActions, RefusePresenter
from ui.pages.intake.refuse.view import RefuseView
from ui.pages.intake.refuse.wiring import connect
from ui.runtime.faces import Busy
from ui.runtime.lanes import InlineLane
from ui.runtime.speech import Speech

ANSWERED = {
    "applicant_married": True,
    "no_own_housing_in_register": False,
    "marriage_before_2008_06_01_or_abroad": False,
    "child_of_school_age": True,
}


def office_of(_: object) -> Office:
    return OFFICE


class Panel:
    def __init__(self, speech: Speech, counter: Counter) -> None:
        actions = RefuseActions(
            look=counter.look, refuse=counter.refuse, office_of=office_of, catalogue=catalogue()
        )
        self.presenter = RefusePresenter(actions, InlineLane(), speech)
        self.view = RefuseView(speech)
        self.presenter.setParent(self.view)
        connect(self.presenter, self.view)
        self.presenter.open(counter.view())
        self._counter = counter
        self._speech = speech

    def shown(self) -> QWidget:
        bar = self.presenter.state.bar
        return refusing(self.view, bar, self._counter.view(), self._speech)


def an_answered_counter() -> Counter:
    """Every question is answered; half of the papers are missing, one is expired."""
    counter = a_counter()
    counter.application = replace(counter.application, facts=ANSWERED)
    return counter


def ordinary(speech: Speech) -> QWidget:
    return Panel(speech, an_answered_counter()).shown()


def questions(speech: Speech) -> QWidget:
    return Panel(speech, a_counter()).shown()


def nothing_missing(speech: Speech) -> QWidget:
    return Panel(speech, a_complete_counter()).shown()


def nobody(speech: Speech) -> QWidget:
    counter = Counter(application=an_application(applicant=None))
    return Panel(speech, counter).shown()


def refused(speech: Speech) -> QWidget:
    panel = Panel(speech, an_answered_counter())
    panel.presenter.next()
    return panel.shown()


def busy(speech: Speech) -> QWidget:
    panel = Panel(speech, an_answered_counter())
    what = speech("Refusing and making the receipt")
    panel.view.show_state(replace(panel.presenter.state, busy=Busy(what, 3)))
    return panel.shown()


def error(speech: Speech) -> QWidget:
    counter = an_answered_counter()
    panel = Panel(speech, counter)
    counter.fails = BlobUnwritable(reason="disk")
    panel.presenter.next()
    return panel.shown()


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "refuse_ordinary": ordinary,
    "refuse_questions": questions,
    "refuse_nothing_missing": nothing_missing,
    "refuse_nobody": nobody,
    "refuse_refused": refused,
    "refuse_busy": busy,
    "refuse_error": error,
}
