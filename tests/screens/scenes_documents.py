"""The faces of the fourth step: each state of a row, pages, waiting, trouble, closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from operator_app.adapters.sealed_files import BlobUnwritable
from operator_app.domain.applications import RegistryCheck, RegistryState, State
from operator_app.domain.catalogue import Form
from tests.screens.within_intake import within
from tests.support.counter_case import (
    NOON,
    Counter,
    a_document,
    a_page,
    a_picture,
    a_representative,
    an_application,
)
from tests.support.papers import LONG_NAME
from ui.pages.intake.steps.contract import StepName
from ui.pages.intake.steps.documents.doors import Lanes
from ui.pages.intake.steps.documents.presenter import DocumentsPresenter
from ui.pages.intake.steps.documents.state import DocumentsState
from ui.pages.intake.steps.documents.view import DocumentsStepView
from ui.pages.intake.steps.documents.wiring import connect
from ui.runtime.faces import Busy
from ui.runtime.lanes import InlineLane
from ui.runtime.speech import Speech

EXPIRED_ON = date(2018, 1, 31)


class Desk:
    """A step with its presenter, over a case in memory."""

    def __init__(self, speech: Speech, counter: Counter, *, scanner: bool = True) -> None:
        lane = InlineLane()
        scan = (lambda: a_page("скан")) if scanner else None
        doors = counter.doors(scan=scan)
        self.presenter = DocumentsPresenter(doors, Lanes(database=lane, work=lane), speech)
        self.view = DocumentsStepView(speech)
        self.presenter.setParent(self.view)
        connect(self.presenter, self.view)
        self.presenter.open(counter.view())
        self._counter = counter
        self._speech = speech

    def come(self, *words: str, paper: str = "#FFFFFF") -> None:
        for name in words:
            self.presenter.take_picture(a_picture(name, paper=paper), f"{name}.png")

    def show(self, state: DocumentsState) -> QWidget:
        self.view.show_state(state)
        return self._framed(state)

    def shown(self) -> QWidget:
        return self._framed(self.presenter.state)

    def _framed(self, state: DocumentsState) -> QWidget:
        view = self._counter.view()
        return within(StepName.DOCUMENTS, self.view, state.bar, view, self._speech)


def a_counter(**changes: Any) -> Counter:
    """Half of a package: scanned, seen, expired, wrong form, asked, from a state system."""
    counter = Counter(application=an_application(facts={"applicant_married": True}, **changes))
    papers = (
        a_document(counter, "application", "өтініш"),
        a_document(counter, "identity_document", presented=Form.ORIGINAL_SHOWN_AND_RETURNED),
        a_document(counter, "spouse_consent_notarised", "келісім", "келісім 2"),
        replace(
            a_document(counter, "child_health_certificate", "денсаулық"), valid_until=EXPIRED_ON
        ),
        a_document(counter, "child_consent", "пікір", presented=Form.COPY),
    )
    counter.application = replace(counter.application, documents=papers)
    return counter


def empty(speech: Speech) -> QWidget:
    """Nothing yet, and no scanner at this window."""
    return Desk(speech, Counter(), scanner=False).shown()


def ordinary(speech: Speech) -> QWidget:
    desk = Desk(speech, a_counter())
    desk.presenter.choose_row("health_certificates")
    desk.come("анықтама", "анықтама 2")
    return desk.shown()


def question(speech: Speech) -> QWidget:
    desk = Desk(speech, a_counter())
    desk.presenter.choose_row("housing_right_documents")
    return desk.shown()


def child_question(speech: Speech) -> QWidget:
    """The child's day of birth is not known: a yes or a no would not settle it."""
    counter = a_counter()
    child = replace(counter.application.children[0], born_on=None)
    counter.application = replace(counter.application, children=(child,))
    desk = Desk(speech, counter)
    desk.presenter.choose_row("child_birth_certificate")
    return desk.shown()


def expired(speech: Speech) -> QWidget:
    desk = Desk(speech, a_counter())
    desk.presenter.choose_row("child_health_certificate")
    return desk.shown()


def wrong_form(speech: Speech) -> QWidget:
    desk = Desk(speech, a_counter())
    desk.presenter.choose_row("child_consent")
    desk.presenter.type_day("31.02.2019")
    return desk.shown()


