"""Decides the supervisor's page: it looks again by itself while somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.days import ClosedDay
from operator_app.domain.questionnaires import Answered, Questionnaire, Results
from operator_app.domain.reviews import Review
from operator_app.errors import OperatorAppError
from operator_app.usecases.look_at_day import SupervisedDay
from ui.pages.supervision.remarks import Remarks
from ui.pages.supervision.state import By, Did, Done, Part, SupervisionState
from ui.runtime.asking import Asking
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech
from ui.runtime.undertaking import Undertaking

LOOK_EVERY_MS = 15_000
"""While the page is seen."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionActions:
    """All of them know who sits here. ``save_*`` write a file of the day."""

    today: Callable[[], date]
    look: Callable[[date], SupervisedDay]
    reviews: Callable[[], tuple[Review, ...]]
    close: Callable[[date, Mapping[str, str]], ClosedDay]
    writing: Callable[[], Callable[[date, Mapping[str, str]], None]]
    """How whoever sits here now keeps remarks to an open day: it works after they have left."""
    mark: Callable[[str, str], Review]
    decide: Callable[[str, bool, str], Review]
    save_report: Callable[[date, Path], None]
    save_workbook: Callable[[date, Path], None]
    save_journal: Callable[[date, Path], None]
    save_form: Callable[[date, Path], None]
    results: Callable[[date], Results]
    answer: Callable[[date, str, Mapping[str, int]], Answered]
    """The day, the ticket's label, a mark for each question."""
    asked: Questionnaire
    services: Mapping[str, Bilingual]
    rows: Mapping[str, Bilingual]
    reasons: Mapping[str, Bilingual]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    seen: SupervisedDay
    reviews: tuple[Review, ...]
    results: Results


