"""The windows of the center by hand at the real window: added by keys, changed by mouse."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QTabBar, QWidget

from tests.support.guarded_window import (
    ADMINISTRATOR,
    Guarded,
    guarded,
    guarded_law,
    seeded,
)
from tests.support.keyboard import type_text

__all__ = ["guarded", "guarded_law", "seeded"]

CONTROL = Qt.KeyboardModifier.ControlModifier


def at_the_windows(guarded: Guarded) -> None:
    guarded.sign_in(ADMINISTRATOR)
    guarded.settle()
    tabs = guarded.hand.get("administration_tabs", QTabBar)
    tabs.setFocus()
    guarded.key(Qt.Key.Key_Right)
    guarded.settle()
    guarded.hand.wait_until(lambda: guarded.hand.sees("windows_table"), "windows_table")


def test_a_window_is_added_by_keyboard_and_offered_at_the_door(guarded: Guarded) -> None:
    at_the_windows(guarded)
    new = guarded.hand.get("windows_new", QWidget)
    new.setFocus()
    guarded.key(Qt.Key.Key_Space)
    guarded.settle()
    type_text(guarded.hand.get("windows_name", QWidget), "Жеңілдік залы")
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    known = {one.number: one.name for one in guarded.room.counter.windows()}
    guarded.again()
    guarded.settle()
    offered = guarded.hand.get("sign_in_window", QComboBox)

    assert known[13] == "Жеңілдік залы"
    assert offered.findData(13) >= 0


def test_a_window_is_given_a_queue_and_taken_out_of_use_by_mouse(guarded: Guarded) -> None:
    at_the_windows(guarded)
    hand = guarded.hand
    hand.choose_row("windows_table", lambda text: "12" in text.split("\n")[0])
    guarded.settle()
    hand.choose("windows_category", 1)
    hand.click("windows_active")
    hand.click("windows_save")
    guarded.settle()
    window = next(one for one in guarded.room.counter.windows() if one.number == 12)
    guarded.again()
    guarded.settle()
    offered = guarded.hand.get("sign_in_window", QComboBox)

    assert window.category in {record.service for record in guarded.law.catalogue.services}
    assert not window.active
    assert offered.findData(12) < 0


def test_a_window_at_which_somebody_works_is_not_closed(guarded: Guarded) -> None:
    guarded.sign_in(window=3)
    guarded.settle()
    guarded.again()
    at_the_windows(guarded)
    hand = guarded.hand
    hand.choose_row("windows_table", lambda text: re.findall(r"\d+", text)[:1] == ["3"])
    guarded.settle()
    hand.click("windows_active")
    hand.click("windows_save")
    guarded.settle()
    told = hand.get("windows_trouble_code", QLabel).text()

    assert told == "operator.window_in_use"
    assert not hand.get("windows_active", QCheckBox).isChecked()
