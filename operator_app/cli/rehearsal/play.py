"""The operator's way, step by step; played again after a kill it goes on where it was."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from operator_app.bootstrap import Workplace
from operator_app.cli.rehearsal.case_file import Registries
from operator_app.cli.rehearsal.journal import Journal
from operator_app.cli.rehearsal.prepared import PreparedCase
from operator_app.domain.applications import (
    Application,
    ConsentAnswer,
    RegistryState,
    State,
)
from operator_app.domain.tickets import TicketState
from operator_app.errors import Corrupted, RuleViolation
from operator_app.usecases.accept_application import AcceptApplication
from operator_app.usecases.ask_registries import AskRegistries
from operator_app.usecases.attach_document import AttachDocument
from operator_app.usecases.choose_service import ChooseService
from operator_app.usecases.close_case import CloseCase
from operator_app.usecases.discard_draft import DiscardDraft
from operator_app.usecases.enter_circumstances import EnterCircumstances
from operator_app.usecases.enter_representative import EnterRepresentative
from operator_app.usecases.issue_ticket import IssueTicket
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.move_ticket import Move, MoveTicket, calling, closing, serving
from operator_app.usecases.open_draft import OpenDraft
from operator_app.usecases.record_consent import RecordConsent
from operator_app.usecases.refuse_application import RefuseApplication
from operator_app.usecases.remove_document import RemoveDocument


@dataclass
class Steps:
    """How long each step took, in milliseconds of the wall clock; for people, never for tests."""

    journal: Journal
    taken: list[dict[str, object]] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Times the step, and says that it is durable once it returned."""
        started = time.perf_counter()
        yield
        self.taken.append({"name": name, "ms": round((time.perf_counter() - started) * 1000, 1)})
        self.journal.acknowledge(name)


