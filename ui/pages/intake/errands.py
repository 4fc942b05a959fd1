"""One piece of work at a time for a step, and no answer to a step that was left."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from operator_app.domain.applications import ApplicationId
from operator_app.errors import OperatorAppError
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.rules import NoSuchCase
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech

T = TypeVar("T")
LOG = logging.getLogger(__name__)


class Errands:
    """Counts what was sent out; an answer that is not to the newest question is dropped."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._sent = 0
        self._waiting = False

    @property
    def busy(self) -> bool:
        return self._waiting

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[OperatorAppError], None],
        lane: Lane | None = None,
    ) -> bool:
        """False, and nothing is done, while the one before is under way."""
        if self._waiting:
            return False
        self._sent += 1
        self._waiting = True
        number = self._sent

        def on_done(result: T) -> None:
            if self._newest(number):
                done(result)

        def on_failed(error: Exception) -> None:
            if not isinstance(error, OperatorAppError):
                self._newest(number)
                raise error
            if self._newest(number):
                failed(error)

        (lane or self._lane).submit(work, done=on_done, failed=on_failed)
        return True

    def drop(self) -> None:
        """Whatever is still under way answers nobody."""
        self._sent += 1
        self._waiting = False

    def _newest(self, number: int) -> bool:
        newest = number == self._sent
        if newest:
            self._waiting = False
        return newest


def seen(look_at_case: Callable[[ApplicationId], CaseView | None], case: ApplicationId) -> CaseView:
    """The case as it now stands; that it is gone is an error here, not an answer."""
    view = look_at_case(case)
    if view is None:
        raise NoSuchCase(case=case)
    return view


def sentence(speech: Speech, error: OperatorAppError) -> str:
    """What happened and what to do, with the code: one line under the field."""
    text = speech.error(error)
    return f"{text.happened} {text.now} ({error.code})"


def unheard(outcome: object) -> None:
    """For work whose page was left: a rule or the disk has nobody to tell; a bug still speaks."""
    if isinstance(outcome, OperatorAppError):
        LOG.warning("left behind: %s", outcome.code)
    elif isinstance(outcome, Exception):
        raise outcome
