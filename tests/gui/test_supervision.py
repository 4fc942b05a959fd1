"""The supervisor's page under a real hand: exceptions explained, second looks, a day closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QTabBar, QTableView

from operator_app.domain.applications import Application, State
from operator_app.domain.operators import Page
from operator_app.domain.questionnaires import AnsweredAlready
from operator_app.domain.reviews import OwnCase, Review, ReviewState
from operator_app.domain.tickets import Ticket
from operator_app.usecases.rules import local
from tests.db.builders import an_application
from tests.support.guarded_window import (
    OPERATOR,
    SUPERVISOR,
    Guarded,
    guarded,
    guarded_law,
    seeded,
)
from tests.support.supervised_state import CLOSED, TOLD
from ui.shell.day_watch import DayWatch

__all__ = ["guarded", "guarded_law", "seeded"]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def accepted(guarded: Guarded, days_left: int, operator: str = "Ахметова А. Б.") -> Application:
    """A case in the store, accepted now, due so many days from today."""
    now, center = guarded.wall.at, guarded.room.center
    case = replace(
        an_application(
            center=center.center, region=center.region, operator=operator, opened_at=now
        ),
        state=State.ACCEPTED,
        accepted_at=now,
        due_on=local(now).date() + timedelta(days=days_left),
    )
    with guarded.profile.units() as unit:
        unit.applications.add(case)
        unit.audit.record(actor=operator, action="case.submit", entity=case.id, at=now, details={})
        unit.commit()
    return case


def supervising(guarded: Guarded, *, days_before: int = 0) -> None:
    """F7, and the page has answered; then so many days back."""
    guarded.sign_in(SUPERVISOR)
    guarded.settle()
    guarded.key(Qt.Key.Key_F7)
    hand = guarded.hand
    hand.wait_until(lambda: hand.sees("supervision_tabs"), "supervision_tabs")
    guarded.settle()
    for _ in range(days_before):
        guarded.key(Qt.Key.Key_PageUp, CONTROL | SHIFT)
        guarded.settle()


def words(guarded: Guarded, name: str) -> str:
    return guarded.hand.get(name, QLabel).text()


def actions(guarded: Guarded) -> list[str]:
    with guarded.profile.store.reader.connect() as connection:
        rows = connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq DESC LIMIT 4")
        return list(rows.scalars())


def test_what_is_out_of_order_is_seen_first_and_its_case_opened(guarded: Guarded) -> None:
    case = accepted(guarded, days_left=-3)
    supervising(guarded)
    table = guarded.hand.get("supervision_exceptions_table", QTableView)
    first = [table.model().index(0, column).data() for column in (0, 1)]
    guarded.hand.click("supervision_open_case")
    guarded.settle()

    assert first == ["Просрочено", case.number]
    assert guarded.shown.window.current_page == Page.CASES.value


def test_a_day_is_closed_once_its_exception_is_explained(guarded: Guarded) -> None:
    accepted(guarded, days_left=-3)
    supervising(guarded, days_before=1)
    before = guarded.hand.can_press("supervision_close")
    guarded.hand.type_text("supervision_remark", "услугодателю написали")
    guarded.settle()
    guarded.key(Qt.Key.Key_L, CONTROL | SHIFT)
    guarded.settle()
    guarded.hand.click("supervision_confirm")
    guarded.settle()

    assert not before
    assert actions(guarded)[0] == "day.close"
    assert words(guarded, "supervision_standing_word").startswith("Закрыт")
    remarks = guarded.hand.get("supervision_remarks_table", QTableView).model()
    assert remarks.index(0, 2).data() == "услугодателю написали"


def test_what_was_typed_is_in_the_store_and_says_who_has_written_it(guarded: Guarded) -> None:
    case = accepted(guarded, days_left=-3)
    supervising(guarded)
    guarded.hand.type_text("supervision_remark", "услугодателю")
    guarded.hand.wait_until(lambda: bool(kept(guarded)), "the remark is kept by itself")
    by_itself = kept(guarded)
    guarded.key(Qt.Key.Key_F1)
    guarded.settle()
    guarded.key(Qt.Key.Key_F7)
    guarded.settle()
    name = guarded.people[SUPERVISOR].full_name

    assert set(by_itself) == {f"overdue:{case.id}"}
    assert kept(guarded) == {f"overdue:{case.id}": ("услугодателю", name)}
    assert guarded.hand.get("supervision_remark", QLineEdit).text() == "услугодателю"
    assert name in words(guarded, "supervision_remark_row_under")


def kept(guarded: Guarded) -> dict[str, tuple[str, str]]:
    guarded.settle()
    day = local(guarded.wall.at).date()
    with guarded.profile.store.units() as unit:
        drafts = unit.days.drafts(guarded.room.center.center, day)
    return {one.key: (one.text, one.by) for one in drafts}


def test_a_window_says_that_its_day_was_closed_at_another_one(guarded: Guarded) -> None:
    guarded.sign_in(OPERATOR)
    guarded.settle()
    now, center = guarded.wall.at, guarded.room.center.center
    day = local(now).date()
    figures = replace(CLOSED.figures, center=center, day=day)
    assert CLOSED.closed is not None
    told = replace(CLOSED.closed, center=center, day=day, figures=figures, elsewhere=True)
    watch = guarded.window.findChild(DayWatch)
    before = guarded.hand.sees("shell_day_text")
    with guarded.profile.store.units() as unit:
        unit.days.add(told)
        unit.commit()
    assert watch is not None
    watch.look()
    guarded.settle()
    said = words(guarded, "shell_day_text")
    guarded.shown.conductor.lock()
    guarded.settle()

    assert not before
    assert said.startswith("День закрыт в 18:41, окно 3, Оспанова")
    assert not guarded.hand.sees("shell_day_text")


def test_a_day_with_people_in_the_hall_is_not_closed(guarded: Guarded) -> None:
    guarded.shown.conductor.look()
    guarded.room.hall()
    supervising(guarded)

    assert not guarded.hand.can_press("supervision_close")
    assert words(guarded, "supervision_why").startswith("До закрытия закончить")


def test_a_case_is_approved_by_keyboard_and_ones_own_is_refused_in_words(
    guarded: Guarded,
) -> None:
    own = accepted(guarded, days_left=5, operator=guarded.people[SUPERVISOR].full_name)
    case = accepted(guarded, days_left=5)
    supervising(guarded)
    choose_part(guarded, "supervision_number")
    mark(guarded, case)
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    done = words(guarded, "supervision_done_text")
    mark(guarded, own)
    guarded.hand.click("supervision_approve")
    guarded.settle()

    assert done.startswith("Утверждено")
    assert actions(guarded)[:3] == ["review.mark", "review.approve", "review.mark"]
    assert words(guarded, "supervision_trouble_code") == OwnCase.code


def test_a_case_that_another_window_has_marked_is_seen_waiting_there_and_decided_there(
    guarded: Guarded,
) -> None:
    told = replace(TOLD, center=guarded.room.center.center, marked_at=guarded.wall.at)
    kept_here(guarded, told)
    supervising(guarded)
    choose_part(guarded, "supervision_number")
    waits = chosen_by_key(guarded)
    offered = [guarded.hand.sees(name) for name in ("supervision_approve", "supervision_return")]
    said = words(guarded, "supervision_review_elsewhere")
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    before = review_state(guarded, told)
    own = replace(told, elsewhere=False)
    kept_here(guarded, own.returned("Оспан Г. Д.", guarded.wall.at, (), "нет печати"))
    guarded.key(Qt.Key.Key_F1)
    guarded.settle()
    guarded.key(Qt.Key.Key_F7)
    guarded.settle()
    choose_part(guarded, "supervision_number")

    assert waits == "Ждёт в окне 5"
    assert offered == [False, False]
    assert "в окне 5" in said
    assert before is ReviewState.WAITING
    assert chosen_by_key(guarded) == "Возвращено"
    assert not guarded.hand.sees("supervision_review_elsewhere")


def kept_here(guarded: Guarded, review: Review) -> None:
    """As the lane of news keeps what another window has told."""
    with guarded.profile.store.units() as unit:
        unit.reviews.save(review)
        unit.commit()


def review_state(guarded: Guarded, review: Review) -> ReviewState:
    with guarded.profile.store.units() as unit:
        known = unit.reviews.get(review.id)
    assert known is not None
    return known.state


def chosen_by_key(guarded: Guarded) -> str:
    """The state of the first one in the list."""
    table = guarded.hand.get("supervision_reviews_table", QTableView)
    table.setFocus()
    guarded.key(Qt.Key.Key_Home, CONTROL)
    guarded.settle()
    return str(table.model().index(0, 0).data())


def mark(guarded: Guarded, case: Application) -> None:
    guarded.hand.type_text("supervision_number", case.number)
    guarded.hand.type_text("supervision_reason", "другой город")
    guarded.hand.click("supervision_mark")
    guarded.settle()


def test_the_day_is_broken_down_by_arrows_and_saved_through_the_dialog(
    guarded: Guarded, tmp_path: Path
) -> None:
    accepted(guarded, days_left=5)
    supervising(guarded)
    guarded.hand.get("supervision_tabs", QTabBar).setFocus()
    guarded.key(Qt.Key.Key_Right)
    guarded.hand.get("supervision_by", QTabBar).setFocus()
    guarded.key(Qt.Key.Key_Right)
    guarded.settle()
    table = guarded.hand.get("supervision_table", QTableView).model()
    assert table.headerData(1, Qt.Orientation.Horizontal) == "Услуга"
    assert table.index(0, 1).data().startswith("Выдача справок")
    report, book = tmp_path / "report.pdf", tmp_path / "day.xlsx"
    guarded.key(Qt.Key.Key_P, CONTROL)
    save_as(guarded, "supervision_report_dialog", report)
    guarded.hand.click("supervision_workbook")
    save_as(guarded, "supervision_workbook_dialog", book)
    with ZipFile(book) as opened:
        names = opened.namelist()

    assert report.read_bytes().startswith(b"%PDF")
    assert "xl/workbook.xml" in names
    assert actions(guarded)[:2] == ["day.workbook", "day.report"]


def test_answers_from_paper_are_kept_once_under_the_ticket(guarded: Guarded) -> None:
    label = served(guarded)
    supervising(guarded)
    choose_part(guarded, "supervision_label")
    answer_from_paper(guarded, label)
    done = words(guarded, "supervision_done_text")
    answer_from_paper(guarded, label)
    with guarded.profile.store.reader.connect() as connection:
        kept = connection.exec_driver_sql("SELECT body FROM questionnaires").scalars().all()

    assert label in done
    assert words(guarded, "supervision_trouble_code") == AnsweredAlready.code
    assert len(kept) == 1
    assert '"on_paper":true' in kept[0]


def served(guarded: Guarded) -> str:
    """An applicant who came and was served; the ticket's label."""
    center, at = guarded.room.center, guarded.wall.at
    ticket = Ticket(
        id="t",
        center=center.center,
        category="guardianship_certificate",
        day=local(at).date(),
        sequence=901,
        issued_at=at,
        arrived_at=at,
    )
    ended = ticket.call(3, at).ticket.serve(3, at).ticket.close(3, at).ticket
    with guarded.profile.units() as unit:
        unit.tickets.save(ended)
        unit.commit()
    return ended.label


def answer_from_paper(guarded: Guarded, label: str) -> None:
    guarded.hand.type_text("supervision_label", label.lower())
    guarded.hand.choose("supervision_mark_0", 3)
    guarded.hand.choose("supervision_mark_1", 2)
    guarded.hand.click("supervision_save_answers")
    guarded.settle()


def choose_part(guarded: Guarded, field: str) -> None:
    """Along the tabs by arrows until the field is seen."""
    guarded.hand.get("supervision_tabs", QTabBar).setFocus()
    while not guarded.hand.sees(field):
        guarded.key(Qt.Key.Key_Right)
        guarded.settle()


def save_as(guarded: Guarded, name: str, file: Path) -> None:
    dialog = guarded.hand.get(name, QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()
    guarded.settle()


def test_an_operator_has_no_such_page(guarded: Guarded) -> None:
    guarded.sign_in(OPERATOR)
    guarded.settle()
    page = guarded.shown.window.current_page
    guarded.key(Qt.Key.Key_F7)
    guarded.settle()

    assert guarded.shown.window.current_page == page
    assert not guarded.hand.sees("supervision_tabs")
