"""The window of ``dev.py run`` in this process: stand, hub, made-up people, every page wired."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from operator_app.bootstrap.pages import PAPERS, Pages, build_pages
from operator_app.bootstrap.rooms import TrainingRoom
from operator_app.domain.applications import Application, ApplicationId
from operator_app.ports import PaperRecord
from resources.training import TrainingPerson
from tests.support.project_files import ROOT
from ui.pages.intake.steps.documents.checklist_row import ChecklistRowPlate
from ui.program import Program
from ui.rehearsal.stage import on_stage, raise_on_stage, strike

SAMPLES = ROOT / "resources" / "samples"
POINTED = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.DragEnter,
    QEvent.Type.Drop,
}
TYPED = {QEvent.Type.KeyPress, QEvent.Type.Shortcut}


def sample(name: str) -> dict[str, Any]:
    """The case of this file, with its scans as whole paths and its days as a hand types them."""
    case: dict[str, Any] = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    for document in case["documents"]:
        document["scans"] = [str(SAMPLES / scan) for scan in document.get("scans", ())]
    for child in case["children"]:
        child["born_on"] = ".".join(reversed(child["born_on"].split("-")))
    return case


class Witness(QObject):
    """What came to the program while it watched: pointing anywhere, and keys by their receiver."""

    def __init__(self) -> None:
        super().__init__()
        self.pointed = 0
        self.typed_into: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in POINTED:
            self.pointed += 1
        elif event.type() in TYPED and isinstance(watched, QWidget):
            self.typed_into.add(watched.objectName())
        return False


@dataclass(frozen=True, kw_only=True)
class TrainingWindow:
    """The open window, and what stands in the store behind it."""

    pages: Pages
    room: TrainingRoom
    witness: Witness

    @property
    def window(self) -> QWidget:
        return self.pages.window

    @property
    def person(self) -> TrainingPerson:
        return self.room.center.people[0]

    def service_name(self, case: dict[str, Any]) -> str:
        """As the list of services has it; the screens of this person are Russian."""
        on = self.room.now().date()
        catalogue = self.room.workplace.catalogue
        return catalogue.find(service=case["service"], region=case["region"], on=on).name.ru

    def chosen_row(self) -> ChecklistRowPlate:
        plates = self.window.findChildren(ChecklistRowPlate)
        return next(one for one in plates if one.chosen and one.isVisible())

    def row(self, code: str) -> ChecklistRowPlate:
        plates = self.window.findChildren(ChecklistRowPlate)
        return next(one for one in plates if one.code == code and one.isVisible())

    def newest(self) -> Application:
        found = self.room.counter.recent_cases(limit=1)[0]
        view = self.room.workplace.look_at_case(ApplicationId(found.id))
        assert view is not None
        return view.application

    def papers(self) -> tuple[PaperRecord, ...]:
        view = self.room.workplace.look_at_case(self.newest().id)
        assert view is not None
        return view.papers

    def printed(self) -> list[Path]:
        return sorted((self.room.profile.folder / PAPERS).glob("*.pdf"))


@contextmanager
def open_training_window(room: TrainingRoom, application: QApplication) -> Iterator[TrainingWindow]:
    pages, witness = build_pages(Program(), room), Witness()
    try:
        with on_stage():
            raise_on_stage(pages.window)
            pages.conductor.start()
            application.installEventFilter(witness)
            yield TrainingWindow(pages=pages, room=room, witness=witness)
    finally:
        application.removeEventFilter(witness)
        pages.window.close()
        pages.close()
        strike(pages.window)
