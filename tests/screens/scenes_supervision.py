"""The faces of the supervisor's page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from operator_app.domain.day_exceptions import exceptions_of
from operator_app.domain.days import DraftRemark
from operator_app.domain.questionnaires import results
from operator_app.errors import Unavailable
from resources.questionnaire import load_questionnaire
from tests.support.supervised_state import (
    ANSWERS,
    AT,
    CLOSED,
    DAY,
    QUIET,
    REASONS,
    REVIEWS,
    ROWS,
    SEEN,
    SERVICES,
    TOLD,
    WITH_TOLD,
)
from ui.pages.supervision.state import By, Did, Done, Part, SupervisionState
from ui.pages.supervision.view import SupervisionView
from ui.runtime.faces import Busy
from ui.runtime.speech import Speech

ASKED = load_questionnaire()
RESULTS = results(ASKED, ANSWERS)
STATE = SupervisionState(
    day=DAY,
    today=DAY,
    seen=SEEN,
    reviews=REVIEWS,
    services=SERVICES,
    rows=ROWS,
    reasons=REASONS,
    asked=ASKED,
)
REMARKS = {one.key: "Запрос услугодателю отправлен повторно" for one in SEEN.exceptions[:1]}


class StoreAway(Unavailable):
    """What a store says that cannot be read just now."""

    code = "store.busy"


def shown(speech: Speech, state: SupervisionState) -> QWidget:
    view = SupervisionView(speech)
    view.show_state(state)
    return view


def by(what: By) -> Callable[[Speech], QWidget]:
    return lambda speech: shown(speech, replace(STATE, part=Part.DAY, by=what))


def exceptions(speech: Speech) -> QWidget:
    first = SEEN.exceptions[0].key
    return shown(speech, replace(STATE, part=Part.EXCEPTIONS, chosen=first, remarks=REMARKS))


def a_bag(speech: Speech) -> QWidget:
    """With what a colleague has begun to write to it."""
    lost = next(one for one in SEEN.exceptions if one.packages)
    draft = DraftRemark(
        key=lost.key, text="Курьер ищет мешок", by="Оспанова Гүлнар Дәулетқызы", at=AT
    )
    state = replace(STATE, part=Part.EXCEPTIONS, chosen=lost.key)
    seen, remarks = replace(SEEN, drafts=(draft,)), {lost.key: draft.text}
    return shown(speech, replace(state, seen=seen, remarks=remarks))


def nothing_wrong(speech: Speech) -> QWidget:
    return shown(speech, replace(STATE, seen=QUIET, part=Part.EXCEPTIONS, asking=True))


def empty(speech: Speech) -> QWidget:
    return shown(speech, replace(STATE, seen=QUIET, reviews=(), part=Part.DAY))


def closed(speech: Speech) -> QWidget:
    done = Done(what=Did.CLOSED, name=speech.date(DAY))
    return shown(speech, replace(STATE, seen=CLOSED, part=Part.EXCEPTIONS, done=done))


def closed_elsewhere(speech: Speech) -> QWidget:
    assert CLOSED.closed is not None
    told = replace(CLOSED, closed=replace(CLOSED.closed, elsewhere=True))
    return shown(speech, replace(STATE, seen=told, part=Part.DAY))


def reviews(speech: Speech) -> QWidget:
    return shown(speech, replace(STATE, part=Part.REVIEWS, review="r1", remark="Нет печати"))


def by_rule(speech: Speech) -> QWidget:
    return shown(speech, replace(STATE, part=Part.REVIEWS, review="r4"))


def review_elsewhere(speech: Speech) -> QWidget:
    """Seen here, decided where the case's journal is."""
    listed = (*REVIEWS[:1], TOLD, *REVIEWS[1:])
    return shown(speech, replace(STATE, part=Part.REVIEWS, reviews=listed, review=TOLD.id))


def not_looked_at_elsewhere(speech: Speech) -> QWidget:
    seen = replace(SEEN, exceptions=exceptions_of(SEEN.figures, WITH_TOLD))
    state = replace(STATE, seen=seen, part=Part.EXCEPTIONS, chosen=f"not_looked_at:{TOLD.id}")
    return shown(speech, state)


def no_reviews(speech: Speech) -> QWidget:
    return shown(speech, replace(STATE, part=Part.REVIEWS, reviews=()))


def busy(speech: Speech) -> QWidget:
    looking = Busy(speech("Looking at the day"), seconds=3)
    return shown(speech, replace(STATE, seen=None, working=True, busy=looking))


def trouble(speech: Speech) -> QWidget:
    said = speech.trouble(StoreAway(store="store", waited_s=10))
    return shown(speech, replace(STATE, part=Part.DAY, trouble=said))


def answers(speech: Speech) -> QWidget:
    marks = {ASKED.questions[0].code: 3}
    typed = replace(STATE, part=Part.ANSWERS, results=RESULTS, label="Б012", marks=marks)
    return shown(speech, typed)


def no_answers(speech: Speech) -> QWidget:
    return shown(speech, replace(STATE, part=Part.ANSWERS, results=results(ASKED, ())))


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "supervision_hours": by(By.HOUR),
    "supervision_services": by(By.SERVICE),
    "supervision_windows": by(By.WINDOW),
    "supervision_missing": by(By.MISSING),
    "supervision_exceptions": exceptions,
    "supervision_bag": a_bag,
    "supervision_nothing_wrong": nothing_wrong,
    "supervision_empty": empty,
    "supervision_closed": closed,
    "supervision_closed_elsewhere": closed_elsewhere,
    "supervision_reviews": reviews,
    "supervision_by_rule": by_rule,
    "supervision_review_elsewhere": review_elsewhere,
    "supervision_not_looked_at_elsewhere": not_looked_at_elsewhere,
    "supervision_no_reviews": no_reviews,
    "supervision_answers": answers,
    "supervision_no_answers": no_answers,
    "supervision_busy": busy,
    "supervision_error": trouble,
}
