"""Decides the list of windows: one is changed at a time, and saved once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.operators import MOST_WINDOWS, Session, Window
from operator_app.queries.people import Windows
from operator_app.usecases.add_window import AddWindow
from operator_app.usecases.change_window import ChangeWindow
from ui.pages.administration.windows.state import WindowForm, WindowsState
from ui.runtime.asking import Asking
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech
from ui.runtime.undertaking import Undertaking


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsActions:
    """``categories`` are the queues a window may serve, by code."""

    windows: Windows
    add: Callable[[AddWindow], Window]
    change: Callable[[ChangeWindow], Window]
    categories: Mapping[str, Bilingual]


class WindowsPresenter(QObject):
    """Signals: changed(WindowsState); windows_changed(): one was saved here."""

    changed = Signal(object)
    windows_changed = Signal()

    def __init__(
        self, actions: WindowsActions, lane: Lane, speech: Speech, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._speech = speech
        self._session: Session | None = None
        self.state = WindowsState(categories=dict(actions.categories))
        self._work = Undertaking(speech, self)
        self._work.changed.connect(lambda: self._show(self.state))
        self._reading = Asking(lane, self._work.fail)
        self._saving = Asking(lane, self._work.fail)

    def sign_in(self, session: Session | None) -> None:
        self._work.forget()
        self._reading.drop()
        self._saving.drop()
        self._session = session
        self._show(WindowsState(categories=dict(self._actions.categories)))

    def enter(self) -> None:
        if self._session is not None:
            self._reading.ask(self._actions.windows, self._on_read)

    def choose(self, number: int) -> None:
        """Opens a window of the list; what was typed about another one is let go."""
        form = self.state.form
        window = next((one for one in self.state.windows if one.number == number), None)
        if window is None or self.state.working or (form and form.known and form.number == number):
            return
        self._open(
            WindowForm(
                number=number,
                name=window.name,
                category=window.category,
                active=window.active,
                known=True,
            )
        )

    def new_window(self) -> None:
        """With the first number that is free."""
        taken = {one.number for one in self.state.windows}
        free = next((n for n in range(1, MOST_WINDOWS + 1) if n not in taken), MOST_WINDOWS)
        if not self.state.working:
            self._open(WindowForm(number=free))

    def change(self, form: WindowForm) -> None:
        if self.state.form is not None and not self.state.working:
            self._show(replace(self.state, form=form, saved=0))

    def leave(self) -> None:
        if not self.state.working:
            self._work.calm()
            self._show(replace(self.state, form=None))

    def save(self) -> None:
        form, session = self.state.form, self._session
        if form is None or session is None or not self.state.may_save:
            return
        self._work.begin(self._speech("Saving"))
        self._show(replace(self.state, saved=0))
        self._saving.ask(lambda: self._kept(form, session), self._on_saved)

    def retry(self) -> None:
        self._work.calm()
        self._show(self.state)
        self.enter()

    def _kept(self, form: WindowForm, session: Session) -> Window:
        by = session.operator.id
        if form.known:
            return self._actions.change(
                ChangeWindow(
                    number=form.number,
                    name=form.name,
                    category=form.category,
                    active=form.active,
                    by=by,
                )
            )
        window = Window(
            center=session.center,
            number=form.number,
            region=session.region,
            name=form.name,
            category=form.category,
        )
        return self._actions.add(AddWindow(window=window, by=by))

    def _open(self, form: WindowForm) -> None:
        self._work.calm()
        self._show(replace(self.state, form=form, saved=0))

    def _on_read(self, windows: tuple[Window, ...]) -> None:
        self._show(replace(self.state, windows=windows, asked=True))

    def _on_saved(self, window: Window) -> None:
        self._work.end()
        self._show(replace(self.state, form=None, saved=window.number))
        self.windows_changed.emit()
        self.enter()

    def _show(self, state: WindowsState) -> None:
        self.state = replace(
            state,
            working=self._work.working,
            busy=self._work.busy,
            trouble=self._work.trouble,
        )
        self.changed.emit(self.state)
