"""Leads from page to page: sign in, queue, intake and back, the lock over all of them."""

from __future__ import annotations

import logging
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from operator_app.domain.applications import Application
from operator_app.domain.operators import Operator, Page, Session
from operator_app.domain.shifts import ShiftId
from operator_app.domain.tickets import Ticket
from operator_app.errors import OperatorAppError
from operator_app.queries.find_cases import FoundCase
from operator_app.queries.sync_state import SyncCounts
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.open_shift import OpenShift
from ui.backstage import Backstage, Players, Rooms
from ui.pages.intake.seat import Start
from ui.pages.intake.state import Asks, IntakeState
from ui.runtime.asking import Asking
from ui.runtime.broadcast import CASES, OPERATORS, OUTBOX, TICKETS
from ui.shell.actions import CaseAction
from ui.shell.app_window import AppWindow
from ui.shell.find_panel import ACTION, Found
from ui.shell.state import SIGN_IN, Link, ShellState

LOG = logging.getLogger(__name__)
LOCK = "lock"
LOOK_EVERY_MS = 3000
"""How often the link, the outbox and the hall are looked at."""
SHOWN_PAGES = (
    *(Page.QUEUE, Page.INTAKE, Page.CASES, Page.COURIER, Page.ISSUE),
    *(Page.SHIFT, Page.SUPERVISION, Page.ADMINISTRATION, Page.CATALOGUE, Page.SYNC),
)


