"""Choosing the service: the draft gets its number here, or the applicant a routing sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from operator_app.domain.applications import Application, ApplicationId, State
from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.errors import OperatorAppError
from operator_app.usecases.another_service import AnotherService
from operator_app.usecases.choose_service import ChooseService
from operator_app.usecases.close_case import CloseCase
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.open_draft import OpenDraft
from resources.texts import TRANSLATED
from ui.pages.intake.errands import Errands, seen
from ui.pages.intake.seat import Seat, Start
from ui.pages.intake.steps.contract import StepBar
from ui.pages.intake.steps.service.services import card_of, found, row_of, services_of
from ui.pages.intake.steps.service.state import ServiceState
from ui.runtime.faces import Busy
from ui.runtime.lanes import Lane
from ui.runtime.patience import Patience
from ui.runtime.speech import Speech

LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCalls:
    """What the choice of a service needs from the core."""

    catalogue: Catalogue
    today: Callable[[], date]
    seat: Callable[[], Seat]
    new_id: Callable[[], str]
    new_access_code: Callable[[], str]
    open_draft: Callable[[OpenDraft], Application]
    choose_service: Callable[[ChooseService], Application]
    another_service: Callable[[AnotherService], Application]
    close_case: Callable[[CloseCase], Application]
    look_at_case: Callable[[ApplicationId], CaseView | None]


class ServiceStepPresenter(QObject):
    """The first step. A case exists from its ``next`` on; before it nothing is in the store.

    Signals:
        changed(ServiceState), case_changed(CaseView), done()
    """

    changed = Signal(object)
    case_changed = Signal(object)
    done = Signal()

    def __init__(
        self, calls: ServiceCalls, lane: Lane, speech: Speech, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._calls = calls
        self._speech = speech
        self._errands = Errands(lane)
        self._patience = Patience(self)
        self._patience.changed.connect(self._on_patience)
        self._start = Start()
        self._new_id = ""
        self._view: CaseView | None = None
        self._services: tuple[ServiceRecord, ...] = ()
        self._chosen: ServiceRecord | None = None
        self._state = ServiceState()

    @property
    def state(self) -> ServiceState:
        return self._state

    def begin(self, start: Start) -> None:
        """A case that does not exist yet. Its id is made once: trying again opens no second."""
        self._errands.drop()
        self._start = start
        self._new_id = self._calls.new_id()
        self._view = None
        self._chosen = None
        self._services = self._of_the_day()
        self._state = ServiceState()
        self.speak()

    def open(self, view: CaseView) -> None:
        self._errands.drop()
        self._view = view
        self._start = Start(
            ticket_id=view.application.ticket_id, language=view.application.language
        )
        self._services = self._of_the_day(view.application.region)
        self._chosen = view.record
        self._state = ServiceState()
        self.speak()

    def forget(self) -> None:
        self._errands.drop()
        self._start, self._new_id, self._view, self._chosen = Start(), "", None, None
        self._state = ServiceState()
        self.speak()

    def search(self, words: str) -> None:
        self._show(replace(self._state, search=words[:LONGEST_SEARCH], trouble=None))

    def choose(self, code: str) -> None:
        if self._errands.busy or self._locked():
            return
        self._chosen = next((one for one in self._services if one.service == code), self._chosen)
        self._show(replace(self._state, trouble=None))

    def choose_language(self, language: str) -> None:
        """Of the routing sheet; for a case that goes on here it is asked with the consent."""
        if language in TRANSLATED and not self._errands.busy and not self._locked():
            self._start = replace(self._start, language=language)
            self._show(self._state)

    def next(self) -> None:
        if self._chosen is None or self._locked():
            return
        chosen = self._chosen
        if self._view is not None and self._view.record.edition == chosen.edition:
            self.done.emit()
            return
        if self._errands.busy:
            return
        self._patience.begin(self._speech("Opening the case"))
        self._show(replace(self._state, working=True, trouble=None))
        self._errands.run(
            lambda: self._enter(chosen), done=self._on_entered, failed=self._on_failed
        )

    def act(self, name: str) -> None:
        """This step has no further buttons."""

    def leave(self) -> None:
        self._errands.drop()
        self._rest()

    def speak(self) -> None:
        self._show(self._state)

    def _of_the_day(self, region: str | None = None) -> tuple[ServiceRecord, ...]:
        return services_of(
            self._calls.catalogue, region or self._calls.seat().region, self._calls.today()
        )

    def _locked(self) -> bool:
        return self._view is not None and self._view.application.state is not State.DRAFT

    def _enter(self, chosen: ServiceRecord) -> CaseView:
        """On the database lane: the draft, its person if known, and the end if not taken here."""
        calls = self._calls
        case = self._opened(chosen)
        if not chosen.at_counter:
            calls.close_case(CloseCase(application_id=case.id, ending=State.ROUTED))
        return seen(calls.look_at_case, case.id)

    def _opened(self, chosen: ServiceRecord) -> Application:
        calls = self._calls
        if self._view is not None:
            return calls.choose_service(
                ChooseService(
                    application_id=self._view.application.id,
                    service=chosen.service,
                    language=self._start.language,
                )
            )
        seat = calls.seat()
        opening = OpenDraft(
            application_id=ApplicationId(self._new_id),
            access_code=calls.new_access_code(),
            region=seat.region,
            center=seat.center,
            window=seat.window,
            operator=seat.operator,
            service=chosen.service,
            language=self._start.language,
            ticket_id=self._start.ticket_id,
        )
        if self._start.first is not None:
            return calls.another_service(
                AnotherService(first_id=self._start.first, opening=opening)
            )
        return calls.open_draft(opening)

    def _on_entered(self, view: CaseView) -> None:
        self._view = view
        self._rest()
        self._show(self._state)
        self.case_changed.emit(view)
        if view.application.state is State.DRAFT:
            self.done.emit()

    def _on_failed(self, error: OperatorAppError) -> None:
        self._rest()
        self._show(replace(self._state, trouble=self._speech.trouble(error)))

    def _rest(self) -> None:
        self._state = replace(self._state, working=False)
        self._patience.end()

    def _on_patience(self, busy: Busy | None) -> None:
        if busy != self._state.busy:
            self._show(replace(self._state, busy=busy))

    def _show(self, state: ServiceState) -> None:
        """Whatever follows from the choice is made anew, in the language of the screens."""
        speech, catalogue, chosen = self._speech, self._calls.catalogue, self._chosen
        rows = tuple(row_of(one, speech) for one in found(self._services, state.search))
        self._state = replace(
            state,
            rows=rows,
            chosen=chosen.service if chosen is not None else "",
            language=self._start.language if chosen is not None and not chosen.at_counter else "",
            card=card_of(chosen, catalogue, speech) if chosen is not None else None,
            empty=self._empty_text() if not rows else "",
            locked=speech("The case is closed; its service stays.") if self._locked() else "",
            bar=self._bar(state),
        )
        self.changed.emit(self._state)

    def _empty_text(self) -> str:
        if self._services:
            return self._speech("Nothing found. Try another word or clear the search.")
        calls = self._calls
        region = calls.seat().region
        periods = {
            f"{one.valid_from:%d.%m.%Y} - {one.valid_to:%d.%m.%Y}"
            for one in calls.catalogue.services
            if one.region == region
        }
        return self._speech(
            "On {day} no act was in force in this region. In force: {periods}",
            day=f"{calls.today():%d.%m.%Y}",
            periods=", ".join(sorted(periods)) or "—",
        )

    def _bar(self, state: ServiceState) -> StepBar:
        speech, chosen = self._speech, self._chosen
        if chosen is None:
            return StepBar(
                text=speech("Next"), enabled=False, why_not=speech("Choose a service first")
            )
        text = speech("Next") if chosen.at_counter else speech("Give the routing sheet")
        return StepBar(text=text, enabled=not state.working and not self._locked())
