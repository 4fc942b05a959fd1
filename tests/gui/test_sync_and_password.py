"""What waits for the hub, two versions of a case, and one's own password, under a real hand."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QTabBar, QTableView, QWidget

from operator_app.domain.operators import MayNotSolve, Page
from operator_app.ports import Fact
from operator_app.sync.engine import LineState
from operator_app.sync.lanes import Trouble
from operator_app.sync.skew import ClockState
from operator_app.sync.store import Conflict
from operator_app.wire.bodies import Take
from operator_app.wire.cases import CASE_CORRECT, CASE_RESOLVE
from operator_app.wire.envelopes import decode
from operator_app.wire.signed import envelope_of
from tests.support.guarded_window import (
    OPERATOR,
    SUPERVISOR,
    Guarded,
    guarded,
    guarded_law,
    seeded,
)
from tests.support.keyboard import type_text

__all__ = ["guarded", "guarded_law", "seeded"]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NUMBER = "002-07-180206-0043-5"
CASE = "0190b6c1-1001-7000-8000-000000000001"


def a_message(guarded: Guarded, due_on: str) -> str:
    """A corrected case in the outbox of this window; its id. No hub takes it meanwhile."""
    guarded.hub.away = True
    at = guarded.wall.at
    with guarded.profile.units() as unit:
        envelope = unit.outbox.put(
            Fact(
                type=CASE_CORRECT,
                entity=CASE,
                base=1,
                at=at,
                actor="Ахметова Айгерім",
                body={"number": NUMBER, "due_on": due_on, "delivery": "gateway"},
            )
        )
        unit.commit()
    return envelope


def a_conflict(guarded: Guarded) -> str:
    """The hub keeps both versions; nobody has chosen."""
    mine, theirs = a_message(guarded, "2018-02-13"), a_message(guarded, "2018-02-14")
    with guarded.profile.units() as unit:
        lines = [unit.sync.envelope(one) for one in (mine, theirs)]
        assert lines[0] is not None
        assert lines[1] is not None
        unit.sync.add_conflict(
            Conflict(
                id=mine,
                entity=CASE,
                envelope=mine,
                mine=lines[0].line,
                theirs=lines[1].line,
                found_at=guarded.wall.at + timedelta(minutes=1),
            )
        )
        unit.sync.in_conflict(mine)
        unit.commit()
    return mine


def refuse(guarded: Guarded, message: str) -> None:
    with guarded.profile.units() as unit:
        unit.outbox.refused(message, "body_broken")
        unit.commit()


def words(guarded: Guarded, name: str) -> str:
    return guarded.hand.get(name, QLabel).text()


def seated(guarded: Guarded, place: int = OPERATOR) -> None:
    guarded.sign_in(place)
    guarded.shown.conductor.look()
    guarded.settle()


def test_a_refused_message_is_read_and_sent_again_by_keyboard_alone(guarded: Guarded) -> None:
    refuse(guarded, a_message(guarded, "2018-02-13"))
    seated(guarded)
    guarded.key(Qt.Key.Key_F6, SHIFT)
    guarded.settle()
    said = words(guarded, "sync_reason_happened")
    before = guarded.room.counter.sync_state()
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    after = guarded.room.counter.sync_state()

    assert said
    assert (before.refused, after.refused) == (1, 0)
    assert guarded.room.counter.quarantine(limit=9) == ()


def test_the_page_of_what_waits_opens_from_the_bar_and_by_its_name(guarded: Guarded) -> None:
    seated(guarded)
    guarded.hand.click("shell_outbox")
    guarded.settle()
    assert guarded.shown.window.current_page == Page.SYNC.value

    guarded.key(Qt.Key.Key_F1)
    guarded.key(Qt.Key.Key_K, CONTROL)
    guarded.hand.type_text("shell_find_field", "связь")
    guarded.shown.window.find_panel.ask()
    guarded.settle()
    # By mouse: an Enter right behind such quick typing would be the barcode reader's.
    guarded.hand.choose_row("shell_find_list", lambda _: True)
    guarded.settle()

    assert guarded.shown.window.current_page == Page.SYNC.value


def test_a_supervisor_takes_one_of_two_versions_by_mouse_asked_once_more(
    guarded: Guarded,
) -> None:
    conflict = a_conflict(guarded)
    seated(guarded, SUPERVISOR)
    hand = guarded.hand
    hand.click("shell_outbox")
    guarded.settle()
    hand.wait_until(lambda: hand.sees("sync_take_theirs"), "sync_take_theirs")
    mine, theirs = (words(guarded, f"sync_versions_{side}_5") for side in ("mine", "theirs"))
    hand.click("sync_take_theirs")
    guarded.settle()
    open_still = guarded.room.counter.conflicts(limit=1)[0].state
    hand.click("sync_confirm")
    guarded.settle()
    with guarded.profile.units() as unit:
        last = unit.sync.pending(99, 1 << 30)[-1]
    told = decode(envelope_of(last.line))

    assert {mine, theirs} == {"13 февраля 2018 г.", "14 февраля 2018 г."}
    assert open_still == "open"
    assert (told.type, told.body["conflict"], told.body["take"]) == (
        CASE_RESOLVE,
        conflict,
        Take.THEIRS.value,
    )
    assert guarded.room.counter.conflicts(limit=1)[0].state == "answered"
    assert not hand.sees("sync_take_theirs")


def test_an_operator_sees_two_versions_and_has_no_button_to_take_one(guarded: Guarded) -> None:
    conflict = a_conflict(guarded)
    seated(guarded)
    hand = guarded.hand
    hand.click("shell_outbox")
    guarded.settle()
    hand.wait_until(lambda: hand.sees("sync_versions"), "sync_versions")
    assert not hand.sees("sync_take_mine")
    session = guarded.shown.desk.session
    assert session is not None

    with pytest.raises(MayNotSolve):
        session.operator.solving()
    assert guarded.room.counter.conflicts(limit=1)[0].id == conflict


def test_a_refused_message_is_saved_byte_for_byte_through_the_dialog(
    guarded: Guarded, tmp_path: Path
) -> None:
    message = a_message(guarded, "2018-02-13")
    refuse(guarded, message)
    seated(guarded)
    guarded.hand.click("shell_outbox")
    guarded.settle()
    guarded.hand.click("sync_save")
    dialog = guarded.hand.get("sync_save_dialog", QFileDialog)
    file = tmp_path / "message.txt"
    dialog.fileSelected.emit(str(file))
    dialog.close()
    guarded.settle()
    with guarded.profile.units() as unit:
        kept = unit.sync.envelope(message)
    assert kept is not None

    assert file.read_bytes() == kept.line


def test_a_stick_before_the_first_line_is_refused_in_words(
    guarded: Guarded, tmp_path: Path
) -> None:
    a_message(guarded, "2018-02-13")
    guarded.hub.away = True
    seated(guarded)
    guarded.hand.click("shell_outbox")
    guarded.settle()
    guarded.key(Qt.Key.Key_E, CONTROL | SHIFT)
    dialog = guarded.hand.get("sync_carry_dialog", QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "outbox.stick"))
    dialog.close()
    guarded.settle()

    assert words(guarded, "sync_trouble_code") == "sync.no_sealing_key"
    assert list(tmp_path.glob("outbox*")) == []


def test_a_clock_that_is_wrong_is_told_over_every_page_until_it_is_right(
    guarded: Guarded,
) -> None:
    seated(guarded)
    wrong = LineState(
        trouble=Trouble.NONE,
        code="",
        retry_s=0.0,
        clock=ClockState.BANNER,
        clock_ahead_s=-180.0,
    )
    window = guarded.shown.window
    window.tell_clock(wrong)
    said = words(guarded, "shell_clock_text")
    guarded.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    in_kazakh = words(guarded, "shell_clock_text")
    seen = guarded.hand.sees("shell_clock")
    window.tell_clock(
        LineState(
            trouble=Trouble.NONE, code="", retry_s=0.0, clock=ClockState.RIGHT, clock_ahead_s=1.0
        )
    )

    assert "3 минуты" in said
    assert "3 минут артта" in in_kazakh
    assert seen
    assert not guarded.hand.sees("shell_clock")


def test_nothing_of_what_one_looked_at_is_left_for_the_next_person(guarded: Guarded) -> None:
    a_conflict(guarded)
    seated(guarded, SUPERVISOR)
    guarded.hand.click("shell_outbox")
    guarded.settle()
    assert guarded.traces(NUMBER) != []
    tabs = guarded.hand.get("sync_tabs", QTabBar)
    assert tabs.currentIndex() == 2

    guarded.shown.conductor.lock()
    guarded.settle()
    guarded.hand.click("lock_leave")
    guarded.settle()

    assert guarded.traces(NUMBER) == []
    table = guarded.shown.window.findChild(QTableView, "sync_conflicts_list_table")
    assert table is not None
    assert table.model().rowCount() == 0


def type_passwords(guarded: Guarded, current: str, fresh: str, again: str) -> None:
    for name, text in (("current", current), ("fresh", fresh), ("again", again)):
        type_text(guarded.hand.get(f"password_{name}_edit", QWidget), text)


def test_a_password_is_changed_by_keyboard_and_is_the_one_for_the_door(guarded: Guarded) -> None:
    seated(guarded)
    person = guarded.people[OPERATOR]
    guarded.key(Qt.Key.Key_F12, SHIFT)
    guarded.settle()
    type_passwords(guarded, person.password, "жаңа сырсөз", "жаңа сырсөз")
    guarded.key(Qt.Key.Key_Return)
    guarded.settle()
    done = guarded.hand.sees("password_done")
    guarded.key(Qt.Key.Key_Escape)
    guarded.settle()
    back_at = guarded.shown.window.current_page
    guarded.again()
    guarded.try_password(person.login, person.password)
    refused = guarded.shown.conductor.session is None
    guarded.try_password(person.login, "жаңа сырсөз")

    assert done
    assert back_at == Page.QUEUE.value
    assert refused
    assert guarded.shown.conductor.session is not None


def test_a_wrong_password_is_said_under_its_field_from_the_name_in_the_bar(
    guarded: Guarded,
) -> None:
    seated(guarded)
    guarded.hand.click("shell_operator")
    guarded.settle()
    type_passwords(guarded, "басқа сырсөз", "жаңа сырсөз", "жаңа сырсөз")
    guarded.hand.click("password_save")
    guarded.settle()
    current = guarded.hand.get("password_current_edit", QLineEdit)
    kept = guarded.hand.get("password_fresh_edit", QLineEdit)

    assert guarded.hand.sees("password_current_row_under")
    assert current.text() == ""
    assert kept.text() == "жаңа сырсөз"


def test_the_lock_over_ones_own_password_leaves_nothing_typed(guarded: Guarded) -> None:
    seated(guarded)
    guarded.key(Qt.Key.Key_F12, SHIFT)
    guarded.settle()
    type_passwords(guarded, "бұрынғы", "жаңа сырсөз", "")
    guarded.shown.conductor.lock()
    guarded.settle()
    fields = guarded.shown.window.findChildren(QLineEdit)
    typed = {one.objectName(): one.text() for one in fields if "password" in one.objectName()}

    assert set(typed.values()) == {""}
