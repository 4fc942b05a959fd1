"""What all pages of one window share: who sits here, the lanes, the papers, the printer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from db.queries.case_of_ticket import SqlCaseOfTicket
from operator_app.adapters.identifiers import new_access_code, new_uuid7
from operator_app.bootstrap.rooms import TrainingRoom
from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.operators import NotAllowed, Operator, Page, Session
from operator_app.domain.tickets import Ticket, TicketState
from operator_app.errors import OperatorAppError
from operator_app.queries.other_windows import OtherWindow
from operator_app.usecases.change_after_signing import ChangeAfterSigning, KeepAsSigned
from operator_app.usecases.hand_over_case import HandOverCase
from operator_app.usecases.move_ticket import MoveTicket, closing
from operator_app.usecases.open_draft import OpenDraft
from operator_app.usecases.return_after_refusal import ReturnAfterRefusal
from operator_app.usecases.take_over_case import TakeOverCase
from ui.pages.intake.seat import Seat
from ui.runtime.lanes import Lane
from ui.runtime.pdf_pages import PdfPages
from ui.runtime.speech import Speech

NOBODY = Seat(region="", center="", window=0, operator="")


@dataclass(kw_only=True)
class Desk:
    """``session`` and ``online`` change while the window is open; everything else stays.

    ``new_case_id`` other than a fresh one is for rehearsals, which go on with their case.
    """

    room: TrainingRoom
    database: Lane
    hub: Lane
    work: Lane
    speech: Speech
    print_pdf: Callable[[bytes, int], None]
    new_case_id: Callable[[], str] = new_uuid7
    session: Session | None = None
    online: bool = True
    render: PdfPages = field(default_factory=PdfPages)
    """One for all pages: PDFium must never run twice at once."""

    def seat(self) -> Seat:
        if self.session is None:
            return NOBODY
        return Seat(
            region=self.session.region,
            center=self.session.center,
            window=self.session.window,
            operator=self.session.actor,
        )

    def opens(self, page: Page) -> bool:
        return self.session is not None and self.session.operator.may_open(page)

    def signed_in(self, page: Page) -> Session:
        """Without anybody signed in nothing of ``page`` is done."""
        if self.session is None:
            raise NotAllowed(page=page.value)
        return self.session

    def person(self) -> Operator | None:
        """Whoever sits here, as the administrator has left them."""
        session = self.session
        if session is None:
            return None
        with self.room.profile.units() as unit:
            return unit.operators.get(session.operator.id)

    def actor(self) -> str:
        return self.seat().operator

    def read_paper(self, sha256: str) -> bytes:
        return self.room.profile.blobs.get(sha256)

    def ticket(self, ticket_id: str) -> Ticket | None:
        with self.room.profile.units() as unit:
            return unit.tickets.get(ticket_id)

    def ticket_label(self, ticket_id: str) -> str:
        ticket = self.ticket(ticket_id)
        return "" if ticket is None else ticket.label

    def close_ticket(self, application: Application) -> None:
        """Once: a case without a ticket, or one that is closed already, has nothing to close."""
        ticket = self.ticket(application.ticket_id) if application.ticket_id else None
        if ticket is None or ticket.state is not TicketState.SERVING or ticket.window is None:
            return
        self.room.workplace.move_ticket(
            MoveTicket(ticket_id=ticket.id, actor=self.actor(), move=closing(ticket.window))
        )

    def case_of(self, ticket_id: str) -> str | None:
        """What this ticket is here for, among the newest cases."""
        return SqlCaseOfTicket(self.room.profile.store.reader)(ticket_id)

    def go_on(self, refused: ApplicationId) -> Application:
        """The new case of a refused applicant who came back."""
        if self.session is not None:
            self.session.operator.allowed(Page.INTAKE)
        place, seat = self.room.workplace, self.seat()
        view = place.look_at_case(refused)
        service = view.application.service if view is not None else ""
        language = view.application.language if view is not None else ""
        return place.return_after_refusal(
            ReturnAfterRefusal(
                refused_id=refused,
                opening=OpenDraft(
                    application_id=ApplicationId(self.new_case_id()),
                    access_code=new_access_code(),
                    region=seat.region,
                    center=seat.center,
                    window=seat.window,
                    operator=seat.operator,
                    service=service,
                    language=language,
                ),
            )
        )

    def change(self, case: ApplicationId) -> Application:
        """What was signed today becomes a draft again."""
        command = ChangeAfterSigning(application_id=case, actor=self.actor())
        return self.room.workplace.change_after_signing(command)

    def keep_as_signed(self, case: ApplicationId) -> Application:
        command = KeepAsSigned(application_id=case, actor=self.actor())
        return self.room.workplace.keep_as_signed(command)

    def hand_over(self, case: ApplicationId, window: int) -> Application:
        """Without anybody signed in nothing leaves this window."""
        if self.session is None:
            raise NotAllowed(page=Page.INTAKE.value)
        command = HandOverCase(application_id=case, to_window=window, session=self.session)
        return self.room.workplace.hand_over(command)

    def take_over(self, case: ApplicationId) -> None:
        """Whoever opens a draft goes on with it in their own name."""
        if self.session is not None:
            window = self.seat().window
            self.room.workplace.take_over(
                TakeOverCase(application_id=case, window=window, session=self.session)
            )

    def other_windows(self) -> tuple[OtherWindow, ...]:
        seat = self.seat()
        return self.room.counter.other_windows(seat.center, seat.window)

    def fill_hall(self) -> frozenset[str]:
        return self.room.hall()

    def sync(self) -> bool:
        """Pushes what waits, unless the engine does; whether the hub answers.

        Until it has, what was known of the line holds: a look in the middle finds nobody offline.
        """
        if self.room.sync is not None:
            self.online = self.room.sync.line().online
            return self.online
        try:
            self.room.workplace.outside.hub.health()
            self.room.workplace.push()
        except OperatorAppError:
            self.online = False
            raise
        self.online = True
        return True
