"""The supervisor's presenter without a screen: nothing is closed by mistake or decided twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from db.engine import StoreBusy
from operator_app.domain.days import ClosedDay, DayIsClosed, DraftRemark
from operator_app.domain.questionnaires import Answered, Results, results
from operator_app.domain.reviews import OwnCase, Review
from operator_app.queries.case_story import StoryLine
from operator_app.usecases.look_at_day import SupervisedDay
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
)
from ui.pages.cases.telling import sentence, who_did
from ui.pages.supervision.presenter import SupervisionActions, SupervisionPresenter
from ui.pages.supervision.state import Did, Part
from ui.runtime.lanes import InlineLane
from ui.runtime.speech import Speech

ASKED = load_questionnaire()
pytestmark = pytest.mark.usefixtures("qapp")


@dataclass
class Center:
    """Remembers what was asked of it; ``refuse`` is what the next command says."""

    seen: SupervisedDay = SEEN
    said: list[tuple[Any, ...]] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    refuse: Exception | None = None
    away: bool = False

    def look(self, day: date) -> SupervisedDay:
        self.said.append(("look", day))
        if self.away:
            raise StoreBusy(store="store", waited_s=10)
        return self.seen if day == DAY else replace(self.seen, drafts=())

    def close(self, day: date, remarks: Mapping[str, str]) -> ClosedDay:
        self._do("close", day, dict(remarks))
        self.seen = CLOSED
        assert CLOSED.closed is not None
        return CLOSED.closed

    def writing(self) -> Callable[[date, Mapping[str, str]], None]:
        return self.write

    def write(self, day: date, remarks: Mapping[str, str]) -> None:
        """As the store does it; what was typed is not in ``said``."""
        if self.refuse is not None:
            raise self.refuse
        self.kept |= remarks
        drafts = tuple(
            DraftRemark(key=key, text=text, by="Оспан Г. Д.", at=AT)
            for key, text in self.kept.items()
            if text
        )
        self.seen = replace(self.seen, drafts=drafts)

    def mark(self, number: str, reason: str) -> Review:
        self._do("mark", number, reason)
        return REVIEWS[0]

    def decide(self, review: str, approve: bool, remark: str) -> Review:
        self._do("decide", review, approve, remark)
        return REVIEWS[0]

    def save(self, day: date, path: Path) -> None:
        self._do("save", day, path)

    def answer(self, day: date, label: str, marks: Mapping[str, int]) -> Answered:
        self._do("answer", day, label, dict(marks))
        return ANSWERS[0]

    def results(self, _: date) -> Results:
        return results(ASKED, ANSWERS)

    def did(self) -> list[str]:
        return [str(one[0]) for one in self.said if one[0] != "look"]

    def _do(self, *what: Any) -> None:
        self.said.append(what)
        if self.refuse is not None:
            raise self.refuse


def opened(center: Center) -> SupervisionPresenter:
    lane = InlineLane()
    presenter = SupervisionPresenter(
        SupervisionActions(
            today=lambda: DAY,
            look=center.look,
            reviews=lambda: REVIEWS,
            close=center.close,
            writing=center.writing,
            mark=center.mark,
            decide=center.decide,
            save_report=center.save,
            save_workbook=center.save,
            save_journal=center.save,
            save_form=center.save,
            results=center.results,
            answer=center.answer,
            asked=ASKED,
            services=SERVICES,
            rows=ROWS,
            reasons=REASONS,
        ),
        lane,
        lane,
        Speech("ru"),
    )
    presenter.enter()
    return presenter


def wait_until(true: Callable[[], bool]) -> None:
    """The page keeps what is typed by a timer of its own."""
    loop = QEventLoop()
    look = QTimer(interval=5)
    look.timeout.connect(lambda: loop.quit() if true() else None)
    QTimer.singleShot(5000, loop.quit)
    look.start()
    loop.exec()
    look.stop()
    assert true()


@pytest.fixture
def center() -> Center:
    return Center()


def test_what_is_out_of_order_is_shown_first_and_a_quiet_day_in_figures(center: Center) -> None:
    assert opened(center).state.part is Part.EXCEPTIONS
    assert opened(Center(seen=QUIET)).state.part is Part.DAY


def test_a_day_is_closed_only_when_asked_twice_and_everything_is_explained(center: Center) -> None:
    center.seen = replace(SEEN, exceptions=tuple(one for one in SEEN.exceptions if not one.open))
    presenter = opened(center)
    presenter.ask_close()
    presenter.close()
    assert center.did() == []

    for one in center.seen.exceptions:
        presenter.choose_exception(one.key)
        presenter.type_remark("explained")
    presenter.close()
    assert center.did() == []
    presenter.ask_close()
    presenter.close()

    assert center.did() == ["close"]
    assert presenter.state.closed is not None
    assert presenter.state.remarks == {}
    assert presenter.state.done is not None
    assert presenter.state.done.what is Did.CLOSED
    presenter.ask_close()
    assert not presenter.state.asking


def test_an_open_case_keeps_the_day_open_whatever_is_written(center: Center) -> None:
    presenter = opened(center)
    for one in SEEN.exceptions:
        presenter.choose_exception(one.key)
        presenter.type_remark("explained")
    presenter.ask_close()
    presenter.close()

    assert not presenter.state.may_close
    assert center.did() == []


def test_one_remark_goes_to_all_of_its_kind_and_over_none(center: Center) -> None:
    presenter = opened(center)
    waits = [one for one in SEEN.exceptions if one.kind.value == "waited_too_long"]
    presenter.choose_exception(waits[0].key)
    presenter.type_remark("kept")
    presenter.choose_exception(waits[1].key)
    presenter.type_remark("three windows only")
    presenter.spread_remark()

    said = [presenter.state.remarks[one.key] for one in waits]
    assert said == ["kept", "three windows only"]


def test_a_refusal_is_told_and_typed_words_stay(center: Center) -> None:
    presenter = opened(center)
    presenter.type_review_remark("not certified")
    center.refuse = OwnCase(number="002")
    presenter.give_back()

    assert presenter.state.trouble is not None
    assert presenter.state.trouble.code == OwnCase.code
    assert presenter.state.remark == "not certified"


def test_what_another_window_has_marked_is_not_decided_from_here(center: Center) -> None:
    presenter = opened(center)
    told = replace(REVIEWS[0], elsewhere=True, at_window=5)
    presenter.state = replace(presenter.state, reviews=(told,), review=told.id, remark="no seal")
    presenter.approve()
    presenter.give_back()

    assert center.did() == []
    assert presenter.state.decided_where == 5


def test_nothing_is_returned_without_words_nor_answered_by_half(center: Center) -> None:
    presenter = opened(center)
    presenter.give_back()
    presenter.mark()
    presenter.type_label("Б012")
    presenter.choose_mark(ASKED.questions[0].code, 3)
    presenter.answer()
    assert center.did() == []

    for question in ASKED.questions:
        presenter.choose_mark(question.code, 2)
    presenter.answer()

    assert center.did() == ["answer"]
    assert (presenter.state.label, presenter.state.marks) == ("", {})


def test_another_day_brings_nothing_along(center: Center) -> None:
    presenter = opened(center)
    presenter.type_remark("of today")
    presenter.later()
    assert presenter.state.day == DAY
    presenter.earlier()

    assert presenter.state.day == DAY - timedelta(days=1)
    assert presenter.state.remarks == {}
    assert center.said[-1] == ("look", DAY - timedelta(days=1))


def test_whoever_leaves_takes_everything_along(center: Center) -> None:
    presenter = opened(center)
    presenter.type_remark("secret")
    presenter.type_reason("secret")
    presenter.forget()

    assert "secret" not in repr(presenter.state)
    assert presenter.state.seen is None


def test_a_store_that_cannot_be_read_is_said_and_tried_again(center: Center) -> None:
    presenter = opened(center)
    center.away = True
    presenter.look()
    said = presenter.state.trouble
    center.away = False
    presenter.retry()

    assert said is not None
    assert said.code == StoreBusy.code
    assert presenter.state.trouble is None


def test_what_was_typed_is_there_again_after_the_window_was_killed(center: Center) -> None:
    """Nobody leaves the page and nobody signs out: the store has it soon after the first letter."""
    presenter = opened(center)
    key = presenter.state.chosen
    presenter.type_remark("услугодателю на")
    presenter.type_remark("услугодателю написали")
    wait_until(lambda: center.kept == {key: "услугодателю написали"})
    again = opened(center)

    assert again.state.remarks == {key: "услугодателю написали"}
    draft = again.state.shown_draft
    assert draft is not None
    assert draft.by == "Оспан Г. Д."


def test_the_last_letters_before_leaving_and_signing_out_are_kept(center: Center) -> None:
    presenter = opened(center)
    key = presenter.state.chosen
    presenter.type_remark("a")
    presenter.leave()
    assert center.kept == {key: "a"}

    presenter.enter()
    presenter.type_remark("ab")
    presenter.forget()

    assert center.kept == {key: "ab"}
    assert presenter.state.remarks == {}


def test_looking_again_takes_nothing_back_that_is_being_typed(center: Center) -> None:
    presenter = opened(center)
    key = presenter.state.chosen
    center.refuse = StoreBusy(store="store", waited_s=10)
    presenter.type_remark("typed while the store is busy")
    presenter.look()
    center.refuse = None
    assert presenter.state.remarks[key] == "typed while the store is busy"
    assert presenter.state.trouble is not None
    presenter.look()

    assert center.kept == {key: "typed while the store is busy"}


def test_what_the_day_takes_no_more_is_said_and_not_tried_for_ever(center: Center) -> None:
    presenter = opened(center)
    center.refuse = DayIsClosed(day=DAY.isoformat())
    presenter.type_remark("too late")
    presenter.look()
    trouble = presenter.state.trouble
    center.refuse = None
    presenter.look()

    assert trouble is not None
    assert center.kept == {}


def test_a_remark_is_of_its_day(center: Center) -> None:
    presenter = opened(center)
    key = presenter.state.chosen
    presenter.type_remark("today's")
    presenter.earlier()

    assert center.kept == {key: "today's"}


def test_the_story_of_a_case_says_by_which_rule_it_is_looked_at_again() -> None:
    line = StoryLine(
        at=AT,
        who="rule",
        code="review.mark",
        details={"rules": ["drawn"], "why": {"kk": "жеребе бойынша", "ru": "по жребию"}},
    )
    say = Speech("ru")

    assert sentence(say, line) == "Отмечено на вторую проверку по правилу: по жребию"
    assert who_did(say, line) == "по правилу"
    by_hand = replace(line, who="Оспан Г. Д.", details={"number": "1"})
    assert sentence(say, by_hand) == "Отмечено на вторую проверку"
    assert who_did(say, by_hand) == "Оспан Г. Д."
