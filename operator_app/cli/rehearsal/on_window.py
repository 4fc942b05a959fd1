"""``--window``: the case of the file is played by mouse and keys, then looked at in the store."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from operator_app.bootstrap import (
    CasePlace,
    WindowCase,
    WindowPaper,
    Workplace,
    open_case_room,
    rehearse_on_window,
)
from operator_app.cli.rehearsal.case_file import CaseFile, Registries
from operator_app.cli.rehearsal.play import Steps
from operator_app.cli.rehearsal.prepared import PreparedCase, prepare
from operator_app.errors import Corrupted
from operator_app.usecases.look_at_case import CaseView


class WindowPlay:
    """One case on a window of its own; the workplace outlives the window."""

    def __init__(self, file: CaseFile, folder: Path, steps: Steps, screens: Path | None) -> None:
        self._file = file
        self._folder = folder
        self._steps = steps
        self._screens = screens

    def __call__(self, profile: Path, stack: ExitStack) -> tuple[CaseView, Workplace]:
        """The case as it stands when the applicant has gone, pushed to the hub."""
        room = stack.enter_context(open_case_room(profile, place_of(self._file)))
        workplace = room.workplace
        case = prepare(self._file, self._folder, workplace)
        rehearse_on_window(room, window_case(case, self._folder), self._steps.step, self._screens)
        with self._steps.step("push"):
            workplace.push()
        view = workplace.look_at_case(case.application_id)
        if view is None:
            raise Corrupted(case=case.application_id)
        return view, workplace


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