def warnings(speech: Speech) -> QWidget:
    desk = Desk(speech, a_counter())
    desk.presenter.choose_row("health_certificates")
    desk.come("анықтама", "анықтама")
    desk.come("қараңғы", paper="#505050")
    desk.come("")
    desk.presenter.take_picture(a_picture("кіші", width=420, height=594), "small.png")
    return desk.shown()


def pending(speech: Speech) -> QWidget:
    """The registries have not answered: the row waits, the intake goes on."""
    check = RegistryCheck(system="gbd_fl", state=RegistryState.OFFLINE, at=NOON)
    desk = Desk(speech, a_counter(checks=(check,)))
    desk.presenter.choose_row("no_criminal_record")
    return desk.shown()


def alternatives(speech: Speech) -> QWidget:
    """Two rows of which one is enough."""
    counter = Counter(
        application=an_application(
            "minor_property_transaction_certificate", facts={"second_parent_absent": True}
        )
    )
    desk = Desk(speech, counter)
    desk.presenter.choose_row("death_certificate")
    return desk.shown()


def crop(speech: Speech) -> QWidget:
    desk = Desk(speech, a_counter())
    desk.presenter.choose_row("health_certificates")
    desk.come("анықтама")
    desk.presenter.start_crop(True)
    canvas = desk.view.pages.canvas
    canvas.frame = canvas.frame.corner(0.1, 0.08).far_corner(-0.2, -0.3)
    return desk.shown()


def busy(speech: Speech) -> QWidget:
    desk = Desk(speech, a_counter())
    desk.presenter.choose_row("health_certificates")
    desk.come("анықтама")
    what = speech("Taking pages: {n} of {of}", n=12, of=60)
    return desk.show(replace(desk.presenter.state, busy=Busy(what, 7, can_cancel=True)))


def error(speech: Speech) -> QWidget:
    counter = a_counter()
    desk = Desk(speech, counter)
    desk.presenter.choose_row("income_documents")
    desk.come("табыс")
    counter.fails = BlobUnwritable(reason="disk")
    desk.presenter.attach()
    return desk.shown()


def refused_files(speech: Speech) -> QWidget:
    desk = Desk(speech, a_counter())
    desk.presenter.choose_row("income_documents")
    desk.presenter.take_files([Path(f"табыс {n}.docx") for n in range(4)])
    return desk.shown()


def a_complete_counter() -> Counter:
    counter = Counter(application=an_application("guardianship_certificate"))
    papers = (
        a_document(counter, "application", "өтініш"),
        a_document(counter, "identity_document", presented=Form.ORIGINAL_SHOWN_AND_RETURNED),
        a_document(
            counter,
            "child_birth_certificate",
            "туу туралы",
            presented=Form.COPY_WITH_ORIGINAL_FOR_CHECK,
        ),
    )
    counter.application = replace(counter.application, documents=papers)
    return counter


def closed(speech: Speech) -> QWidget:
    counter = a_counter()
    counter.application = replace(counter.application, state=State.ACCEPTED)
    desk = Desk(speech, counter)
    desk.presenter.choose_row("spouse_consent_notarised")
    return desk.shown()


def extreme(speech: Speech) -> QWidget:
    """Longest names, many children, many pages, a representative."""
    counter = a_counter(representative=a_representative())
    child = replace(counter.application.children[0], surname=LONG_NAME, name=LONG_NAME)
    counter.application = replace(counter.application, children=(child,) * 6)
    desk = Desk(speech, counter)
    desk.presenter.choose_row("parents_absence_documents")
    desk.come(*(f"бет {n}" for n in range(12)))
    return desk.shown()


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "documents_empty": empty,
    "documents_ordinary": ordinary,
    "documents_question": question,
    "documents_child_question": child_question,
    "documents_expired": expired,
    "documents_wrong_form": wrong_form,
    "documents_warnings": warnings,
    "documents_pending": pending,
    "documents_alternatives": alternatives,
    "documents_crop": crop,
    "documents_busy": busy,
    "documents_error": error,
    "documents_refused_files": refused_files,
    "documents_closed": closed,
    "documents_extreme": extreme,
}
