"""A case played on the real window: a center of its own, and a hand that follows a script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from operator_app.adapters.identifiers import new_uuid7
from operator_app.bootstrap.front import Arrangement
from operator_app.bootstrap.pages import Pages, build_pages
from operator_app.bootstrap.profiles import Profile
from operator_app.bootstrap.rooms import TrainingRoom, open_training_room
from operator_app.bootstrap.training import CHEAP_MEMORY_KIB, NotTraining
from operator_app.bootstrap.window_cases import CasePlace, WindowCase
from operator_app.bootstrap.window_scripts import papers_left, script_of
from operator_app.bootstrap.workplaces import Workplace, build_workplace, open_outside
from operator_app.domain.applications import Application, ApplicationId, State
from operator_app.domain.operators import Operator, OperatorId, Role, Window
from operator_app.domain.tickets import TicketState
from operator_app.errors import Corrupted, OperatorAppError, RuleViolation
from operator_app.gateways.clocks import StandingClock
from operator_app.gateways.training_children import NOBODY as SILENT_SHEP
from operator_app.usecases.discard_draft import DiscardDraft
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.rules import local
from resources.error_texts import explain
from resources.training import TrainingCenter, TrainingQueue, load_training_center
from ui.program import Program
from ui.rehearsal.hand import Hand, WindowStuck
from ui.rehearsal.script import Script
from ui.rehearsal.stage import on_stage, raise_on_stage, strike
from ui.rehearsal.walk import Step, Walk
from ui.runtime.wording import BREAK_HERE

NOBODY: Final = "http://127.0.0.1:9"
"""Nothing listens on the discard port of this machine."""
LANGUAGE: Final = "ru"
"""Of the screens; the papers follow the case."""
LOOKED_THROUGH: Final = 200
"""The newest cases among which the one of a forgotten ticket is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRoom:
    """``room`` is what the window stands in; ``workplace`` always has a line to the hub."""

    room: TrainingRoom
    workplace: Workplace
    place: CasePlace


@contextmanager
def open_case_room(folder: Path, place: CasePlace) -> Iterator[CaseRoom]:
    """A training center of one window and one operator, whose clock stands at the case's time."""
    clock = StandingClock(place.at)
    arrangement = Arrangement(
        seed=lambda profile: seed_case_center(profile, place),
        clock=clock,
        fills=False,
        registries=SILENT_SHEP if place.silent else None,
        syncs=not place.offline,
    )
    with open_training_room(folder, arrangement) as room:
        workplace = room.workplace
        if not place.offline:
            yield CaseRoom(room=room, workplace=workplace, place=place)
            return
        key_folder = workplace.outside.key.folder
        with open_outside(room.profile, hub_url=NOBODY, key_folder=key_folder) as cut_off:
            alone = build_workplace(room.profile, workplace.law, cut_off, now=clock)
            apart = replace(room, workplace=alone)
            yield CaseRoom(room=apart, workplace=workplace, place=place)


def seed_case_center(profile: Profile, place: CasePlace) -> TrainingCenter:
    """The window of the case with its operator; whoever sat there before is renamed."""
    from operator_app.adapters.password_hashes import Argon2Hashes

    if not profile.training:
        raise NotTraining
    made_up = load_training_center()
    person = replace(
        made_up.people[0],
        login=f"{place.center}-{place.window}",
        full_name=place.operator,
        roles=(Role.OPERATOR,),
        language=LANGUAGE,
    )
    hashed = Argon2Hashes(memory_kib=CHEAP_MEMORY_KIB, passes=1).hash(person.password)
    with profile.units() as unit:
        known = unit.operators.by_login(person.login)
        operator = Operator(
            id=known.id if known is not None else OperatorId(new_uuid7()),
            login=person.login,
            full_name=person.full_name,
            roles=frozenset(person.roles),
            language=person.language,
        )
        unit.operators.save(operator)
        unit.operators.set_password(operator.id, hashed)
        unit.operators.save_window(
            Window(center=place.center, number=place.window, region=place.region)
        )
        unit.commit()
    return replace(
        made_up,
        center=place.center,
        region=place.region,
        windows=place.window,
        starts_at=place.at,
        people=(person,),
        queue=TrainingQueue(at_least=0, at_most=0, every_s=1),
        tickets=(),
    )


