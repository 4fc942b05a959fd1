"""The intake: one case, its steps in order, and the ways out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.applications import ApplicationId, State
from operator_app.errors import OperatorAppError
from operator_app.usecases.close_case import CloseCase
from operator_app.usecases.look_at_case import CaseView
from ui.pages.intake.calls import IntakeCalls, Opened
from ui.pages.intake.errands import Errands, seen
from ui.pages.intake.notes import Notes
from ui.pages.intake.seat import Start
from ui.pages.intake.state import IntakeState
from ui.pages.intake.steps.contract import StepBar, StepName, StepPresenter
from ui.pages.intake.steps.service.presenter import ServiceStepPresenter
from ui.pages.intake.telling import Telling
from ui.pages.intake.way import ENDED, REFUSE_FROM, step_of, why_blocked
from ui.runtime.faces import Busy
from ui.runtime.lanes import Lane
from ui.runtime.patience import Patience
from ui.runtime.speech import Speech

T = TypeVar("T")
SECOND_MS = 1000


class IntakePresenter(QObject):
    """Owns which step is shown; the steps own what they show.

    Signals:
        changed(IntakeState)
        case_changed(CaseView): saved, so other pages may look again
        finished(CaseView): nothing is left to do for it; the ticket may be closed
    """

    changed = Signal(object)
    case_changed = Signal(object)
    finished = Signal(object)

    def __init__(
        self,
        calls: IntakeCalls,
        steps: Mapping[StepName, StepPresenter],
        refuse: StepPresenter | None,
        notes: Notes,
        lane: Lane,
        speech: Speech,
    ) -> None:
        super().__init__()
        self._calls = calls
        self._steps = dict(steps)
        self._refuse = refuse
        self._notes = notes
        self._speech = speech
        self._telling = Telling(calls.catalogue, speech, calls.due)
        self._errands = Errands(lane)
        self._start: Start | None = None
        self._view: CaseView | None = None
        self._printed: dict[str, str] = {}
        self._again: Callable[[], None] | None = None
        self._state = IntakeState()
        self._patience = Patience(self)
        self._patience.changed.connect(self._on_patience)
        self._clock = QTimer(self)
        self._clock.setInterval(SECOND_MS)
        self._clock.timeout.connect(self.tick)
        for step, presenter in self._steps.items():
            self._connect(step, presenter)
        if refuse is not None:
            refuse.changed.connect(self._on_step_changed)
            refuse.case_changed.connect(self._on_case_changed)
            refuse.done.connect(self._on_refused)
        notes.unsaved.connect(self._on_failed)
        speech.changed.connect(self.speak)

    @property
    def state(self) -> IntakeState:
        return self._state

    @property
    def view(self) -> CaseView | None:
        """The case on the screen, if it exists yet."""
        return self._view

    def begin(self, start: Start) -> None:
        """The applicant has come to the window; what for is asked in the first step."""
        self._leave()
        self._errands.drop()
        self._rest()
        self._notes.open("", None)
        self._start, self._view = start, None
        self._printed = {}
        service = self._steps[StepName.SERVICE]
        if isinstance(service, ServiceStepPresenter):
            service.begin(start)
        self._clock.start()
        self._visit(StepName.SERVICE)

    def open_case(self, case: str) -> None:
        """A case that exists: after a kill, from the list, or handed over by another window."""
        self._leave()
        self._errands.drop()
        self._again = lambda: self.open_case(case)
        calls, wanted = self._calls, ApplicationId(case)

        def read() -> Opened:
            view = seen(calls.look_at_case, wanted)
            ticket = view.application.ticket_id
            return Opened(view, calls.recall_place(case), calls.ticket_of(ticket) if ticket else "")

        self._work(read, self._on_opened, self._speech("Opening the case"))

    def close(self) -> None:
        """Nobody is served any more: the empty face. What was typed stays with its case."""
        self._leave()
        self._notes.close()
        self._errands.drop()
        self._rest()
        self._clock.stop()
        self._start, self._view = None, None
        self._show(IntakeState(visit=self._state.visit))

    def retry(self) -> None:
        """What failed in the frame is tried once more."""
        again = self._again
        if again is not None:
            again()

    def go(self, step: StepName) -> None:
        """A press in the stepper, or a step that is done. Blocked steps are not entered."""
        if self._errands.busy or why_blocked(self._view, step) or step not in self._steps:
            return
        self._leave()
        view = self._view
        if view is None:
            self._visit(step)
            return
        case = view.application.id
        self._work(
            lambda: seen(self._calls.look_at_case, case),
            lambda now: self._enter(step, now),
            self._speech("Opening the case"),
        )

    def back(self) -> None:
        if self._state.asks_abandon:
            self.keep()
        elif self._state.refusing:
            self._close_refuse()
        elif self._state.may_go_back:
            self.go(list(StepName)[self._state.step.number - 2])

    def next(self) -> None:
        """The big button of whatever is on the screen."""
        if self._errands.busy or self._state.asks_abandon:
            return
        if self._state.ending is not None:
            self._finish()
        elif self._refuse is not None and self._state.refusing:
            self._refuse.next()
        elif self._start is not None:
            self._steps[self._state.step].next()

    def act(self, name: str) -> None:
        """A further button of the step."""
        presenter = self._refuse if self._state.refusing else self._steps[self._state.step]
        if presenter is not None:
            presenter.act(name)

    def refuse(self) -> None:
        """From the fourth step on: 002 paragraph 10."""
        if self._refuse is None or self._view is None or not self._state.may_refuse:
            return
        self._steps[self._state.step].leave()
        self._refuse.open(self._view)
        self._show(replace(self._state, refusing=True, visit=self._state.visit + 1, focus=""))

    def abandon(self) -> None:
        """The applicant went away: asked once more, in the page and not in a box."""
        if self._state.may_abandon:
            self._show(replace(self._state, asks_abandon=True))

    def keep(self) -> None:
        self._show(replace(self._state, asks_abandon=False))

    def confirm_abandon(self) -> None:
        view = self._view
        if view is None or not self._state.asks_abandon:
            return
        self._leave()
        case, calls = view.application.id, self._calls

        def end() -> CaseView:
            calls.close_case(CloseCase(application_id=case, ending=State.ABANDONED))
            return seen(calls.look_at_case, case)

        self._work(end, self._on_case_changed, self._speech("Closing the case"))

    def another_service(self) -> None:
        """The same person on the same ticket: a new case that knows who is here."""
        view, start = self._view, self._start
        if view is None or start is None or view.application.state is State.DRAFT:
            return
        case = view.application
        self.begin(replace(start, person=case.applicant, language=case.language))

    def print_paper(self, sha256: str) -> None:
        """A paper of the ending; "printed" is said when the printer has said so."""
        self._again = lambda: self.print_paper(sha256)
        papers = self._view.papers if self._view is not None else ()
        record = next((one for one in papers if one.sha256 == sha256), None)
        if record is not None and not self._errands.busy:
            self._work(
                lambda: self._calls.print_paper(record),
                lambda _: self._on_printed(sha256),
                self._speech("Printing"),
            )

    def focus_moved(self, name: str) -> None:
        """The operator is in the field of this object name."""
        if self._view is not None:
            self._notes.move(self._state.step.value, name)

    def tick(self) -> None:
        if self._start is not None:
            bar = self._telling.bar(self._view, self._start, self._calls.now())
            self._state = replace(self._state, case=bar)
            self.changed.emit(self._state)

    def speak(self) -> None:
        for presenter in self._steps.values():
            presenter.speak()
        if self._refuse is not None:
            self._refuse.speak()
        self._show(self._state)

    def _work(self, work: Callable[[], T], done: Callable[[T], None], what: str) -> None:
        """Away from this thread; the busy face comes only if it lasts."""

        def worked(result: T) -> None:
            self._rest()
            done(result)

        self._patience.begin(what)
        self._show(replace(self._state, working=True, trouble=None))
        self._errands.run(work, done=worked, failed=self._on_failed)

    def _rest(self) -> None:
        self._state = replace(self._state, working=False)
        self._patience.end()

    def _on_patience(self, busy: Busy | None) -> None:
        if busy != self._state.busy:
            self._show(replace(self._state, busy=busy))

    def _connect(self, step: StepName, presenter: StepPresenter) -> None:
        presenter.changed.connect(self._on_step_changed)
        presenter.case_changed.connect(self._on_case_changed)
        presenter.done.connect(lambda: self._on_done(step))

    def _leave(self) -> None:
        """Saves what the step holds; drops what it waits for."""
        if self._start is not None:
            self._steps[self._state.step].leave()
        self._notes.flush()

    def _enter(self, step: StepName, view: CaseView, focus: str = "") -> None:
        self._view = view
        self._notes.move(step.value, focus)
        self._steps[step].open(view)
        self._visit(step, focus)

    def _visit(self, step: StepName, focus: str = "") -> None:
        self._show(
            replace(
                self._state,
                step=step,
                focus=focus,
                visit=self._state.visit + 1,
                refusing=False,
                asks_abandon=False,
                trouble=None,
            )
        )

    def _close_refuse(self) -> None:
        if self._refuse is not None and self._view is not None:
            self._refuse.leave()
            self._enter(self._state.step, self._view)

    def _finish(self) -> None:
        view = self._view
        if view is not None:
            self._leave()
            self.finished.emit(view)

    def _on_opened(self, opened: Opened) -> None:
        case = opened.view.application
        self._start = Start(ticket_id=case.ticket_id, ticket=opened.ticket, language=case.language)
        self._printed = {}
        self._view = opened.view
        self._notes.open(case.id, opened.place)
        self._clock.start()
        step = step_of(opened.view, opened.place)
        same = opened.place is not None and opened.place.step == step.value
        if case.state in ENDED:
            self._visit(step)
        else:
            self._enter(step, opened.view, opened.place.focus if opened.place and same else "")

    def _on_done(self, step: StepName) -> None:
        """Only the step that is on the screen leads on; a late word of another does not."""
        if step is not self._state.step or self._state.refusing:
            return
        if step is StepName.DISPATCH:
            self._finish()
        else:
            self.go(list(StepName)[step.number])

    def _on_refused(self) -> None:
        self._show(replace(self._state, refusing=False))

    def _on_step_changed(self, _: object) -> None:
        """A letter typed in a step changes the bar at most: the card waits for the store."""
        ended = self._state.ending is not None
        state = replace(self._state, bar=self._bar(self._state, ended=ended))
        if self._start is not None and state != self._state:
            self._state = state
            self.changed.emit(state)

    def _on_case_changed(self, view: CaseView) -> None:
        if self._start is None:
            return
        if self._view is None:
            self._notes.open(view.application.id, None)
        if view.application.state is not State.DRAFT:
            self._notes.forget("")
        self._view = view
        self._show(replace(self._state, asks_abandon=False))
        self.case_changed.emit(view)

    def _on_printed(self, sha256: str) -> None:
        self._printed[sha256] = f"{self._calls.now():%H:%M}"
        self._show(self._state)

    def _on_failed(self, error: OperatorAppError) -> None:
        self._rest()
        self._show(replace(self._state, trouble=self._speech.trouble(error)))

    def _show(self, state: IntakeState) -> None:
        self._state = self._told(state)
        self.changed.emit(self._state)

    def _told(self, state: IntakeState) -> IntakeState:
        speech, view, start = self._speech, self._view, self._start
        if start is None:
            return replace(
                state,
                case=None,
                marks=(),
                empty=speech("Nobody is being served. Call the next: F9."),
            )
        ending = self._telling.ending(view, self._printed) if view is not None else None
        draft = view is not None and view.application.state is State.DRAFT
        return replace(
            state,
            case=self._telling.bar(view, start, self._calls.now()),
            marks=self._telling.marks(view, state.step) if ending is None else (),
            card=self._telling.card(view, state.step),
            bar=self._bar(state, ended=ending is not None),
            may_go_back=state.refusing or self._may_go_back(state.step),
            may_refuse=draft and state.step in REFUSE_FROM and not state.refusing,
            may_abandon=draft and not state.refusing,
            may_take_another=view is not None and not draft,
            ending=ending,
            empty="",
        )

    def _may_go_back(self, step: StepName) -> bool:
        if step is StepName.SERVICE:
            return False
        return not why_blocked(self._view, list(StepName)[step.number - 2])

    def _bar(self, state: IntakeState, *, ended: bool) -> StepBar:
        if ended:
            return StepBar(text=self._speech("Done"), enabled=not state.working)
        presenter = self._refuse if state.refusing else self._steps.get(state.step)
        return presenter.state.bar if presenter is not None else StepBar(text="")
