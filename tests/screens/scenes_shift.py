"""The faces of the page of the shift: not opened, open, on a break, closing with drafts, closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.operators import Operator, OperatorId, Role, Session
from operator_app.domain.shifts import (
    Leftovers,
    Shift,
    ShiftId,
    UnfinishedCase,
    UnprintedPaper,
    WindowTaken,
)
from operator_app.queries.shift_state import WindowShift
from operator_app.queries.window_day import WindowDay
from operator_app.usecases.close_shift import ShiftClosed
from tests.support.papers import LONG_NAME
from tests.support.window_cases import AT, DAY, NUMBER, SERVICE
from ui.pages.shift.presenter import ShiftActions, ShiftPresenter
from ui.pages.shift.state import ShiftPageState
from ui.pages.shift.view import ShiftView
from ui.runtime.faces import Busy
from ui.runtime.lanes import InlineLane
from ui.runtime.speech import Speech

SESSION = Session(
    operator=Operator(
        id=OperatorId("op-1"),
        login="akhmetova",
        full_name="Ахметова Айгерім Болатқызы",
        roles=frozenset({Role.OPERATOR}),
    ),
    window=7,
    center="002",
    region="almaty",
    since=AT,
)
OPEN = Shift(
    id=ShiftId("shift-1"),
    operator_id=SESSION.operator.id,
    operator=SESSION.operator.full_name,
    center="002",
    window=7,
    day=DAY,
    opened_at=AT,
)
LATER = AT + timedelta(hours=8)
LEFT = Leftovers(
    unsent=3,
    in_tray=2,
    bags=1,
    unprinted=(
        UnprintedPaper(
            id="paper-1",
            case_id="case-1",
            number=NUMBER,
            kind="acceptance_receipt",
            made_at=LATER,
        ),
    ),
    drafts=(
        UnfinishedCase(
            id="case-2",
            number="002-07-180206-0044-5",
            applicant_name="Әбдірахманова Гүлжаһан Іңкәрқызы",
            service=SERVICE,
            opened_at=LATER,
        ),
    ),
)
FIGURES = WindowDay(
    served=21,
    average_serving=timedelta(minutes=9, seconds=35),
    accepted=17,
    refused=3,
    no_show=1,
    unsent=3,
)


def actions(shift: Shift | None, left: Leftovers = Leftovers()) -> ShiftActions:  # noqa: B008  a frozen value
    def unused(_: object) -> Shift:
        return OPEN

    return ShiftActions(
        state=lambda center, window: WindowShift(shift=shift, left=left),
        window_day=lambda center, window, day: FIGURES,
        open=unused,
        pause=unused,
        resume=unused,
        close=lambda _: ShiftClosed(shift=OPEN, left=left),
        now=lambda: LATER,
        new_id=lambda: "shift-2",
        services={SERVICE: Bilingual(ru="Справка по опеке", kk="Қорғаншылық туралы анықтама")},
    )


def presented(
    speech: Speech,
    shift: Shift | None,
    left: Leftovers = Leftovers(),  # noqa: B008  a frozen value
) -> ShiftPresenter:
    presenter = ShiftPresenter(actions(shift, left), InlineLane(), speech)
    presenter.sign_in(SESSION)
    presenter.enter()
    return presenter


def shown(speech: Speech, state: ShiftPageState) -> QWidget:
    view = ShiftView(speech)
    view.show_state(state)
    return view


def ordinary(speech: Speech) -> QWidget:
    return shown(speech, presented(speech, OPEN, LEFT).state)


def unopened(speech: Speech) -> QWidget:
    return shown(speech, presented(speech, None).state)


def on_break(speech: Speech) -> QWidget:
    paused = OPEN.pause(LATER - timedelta(minutes=14))
    return shown(speech, presented(speech, paused).state)


def closing(speech: Speech) -> QWidget:
    presenter = presented(speech, OPEN, LEFT)
    presenter.ask_close()
    return shown(speech, presenter.state)


def closed(speech: Speech) -> QWidget:
    ended = OPEN.close(LATER, LEFT, "Клиент ушёл за справкой, вернётся завтра")
    state = presented(speech, None, LEFT).state
    return shown(speech, replace(state, shift=ended))


def busy(speech: Speech) -> QWidget:
    state = presented(speech, OPEN).state
    return shown(speech, replace(state, working=True, busy=Busy(speech("Saving"), seconds=2)))


def error(speech: Speech) -> QWidget:
    state = presented(speech, None).state
    trouble = speech.trouble(WindowTaken(window=7, operator="Оспанов Дәурен"))
    return shown(speech, replace(state, trouble=trouble))


def extreme(speech: Speech) -> QWidget:
    draft = replace(LEFT.drafts[0], applicant_name=f"{LONG_NAME} {LONG_NAME}")
    left = Leftovers(
        unsent=12_345,
        refused_by_hub=7,
        unprinted=LEFT.unprinted * 8,
        drafts=(draft,) * 8,
    )
    return shown(speech, presented(speech, OPEN, left).state)


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "shift_ordinary": ordinary,
    "shift_unopened": unopened,
    "shift_on_break": on_break,
    "shift_closing": closing,
    "shift_closed": closed,
    "shift_busy": busy,
    "shift_error": error,
    "shift_extreme": extreme,
}