class Conductor(QObject):
    """Holds who is signed in and which page is open; decides nothing about a case."""

    def __init__(
        self, window: AppWindow, players: Players, backstage: Backstage, rooms: Rooms
    ) -> None:
        super().__init__(window)
        self._window = window
        self._play = players
        self._do = backstage
        self._rooms = rooms
        self._session: Session | None = None
        self._page: Page = Page.QUEUE
        self._focus: QWidget | None = None
        self._state = ShellState(training=True)
        self._asking = Asking(rooms.database, self._on_trouble)
        self._opening = Asking(rooms.database, self._on_no_shift)
        self._rights = Asking(rooms.database, self._on_trouble)
        self._looking = Asking(rooms.database, self._on_trouble)
        self._filling = Asking(rooms.database, self._on_trouble)
        self._syncing = Asking(rooms.hub, self._on_unsynced)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._connect()

    @property
    def session(self) -> Session | None:
        return self._session

    def start(self) -> None:
        """The door: nobody is signed in."""
        self._show(ShellState(training=self._state.training))
        self._window.show_page(SIGN_IN)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """The hub, the outbox and the hall, each on its own lane; a late answer is none."""
        self._syncing.ask(self._do.sync, self._on_synced)
        self._looking.ask(self._do.outbox, self._on_outbox)
        if self._session is not None:
            self._filling.ask(self._do.fill_hall, self._on_tickets)
            self._rights.ask(self._do.person, self._on_person)

    def close(self) -> None:
        """Puts away the last second of typing; the lanes finish what has begun."""
        self._timer.stop()
        self._rooms.idle.stop()
        self._play.intake.close()
        self._play.queue.close()

    def lock(self) -> None:
        """The screen is covered; the case stays where it is, in the store and on its step."""
        if self._session is None or self._state.locked:
            return
        self._focus = self._window.focusWidget()
        self._play.lock.lock(self._session)
        self._show(replace(self._state, locked=True))
        self._window.show_page(LOCK)

    def scanned(self, code: str) -> None:
        """A barcode: what the open page makes of it, or the case whose number it is."""
        if self._session is None or self._state.locked:
            return
        page = self._do.page_of(code) or self._page
        reader = self._do.readers.get(page)
        if reader is not None and (page is self._page or self._go(page)):
            reader(code)
        else:
            self._asking.ask(lambda: self._do.find(code), self._on_scanned)

    def _on_scanned(self, found: tuple[FoundCase, ...]) -> None:
        if len(found) == 1:
            self._show_case(found[0].id)

    def _connect(self) -> None:
        play, rooms = self._play, self._rooms
        play.sign_in.signed_in.connect(self._on_signed_in)
        play.lock.unlocked.connect(self._on_unlocked)
        play.lock.another_person.connect(self._on_left)
        play.queue.serving_started.connect(self._on_serving)
        play.queue.intake_asked.connect(self._on_intake_asked)
        play.queue.tickets_changed.connect(lambda ids: rooms.broadcast.tell(TICKETS, ids))
        play.intake.case_changed.connect(self._on_case_changed)
        play.intake.changed.connect(self._on_intake)
        play.intake.finished.connect(self._on_finished)
        play.intake.handed_over.connect(self._on_handed_over)
        play.cases.draft_chosen.connect(self._open_case)
        play.cases.another_chosen.connect(self._on_another)
        play.cases.handed_over.connect(self._on_handed_over_from_cases)
        play.cases.cases_changed.connect(lambda ids: rooms.broadcast.tell(CASES, ids))
        play.shift.case_chosen.connect(self._on_shift_case)
        rooms.broadcast.changed.connect(play.queue.hear)
        rooms.broadcast.changed.connect(self._tell_cases)
        rooms.broadcast.changed.connect(play.dispatch.on_broadcast)
        rooms.broadcast.changed.connect(play.administration.on_broadcast)
        play.administration.operators_changed.connect(
            lambda ids: rooms.broadcast.tell(OPERATORS, ids)
        )
        rooms.idle.idle.connect(self.lock)
        window = self._window
        window.page_chosen.connect(self._go)
        window.lock_clicked.connect(self.lock)
        window.found.connect(self._on_found)
        window.closing.connect(self.close)

    def _on_signed_in(self, session: Session) -> None:
        self._session = session
        self._do.seat(session)
        self._rooms.speech.set_language(session.operator.language)
        if Page.SHIFT not in session.operator.pages:
            self._seat(session)
            return
        opening = OpenShift(shift_id=ShiftId(self._do.new_id()), session=session)
        self._opening.ask(lambda: self._do.open_shift(opening), lambda _: self._seat(session))

    def _on_no_shift(self, error: OperatorAppError) -> None:
        """The page of the shift says why it cannot be opened, and offers to try again."""
        LOG.warning("shift not opened: %s", error.code)
        if self._session is not None:
            self._seat(self._session)
            self._go(Page.SHIFT)

    def _on_person(self, person: Operator | None) -> None:
        """The administrator may take a role, or the login itself, while somebody works."""
        session = self._session
        if session is None or session.operator == person:
            return
        if person is None or not person.active:
            self._play.lock.close()
            self._on_left()
            return
        self._session = replace(session, operator=person)
        self._do.seat(self._session)
        pages = _pages_of(person)
        self._show(replace(self._state, operator=person.full_name, pages=pages))
        if self._page not in pages:
            self._play.intake.close()
            self._page = pages[0] if pages else self._page
            self._go(self._page)

    def _seat(self, session: Session) -> None:
        pages = _pages_of(session.operator)
        self._show(
            replace(
                self._state,
                window=str(session.window),
                operator=session.operator.full_name,
                pages=pages,
                locked=False,
            )
        )
        self._play.queue.open(session)
        self._play.shift.sign_in(session)
        self._play.administration.sign_in(session)
        self._rooms.idle.start()
        self._go(pages[0] if pages else Page.CASES)
        self.look()

    def _on_left(self) -> None:
        """Somebody else takes the window: nothing of the one before stays on the screen."""
        self._play.queue.close()
        self._play.intake.close()
        self._play.cases.forget()
        for asking in (self._asking, self._opening, self._rights):
            asking.drop()
        self._play.shift.sign_in(None)
        self._play.administration.sign_in(None)
        self._rooms.idle.stop()
        self._session = None
        self._do.seat(None)
        self._play.sign_in.reset()
        self.start()

    def _on_unlocked(self, _: Session) -> None:
        self._show(replace(self._state, locked=False))
        self._window.show_page(self._page.value)
        focus, self._focus = self._focus, None
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus()

    def _go(self, page: Page) -> bool:
        """Whether it is open now: not behind a lock, and not for whom no role opens it."""
        if page not in self._state.pages or self._state.locked:
            return False
        self._page = page
        if page is Page.CASES:
            self._play.cases.enter()
        elif page is Page.SHIFT:
            self._play.shift.enter()
        elif page is Page.ADMINISTRATION:
            self._play.administration.enter()
        elif page is Page.QUEUE:
            self._play.queue.refresh()
        self._window.show_page(page.value)
        return True

    def _on_serving(self, ticket_id: str) -> None:
        """Who comes from another window, or comes back, has a case already: it goes on."""
        self._asking.ask(
            lambda: (self._do.case_of(ticket_id), self._do.ticket(ticket_id)), self._on_case_of
        )

    def _begin(self, ticket: Ticket | None) -> None:
        if ticket is not None:
            self._begin_with(Start(ticket_id=ticket.id, ticket=ticket.label))

    def _on_intake_asked(self, ticket_id: str) -> None:
        """The ticket is at this window already: its case, as far as it has come."""
        view = self._play.intake.view
        if view is not None and view.application.ticket_id == ticket_id:
            self._go(Page.INTAKE)
            return
        self._asking.ask(
            lambda: (self._do.case_of(ticket_id), self._do.ticket(ticket_id)), self._on_case_of
        )

    def _on_case_of(self, found: tuple[str | None, Ticket | None]) -> None:
        case, ticket = found
        if case is not None:
            self._open_case(case)
        else:
            self._begin(ticket)

    def _open_case(self, case: str) -> None:
        if self._go(Page.INTAKE):
            self._play.intake.open_case(case)

    def _on_shift_case(self, case: str, draft: bool) -> None:
        if draft:
            self._open_case(case)
        else:
            self._show_case(case)

    def _show_case(self, case: str) -> None:
        if self._go(Page.CASES):
            self._play.cases.select(case)

    def _on_found(self, found: Found) -> None:
        if found.kind == ACTION:
            self._act(CaseAction(found.key))
        elif self._do.page_of(found.key) is not None:
            self.scanned(found.key)
        else:
            self._show_case(found.key)

    def _act(self, action: CaseAction) -> None:
        """With the case in the intake, from wherever the operator is."""
        intake = self._play.intake
        self._go(Page.INTAKE)
        if action is CaseAction.ANOTHER_SERVICE:
            intake.another_service()
        elif action is CaseAction.CHANGE:
            intake.ask(Asks.CHANGE)
        else:
            intake.ask(Asks.HAND_OVER)

    def _on_intake(self, state: IntakeState) -> None:
        offered = {
            CaseAction.HAND_OVER: state.may_hand_over,
            CaseAction.CHANGE: state.may_change,
            CaseAction.ANOTHER_SERVICE: state.may_take_another,
        }
        actions = frozenset(one for one, may in offered.items() if may)
        if actions != self._state.actions:
            self._show(replace(self._state, actions=actions))

    def _on_another(self, view: CaseView) -> None:
        """One more service for the applicant of a case of today."""
        case = view.application
        start = Start(ticket_id=case.ticket_id, language=case.language, first=case.id)
        if case.ticket_id is None:
            self._begin_with(start)
            return
        ticket_id = case.ticket_id
        self._asking.ask(
            lambda: self._do.ticket(ticket_id),
            lambda ticket: self._begin_with(
                replace(start, ticket=ticket.label if ticket is not None else "")
            ),
        )

    def _begin_with(self, start: Start) -> None:
        self._play.intake.begin(start)
        self._go(Page.INTAKE)

    def _on_handed_over(self, view: CaseView) -> None:
        """The applicant has gone to another window: the next one may be called."""
        self._rooms.broadcast.tell(CASES, {view.application.id})
        self._on_next(view.application)

    def _on_handed_over_from_cases(self, view: CaseView) -> None:
        """The list stays; the intake lets go of a case that is not this window's any more."""
        shown = self._play.intake.view
        if shown is not None and shown.application.id == view.application.id:
            self._play.intake.close()
        self._rooms.broadcast.tell(TICKETS, {view.application.ticket_id or ""})

    def _tell_cases(self, topic: str, ids: frozenset[str]) -> None:
        """Out of sight the list is not asked for: it is, when it is entered."""
        if self._page is Page.CASES:
            self._play.cases.on_broadcast(topic, ids)

    def _on_case_changed(self, view: CaseView) -> None:
        self._rooms.broadcast.tell(CASES, {view.application.id})

    def _on_finished(self, view: CaseView) -> None:
        application = view.application
        self._play.intake.close()
        self._asking.ask(
            lambda: self._do.close_ticket(application), lambda _: self._on_next(application)
        )

    def _on_next(self, application: Application) -> None:
        self._rooms.broadcast.tell(TICKETS, {application.ticket_id or ""})
        self._go(Page.QUEUE)

    def _on_synced(self, online: bool) -> None:
        link = Link.ONLINE if online else Link.OFFLINE
        self._play.queue.set_online(online)
        if link is not self._state.link:
            self._show(replace(self._state, link=link))

    def _on_unsynced(self, _: OperatorAppError) -> None:
        self._on_synced(online=False)

    def _on_outbox(self, counts: SyncCounts) -> None:
        shown = replace(
            self._state,
            pending=counts.pending,
            refused=counts.refused,
            conflicts=counts.conflicts,
            scans=counts.scans_waiting,
        )
        if shown != self._state:
            self._show(shown)
            self._rooms.broadcast.tell(OUTBOX)

    def _on_tickets(self, ids: frozenset[str]) -> None:
        if ids:
            self._rooms.broadcast.tell(TICKETS, ids)

    def _on_trouble(self, error: OperatorAppError) -> None:
        """Of the frame's own looking: the page that meets the same trouble says it in full."""
        LOG.warning("the frame could not look: %s", error.code)

    def _show(self, state: ShellState) -> None:
        self._state = state
        self._window.show_state(state)


def _pages_of(person: Operator) -> tuple[Page, ...]:
    return tuple(page for page in SHOWN_PAGES if person.may_open(page))