class Sitting:
    """A window that is opened for the first case and stays for all that follow, as on any day."""

    def __init__(self, case_room: CaseRoom) -> None:
        self.case_room = case_room
        self._pages: Pages | None = None
        self._case_id = ""
        self._told: dict[str, OperatorAppError] = {}

    def play(self, case: WindowCase, step: Step, screens: Path | None) -> None:
        """From where ``case`` stands in the store; one that is let go is left alone.

        A rule met on the way is raised as itself, and takes the draft along: ``rehearse`` without
        a window does the same.
        """
        room = self.case_room
        view = room.workplace.look_at_case(case.application_id)
        if view is not None and not _here(view.application, room.workplace):
            return
        self._case_id, self._told = case.application_id, {}
        script = _script(room, case, view)
        pages = self._pages or self._open()
        try:
            Walk(Hand(pages.window), script, step, screens)()
        except WindowStuck as stuck:
            met = self._met(str(stuck.details.get("shown", "")))
            if met is None:
                raise
            if isinstance(met, RuleViolation | Corrupted):
                _take_back(case.application_id, met.code, room.workplace)
            raise met from stuck

    def _open(self) -> Pages:
        pages = build_pages(Program(), self.case_room.room, lambda: self._case_id)
        self._pages = pages
        pages.desk.speech.told.connect(self._on_told)
        raise_on_stage(pages.window)
        pages.conductor.start()
        return pages

    def _on_told(self, error: OperatorAppError) -> None:
        self._told[error.code] = error

    def _met(self, shown: str) -> OperatorAppError | None:
        """The error whose words are on the screen."""
        said = [
            error
            for error in self._told.values()
            if explain(error, LANGUAGE).happened in shown.replace(BREAK_HERE, "")
        ]
        return said[-1] if shown and said else None

    def close(self) -> None:
        if self._pages is not None:
            self._pages.window.close()
            self._pages.close()
            strike(self._pages.window)
            self._pages = None


@contextmanager
def sit_down(case_room: CaseRoom) -> Iterator[Sitting]:
    sitting = Sitting(case_room)
    with on_stage():
        try:
            yield sitting
        finally:
            sitting.close()


def _take_back(case: ApplicationId, reason: str, workplace: Workplace) -> None:
    view = workplace.look_at_case(case)
    if view is not None and view.application.state is State.DRAFT:
        workplace.discard_draft(DiscardDraft(application_id=case, reason=reason))


def _script(case_room: CaseRoom, case: WindowCase, view: CaseView | None) -> Script:
    room, place = case_room.room, case_room.place
    script = script_of(case, room.workplace.catalogue, room.center.people[0], place.window)
    script = replace(script, offline=place.offline, foreign_ticket=_is_foreign(case_room, case))
    if view is None:
        return script
    stored = view.application
    return replace(script, number=stored.number, papers=papers_left(case, stored))


def _is_foreign(case_room: CaseRoom, case: WindowCase) -> bool:
    """Whether another case's applicant still stands at this window."""
    place, counter = case_room.place, case_room.room.counter
    mine = counter.called_or_serving(place.center, place.window, local(place.at).date())
    if mine is None:
        return False
    for found in counter.recent_cases(limit=LOOKED_THROUGH):
        view = case_room.workplace.look_at_case(ApplicationId(found.id))
        if view is not None and view.application.ticket_id == mine.id:
            return found.id != case.application_id
    return False


def _here(application: Application, workplace: Workplace) -> bool:
    """Whether the applicant has not been let go yet: a draft, or papers still to be given."""
    if application.state is State.DRAFT:
        return True
    if application.ticket_id is None:
        return False
    with workplace.profile.units() as unit:
        ticket = unit.tickets.get(application.ticket_id)
    return ticket is not None and ticket.state is TicketState.SERVING
