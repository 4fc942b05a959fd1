"""A store, a key, a printer and a hub for the last steps, each of which can be made to fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from operator_app.domain.applications import Application, ApplicationId, Delivery
from operator_app.domain.catalogue import ServiceRecord
from operator_app.errors import OperatorAppError
from operator_app.sync.push import Pushed
from operator_app.usecases.accept_application import AcceptApplication
from operator_app.usecases.choose_delivery import ChooseDelivery
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.mark_printed import MarkPrinted
from tests.support.window_cases import (
    DUE,
    a_draft,
    a_view,
    an_accepted,
    read_paper,
    receipt_papers,
)
from ui.pages.intake.steps.dispatch.presenter import DispatchActions
from ui.pages.intake.steps.receipt.presenter import ReceiptActions
from ui.pages.intake.steps.sign.presenter import SignActions
from ui.pages.intake.steps.sign.state import KeyFacts
from ui.runtime.pdf_pages import PageImage

OPERATOR = "Ахметова Айгерім Болатқызы"
PAGE = PageImage(width=2, height=3, stride=8, pixels=bytes(24))


@dataclass
class EndingsDesk:
    """Remembers what was asked of it; ``fails`` is raised by whatever is asked next."""

    case: Application = field(default_factory=a_draft)
    key: KeyFacts = KeyFacts(file="operator.p12", asks_password=False)  # noqa: RUF009  frozen
    fails: OperatorAppError | None = None
    passwords: list[str] = field(default_factory=list)
    printed: list[int] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    marked: list[MarkPrinted] = field(default_factory=list)
    pushed: int = 0
    refused: int = 0
    hub_takes: bool = True
    closed: list[str] = field(default_factory=list)

    def look(self, _: ApplicationId) -> CaseView:
        papers = receipt_papers() if self.case.accepted_at else ()
        return a_view(self.case, papers)

    @property
    def view(self) -> CaseView:
        return self.look(self.case.id)

    def sign_actions(self) -> SignActions:
        return SignActions(
            look=self.look,
            accept=self._accept,
            choose_delivery=self._choose,
            key=self._key,
            due_on=self._due,
        )

    def receipt_actions(self) -> ReceiptActions:
        return ReceiptActions(
            read_paper=read_paper,
            render=lambda _: (PAGE,),
            print_pdf=self._print,
            save_as=self._save,
            mark_printed=self.marked.append,
            actor=lambda: OPERATOR,
        )

    def dispatch_actions(
        self, to_go: Callable[[ApplicationId], int | None] = lambda _: None
    ) -> DispatchActions:
        return DispatchActions(
            push=self._push, look=self.look, close_ticket=self._close, pages_to_go=to_go
        )

    def _accept(self, _: AcceptApplication, password: str) -> Application:
        self.passwords.append(password)
        self._trouble()
        self.case = an_accepted(delivery_way=self.case.delivery_way)
        return self.case

    def _choose(self, command: ChooseDelivery) -> Application:
        self._trouble()
        self.case = replace(self.case, delivery_way=command.way)
        return self.case

    def _key(self) -> KeyFacts:
        self._trouble()
        return self.key

    @staticmethod
    def _due(_: ServiceRecord) -> date:
        return DUE

    def _print(self, _: bytes, copies: int) -> None:
        self._trouble()
        self.printed.append(copies)

    def _save(self, path: Path, _: bytes) -> None:
        self._trouble()
        self.saved.append(path.name)

    def _push(self) -> Pushed:
        self.pushed += 1
        self._trouble()
        if self.hub_takes:
            self.case = replace(self.case, delivery=Delivery.ACKNOWLEDGED, hub_seq=1204)
        return Pushed(acknowledged=int(self.hub_takes), refused=self.refused)

    def _close(self, application: Application) -> None:
        self._trouble()
        self.closed.append(application.ticket_id or "")

    def _trouble(self) -> None:
        if self.fails is not None:
            raise self.fails
