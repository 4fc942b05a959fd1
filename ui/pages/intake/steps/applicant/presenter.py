"""Who applies, for whom, for which children, and what the registries know about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.powers_of_attorney import NOTARISED
from operator_app.errors import OperatorAppError, RuleViolation
from operator_app.usecases.ask_registries import AskRegistries
from operator_app.usecases.look_at_case import CaseView
from ui.pages.intake.errands import Errands, unheard
from ui.pages.intake.notes import PAUSE_MS, Notes
from ui.pages.intake.steps.applicant.saving import (
    ApplicantCalls,
    Saving,
    before_asking,
    circumstances_of,
    entries_of,
)
from ui.pages.intake.steps.applicant.state import ApplicantState
from ui.pages.intake.steps.applicant.telling import (
    Moment,
    Telling,
    asked_about_all,
    not_found,
)
from ui.pages.intake.steps.applicant.typed_people import (
    CHILD_FIELDS,
    CHILDREN_KEY,
    MOST_CHILDREN,
    OTHER_POWER,
    TypedPeople,
    child_key,
    fact_key,
    person_key,
    power_key,
    said,
)
from ui.pages.intake.steps.consent.presenter import REPRESENTATIVE, WHO
from ui.runtime.faces import Busy
from ui.runtime.lanes import Lane
from ui.runtime.patience import Patience
from ui.runtime.speech import Speech


@dataclass(frozen=True, slots=True)
class Lanes:
    """The store has one writer; the hub is waited for elsewhere, so that typing goes on."""

    database: Lane
    hub: Lane


class ApplicantStepPresenter(QObject):
    """One question at a time. After a cancel the case stands as it stood before the question.

    Signals:
        changed(ApplicantState), case_changed(CaseView), done()
    """

    changed = Signal(object)
    case_changed = Signal(object)
    done = Signal()

    def __init__(
        self,
        calls: ApplicantCalls,
        notes: Notes,
        lanes: Lanes,
        speech: Speech,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls = calls
        self._notes = notes
        self._lanes = lanes
        self._speech = speech
        self._telling = Telling(calls.catalogue, speech)
        self._saving = Saving(calls)
        self._errands = Errands(lanes.database)
        self._quiet = Errands(lanes.database)
        self._view: CaseView | None = None
        self._moment = Moment()
        self._asking = False
        self._state = ApplicantState()
        self._patience = Patience(self)
        self._patience.changed.connect(self._on_patience)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save)

    @property
    def state(self) -> ApplicantState:
        return self._state

    def open(self, view: CaseView) -> None:
        self._errands.drop()
        self._quiet.drop()
        self._view = view
        chosen = self._notes.text(WHO)
        represented = view.application.representative is not None
        self._moment = Moment(
            represented=chosen == REPRESENTATIVE if chosen else represented,
            online=self._calls.online(),
        )
        self._tell()

    def type_person(self, name: str, raw: str) -> None:
        self._put(person_key(name), raw)

    def type_power(self, name: str, raw: str) -> None:
        self._moment = replace(self._moment, power_error=None)
        self._put(power_key(name), raw)

    def choose_power(self, notarised: bool) -> None:
        self.type_power("kind", NOTARISED if notarised else OTHER_POWER)

    def add_child(self) -> None:
        if self._view is not None:
            count = min(self._people(self._view).children_count() + 1, MOST_CHILDREN)
            self._put(CHILDREN_KEY, str(count))

    def remove_child(self, place: int) -> None:
        """Those after it move up by one."""
        if self._view is None:
            return
        people = self._people(self._view)
        count = people.children_count()
        if not 0 <= place < count:
            return
        rows = [
            {name: people.child_text(row, name) for name in (*CHILD_FIELDS, "born_abroad")}
            for row in range(count)
            if row != place
        ]
        self._notes.forget("applicant.child.")
        for row, texts in enumerate(rows):
            for name, text in texts.items():
                self._notes.put(child_key(row, name), text)
        self._put(CHILDREN_KEY, str(count - 1))

    def type_child(self, place: int, name: str, raw: str) -> None:
        self._moment = replace(self._moment, errors={})
        self._put(child_key(place, name), raw)

    def choose_born_abroad(self, place: int, answer: bool | None) -> None:
        self._put(child_key(place, "born_abroad"), said(answer))

    def answer(self, code: str, answer: bool | None) -> None:
        self._put(fact_key(code), said(answer))

    def save(self) -> None:
        """The children and the answers: the list of documents depends on them."""
        view = self._view
        if view is None or self._moment.working:
            return
        entries = circumstances_of(view, self._people(view), self._calls.catalogue)
        if entries.circumstances is not None and not self._quiet.run(
            lambda: self._saving.store(entries), done=self._on_saved, failed=self._on_failed
        ):
            self._pause.start()

    def ask(self) -> None:
        """The one key. The typed data go first, then the question; both can be left."""
        view = self._view
        if view is None or self._moment.working or not self._right(view):
            return
        self._moment = replace(self._moment, online=self._calls.online(), cancelled=False)
        self._asking = True
        self._store(
            view, self._on_ready_to_ask, self._speech("Asking the registries"), can_cancel=True
        )

    def cancel(self) -> None:
        """Nothing of an answer is kept, whether it has come by now or comes later."""
        view = self._view
        before = before_asking(view) if view is not None else None
        if not self._asking or before is None:
            return
        self._errands.drop()
        self._end()
        self._run(
            lambda: self._saving.restore(before),
            self._on_cancelled,
            self._speech("Taking the question back"),
        )

    def next(self) -> None:
        view = self._view
        if view is None or self._moment.working:
            return
        case = view.application
        if not_found(case):
            self._run(
                lambda: self._saving.close(case.id),
                self._on_answered,
                self._speech("Making the message"),
            )
        elif not asked_about_all(case):
            self.ask()
        elif self._right(view):
            if self._same_people(view):
                self._store(view, self._on_stored, self._speech("Saving"))
            else:
                self.ask()

    def act(self, name: str) -> None:
        """This step has no further buttons."""

    def leave(self) -> None:
        """To leave while asking is to cancel."""
        self._notes.flush()
        view, lane, saving = self._view, self._lanes.database, self._saving
        before = before_asking(view) if view is not None and self._asking else None
        if before is not None:
            lane.submit(lambda: saving.restore(before), done=unheard, failed=unheard)
        elif view is not None and self._pause.isActive():
            entries = circumstances_of(view, self._people(view), self._calls.catalogue)
            lane.submit(lambda: saving.store(entries), done=unheard, failed=unheard)
        self._pause.stop()
        self._quiet.drop()
        self._errands.drop()
        self._end()

    def forget(self) -> None:
        self._view, self._moment, self._state = None, Moment(), ApplicantState()
        self.changed.emit(self._state)

    def speak(self) -> None:
        self._tell()

    def _put(self, key: str, raw: str) -> None:
        if self._moment.working:
            return
        self._notes.put(key, raw)
        self._moment = replace(self._moment, cancelled=False)
        self._pause.start()
        self._tell()

    def _people(self, view: CaseView) -> TypedPeople:
        return TypedPeople(self._notes, view.application)

    def _right(self, view: CaseView) -> bool:
        """Whether what must be whole is whole; if not, the fields say so."""
        people = self._people(view)
        self._moment = replace(
            self._moment, errors=people.children_errors(), power_error=None, trouble=None
        )
        if self._moment.represented:
            try:
                people.representative()
            except RuleViolation as error:
                self._moment = replace(self._moment, power_error=error)
        self._tell()
        return not self._moment.errors and self._moment.power_error is None

    def _same_people(self, view: CaseView) -> bool:
        """Whether the registries were asked about those who are typed now."""
        stored = view.application.representative
        if not self._moment.represented or stored is None:
            return self._moment.represented == (stored is not None)
        typed = self._people(view).representative()
        return (
            typed.party.number == stored.party.number
            and typed.power_of_attorney == stored.power_of_attorney
        )

    def _store(
        self,
        view: CaseView,
        done: Callable[[CaseView], None],
        what: str,
        *,
        can_cancel: bool = False,
    ) -> None:
        """All that is typed and whole, as it is typed now."""
        entries = entries_of(
            view,
            self._people(view),
            self._calls.catalogue,
            represented=self._moment.represented,
        )
        self._run(
            lambda: self._saving.store(entries),
            done,
            what,
            can_cancel=can_cancel,
        )

    def _on_ready_to_ask(self, view: CaseView) -> None:
        self._view = view
        case = view.application
        question = AskRegistries(
            application_id=case.id, online=self._moment.online, version=case.version
        )
        self._errands.run(
            lambda: self._saving.ask(question),
            done=self._on_answered,
            failed=self._on_failed,
            lane=self._lanes.hub,
        )

    def _run(
        self,
        work: Callable[[], CaseView],
        done: Callable[[CaseView], None],
        what: str,
        *,
        can_cancel: bool = False,
    ) -> None:
        self._pause.stop()
        self._quiet.drop()
        self._notes.flush()
        self._begin(what, can_cancel=can_cancel)
        self._errands.run(work, done=done, failed=self._on_failed)

    def _begin(self, what: str, *, can_cancel: bool = False) -> None:
        self._moment = replace(self._moment, working=True, can_cancel=can_cancel, trouble=None)
        self._patience.begin(what)
        self._tell()

    def _end(self) -> None:
        self._asking = False
        self._moment = replace(self._moment, working=False)
        self._patience.end()

    def _on_patience(self, busy: Busy | None) -> None:
        """Cancel is offered with the words, as soon as there is something to wait for."""
        if busy is not None:
            busy = replace(busy, can_cancel=self._moment.can_cancel)
        if busy != self._moment.busy:
            self._moment = replace(self._moment, busy=busy)
            self._tell()

    def _on_saved(self, view: CaseView) -> None:
        self._view = view
        self._tell()
        self.case_changed.emit(view)

    def _on_answered(self, view: CaseView) -> None:
        self._end()
        self._on_saved(view)

    def _on_cancelled(self, view: CaseView) -> None:
        self._moment = replace(self._moment, cancelled=True)
        self._on_answered(view)

    def _on_stored(self, view: CaseView) -> None:
        self._on_answered(view)
        self.done.emit()

    def _on_failed(self, error: OperatorAppError) -> None:
        self._end()
        power = error if error.code.startswith("poa.") else None
        trouble = None if power is not None else self._speech.trouble(error)
        self._moment = replace(self._moment, power_error=power, trouble=trouble)
        self._tell()

    def _tell(self) -> None:
        if self._view is None:
            return
        self._state = self._telling.state(self._view, self._people(self._view), self._moment)
        self.changed.emit(self._state)
