"""The seven steps of the intake and the refusal over them, given their work and their lanes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from operator_app.adapters.identifiers import new_access_code
from operator_app.bootstrap.courier_page import print_cover
from operator_app.bootstrap.couriers import Couriers, couriers_of
from operator_app.bootstrap.desk import Desk
from operator_app.bootstrap.offices import office_of
from operator_app.bootstrap.scanning import scan_folder
from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.catalogue import ServiceRecord
from operator_app.domain.operators import Page
from operator_app.domain.terms import due_day
from operator_app.gateways.paper_tray import save_paper
from operator_app.ports import PaperRecord
from operator_app.usecases.accept_application import AcceptApplication
from operator_app.usecases.cover_package import CoverPackage
from operator_app.usecases.rules import local
from ui.pages.intake.assembly import BuiltStep, IntakePage, IntakeWork, build_intake
from ui.pages.intake.refuse import wiring as refuse_wiring
from ui.pages.intake.refuse.presenter import RefuseActions, RefusePresenter
from ui.pages.intake.refuse.view import RefuseView
from ui.pages.intake.steps.applicant.presenter import Lanes
from ui.pages.intake.steps.contract import StepName
from ui.pages.intake.steps.dispatch import wiring as dispatch_wiring
from ui.pages.intake.steps.dispatch.presenter import DispatchActions, DispatchStepPresenter
from ui.pages.intake.steps.dispatch.view import DispatchStepView
from ui.pages.intake.steps.documents import doors
from ui.pages.intake.steps.documents import wiring as documents_wiring
from ui.pages.intake.steps.documents.presenter import DocumentsPresenter
from ui.pages.intake.steps.documents.view import DocumentsStepView
from ui.pages.intake.steps.receipt import wiring as receipt_wiring
from ui.pages.intake.steps.receipt.presenter import ReceiptActions, ReceiptStepPresenter
from ui.pages.intake.steps.receipt.view import ReceiptStepView
from ui.pages.intake.steps.sign import wiring as sign_wiring
from ui.pages.intake.steps.sign.presenter import SignActions, SignStepPresenter
from ui.pages.intake.steps.sign.state import KeyFacts
from ui.pages.intake.steps.sign.view import SignStepView


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    page: IntakePage
    dispatch: DispatchStepPresenter


def intake_of(desk: Desk) -> Intake:
    dispatch, dispatch_step = _dispatch(desk)
    documents, documents_step = _documents(desk)
    later = {
        StepName.DOCUMENTS: documents_step,
        StepName.SIGN: _sign(desk),
        StepName.RECEIPT: _receipt(desk),
        StepName.DISPATCH: dispatch_step,
    }
    page = build_intake(
        _work(desk),
        Lanes(database=desk.database, hub=desk.hub),
        desk.speech,
        later,
        _refuse(desk),
    )
    documents.keeping.keep_in(page.notes)
    return Intake(page=page, dispatch=dispatch)


def _work(desk: Desk) -> IntakeWork:
    place = desk.room.workplace
    return IntakeWork(
        catalogue=place.catalogue,
        now=desk.room.now,
        seat=desk.seat,
        online=lambda: desk.online,
        due=lambda record: _due(desk, record),
        new_id=desk.new_case_id,
        new_access_code=new_access_code,
        open_draft=place.open_draft,
        choose_service=place.choose_service,
        enter_applicant=place.enter_applicant,
        record_consent=place.record_consent,
        enter_representative=place.enter_representative,
        enter_circumstances=place.enter_circumstances,
        ask_registries=place.ask_registries,
        drop_answers=place.drop_answers,
        close_case=place.close_case,
        look_at_case=place.look_at_case,
        print_paper=lambda record: _print(desk, record),
        another_service=place.another_service,
        change=desk.change,
        keep_as_signed=desk.keep_as_signed,
        hand_over=desk.hand_over,
        take_over=desk.take_over,
        windows=desk.other_windows,
        ticket_of=desk.ticket_label,
        remember_place=desk.room.profile.store.places.remember,
        recall_place=desk.room.profile.store.places.recall,
    )


def _due(desk: Desk, record: ServiceRecord) -> date:
    law, today = desk.room.workplace.law, local(desk.room.now()).date()
    return due_day(today, record.term.value, record.term.unit, law.calendar).due_on


def _print(desk: Desk, record: PaperRecord) -> None:
    desk.print_pdf(desk.read_paper(record.sha256), 1)


def _documents(desk: Desk) -> tuple[DocumentsPresenter, BuiltStep]:
    place = desk.room.workplace
    presenter = DocumentsPresenter(
        doors.DocumentsDoors(
            case=doors.CaseDoors(
                look=place.look_at_case,
                attach=place.attach_document,
                remove=place.remove_document,
                answer=place.enter_circumstances,
                keep=desk.room.profile.blobs.put,
            ),
            pages=doors.PageDoors(
                fetch=desk.room.profile.blobs.get,
                inspect=place.outside.inspect_scan,
                folder=scan_folder(desk.room.profile),
            ),
            catalogue=place.catalogue,
        ),
        doors.Lanes(database=desk.database, work=desk.work),
        desk.speech,
    )
    view = DocumentsStepView(desk.speech)
    documents_wiring.connect(presenter, view)
    return presenter, BuiltStep(presenter, view)


def _sign(desk: Desk) -> BuiltStep:
    place = desk.room.workplace

    def accept(command: AcceptApplication, _password: str) -> Application:
        return place.accept(command)

    presenter = SignStepPresenter(
        SignActions(
            look=place.look_at_case,
            accept=accept,
            choose_delivery=place.choose_delivery,
            key=lambda: KeyFacts(file="operator.p12", asks_password=False),
            due_on=lambda record: _due(desk, record),
        ),
        desk.database,
        desk.speech,
    )
    view = SignStepView(desk.speech)
    sign_wiring.connect(presenter, view)
    return BuiltStep(presenter, view)


def _receipt(desk: Desk) -> BuiltStep:
    presenter = ReceiptStepPresenter(
        ReceiptActions(
            read_paper=desk.read_paper,
            render=desk.render,
            print_pdf=desk.print_pdf,
            save_as=save_paper,
            mark_printed=desk.room.workplace.mark_printed,
            actor=desk.actor,
        ),
        desk.database,
        desk.speech,
    )
    view = ReceiptStepView(desk.speech)
    receipt_wiring.connect(presenter, view)
    return BuiltStep(presenter, view)


def _dispatch(desk: Desk) -> tuple[DispatchStepPresenter, BuiltStep]:
    place, couriers = desk.room.workplace, couriers_of(desk.room)
    presenter = DispatchStepPresenter(
        DispatchActions(
            push=place.push,
            look=place.look_at_case,
            close_ticket=desk.close_ticket,
            pages_to_go=lambda case: desk.room.counter.scans_to_go(case).to_go,
            bags=lambda case: couriers.bags_of(case, desk.seat().center),
            put=lambda case, bag: couriers.put_case(case, bag, desk.signed_in(Page.COURIER)),
            print_sheet=lambda case: _print_sheet(desk, couriers, case),
        ),
        desk.database,
        desk.hub,
        desk.speech,
    )
    view = DispatchStepView(desk.speech)
    dispatch_wiring.connect(presenter, view)
    return presenter, BuiltStep(presenter, view)


def _print_sheet(desk: Desk, couriers: Couriers, case: ApplicationId) -> None:
    session = desk.signed_in(Page.COURIER)
    command = CoverPackage(application_id=case, session=session)
    print_cover(desk, couriers, couriers.cover(command))


def _refuse(desk: Desk) -> BuiltStep:
    place = desk.room.workplace
    presenter = RefusePresenter(
        RefuseActions(
            look=place.look_at_case,
            refuse=place.refuse,
            office_of=office_of(place.law.centers, training=desk.room.profile.training),
            catalogue=place.catalogue,
        ),
        desk.database,
        desk.speech,
    )
    view = RefuseView(desk.speech)
    refuse_wiring.connect(presenter, view)
    return BuiltStep(presenter, view)
