"""The pages of the window, each with its presenter, its work and its place in the frame."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass

from operator_app.adapters.identifiers import new_uuid7
from operator_app.bootstrap.correcting import correct_in
from operator_app.bootstrap.desk import Desk
from operator_app.bootstrap.door import Door, build_door
from operator_app.bootstrap.intake_pages import Intake, intake_of
from operator_app.bootstrap.later_pages import LaterPages, later_pages, page_of
from operator_app.bootstrap.look_book import LookBook
from operator_app.bootstrap.password_page import password_page, show_when_asked
from operator_app.bootstrap.rooms import TrainingRoom
from operator_app.bootstrap.sync_page import show_by_itself, sync_page, wake
from operator_app.domain.catalogue import Bilingual
from operator_app.domain.manifest_numbers import ManifestNumber, code_on_paper
from operator_app.domain.operators import Page, Session, Window
from operator_app.gateways.paper_tray import PaperTray
from operator_app.usecases.rules import local
from ui.backstage import Backstage, Players, Rooms
from ui.conductor import LOCK, Conductor
from ui.pages.administration import wiring as administration_wiring
from ui.pages.administration.page import AdministrationPage
from ui.pages.administration.presenter import AdministrationActions, AdministrationPresenter
from ui.pages.administration.view import AdministrationView
from ui.pages.administration.windows import wiring as windows_wiring
from ui.pages.administration.windows.presenter import WindowsActions, WindowsPresenter
from ui.pages.administration.windows.view import WindowsView
from ui.pages.cases import wiring as cases_wiring
from ui.pages.cases.presenter import CasesActions, CasesPresenter
from ui.pages.cases.view import CasesView
from ui.pages.intake.errands import unheard
from ui.pages.queue.calls import Category, QueueCalls, QueueRules
from ui.pages.queue.page import connect_queue
from ui.pages.queue.presenter import QueuePresenter, Surroundings
from ui.pages.queue.reading import naming_of
from ui.pages.queue.view import QueueView
from ui.pages.shift import wiring as shift_wiring
from ui.pages.shift.presenter import ShiftActions, ShiftPresenter
from ui.pages.shift.view import ShiftView
from ui.pages.sign_in import wiring as sign_in_wiring
from ui.pages.sign_in.lock.presenter import LockPresenter
from ui.pages.sign_in.lock.view import LockView
from ui.pages.sign_in.password_gate import PasswordGate
from ui.pages.sync.presenter import SyncPresenter
from ui.program import Program
from ui.runtime.broadcast import Broadcast
from ui.runtime.crash import CrashWatch
from ui.runtime.garbage import Garbage
from ui.runtime.hands import Hands
from ui.runtime.idle import IdleWatch, awake_or_asleep_s
from ui.runtime.lanes import QtLane
from ui.runtime.pieces import all_at_once
from ui.shell.app_window import MYSELF, AppWindow
from ui.shell.crash_dialog import CrashDialog
from ui.shell.find_panel import Found
from ui.style.polish import polishing

PAPERS = "papers"
"""The folder that stands for the printer of a training center."""
FOUND_AT_MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds:
    """Clocks that nobody can set: ``idle`` counts a sleeping machine's time too."""

    idle: Callable[[], float] = awake_or_asleep_s
    waits: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The window on the screen and what keeps it alive."""

    window: AppWindow
    conductor: Conductor
    desk: Desk
    intake: Intake
    close: Callable[[], None]


SECONDS = Seconds()


def build_pages(
    program: Program,
    room: TrainingRoom,
    new_case_id: Callable[[], str] = new_uuid7,
    seconds: Seconds = SECONDS,
) -> Pages:
    """``new_case_id`` and ``seconds`` other than these are for rehearsals and tests."""
    looks = LookBook(room.profile.folder)
    door = build_door(room.center, room.counter.sign_in, looks, seconds.waits)
    return all_at_once(building(program, room, door, new_case_id, seconds))


def building(
    program: Program,
    room: TrainingRoom,
    door: Door,
    new_case_id: Callable[[], str] = new_uuid7,
    seconds: Seconds = SECONDS,
) -> Generator[None, None, Pages]:
    """The pages behind ``door``, one at a time: whoever types there does not wait for all."""
    window, speech, broadcast = door.window, door.speech, Broadcast()
    database, hub, work = door.database, QtLane(2), door.work
    desk = Desk(
        room=room,
        database=database,
        hub=hub,
        work=work,
        speech=speech,
        print_pdf=PaperTray(room.profile.folder / PAPERS),
        new_case_id=new_case_id,
    )
    idle = IdleWatch(now=seconds.idle)
    hands = Hands(idle)
    window.search_with(lambda words: _found(desk, words))
    yield
    lock, lock_view = _lock(desk, seconds)
    window.add_page(LOCK, lock_view)
    yield
    queue, queue_view = _queue(desk)
    window.add_page(Page.QUEUE.value, queue_view)
    yield
    intake = intake_of(desk)
    yield
    window.add_page(Page.INTAKE.value, intake.page.view)
    yield from polishing(intake.page.view)
    cases = _cases(desk, window)
    yield
    shift = _shift(desk, window)
    yield
    administration, administration_view = _administration(desk, lambda: _offer_windows(desk, door))
    _offer_windows(desk, door)
    window.add_page(Page.ADMINISTRATION.value, administration_view)
    yield
    sync, sync_view = sync_page(desk)
    window.add_page(Page.SYNC.value, sync_view)
    yield
    later = yield from later_pages(desk, window, broadcast)
    password, password_view = password_page(desk, seconds.waits)
    window.add_page(MYSELF, password_view)
    yield
    players = Players(
        sign_in=door.sign_in,
        lock=lock,
        queue=queue,
        intake=intake.page.presenter,
        dispatch=intake.dispatch,
        cases=cases,
        shift=shift,
        administration=administration,
    )
    rooms = Rooms(database=database, hub=hub, broadcast=broadcast, speech=speech, idle=idle)
    conductor = Conductor(window, players, _backstage(desk, sync, later), rooms)
    show_by_itself(desk, window, sync, broadcast)
    show_when_asked(desk, window, password)
    crash = CrashWatch(lambda code: CrashDialog(speech, code, window).open(), window)
    crash.install()
    program.watch(hands)
    hands.scanned.connect(conductor.scanned)
    garbage = Garbage()
    garbage.start()

    def close() -> None:
        program.leave(hands)
        crash.remove()
        for lane in (work, hub):
            lane.close()
        database.close(finish=True)
        garbage.stop()

    return Pages(window=window, conductor=conductor, desk=desk, intake=intake, close=close)


def _backstage(desk: Desk, sync: SyncPresenter, later: LaterPages) -> Backstage:
    counter = desk.room.counter

    def take_seat(session: Session | None) -> None:
        """Nobody finds what another one has looked at; a hub that asked for somebody is tried."""
        desk.session = session
        if session is None:
            for forget in (sync.forget, *later.leaving):
                forget()
        else:
            wake(desk)

    return Backstage(
        seat=take_seat,
        person=desk.person,
        open_shift=counter.open_shift,
        close_ticket=desk.close_ticket,
        ticket=desk.ticket,
        case_of=desk.case_of,
        find=lambda words: counter.find_cases(words, limit=FOUND_AT_MOST),
        outbox=counter.sync_state,
        fill_hall=desk.fill_hall,
        sync=desk.sync,
        new_id=new_uuid7,
        readers=later.readers,
        page_of=page_of,
    )


def _found(desk: Desk, words: str) -> tuple[Found, ...]:
    if desk.opens(Page.COURIER) and page_of(words) is Page.COURIER:
        number = ManifestNumber.parse(code_on_paper(words))
        return (Found("manifest", number.digits, desk.speech("Courier's manifest"), number.text),)
    if not desk.opens(Page.CASES):
        return ()
    return tuple(
        Found("case", one.id, one.applicant_name or one.number, one.number)
        for one in desk.room.counter.find_cases(words, limit=FOUND_AT_MOST)
    )


def _lock(desk: Desk, seconds: Seconds) -> tuple[LockPresenter, LockView]:
    gate = PasswordGate(
        desk.room.counter.sign_in,
        lane=desk.database,
        speech=desk.speech,
        monotonic=seconds.waits,
    )
    presenter, view = LockPresenter(gate), LockView(desk.speech)
    sign_in_wiring.connect_lock(presenter, view)
    return presenter, view


def _services(desk: Desk) -> dict[str, Bilingual]:
    region = desk.room.center.region
    on = local(desk.room.now()).date()
    in_force = desk.room.workplace.catalogue.in_force(region, on)
    return {record.service: record.name for record in in_force}


def _queue(desk: Desk) -> tuple[QueuePresenter, QueueView]:
    counter, place, center = desk.room.counter, desk.room.workplace, desk.room.center
    services = _services(desk)
    letters = {ticket.service: ticket.letter for ticket in center.tickets}
    rules = QueueRules(
        categories=tuple(Category(code=code, letter=letters.get(code, "A")) for code in services),
        windows=tuple(range(1, center.windows + 1)),
    )
    presenter = QueuePresenter(
        QueueCalls(
            waiting=counter.waiting,
            set_aside=counter.set_aside,
            called_or_serving=counter.called_or_serving,
            window_day=counter.window_day,
            shift_state=counter.shift_state,
            issue_ticket=place.issue_ticket,
            move_ticket=place.move_ticket,
            pause_shift=counter.pause_shift,
            resume_shift=counter.resume_shift,
        ),
        rules,
        Surroundings(
            lane=desk.database,
            speech=desk.speech,
            now=desk.room.now,
            monotonic=time.monotonic,
            new_id=new_uuid7,
            naming=naming_of(services, desk.speech),
        ),
    )
    view = QueueView(desk.speech)
    connect_queue(presenter, view)
    return presenter, view


def _cases(desk: Desk, window: AppWindow) -> CasesPresenter:
    counter, place = desk.room.counter, desk.room.workplace
    presenter = CasesPresenter(
        CasesActions(
            find=counter.find_cases,
            recent=counter.recent_cases,
            story=counter.case_story,
            look=place.look_at_case,
            read_paper=desk.read_paper,
            render=desk.render,
            reprint=place.reprint,
            print_pdf=desk.print_pdf,
            mark_printed=place.mark_printed,
            go_on=desk.go_on,
            change=desk.change,
            hand_over=desk.hand_over,
            windows=desk.other_windows,
            window=lambda: desk.seat().window,
            actor=desk.actor,
            may_take=lambda: desk.opens(Page.INTAKE),
            scans=counter.scans_to_go,
            services=_services(desk),
            today=lambda: local(desk.room.now()).date(),
        ),
        desk.database,
        desk.speech,
    )
    view = CasesView(desk.speech)
    cases_wiring.connect(presenter, view)
    correct_in(desk, window, presenter, view)
    window.add_page(Page.CASES.value, view)
    return presenter


def _shift(desk: Desk, window: AppWindow) -> ShiftPresenter:
    counter = desk.room.counter
    presenter = ShiftPresenter(
        ShiftActions(
            state=counter.shift_state,
            window_day=counter.window_day,
            open=counter.open_shift,
            pause=counter.pause_shift,
            resume=counter.resume_shift,
            close=counter.close_shift,
            now=desk.room.now,
            new_id=new_uuid7,
            services=_services(desk),
        ),
        desk.database,
        desk.speech,
    )
    view = ShiftView(desk.speech)
    shift_wiring.connect(presenter, view)
    window.add_page(Page.SHIFT.value, view)
    return presenter


def _offer_windows(desk: Desk, door: Door) -> None:
    """At the door one sits down only at a window that is in use."""

    def offered(windows: tuple[Window, ...]) -> None:
        door.sign_in.offer(tuple(one.number for one in windows if one.active))

    desk.database.submit(desk.room.counter.windows, done=offered, failed=unheard)


def _administration(
    desk: Desk, offer: Callable[[], None]
) -> tuple[AdministrationPresenter, AdministrationPage]:
    counter = desk.room.counter
    presenter = AdministrationPresenter(
        AdministrationActions(
            operators=counter.operators,
            windows=counter.windows,
            add=counter.add_operator,
            change=counter.change_operator,
            set_password=counter.set_password,
            new_id=new_uuid7,
        ),
        desk.database,
        desk.speech,
    )
    view = AdministrationView(desk.speech)
    administration_wiring.connect(presenter, view)
    windows = WindowsPresenter(
        WindowsActions(
            windows=counter.windows,
            add=counter.add_window,
            change=counter.change_window,
            categories=_services(desk),
        ),
        desk.database,
        desk.speech,
    )
    windows_view = WindowsView(desk.speech)
    windows_wiring.connect(windows, windows_view, presenter)
    windows.windows_changed.connect(offer)
    windows.setParent(windows_view)
    return presenter, AdministrationPage(view, windows_view, desk.speech)
