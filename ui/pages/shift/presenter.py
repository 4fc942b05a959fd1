"""Decides the page of the shift: a shift is opened once, and closed with open eyes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.operators import Session
from operator_app.domain.shifts import Shift, ShiftId
from operator_app.queries.shift_state import StateOfShift, WindowShift
from operator_app.queries.window_day import DayOfWindow, WindowDay
from operator_app.usecases.close_shift import CloseShift, ShiftClosed
from operator_app.usecases.open_shift import OpenShift
from operator_app.usecases.pause_shift import PauseShift
from operator_app.usecases.resume_shift import ResumeShift
from operator_app.usecases.rules import local
from ui.pages.shift.state import ShiftPageState
from ui.runtime.asking import Asking
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech
from ui.runtime.undertaking import Undertaking


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftActions:
    """``services`` gives the names of the services that drafts are for."""

    state: StateOfShift
    window_day: DayOfWindow
    open: Callable[[OpenShift], Shift]
    pause: Callable[[PauseShift], Shift]
    resume: Callable[[ResumeShift], Shift]
    close: Callable[[CloseShift], ShiftClosed]
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    services: Mapping[str, Bilingual]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One reading of the window: its shift, what is left, the day in figures."""

    window: WindowShift
    day: WindowDay
    now: datetime


class ShiftPresenter(QObject):
    """Signals: changed(ShiftPageState); shift_changed(Shift): opened, on a break, closed;
    case_chosen(str, bool): look at this case; true when it is a draft to go on with.
    """

    changed = Signal(object)
    shift_changed = Signal(object)
    case_chosen = Signal(str, bool)

    def __init__(
        self, actions: ShiftActions, lane: Lane, speech: Speech, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._speech = speech
        self._session: Session | None = None
        self.state = ShiftPageState()
        self._work = Undertaking(speech, self)
        self._work.changed.connect(lambda: self._show(self.state))
        self._reading = Asking(lane, self._work.fail)
        self._doing = Asking(lane, self._work.fail)

    def sign_in(self, session: Session | None) -> None:
        """Whose shift this page speaks of from now on; ``None`` when nobody is signed in."""
        self.close()
        self._session = session
        self._work.calm()
        self._show(
            ShiftPageState(
                operator=session.operator.full_name if session else "",
                window=session.window if session else 0,
                services=dict(self._actions.services),
            )
        )

    def enter(self) -> None:
        session = self._session
        if session is not None:
            self._reading.ask(lambda: self._read(session), self._on_read)

    def close(self) -> None:
        """The page is gone; nobody is called back."""
        self._work.end()
        self._reading.drop()
        self._doing.drop()

    def on_broadcast(self, topic: str, _ids: frozenset[str]) -> None:
        """Anything that is written may change what is left behind."""
        if topic and not self.state.working:
            self.enter()

    def type_remark(self, remark: str) -> None:
        if remark != self.state.remark:
            self._show(replace(self.state, remark=remark))

    def open_shift(self) -> None:
        session = self._session
        if session is None or not self.state.may_open:
            return
        command = OpenShift(shift_id=ShiftId(self._actions.new_id()), session=session)
        self._do(lambda: self._actions.open(command))

    def pause(self) -> None:
        shift = self.state.shift
        if shift is not None and not self.state.working:
            command = PauseShift(shift_id=shift.id)
            self._do(lambda: self._actions.pause(command))

    def resume(self) -> None:
        shift = self.state.shift
        if shift is not None and not self.state.working:
            command = ResumeShift(shift_id=shift.id)
            self._do(lambda: self._actions.resume(command))

    def ask_close(self) -> None:
        """What is left is read once more: minutes have passed since it was shown."""
        if self.state.is_open and not self.state.working:
            self._show(replace(self.state, asking=True))
            self.enter()

    def keep_open(self) -> None:
        if not self.state.working:
            self._show(replace(self.state, asking=False))

    def close_shift(self) -> None:
        shift = self.state.shift
        if shift is None or not self.state.may_close:
            return
        command = CloseShift(shift_id=shift.id, remark=self.state.remark)
        self._do(lambda: self._actions.close(command).shift)

    def choose_case(self, case_id: str, draft: bool) -> None:
        self.case_chosen.emit(case_id, draft)

    def retry(self) -> None:
        self._work.calm()
        self._show(self.state)
        self.enter()

    def _read(self, session: Session) -> Read:
        now = self._actions.now()
        day: date = local(now).date()
        return Read(
            window=self._actions.state(session.center, session.window),
            day=self._actions.window_day(session.center, session.window, day),
            now=now,
        )

    def _on_read(self, read: Read) -> None:
        """A shift that was closed just now stays on the page until the next one is opened."""
        shift = read.window.shift
        closed = self.state.shift if not self.state.is_open else None
        self._show(
            replace(
                self.state,
                asked=True,
                shift=shift or closed,
                left=read.window.left,
                day=read.day,
                now=read.now,
            )
        )

    def _do(self, work: Callable[[], Shift]) -> None:
        self._work.begin(self._speech("Saving"))
        self._show(self.state)
        self._doing.ask(work, self._on_done)

    def _on_done(self, shift: Shift) -> None:
        self._work.end()
        self._show(replace(self.state, shift=shift, asking=False, remark=""))
        self.shift_changed.emit(shift)
        self.enter()

    def _show(self, state: ShiftPageState) -> None:
        self.state = replace(
            state,
            working=self._work.working,
            busy=self._work.busy,
            trouble=self._work.trouble,
        )
        self.changed.emit(self.state)
