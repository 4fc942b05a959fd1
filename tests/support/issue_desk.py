"""The page of giving out over a counter in memory: the real use cases, a printer that listens."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from operator_app.domain.applications import Application, State
from operator_app.domain.catalogue import Bilingual
from operator_app.domain.issuing import ReceiptUnknown, read_receipt
from operator_app.domain.numbers import ApplicationNumber
from operator_app.domain.operators import Session
from operator_app.domain.unclaimed import came_on, keeping_of
from operator_app.gateways.paper_tray import PrinterSilent
from operator_app.queries.ready_results import ReadyResult
from operator_app.sync.bring_case import BringCase
from tests.support.fakes_outside import HubAway
from tests.unit.usecases.counter import CERTIFICATE, IIN, OTHER_IIN, a_party, a_session, catalogue
from tests.unit.usecases.issuing_desk import DOCUMENT, NOW, a_counter, ready
from ui.pages.issue.actions import IssueActions
from ui.pages.issue.presenter import IssuePresenter
from ui.pages.issue.state import Who
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

NAMES = ("Құрманғазин", "Әбдірахманова", "Оспанов", "Ли")


class IssueDesk:
    """``silent`` is a printer that does not answer; ``online`` whether there is a line, and
    ``hub_is_away`` a line that breaks at the first question."""

    def __init__(self) -> None:
        self.counter = a_counter()
        self.printed: list[bytes] = []
        self.silent = False
        self.online = True
        self.hub_is_away = False
        self.elsewhere: dict[str, Application] = {}
        self.session: Session | None = a_session(name="Беков Бекжан Асқарұлы", window=3)

    def ready(self, **changes: Any) -> Application:
        return ready(self.counter, **changes)

    def waiting(self) -> None:
        """Four results: two kept too long, one for two more days, one that has just come."""
        for days, surname in zip((60, 40, 29, 1), NAMES, strict=True):
            self.ready(
                ready_at=NOW - timedelta(days=days),
                applicant=_called(surname),
            )

    def presenter(self, speech: Speech, lane: Lane | None = None) -> IssuePresenter:
        inline = lane or InlineLane()
        presenter = IssuePresenter(self.actions(), inline, inline, speech)
        presenter.enter()
        return presenter

    def actions(self) -> IssueActions:
        counter = self.counter
        return IssueActions(
            look=counter.look_at_receipt,
            bring=self._bring,
            check=counter.check_power,
            give=counter.issue_result,
            sign=counter.sign_slip,
            send_back=counter.return_unclaimed,
            waiting=self._waiting,
            keeping=lambda: keeping_of(catalogue()),
            papers=lambda case: tuple(
                one for one in counter.store.tables.papers if one.application_id == case
            ),
            read_paper=counter.blobs.get,
            print_pdf=self._print,
            mark_printed=counter.mark_printed,
            session=lambda: self.session,
            online=lambda: self.online,
            now=counter.now,
            services={
                CERTIFICATE: Bilingual(
                    ru="Выдача справок по опеке и попечительству",
                    kk="Қорғаншылық және қамқоршылық жөнінде анықтамалар беру",
                )
            },
        )

    def _bring(self, command: BringCase) -> Application:
        if self.hub_is_away:
            raise HubAway
        number = read_receipt(command.receipt).number
        if number not in self.elsewhere:
            raise ReceiptUnknown(number=number)
        return self.counter.store.put(self.elsewhere.pop(number))

    def at_other_window(self, window: int = 4, **changes: Any) -> Application:
        """Another window of the center took it: this store knows nothing of it."""
        here = self.ready(**changes)
        del self.counter.store.tables.applications[here.id]
        number = ApplicationNumber.build("002", window, here.opened_at.date(), 17).text
        case = replace(here, number=number, window=window)
        self.elsewhere[number] = case
        return case

    def _print(self, pdf: bytes, copies: int) -> None:
        if self.silent:
            raise PrinterSilent(printer="HP-7")
        self.printed += [pdf] * copies

    def _waiting(self, center: str, *, limit: int) -> tuple[ReadyResult, ...]:
        found = [
            ReadyResult(
                id=one.id,
                number=one.number,
                applicant_name=one.applicant.full_name if one.applicant else "",
                phone=(one.applicant.phone or "") if one.applicant else "",
                service=one.service,
                came_on=came_on(one) or NOW.date(),
            )
            for one in self.counter.store.tables.applications.values()
            if one.state is State.READY and one.center == center
        ]
        return tuple(sorted(found, key=lambda one: one.came_on)[:limit])


def shown(presenter: IssuePresenter, case: Application, number: str = IIN) -> None:
    """A receipt and an identity document lie on the counter."""
    presenter.type_receipt(case.number)
    presenter.find()
    presenter.type_field("number", number)
    presenter.type_field("document", DOCUMENT)


def by_power(presenter: IssuePresenter, case: Application) -> None:
    """Somebody else came, with a power of attorney."""
    shown(presenter, case, OTHER_IIN)
    presenter.choose_who(Who.REPRESENTATIVE)
    for name, text in (
        ("surname", "Тестов"),
        ("name", "Ерлан"),
        ("poa_number", "1234"),
        ("issued_on", "01.12.2017"),
        ("valid_until", "01.12.2018"),
        ("notary", "Ә. Нұрланқызы"),
    ):
        presenter.type_field(name, text)


def _called(surname: str) -> Any:
    return a_party(surname=surname, name="Ғалымжан", patronymic="Сұңқарұлы")
