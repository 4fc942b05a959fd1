"""Asks whoever was served last at this window, once; what is answered names a ticket and nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.questionnaires import Answered, AnsweredAlready, Questionnaire
from operator_app.domain.tickets import Ticket
from operator_app.errors import OperatorAppError
from ui.pages.questionnaire.state import QuestionnaireState
from ui.runtime.asking import Asking
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech

LOOK_EVERY_MS = 2000
THANKS_MS = 5000
PATIENCE_MS = 60_000
"""Who does not answer for so long has left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireActions:
    """``ticket`` is whom to ask now, if anybody."""

    ticket: Callable[[], Ticket | None]
    answer: Callable[[str, Mapping[str, int]], Answered]
    asked: Questionnaire


class QuestionnairePresenter(QObject):
    """Signals: changed(QuestionnaireState)."""

    changed = Signal(object)

    def __init__(
        self,
        actions: QuestionnaireActions,
        lane: Lane,
        speech: Speech,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions, self._speech = actions, speech
        self.state = QuestionnaireState(asked=actions.asked)
        self._left: frozenset[str] = frozenset()
        self._looking = Asking(lane, lambda _: None)
        self._answering = Asking(lane, self._on_failed)
        self._look = self._timer(LOOK_EVERY_MS, self.look, once=False)
        self._thanks = self._timer(THANKS_MS, self._again)
        self._patience = self._timer(PATIENCE_MS, self._give_up)

    def start(self) -> None:
        """The screen is seen."""
        self._look.start()
        self.look()

    def stop(self) -> None:
        for timer in (self._look, self._thanks, self._patience):
            timer.stop()
        for asking in (self._looking, self._answering):
            asking.drop()
        self._show(QuestionnaireState(asked=self._actions.asked))

    def look(self) -> None:
        """Nobody is interrupted: the next one is asked when this one has answered, or left."""
        if self.state.ticket is None and not self.state.thanks:
            self._looking.ask(self._actions.ticket, self._on_ticket)

    def choose(self, mark: int) -> None:
        question, ticket = self.state.question, self.state.ticket
        if question is None or ticket is None or self.state.working:
            return
        self._patience.start()
        marks = {**self.state.marks, question.code: mark}
        self._show(replace(self.state, marks=marks, trouble=None))
        if self.state.question is None:
            self._show(replace(self.state, working=True))
            self._answering.ask(
                lambda: self._actions.answer(ticket.id, marks), lambda _: self._on_answered()
            )

    def retry(self) -> None:
        """The last answer is given once more."""
        self._show(replace(self.state, marks={}, trouble=None))

    def _on_ticket(self, ticket: Ticket | None) -> None:
        if ticket is not None and ticket.id not in self._left and self.state.ticket is None:
            self._patience.start()
            self._show(replace(self.state, ticket=ticket, marks={}))

    def _on_answered(self) -> None:
        self._patience.stop()
        self._thanks.start()
        self._show(QuestionnaireState(asked=self._actions.asked, thanks=True))

    def _on_failed(self, error: OperatorAppError) -> None:
        if isinstance(error, AnsweredAlready):
            self._on_answered()
            return
        trouble = self._speech.trouble(error, retry=True)
        self._show(replace(self.state, working=False, trouble=trouble))

    def _give_up(self) -> None:
        """This one is not asked again; half an answer is none."""
        if self.state.ticket is not None and not self.state.working:
            self._left |= {self.state.ticket.id}
            self._again()

    def _again(self) -> None:
        self._show(QuestionnaireState(asked=self._actions.asked))
        self.look()

    def _timer(self, ms: int, act: Callable[[], None], *, once: bool = True) -> QTimer:
        timer = QTimer(self, interval=ms)
        timer.setSingleShot(once)
        timer.timeout.connect(act)
        return timer

    def _show(self, state: QuestionnaireState) -> None:
        self.state = state
        self.changed.emit(state)
