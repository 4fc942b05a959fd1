"""The faces of the page of the connection: the line, what was refused, two versions of a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from operator_app.domain.catalogue import Bilingual
from operator_app.errors import OperatorAppError, Unavailable
from operator_app.queries.sync_state import ConflictView, Quarantined, SyncCounts, Version
from operator_app.sync.engine import LineState
from operator_app.sync.lanes import Trouble
from operator_app.sync.skew import ClockState
from operator_app.sync.stick import Carried, StickNotWritten
from operator_app.sync.store import Identity
from operator_app.wire.bodies import Take
from operator_app.wire.refusals import CodeWrong
from tests.support.papers import LONG_NAME
from tests.support.window_cases import AT
from ui.pages.sync.presenter import SyncActions, SyncPresenter
from ui.pages.sync.state import Device, Did, Done, Part, SyncState
from ui.pages.sync.view import SyncView
from ui.runtime.faces import Busy
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

NUMBER = "002-07-180206-0043-5"
WELL = LineState(
    trouble=Trouble.NONE, code="", retry_s=0.0, clock=ClockState.RIGHT, clock_ahead_s=0.4
)
AWAY = LineState(
    trouble=Trouble.OFFLINE,
    code="hub.unreachable",
    retry_s=41.0,
    clock=ClockState.BANNER,
    clock_ahead_s=-170.0,
)
REVOKED = LineState(
    trouble=Trouble.REVOKED,
    code="hub.device_revoked",
    retry_s=60.0,
    clock=ClockState.MARKED,
    clock_ahead_s=420.0,
)
UNKNOWN = LineState(
    trouble=Trouble.NOT_SIGNED_IN,
    code="hub.not_signed_in",
    retry_s=60.0,
    clock=ClockState.RIGHT,
    clock_ahead_s=0.4,
)
DEVICE = Device(
    identity=Identity(
        device="0190b6c1-7a3f-7c44-9d1e-5f0a2b8c4d10", epoch=2, numbers_confirmed=True
    ),
    center="002",
    window=7,
)
MESSAGE = Quarantined(
    id="0190b6c1-0001-7000-8000-000000000001",
    entity="0190b6c1-1001-7000-8000-000000000001",
    number=NUMBER,
    type="case.submit",
    reason="hub.body_broken",
    put_at=AT,
)
PAGE = Quarantined(
    id="3f" * 32,
    entity="0190b6c1-1001-7000-8000-000000000002",
    number="002-07-180206-0044-3",
    type="case.submit",
    reason="blob.missing",
    put_at=AT - timedelta(hours=2),
    sha256="3f" * 32,
)
MINE = Version(
    actor="Ахметова Айгерім Болатқызы",
    device=DEVICE.identity.device,
    type="case.correct",
    at=AT,
    body={
        "number": NUMBER,
        "service": "guardianship_certificate",
        "edition": "2017-11-01",
        "accepted_at": AT.isoformat(),
        "due_on": "2018-02-13",
        "delivery": "gateway",
        "request": "ab" * 32,
        "revision": 2,
        "replaces": "cd" * 32,
    },
    blobs=("1" * 64, "2" * 64, "3" * 64),
)
THEIRS = replace(
    MINE,
    actor="Оспанов Дәурен Қайратұлы",
    device="0190b6c1-9b10-7c44-9d1e-5f0a2b8c4d99",
    at=AT + timedelta(minutes=17),
    body={**MINE.body, "request": "ef" * 32, "due_on": "2018-02-14", "delivery": "courier"},
    blobs=("1" * 64, "2" * 64),
)
CONFLICT = ConflictView(
    id="0190b6c1-2001-7000-8000-000000000001",
    entity="0190b6c1-1001-7000-8000-000000000001",
    number=NUMBER,
    found_at=AT + timedelta(minutes=20),
    state="open",
    take=None,
    mine=MINE,
    theirs=THEIRS,
)
ANSWERED = replace(CONFLICT, id="two", number="002-07-180206-0031-0", state="answered", take="mine")
SETTLED = replace(
    CONFLICT, id="three", number="002-07-180205-0008-2", state="solved", take="theirs"
)
COUNTS = SyncCounts(pending=3, oldest_at=AT - timedelta(minutes=12), scans_waiting=8)
SERVICES = {
    "guardianship_certificate": Bilingual(
        ru="Выдача справок по опеке и попечительству",
        kk="Қорғаншылық және қамқоршылық жөнінде анықтамалар беру",
    )
}
CARRIED = Carried(messages=3, scans=8, unreadable=0)


def nothing(_: object) -> None:
    """What is done where nobody looks."""


def asked(
    speech: Speech,
    counts: SyncCounts = COUNTS,
    line: LineState = WELL,
    refused: tuple[Quarantined, ...] = (),
    conflicts: tuple[ConflictView, ...] = (),
    lane: Lane | None = None,
) -> SyncPresenter:
    """A page that somebody has opened; a senior operator sits before it."""
    inline = lane or InlineLane()
    presenter = SyncPresenter(
        SyncActions(
            line=lambda: line,
            wake=lambda: None,
            counts=lambda: counts,
            device=lambda: DEVICE,
            quarantine=lambda limit: refused[:limit],
            conflicts=lambda limit: conflicts[:limit],
            ask_again=nothing,
            save_refused=lambda *_: None,
            carry=lambda _: CARRIED,
            resolve=lambda *_: None,
            enrol=lambda code: None,
            may_solve=lambda: True,
            services=SERVICES,
        ),
        inline,
        inline,
        speech,
    )
    presenter.enter()
    return presenter


def shown(speech: Speech, state: SyncState) -> QWidget:
    view = SyncView(speech)
    view.show_state(state)
    return view


def kept(presenter: SyncPresenter) -> SyncState:
    """What it shows; it does not look again."""
    state = presenter.state
    presenter.leave()
    return state


def line(speech: Speech) -> QWidget:
    return shown(speech, kept(asked(speech)))


def opening(speech: Speech) -> QWidget:
    return shown(speech, SyncState())


def offline(speech: Speech) -> QWidget:
    counts = replace(COUNTS, pending=214, scans_waiting=1650, numbers_wait=True)
    return shown(speech, kept(asked(speech, counts, AWAY)))


def revoked(speech: Speech) -> QWidget:
    counts = replace(COUNTS, clock_marked=12, clock_marked_at=AT)
    return shown(speech, kept(asked(speech, counts, REVOKED)))


def unknown(speech: Speech) -> QWidget:
    return shown(speech, kept(asked(speech, line=UNKNOWN)))


def enrolled(speech: Speech) -> QWidget:
    state = kept(asked(speech))
    return shown(speech, replace(state, done=Done(what=Did.ENROLLED)))


def code_wrong(speech: Speech) -> QWidget:
    state = kept(asked(speech, line=UNKNOWN))
    return shown(speech, replace(state, trouble=speech.trouble(CodeWrong())))


def carried(speech: Speech) -> QWidget:
    state = kept(asked(speech, line=AWAY))
    done = Done(
        what=Did.CARRIED,
        file="tereze-outbox.stick",
        carried=Carried(messages=3, scans=7, unreadable=1),
    )
    return shown(speech, replace(state, done=done))


def busy(speech: Speech) -> QWidget:
    state = kept(asked(speech, line=AWAY))
    writing = Busy(speech("Saving the file"), seconds=4)
    return shown(speech, replace(state, working=True, busy=writing))


def error(speech: Speech) -> QWidget:
    state = kept(asked(speech, line=AWAY))
    trouble: OperatorAppError = StickNotWritten(file="tereze-outbox.stick")
    assert isinstance(trouble, Unavailable)
    return shown(speech, replace(state, trouble=speech.trouble(trouble)))


def refused(speech: Speech) -> QWidget:
    counts = replace(COUNTS, refused=1, scans_lost=1)
    return shown(speech, kept(asked(speech, counts, refused=(MESSAGE, PAGE))))


def refused_page(speech: Speech) -> QWidget:
    presenter = asked(speech, refused=(MESSAGE, PAGE))
    presenter.choose_message(PAGE.id)
    return shown(speech, kept(presenter))


def nothing_refused(speech: Speech) -> QWidget:
    presenter = asked(speech, SyncCounts())
    presenter.choose_part(Part.REFUSED)
    return shown(speech, kept(presenter))


def conflicts(speech: Speech) -> QWidget:
    return shown(speech, kept(asked(speech, conflicts=(CONFLICT, ANSWERED, SETTLED))))


def conflict_asked(speech: Speech) -> QWidget:
    presenter = asked(speech, conflicts=(CONFLICT,))
    presenter.ask_take(Take.MINE)
    return shown(speech, presenter.state)


def conflict_not_yours(speech: Speech) -> QWidget:
    state = kept(asked(speech, conflicts=(CONFLICT,)))
    return shown(speech, replace(state, may_solve=False))


def conflict_settled(speech: Speech) -> QWidget:
    presenter = asked(speech, conflicts=(CONFLICT, ANSWERED, SETTLED))
    presenter.choose_conflict(SETTLED.id)
    return shown(speech, kept(presenter))


def conflict_alone(speech: Speech) -> QWidget:
    return shown(speech, kept(asked(speech, conflicts=(replace(CONFLICT, theirs=None),))))


def issued_twice(speech: Speech) -> QWidget:
    """Two windows gave one result out, this one without a line: who, when, at which window."""
    body = {"number": NUMBER, "decision": "grant", "decided_on": "2018-02-12"}
    mine = replace(MINE, type="case.issue", body={**body, "window": 8}, blobs=("1" * 64,))
    first = replace(THEIRS, type="case.issue", at=AT - timedelta(minutes=9), blobs=("2" * 64,))
    first = replace(first, body={**body, "window": 7})
    twice = replace(CONFLICT, mine=mine, theirs=first)
    return shown(speech, kept(asked(speech, conflicts=(twice,))))


def no_conflicts(speech: Speech) -> QWidget:
    presenter = asked(speech, SyncCounts())
    presenter.choose_part(Part.CONFLICTS)
    return shown(speech, kept(presenter))


def extreme(speech: Speech) -> QWidget:
    missing = {**MINE.body, "missing": ["birth_certificate"] * 20}
    long = replace(MINE, actor=f"{LONG_NAME} {LONG_NAME}", body=missing)
    many = tuple(
        replace(CONFLICT, id=str(number), mine=long, theirs=replace(long, type="case.hand_over"))
        for number in range(40)
    )
    return shown(speech, kept(asked(speech, conflicts=many)))


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "sync_line": line,
    "sync_opening": opening,
    "sync_offline": offline,
    "sync_revoked": revoked,
    "sync_unknown": unknown,
    "sync_enrolled": enrolled,
    "sync_code_wrong": code_wrong,
    "sync_carried": carried,
    "sync_busy": busy,
    "sync_error": error,
    "sync_refused": refused,
    "sync_refused_page": refused_page,
    "sync_nothing_refused": nothing_refused,
    "sync_conflicts": conflicts,
    "sync_conflict_asked": conflict_asked,
    "sync_conflict_not_yours": conflict_not_yours,
    "sync_conflict_settled": conflict_settled,
    "sync_conflict_alone": conflict_alone,
    "sync_issued_twice": issued_twice,
    "sync_no_conflicts": no_conflicts,
    "sync_extreme": extreme,
}
