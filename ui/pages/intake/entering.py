"""A step is filled in one turn of the event loop and shown in the next: a key comes in between."""

from __future__ import annotations

from collections.abc import Callable

from operator_app.usecases.look_at_case import CaseView
from ui.pages.intake.errands import Errands, unheard
from ui.pages.intake.steps.contract import StepPresenter


class Entering:
    """While a step is on its way the page works: ``errands`` are busy, and drop it if dropped."""

    def __init__(self, errands: Errands) -> None:
        self._errands = errands
        self._on_its_way: StepPresenter | None = None

    def enter(self, step: StepPresenter, view: CaseView, arrive: Callable[[], None]) -> None:
        self._on_its_way = step
        step.open(view)

        def arrived(_: None) -> None:
            self._on_its_way = None
            arrive()

        if not self._errands.run(lambda: None, done=arrived, failed=unheard):
            arrived(None)

    def leave(self) -> None:
        """A step that was filled and never shown."""
        step, self._on_its_way = self._on_its_way, None
        if step is not None:
            step.leave()
