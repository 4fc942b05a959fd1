"""Decides the last step: sending goes by itself, and the next applicant never waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Delivery,
    DeliveryWay,
    State,
)
from operator_app.errors import OperatorAppError, Unavailable
from operator_app.queries.manifests import BagsOfCase
from operator_app.sync.push import Pushed
from operator_app.usecases.look_at_case import CaseView
from ui.pages.intake.steps.contract import StepBar
from ui.pages.intake.steps.dispatch.state import DispatchState, Leg
from ui.runtime.asking import Asking
from ui.runtime.broadcast import CASES, OUTBOX
from ui.runtime.faces import Busy
from ui.runtime.lanes import Lane
from ui.runtime.patience import Patience
from ui.runtime.speech import Speech

LOOK_AGAIN_MS = 5000
"""While the request waits: how long until the hub is tried again."""

_BY_DELIVERY = {
    Delivery.NONE: Leg.NOTHING_TO_SEND,
    Delivery.QUEUED: Leg.QUEUED,
    Delivery.ACKNOWLEDGED: Leg.ACKNOWLEDGED,
    Delivery.IN_MANIFEST: Leg.IN_MANIFEST,
    Delivery.WITH_COURIER: Leg.WITH_COURIER,
    Delivery.DELIVERED: Leg.DELIVERED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchActions:
    """``pages_to_go``: pages of the case that are not at the hub yet; ``None`` if unknown."""

    push: Callable[[], Pushed]
    look: Callable[[ApplicationId], CaseView | None]
    close_ticket: Callable[[Application], None]
    """Does nothing for a case without a ticket, or one whose ticket is closed already."""
    pages_to_go: Callable[[ApplicationId], int | None] = lambda _: None
    bags: Callable[[Application], BagsOfCase] = lambda _: BagsOfCase()
    put: Callable[[Application, str], None] = lambda *_: None
    """Into the manifest of that id; of none, into a new one."""
    print_sheet: Callable[[ApplicationId], None] = lambda _: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The answer of one round: the case as it stands after it."""

    view: CaseView | None
    refused: int
    to_go: int | None