class SupervisionPresenter(QObject):
    """``files`` is the lane for papers and workbooks: the store's lane stays free.

    Signals: changed(SupervisionState).
    """

    changed = Signal(object)

    def __init__(
        self,
        actions: SupervisionActions,
        lane: Lane,
        files: Lane,
        speech: Speech,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._speech = speech
        self.state = self._blank()
        self._work = Undertaking(speech, self)
        self._work.changed.connect(lambda: self._show(self.state))
        self._reading = Asking(lane, self._on_unread)
        self._doing = Asking(lane, self._work.fail)
        self._writing = Asking(files, self._work.fail)
        self._remarks = Remarks(lane, self._on_unkept, self)
        self._seen = self._entering = False
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def enter(self) -> None:
        """The page is shown. What is out of order is seen first, if there is anything."""
        self._seen = self._entering = True
        self._remarks.begin(self._actions.writing())
        self._timer.start()
        today = self._actions.today()
        day = self.state.day or today
        self._show(replace(self.state, today=today, day=min(day, today)))
        self.look()

    def leave(self) -> None:
        self._seen = False
        self._remarks.keep()
        self._timer.stop()
        self._reading.drop()
        self.state = replace(self.state, asking=False, done=None)

    def forget(self) -> None:
        """Nobody sits here: nothing of what was typed or looked at stays."""
        self.leave()
        self._remarks.end()
        for asking in (self._doing, self._writing):
            asking.drop()
        self._work.forget()
        self._show(self._blank())

    def look(self) -> None:
        day = self.state.day
        if not self._seen or day is None:
            return
        self._remarks.keep()
        if self.state.seen is None:
            self._work.begin(self._speech("Looking at the day"))
            self._show(self.state)
        self._reading.ask(
            lambda: Read(
                seen=self._actions.look(day),
                reviews=self._actions.reviews(),
                results=self._actions.results(day),
            ),
            self._on_read,
        )

    def retry(self) -> None:
        self._work.calm()
        self._show(self.state)
        self.look()

    def choose_part(self, part: Part) -> None:
        if part is not self.state.part:
            self._show(replace(self.state, part=part, asking=False, done=None))

    def choose_by(self, by: By) -> None:
        if by is not self.state.by:
            self._show(replace(self.state, by=by))

    def earlier(self) -> None:
        self._go(-_ONE_DAY)

    def later(self) -> None:
        self._go(_ONE_DAY)

    def _go(self, by: timedelta) -> None:
        day, today = self.state.day, self.state.today
        if day is None or today is None or self.state.working or day + by > today:
            return
        self._work.calm()
        self._remarks.keep()
        self._show(
            replace(
                self.state,
                day=day + by,
                seen=None,
                remarks={},
                chosen="",
                asking=False,
                done=None,
            )
        )
        self.look()

    def choose_exception(self, key: str) -> None:
        if key != self.state.chosen:
            self._show(replace(self.state, chosen=key, done=None))

    def type_remark(self, text: str) -> None:
        """To the exception that is looked at."""
        if self.state.shown_exception is not None:
            self._write({self.state.chosen: text})

    def spread_remark(self) -> None:
        """The same words to every exception of the kind that has none yet."""
        shown = self.state.shown_exception
        said = self.state.remarks.get(self.state.chosen, "")
        if shown is None or not said.strip():
            return
        silent = {
            one.key: said
            for one in self.state.exceptions
            if one.kind is shown.kind and not self.state.remarks.get(one.key, "").strip()
        }
        self._write(silent)

    def _write(self, said: Mapping[str, str]) -> None:
        if self.state.day is not None:
            self._remarks.write(self.state.day, said)
        remarks = {**self.state.remarks, **said}
        self._show(replace(self.state, remarks=remarks, asking=False))

    def ask_close(self) -> None:
        if self.state.may_close:
            self._show(replace(self.state, asking=True, done=None))

    def keep_open(self) -> None:
        if not self.state.working:
            self._show(replace(self.state, asking=False))

    def close(self) -> None:
        day, remarks = self.state.day, self.state.remarks
        if day is not None and self.state.asking and self.state.may_close:
            self._remarks.keep()
            self._begin(self._speech("Closing the day"))
            self._doing.ask(lambda: self._actions.close(day, remarks), self._on_closed)

    def choose_review(self, review_id: str) -> None:
        if review_id != self.state.review and not self.state.working:
            self._show(replace(self.state, review=review_id, remark="", done=None))

    def type_review_remark(self, text: str) -> None:
        self._show(replace(self.state, remark=text))

    def approve(self) -> None:
        self._decide(approve=True)

    def give_back(self) -> None:
        if self.state.may_return:
            self._decide(approve=False)

    def _decide(self, *, approve: bool) -> None:
        review, remark = self.state.shown_review, self.state.remark
        if review is not None and self.state.may_decide:
            self._begin(self._speech("Saving"))
            did = Did.APPROVED if approve else Did.RETURNED
            self._doing.ask(
                lambda: self._actions.decide(review.id, approve, remark),
                lambda decided: self._on_done(Done(what=did, name=decided.number)),
            )

    def type_number(self, text: str) -> None:
        self._show(replace(self.state, number=text))

    def type_reason(self, text: str) -> None:
        self._show(replace(self.state, reason=text))

    def mark(self) -> None:
        number, reason = self.state.number, self.state.reason
        if self.state.may_mark:
            self._begin(self._speech("Saving"))
            self._doing.ask(lambda: self._actions.mark(number, reason), self._on_marked)

    def type_label(self, text: str) -> None:
        self._show(replace(self.state, label=text))

    def choose_mark(self, code: str, mark: int) -> None:
        self._show(replace(self.state, marks={**self.state.marks, code: mark}))

    def answer(self) -> None:
        day, label, marks = self.state.day, self.state.label, self.state.marks
        if day is not None and self.state.may_answer:
            self._begin(self._speech("Saving"))
            self._doing.ask(lambda: self._actions.answer(day, label, marks), self._on_answered)

    def save_form(self, path: Path) -> None:
        self._save(self._actions.save_form, path)

    def save_report(self, path: Path) -> None:
        self._save(self._actions.save_report, path)

    def save_workbook(self, path: Path) -> None:
        self._save(self._actions.save_workbook, path)

    def save_journal(self, path: Path) -> None:
        self._save(self._actions.save_journal, path)

    def _save(self, write: Callable[[date, Path], None], path: Path) -> None:
        day = self.state.day
        if day is not None and not self.state.working:
            self._begin(self._speech("Saving the file"))
            self._writing.ask(
                lambda: write(day, path),
                lambda _: self._on_done(Done(what=Did.SAVED, name=path.name)),
            )

    def _on_read(self, read: Read) -> None:
        part, first = self.state.part, self._entering
        if self.state.seen is None:
            self._work.end()
        self._entering = False
        if first and read.seen.exceptions and read.seen.closed is None:
            part = Part.EXCEPTIONS
        keys = [one.key for one in read.seen.exceptions]
        kept = {one.key: one.text for one in read.seen.drafts}
        ids: list[str] = [one.id for one in read.reviews]
        self._show(
            replace(
                self.state,
                part=part,
                seen=read.seen,
                reviews=read.reviews,
                results=read.results,
                remarks={**kept, **self._remarks.unsaved(read.seen.figures.day)},
                chosen=_kept(self.state.chosen, keys),
                review=_kept(self.state.review, ids),
            )
        )

    def _on_unread(self, error: OperatorAppError) -> None:
        """What is under way says its own trouble."""
        if not self._work.working or self.state.seen is None:
            self._work.fail(error)

    def _on_unkept(self, error: OperatorAppError) -> None:
        self._work.fail(error)
        self._show(self.state)

    def _on_closed(self, closed: ClosedDay) -> None:
        self.state = replace(self.state, remarks={}, chosen="")
        self._on_done(Done(what=Did.CLOSED, name=self._speech.date(closed.day)))

    def _on_marked(self, review: Review) -> None:
        self.state = replace(self.state, number="", reason="", review=review.id)
        self._on_done(Done(what=Did.MARKED, name=review.number))

    def _on_answered(self, answered: Answered) -> None:
        self.state = replace(self.state, label="", marks={})
        self._on_done(Done(what=Did.ANSWERED, name=answered.label))

    def _begin(self, what: str) -> None:
        self._work.begin(what)
        self._show(replace(self.state, done=None))

    def _on_done(self, done: Done) -> None:
        self._work.end()
        self._show(replace(self.state, done=done, asking=False, remark=""))
        self.look()

    def _blank(self) -> SupervisionState:
        return SupervisionState(
            services=self._actions.services,
            rows=self._actions.rows,
            reasons=self._actions.reasons,
            asked=self._actions.asked,
        )

    def _show(self, state: SupervisionState) -> None:
        self.state = replace(
            state,
            working=self._work.working,
            busy=self._work.busy,
            trouble=self._work.trouble,
        )
        self.changed.emit(self.state)


def _kept(chosen: str, ids: list[str]) -> str:
    return chosen if chosen in ids else (ids[0] if ids else "")
