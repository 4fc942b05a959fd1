"""``--window``: the case of the file is played by mouse and keys, then looked at in the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from operator_app.bootstrap import (
    CasePlace,
    WindowCase,
    WindowPaper,
)
from operator_app.cli.rehearsal.case_file import CaseFile, Registries
from operator_app.cli.rehearsal.play import Steps
from operator_app.cli.rehearsal.prepared import PreparedCase, prepare
from operator_app.errors import Corrupted
from operator_app.usecases.look_at_case import CaseView

if TYPE_CHECKING:
    from operator_app.bootstrap.window_rehearsal import Sitting


class WindowPlay:
    """One case after the other at the window where ``sitting`` sits."""

    def __init__(self, sitting: Sitting, screens: Path | None = None) -> None:
        self._sitting = sitting
        self._screens = screens

    def __call__(self, file: CaseFile, folder: Path, steps: Steps) -> CaseView:
        """The case as it stands when the applicant has gone, pushed to the hub."""
        workplace = self._sitting.case_room.workplace
        case = prepare(file, folder, workplace)
        self._sitting.play(window_case(case, folder), steps.step, self._screens)
        with steps.step("push"):
            workplace.push()
        view = workplace.look_at_case(case.application_id)
        if view is None:
            raise Corrupted(case=case.application_id)
        return view


def place_of(file: CaseFile) -> CasePlace:
    return CasePlace(
        center=file.center.code,
        region=file.region,
        window=file.center.window,
        operator=file.operator,
        at=file.accepted_at,
        silent=file.registries is Registries.UNAVAILABLE,
        offline=file.registries is Registries.OFFLINE,
    )


def window_case(case: PreparedCase, folder: Path) -> WindowCase:
    file = case.file
    return WindowCase(
        application_id=case.application_id,
        record=case.record,
        language=file.language.value,
        consent=file.consent,
        applicant=case.applicant,
        representative=case.representative,
        children=case.children,
        facts=file.facts,
        papers=tuple(
            WindowPaper(
                document=prepared.document, files=tuple(folder / name for name in part.scans)
            )
            for prepared, part in zip(case.documents, file.documents, strict=True)
        ),
        delivery=file.delivery,
    )