class DispatchStepPresenter(QObject):
    """Pushes on the hub's lane, everything else on the store's.

    Signals: changed(DispatchState), case_changed(CaseView); finished() and then done(): the
    applicant is served and the ticket closed.
    """

    changed = Signal(object)
    case_changed = Signal(object)
    done = Signal()
    finished = Signal()

    def __init__(
        self,
        actions: DispatchActions,
        lane: Lane,
        hub_lane: Lane,
        speech: Speech,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._speech = speech
        self._closing = Asking(lane, self._on_failed)
        self._looking = Asking(lane, self._on_failed)
        self._bagging = Asking(lane, self._on_failed)
        self._sending = Asking(hub_lane, self._on_unsent)
        self._view: CaseView | None = None
        self._error: OperatorAppError | None = None
        self._patience = Patience(self)
        self._patience.changed.connect(self._on_patience)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(LOOK_AGAIN_MS)
        self._again.timeout.connect(self._send)
        self.state = DispatchState()

    def open(self, view: CaseView) -> None:
        """The case as stored; if it still waits, it is sent at once."""
        self.leave()
        self._error = None
        self._view = view
        self._show(_state_of(view))
        self._ask_bags(view.application)
        self._send()

    def leave(self) -> None:
        """The request goes on its way without this page: sync sends what waits."""
        self._again.stop()
        self._patience.end()
        for asking in (self._closing, self._looking, self._bagging, self._sending):
            asking.drop()
        self.state = replace(self.state, working=False, busy=None)

    def forget(self) -> None:
        self.leave()
        self._view, self._error = None, None
        self._show(DispatchState())

    def speak(self) -> None:
        error = self._error
        trouble = self._speech.trouble(error, retry=True) if error else None
        self._show(replace(self.state, trouble=trouble))

    def act(self, name: str) -> None:
        """This step has no button but the big one."""

    def check(self) -> None:
        """Somebody does not want to wait for the next try; nothing is done twice by it."""
        view = self._view
        if view is None or self.state.working:
            return
        if _waits(view.application):
            self._again.stop()
            self._send()
        else:
            self._look(view.application.id)

    def on_broadcast(self, topic: str, ids: frozenset[str]) -> None:
        """Sync has written something; only this case is looked at again."""
        view = self._view
        if view is None or topic not in {CASES, OUTBOX}:
            return
        case_id = view.application.id
        if not ids or case_id in ids:
            self._look(case_id)

    def retry(self) -> None:
        self._error = None
        self._show(replace(self.state, trouble=None))
        self._send()

    def next(self) -> None:
        """Next applicant: the ticket is closed; a second press while it closes is nothing."""
        view, state = self._view, self.state
        if view is None or state.working or state.finished:
            return
        self._begin(self._speech("Closing the ticket"))
        application = view.application
        self._closing.ask(
            lambda: self._actions.close_ticket(application), lambda _: self._on_closed()
        )

    def choose_bag(self, manifest_id: str) -> None:
        self._show(replace(self.state, bag=manifest_id))

    def put_into_bag(self) -> None:
        """Once: while it is being put a second press is nothing."""
        view, state = self._view, self.state
        if view is None or not state.may_put:
            return
        case, bag = view.application, state.bag
        self._begin(self._speech("Saving"))
        self._bagging.ask(lambda: self._put(case, bag), self._on_put)

    def print_sheet(self) -> None:
        view = self._view
        if view is None or self.state.working or self.state.bags is None:
            return
        case_id = view.application.id
        self._begin(self._speech("Printing"))
        self._bagging.ask(lambda: self._actions.print_sheet(case_id), lambda _: self._on_sheet())

    def _put(self, case: Application, bag: str) -> tuple[CaseView | None, BagsOfCase]:
        self._actions.put(case, bag)
        return self._actions.look(case.id), self._actions.bags(case)

    def _on_put(self, put: tuple[CaseView | None, BagsOfCase]) -> None:
        view, bags = put
        self._patience.end()
        self._show(replace(self.state, working=False, bags=bags))
        if view is not None:
            self._view = view
            self._keep(_state_of(view))
            self.case_changed.emit(view)

    def _on_sheet(self) -> None:
        self._patience.end()
        self._show(replace(self.state, working=False, sheet_printed=True))

    def _ask_bags(self, case: Application) -> None:
        if case.delivery_way is DeliveryWay.COURIER:
            self._bagging.ask(lambda: self._actions.bags(case), self._on_bags)

    def _on_bags(self, bags: BagsOfCase) -> None:
        """The bag that is being filled is offered first."""
        known = {one.id for one in bags.choices}
        first = bags.choices[-1].id if bags.choices else ""
        bag = self.state.bag if self.state.bag in known else first
        self._show(replace(self.state, bags=bags, bag=bag))

    def _begin(self, what: str) -> None:
        self._error = None
        self._patience.begin(what)
        self._show(replace(self.state, trouble=None, working=True))

    def _on_closed(self) -> None:
        self._again.stop()
        self._patience.end()
        self._sending.drop()
        self._show(replace(self.state, working=False, finished=True))
        self.finished.emit()
        self.done.emit()

    def _send(self) -> None:
        view = self._view
        if view is None or not _waits(view.application):
            return
        case_id = view.application.id
        if self.state.leg in {Leg.QUEUED, Leg.REFUSED}:
            self._show(replace(self.state, leg=Leg.SENDING))
        self._sending.ask(lambda: self._sent(case_id), self._on_sent)

    def _look(self, case_id: ApplicationId) -> None:
        self._looking.ask(lambda: self._actions.look(case_id), self._on_looked)

    def _sent(self, case_id: ApplicationId) -> Sent:
        pushed = self._actions.push()
        return Sent(
            view=self._actions.look(case_id),
            refused=pushed.refused,
            to_go=self._actions.pages_to_go(case_id),
        )

    def _on_sent(self, sent: Sent) -> None:
        view = sent.view
        if view is None:
            return
        self._view = view
        fresh = replace(_state_of(view), to_go=sent.to_go)
        if _waits(view.application):
            self._again.start()
            if sent.refused:
                fresh = replace(fresh, leg=Leg.REFUSED)
        self._keep(fresh)
        self.case_changed.emit(view)

    def _on_looked(self, view: CaseView | None) -> None:
        if view is not None:
            self._view = view
            fresh = _state_of(view)
            if fresh.leg is Leg.QUEUED:
                fresh = replace(fresh, leg=self.state.leg)
            self._keep(fresh)

    def _on_unsent(self, error: OperatorAppError) -> None:
        """No line is no trouble: it is said calmly, and tried again by itself."""
        if isinstance(error, Unavailable):
            self._again.start()
            if self.state.leg in {Leg.QUEUED, Leg.SENDING}:
                self._show(replace(self.state, leg=Leg.OFFLINE))
        else:
            self._show(replace(self.state, leg=Leg.QUEUED))
            self._on_failed(error)

    def _on_failed(self, error: OperatorAppError) -> None:
        self._error = error
        self._patience.end()
        trouble = self._speech.trouble(error, retry=True)
        self._show(replace(self.state, working=False, trouble=trouble))

    def _keep(self, fresh: DispatchState) -> None:
        """``fresh`` facts of the case; what this page is doing stays."""
        now = self.state
        self._show(
            replace(
                fresh,
                working=now.working,
                busy=now.busy,
                trouble=now.trouble,
                finished=now.finished,
                bags=now.bags,
                bag=now.bag,
                sheet_printed=now.sheet_printed,
            )
        )

    def _on_patience(self, busy: Busy | None) -> None:
        if busy != self.state.busy:
            self._show(replace(self.state, busy=busy))

    def _show(self, state: DispatchState) -> None:
        say = self._speech
        free = not state.working and not state.finished
        bar = StepBar(text=say("Next applicant"), enabled=free)
        self.state = replace(state, bar=bar)
        self.changed.emit(self.state)


def _waits(case: Application) -> bool:
    """Whether the hub has not said yet that it has the request."""
    return case.hub_seq is None and case.delivery is not Delivery.NONE


def _state_of(view: CaseView) -> DispatchState:
    case = view.application
    return DispatchState(
        number=case.number,
        service=view.record.name,
        applicant=case.applicant.full_name if case.applicant else "",
        due_on=case.due_on,
        way=case.delivery_way,
        case_state=case.state,
        leg=_leg(case),
        hub_seq=case.hub_seq,
        official_number=case.official_number or "",
        pages=sum(len(document.scans) for document in case.documents),
    )


def _leg(case: Application) -> Leg:
    if case.state not in {State.DRAFT, State.ACCEPTED}:
        return Leg.REGISTERED
    if case.delivery_way is DeliveryWay.COURIER and case.delivery is Delivery.QUEUED:
        return Leg.FOR_COURIER
    return _BY_DELIVERY[case.delivery]