class Play:
    """One case over the use cases of a workplace."""

    def __init__(self, workplace: Workplace, case: PreparedCase, steps: Steps) -> None:
        self._workplace = workplace
        self._case = case
        self._steps = steps

    def __call__(self) -> CaseView:
        """Plays to the outcome; a rule broken on the way leaves no draft behind."""
        workplace, case = self._workplace, self._case
        view = workplace.look_at_case(case.application_id)
        if view is None or view.application.state is State.DRAFT:
            self._begin_ticket()
            try:
                self._intake()
            except (RuleViolation, Corrupted) as error:
                self._take_back(error.code)
                raise
        self._end_ticket()
        with self._steps.step("dispatch"):
            workplace.push()
        view = workplace.look_at_case(case.application_id)
        if view is None:
            raise Corrupted(case=case.application_id)
        return view

    def _intake(self) -> None:
        case = self._case
        application = self._open()
        if not case.record.at_counter:
            self._close(State.ROUTED, "routing")
            return
        application = self._consent(application)
        if application.consent is None or application.consent.answer is ConsentAnswer.REFUSED:
            self._close(State.CONSENT_REFUSED, "consent_refused")
            return
        application = self._people(application)
        if any(check.state is RegistryState.NOT_FOUND for check in application.checks):
            self._close(State.DATA_UNAVAILABLE, "data_unavailable")
            return
        self._documents(application)
        self._decide()

    def _open(self) -> Application:
        file = self._case.file
        with self._steps.step("service"):
            opened = self._workplace.open_draft(
                OpenDraft(
                    application_id=self._case.application_id,
                    access_code=self._workplace.new_access_code(),
                    region=file.region,
                    center=file.center.code,
                    window=file.center.window,
                    operator=file.operator,
                    service=file.service,
                    language=file.language.value,
                    ticket_id=self._case.ticket_id,
                    delivery_way=file.delivery,
                )
            )
            if opened.edition == self._case.record.edition:
                return opened
            return self._workplace.choose_service(
                ChooseService(application_id=opened.id, service=file.service)
            )

    def _consent(self, application: Application) -> Application:
        answer = ConsentAnswer(self._case.file.consent.value)
        if (
            application.consent is not None
            and application.consent.answer is answer
            and application.applicant is not None
            and application.applicant.number == self._case.applicant.number
        ):
            return application
        with self._steps.step("consent"):
            return self._workplace.record_consent(
                RecordConsent(
                    application_id=application.id,
                    applicant=self._case.applicant,
                    answer=answer,
                )
            )

    def _people(self, application: Application) -> Application:
        case, workplace = self._case, self._workplace
        with self._steps.step("applicant"):
            workplace.enter_representative(
                EnterRepresentative(
                    application_id=application.id, representative=case.representative
                )
            )
            application = workplace.enter_circumstances(
                EnterCircumstances(
                    application_id=application.id,
                    children=case.children,
                    facts=case.file.facts,
                )
            )
        if self._asked(application):
            return application
        with self._steps.step("registries"):
            return workplace.ask_registries(
                AskRegistries(
                    application_id=application.id,
                    online=case.file.registries is not Registries.OFFLINE,
                )
            )

    def _asked(self, application: Application) -> bool:
        """Whether every registry was asked, and answered if it can be asked now."""
        representative = application.representative
        needed = 1 if representative is None else 2 + representative.power_of_attorney.notarised
        online = self._case.file.registries is Registries.STAND
        waiting = {RegistryState.OFFLINE, RegistryState.UNAVAILABLE} if online else set()
        return len(application.checks) == needed and not any(
            check.state in waiting for check in application.checks
        )

    def _documents(self, application: Application) -> None:
        wanted = [prepared.document for prepared in self._case.documents]
        for document in application.documents:
            if document not in wanted:
                with self._steps.step(f"removed:{document.requirement}"):
                    self._workplace.remove_document(
                        RemoveDocument(application_id=application.id, document=document)
                    )
        for prepared in self._case.documents:
            with self._steps.step(f"document:{prepared.document.requirement}"):
                for page in prepared.pages:
                    self._workplace.profile.blobs.put(page)
                self._workplace.attach_document(
                    AttachDocument(
                        application_id=self._case.application_id, document=prepared.document
                    )
                )

    def _decide(self) -> None:
        view = self._workplace.look_at_case(self._case.application_id)
        if view is None or view.checklist.open_questions:
            return
        if view.checklist.missing:
            with self._steps.step("refusal"):
                self._workplace.refuse(RefuseApplication(application_id=self._case.application_id))
            return
        with self._steps.step("signature"):
            self._workplace.accept(AcceptApplication(application_id=self._case.application_id))

    def _close(self, ending: State, name: str) -> None:
        with self._steps.step(name):
            self._workplace.close_case(
                CloseCase(application_id=self._case.application_id, ending=ending)
            )

    def _take_back(self, reason: str) -> None:
        view = self._workplace.look_at_case(self._case.application_id)
        if view is not None and view.application.state is State.DRAFT:
            self._workplace.discard_draft(
                DiscardDraft(application_id=self._case.application_id, reason=reason)
            )

    def _begin_ticket(self) -> None:
        file = self._case.file
        with self._steps.step("ticket"):
            ticket = self._workplace.issue_ticket(
                IssueTicket(
                    ticket_id=self._case.ticket_id,
                    center=file.center.code,
                    window=file.center.window,
                    category=file.ticket.category,
                    actor=file.operator,
                )
            )
            if ticket.state is TicketState.WAITING:
                ticket = self._workplace.move_ticket(self._move(calling(file.center.window)))
            if ticket.state is TicketState.CALLED:
                self._workplace.move_ticket(self._move(serving(file.center.window)))

    def _end_ticket(self) -> None:
        """An open question keeps the applicant at the window; every other outcome frees it."""
        view = self._workplace.look_at_case(self._case.application_id)
        if view is None or view.application.state is State.DRAFT:
            return
        file = self._case.file
        ticket = self._workplace.issue_ticket(
            IssueTicket(
                ticket_id=self._case.ticket_id,
                center=file.center.code,
                window=file.center.window,
                category=file.ticket.category,
                actor=file.operator,
            )
        )
        if ticket.state is TicketState.SERVING:
            with self._steps.step("ticket_closed"):
                self._workplace.move_ticket(self._move(closing(file.center.window)))

    def _move(self, move: Move) -> MoveTicket:
        return MoveTicket(ticket_id=self._case.ticket_id, actor=self._case.file.operator, move=move)
