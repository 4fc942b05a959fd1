"""The intake: one case, its steps in order, and the ways out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.applications import ApplicationId, State
from operator_app.errors import OperatorAppError
from operator_app.queries.other_windows import OtherWindow
from operator_app.usecases.look_at_case import CaseView
from ui.pages.intake.calls import IntakeCalls, Opened
from ui.pages.intake.entering import Entering
from ui.pages.intake.errands import Errands, seen
from ui.pages.intake.framing import Framing, Scene, offered
from ui.pages.intake.moves import LEADS_TO, CaseMoves
from ui.pages.intake.notes import Notes
from ui.pages.intake.seat import Start
from ui.pages.intake.state import Asks, IntakeState
from ui.pages.intake.steps.contract import StepBar, StepName, StepPresenter
from ui.pages.intake.steps.service.presenter import ServiceStepPresenter
from ui.pages.intake.telling import Telling
from ui.pages.intake.way import ENDED, REFUSING, step_of, why_blocked
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
        handed_over(CaseView): it belongs to another window now
    """

    changed = Signal(object)
    case_changed = Signal(object)
    finished = Signal(object)
    handed_over = Signal(object)

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
        self._framing = Framing(calls.catalogue, self._telling, speech)
        self._moves = CaseMoves(calls)
        self._errands = Errands(lane)
        self._entering = Entering(self._errands)
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
        wanted, moves = ApplicationId(case), self._moves
        self._work(lambda: moves.opened(wanted), self._on_opened, self._speech("Opening the case"))

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
        if self._again is not None:
            self._again()

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
        if self._state.asks is not None:
            self.keep()
        elif self._state.refusing:
            self._close_refuse()
        elif self._state.may_go_back:
            self.go(list(StepName)[self._state.step.number - 2])

    def next(self) -> None:
        """The big button of whatever is on the screen."""
        if self._errands.busy or self._state.asks is not None:
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
        self._notes.move(REFUSING)
        self._refuse.open(self._view)
        self._show(replace(self._state, refusing=True, visit=self._state.visit + 1, focus=""))

    def ask(self, what: Asks) -> None:
        """A way out of the case or back into it; asked once more if something may be lost."""
        if self._errands.busy or not offered(self._state, what):
            return
        self._again = lambda: self.ask(what)
        if what is Asks.CHANGE:
            self._do(what)
            return
        self._show(replace(self._state, asks=what, windows=None, to_window=0))
        if what is Asks.HAND_OVER:
            self._work(self._calls.windows, self._on_windows, self._speech("Handing over"))

    def choose_window(self, number: int) -> None:
        if self._state.asks is Asks.HAND_OVER:
            self._show(replace(self._state, to_window=number))

    def keep(self) -> None:
        """Nothing of what was asked is done."""
        if not self._errands.busy:
            self._show(replace(self._state, asks=None))

    def confirm(self) -> None:
        """What was asked is done."""
        asks = self._state.asks
        if asks is not None and (asks is not Asks.HAND_OVER or self._state.to_window):
            self._do(asks)

    def another_service(self) -> None:
        """The same person on the same ticket: a new case that knows who is here."""
        view, start = self._view, self._start
        if view is None or start is None or view.application.state is State.DRAFT:
            return
        case = view.application
        first = case.id if case.applicant is not None else None
        self.begin(replace(start, first=first, language=case.language))

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
            self._notes.move(REFUSING if self._state.refusing else self._state.step.value, name)

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
        self._entering.leave()
        self._notes.flush()

    def _enter(
        self, step: StepName, view: CaseView, focus: str = "", *, refusing: bool = False
    ) -> None:
        self._view = view

        def arrive() -> None:
            self._notes.move(step.value, focus)
            self._visit(step, focus)
            if refusing:
                self.refuse()

        self._entering.enter(self._steps[step], view, arrive)

    def _visit(self, step: StepName, focus: str = "") -> None:
        state = replace(self._state, step=step, refusing=False, asks=None, trouble=None)
        self._show(replace(state, focus=focus, visit=state.visit + 1))

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
        self._view, self._printed = opened.view, {}
        self._notes.open(case.id, opened.place)
        self._clock.start()
        step = step_of(opened.view, opened.place)
        if case.state in ENDED:
            self._visit(step)
        else:
            refusing = opened.was_at(REFUSING)
            self._enter(step, opened.view, opened.focus_at(step), refusing=refusing)

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
        self._show(replace(self._state, asks=None))
        self.case_changed.emit(view)

    def _on_windows(self, windows: tuple[OtherWindow, ...]) -> None:
        first = windows[0].number if windows else 0
        self._show(replace(self._state, windows=windows, to_window=first))

    def _do(self, what: Asks) -> None:
        view, window = self._view, self._state.to_window
        if view is None or self._errands.busy:
            return
        self._leave()
        case, moves = view.application.id, self._moves
        self._work(
            lambda: moves.do(what, case, window),
            lambda after: self._on_moved(what, after),
            moves.words(what, self._speech),
        )

    def _on_moved(self, what: Asks, view: CaseView) -> None:
        if what is Asks.HAND_OVER:
            self.close()
            self.handed_over.emit(view)
            return
        self._on_case_changed(view)
        if what in LEADS_TO:
            self._enter(LEADS_TO[what], view)

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
        scene = Scene(self._view, self._start, self._printed, self._calls.now())
        return self._framing.told(state, scene, self._bar)

    def _bar(self, state: IntakeState, *, ended: bool) -> StepBar:
        if ended:
            return StepBar(text=self._speech("Done"), enabled=not state.working)
        presenter = self._refuse if state.refusing else self._steps.get(state.step)
        return presenter.state.bar if presenter is not None else StepBar(text="")
