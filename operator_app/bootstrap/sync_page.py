"""The page of the connection, given the store, the engine and whoever sits here."""

from __future__ import annotations

from pathlib import Path

from operator_app.bootstrap.desk import Desk
from operator_app.bootstrap.enrolment import enrolment
from operator_app.bootstrap.profiles import export_outbox
from operator_app.bootstrap.seen_pages import while_seen
from operator_app.domain.days import ClosedDay
from operator_app.domain.operators import NotAllowed, Page
from operator_app.gateways.paper_tray import save_paper
from operator_app.sync.conflicts import ResolveConflict
from operator_app.sync.engine import LineState
from operator_app.sync.lanes import Trouble
from operator_app.sync.quarantine import ExportRefused, RetryRefused
from operator_app.sync.skew import ClockState
from operator_app.sync.stick import Carried
from operator_app.usecases.rules import local
from operator_app.wire.bodies import Take
from ui.pages.sync import wiring
from ui.pages.sync.presenter import SyncActions, SyncPresenter
from ui.pages.sync.state import Device
from ui.pages.sync.view import SyncView
from ui.runtime.broadcast import CASES, Broadcast
from ui.shell.app_window import AppWindow
from ui.shell.day_watch import DayWatch
from ui.shell.line_watch import LineWatch


def sync_page(desk: Desk) -> tuple[SyncPresenter, SyncView]:
    counter = desk.room.counter
    presenter = SyncPresenter(
        SyncActions(
            line=lambda: line_of(desk),
            wake=lambda: wake(desk),
            counts=counter.sync_state,
            device=lambda: _device(desk),
            quarantine=counter.quarantine,
            conflicts=counter.conflicts,
            ask_again=lambda message: _ask_again(desk, message),
            save_refused=lambda message, path: _save_refused(desk, message, path),
            carry=lambda path: _carry(desk, path),
            resolve=lambda conflict, take: _resolve(desk, conflict, take),
            enrol=lambda code: connect_window(desk, code),
            may_solve=lambda: (
                desk.session is not None and desk.session.operator.may_solve_conflicts
            ),
            services={
                record.service: record.name for record in desk.room.workplace.catalogue.services
            },
        ),
        desk.database,
        desk.work,
        desk.speech,
    )
    view = SyncView(desk.speech)
    wiring.connect(presenter, view)
    presenter.setParent(view)
    return presenter, view


def show_by_itself(
    desk: Desk, window: AppWindow, presenter: SyncPresenter, broadcast: Broadcast
) -> LineWatch:
    """The page asks while it is seen; news of the hub and a wrong clock are told at once."""
    while_seen(window, Page.SYNC, presenter)
    broadcast.changed.connect(presenter.on_broadcast)
    presenter.cases_changed.connect(lambda ids: broadcast.tell(CASES, ids))
    engine = desk.room.sync
    watch = LineWatch(
        line=lambda: line_of(desk),
        changed_cases=engine.changed_cases if engine is not None else frozenset,
        parent=window,
    )
    watch.cases_changed.connect(lambda ids: broadcast.tell(CASES, ids))
    watch.clock_changed.connect(window.tell_clock)
    watch.start()
    days = DayWatch(lambda: _closed_today(desk), desk.database, parent=window)
    days.day_changed.connect(window.tell_day)
    watch.cases_changed.connect(lambda _: days.look())
    days.start()
    return watch


def _closed_today(desk: Desk) -> ClosedDay | None:
    """By whoever sits here now: a window may be of another center tomorrow."""
    session = desk.session
    if session is None:
        return None
    with desk.room.profile.store.units() as unit:
        return unit.days.get(session.center, local(desk.room.now()).date())


def line_of(desk: Desk) -> LineState:
    """Of a window without an engine all that is known is whether the hub has answered."""
    if desk.room.sync is not None:
        return desk.room.sync.line()
    return LineState(
        trouble=Trouble.NONE if desk.online else Trouble.OFFLINE,
        code="" if desk.online else "hub.unreachable",
        retry_s=0.0,
        clock=ClockState.RIGHT,
        clock_ahead_s=None,
    )


def wake(desk: Desk) -> None:
    if desk.room.sync is not None:
        desk.room.sync.wake()


def _device(desk: Desk) -> Device:
    with desk.room.profile.units() as unit:
        identity = unit.sync.identity()
    seat = desk.seat()
    return Device(identity=identity, center=seat.center, window=seat.window)


def _signed_in(desk: Desk) -> str:
    if desk.session is None or not desk.opens(Page.SYNC):
        raise NotAllowed(page=Page.SYNC.value)
    return desk.actor()


def _ask_again(desk: Desk, message: str) -> None:
    desk.room.counter.retry_refused(RetryRefused(id=message, actor=_signed_in(desk)))
    wake(desk)


def _save_refused(desk: Desk, message: str, path: Path) -> None:
    line = desk.room.counter.export_refused(ExportRefused(id=message, actor=_signed_in(desk)))
    save_paper(path, line)


def _carry(desk: Desk, path: Path) -> Carried:
    by = _signed_in(desk)
    return export_outbox(desk.room.profile, path, by=by, at=desk.room.now())


def connect_window(desk: Desk, code: str) -> None:
    """By the window at which somebody sits: a code is for one center and window."""
    actor, seat = _signed_in(desk), desk.seat()
    asked = enrolment(desk.room.profile, code=code, center=seat.center, window=seat.window)
    desk.room.workplace.outside.hub.enrol(asked)
    with desk.room.profile.units() as unit:
        unit.audit.record(
            actor=actor,
            action="sync.enrolled",
            entity=asked.device,
            at=desk.room.now(),
            details={"center": seat.center, "window": seat.window},
        )
        unit.commit()
    wake(desk)


def _resolve(desk: Desk, conflict: str, take: Take) -> None:
    actor = _signed_in(desk)
    if desk.session is not None:
        desk.session.operator.solving()
    desk.room.counter.resolve_conflict(
        ResolveConflict(conflict_id=conflict, take=take, actor=actor)
    )
