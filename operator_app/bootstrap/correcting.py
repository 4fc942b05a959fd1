"""The tab of corrections, given the store and whoever sits here."""

from __future__ import annotations

from operator_app.adapters.identifiers import new_uuid7
from operator_app.bootstrap.desk import Desk
from operator_app.bootstrap.scanning import scan_folder
from operator_app.domain.corrections import Correction, CorrectionDraft
from operator_app.domain.operators import Page, Session
from operator_app.usecases.rules import local
from ui.pages.cases.correcting.presenter import CorrectingActions, CorrectingPresenter
from ui.pages.cases.correcting.tray_presenter import PaperDoors
from ui.pages.cases.presenter import CasesPresenter
from ui.pages.cases.view import CasesView
from ui.pages.cases.wiring import connect_correcting
from ui.shell.app_window import AppWindow


def correct_in(
    desk: Desk, window: AppWindow, cases: CasesPresenter, view: CasesView
) -> CorrectingPresenter:
    place, units = desk.room.workplace, desk.room.profile.store.units

    def of_case(case: str) -> tuple[Correction, ...]:
        with units() as unit:
            return unit.corrections.of(case)

    def waiting(center: str) -> tuple[Correction, ...]:
        with units() as unit:
            return unit.corrections.asked(center)

    def draft(case: str, session: Session) -> CorrectionDraft | None:
        with units() as unit:
            return unit.corrections.draft(case, session.operator.id)

    presenter = CorrectingPresenter(
        CorrectingActions(
            of_case=of_case,
            waiting=waiting,
            request=place.request_correction,
            decide=place.decide_correction,
            session=lambda: desk.session,
            today=lambda: local(desk.room.now()).date(),
            new_id=new_uuid7,
            change=desk.change,
            attach=place.attach_document,
            window=lambda: desk.seat().window,
            draft=draft,
            keep_draft=place.keep_correction_draft,
            papers=PaperDoors(
                lane=desk.work,
                inspect=place.outside.inspect_scan,
                fetch=desk.room.profile.blobs.get,
                keep=desk.room.profile.blobs.put,
                folder=scan_folder(desk.room.profile),
            ),
        ),
        desk.database,
        desk.speech,
        view,
    )
    connect_correcting(presenter, cases, view)
    window.page_shown.connect(lambda name: presenter.look() if name == Page.CASES.value else None)
    return presenter
