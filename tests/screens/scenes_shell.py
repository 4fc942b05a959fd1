"""The frame itself, Ctrl+K, and what pages are built of."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from tests.screens.registry import AT_WORK, Scene
from tests.support.supervised_state import CLOSED
from ui.runtime.faces import Busy
from ui.runtime.speech import Speech
from ui.shell.app_window import AppWindow
from ui.shell.crash_dialog import CrashDialog
from ui.shell.find_panel import Found
from ui.shell.state import Link, ShellState
from ui.style.worn import spaced
from ui.widgets.bars import CompletenessBar
from ui.widgets.buttons import ActionButton, Kind
from ui.widgets.cards import Card
from ui.widgets.chips import StateChip
from ui.widgets.facts import FactList
from ui.widgets.fields import FieldRow
from ui.widgets.panels import BusyPanel, EmptyPanel

BUTTONS: tuple[Kind, ...] = ("plain", "primary", "danger", "call", "quiet")
NUMBER = "002-07-180206-0043-5"


def _window(speech: Speech, state: ShellState) -> AppWindow:
    empty = EmptyPanel("shell_sample")
    empty.set(speech("Nothing found. Check the number or type fewer letters."))
    window = AppWindow({"queue": empty}, speech, find=_find)
    window.show_state(state)
    window.show_page("queue")
    return window


def _find(_text: str) -> tuple[Found, ...]:
    return (Found("case", "1", NUMBER, "Сейтқазы Айгерім"),)


def _online(speech: Speech) -> QWidget:
    return _window(speech, AT_WORK)


def _offline(speech: Speech) -> QWidget:
    state = ShellState(
        window="12",
        operator="Қожахметова-Сейдәлиева Гүлбаршын Әбдіғаппарқызы",
        pages=AT_WORK.pages,
        link=Link.OFFLINE,
        pending=1240,
        refused=2,
    )
    return _window(speech, state)


def _day_closed(speech: Speech) -> QWidget:
    window = _window(speech, AT_WORK)
    window.tell_day(CLOSED.closed)
    return window


def _finding(speech: Speech) -> QWidget:
    window = _window(speech, AT_WORK)
    window.resize(1280, 720)
    window.find_panel.open()
    return window


def _crashed(speech: Speech) -> QWidget:
    return CrashDialog(speech, "7A3F-09C2")


def _widgets(speech: Speech) -> QWidget:
    page = QWidget()
    page.setObjectName("widgets_page")
    column = QVBoxLayout(page)
    spaced(column, margin=24, gap=16)
    busy = BusyPanel("widgets_busy")
    busy.retranslate(speech("Cancel"))
    busy.set(Busy(speech("Connecting"), seconds=5, can_cancel=True))
    column.addWidget(busy)
    card = Card("widgets_card")
    card.set_title(speech("Find"))
    facts = FactList("widgets_facts")
    facts.set_facts([(speech("Shift"), NUMBER), (speech("Queue"), "21")])
    card.body.addWidget(facts)
    for kind in ("ok", "warn", "bad", "muted", "accent"):
        chip = StateChip(f"widgets_chip_{kind}")
        chip.set(kind, speech("Online"))
        card.body.addWidget(chip)
    column.addWidget(card)
    wrong = FieldRow("widgets_wrong", QLineEdit("8103"))
    wrong.set(speech("Find"), error=speech("Offline"))
    choice = QComboBox()
    choice.addItems([speech("Light"), speech("Dark")])
    chosen = FieldRow("widgets_choice", choice)
    chosen.set(speech("Display"), hint=speech("Light"))
    tick = QCheckBox(speech("High contrast"))
    tick.setObjectName("widgets_tick")
    tick.setAccessibleName(speech("High contrast"))
    tick.setChecked(True)
    bar = CompletenessBar("widgets_bar")
    bar.set(5, 7, "5 / 7")
    for widget in (wrong, chosen, tick, bar):
        column.addWidget(widget)
    for look in BUTTONS:
        button = ActionButton(f"widgets_button_{look}", look)
        button.set(speech("Find"), "F9")
        column.addWidget(button)
    return page


SCENES: dict[str, Scene] = {
    "shell_online": _online,
    "shell_offline": _offline,
    "shell_day_closed": _day_closed,
    "shell_finding": _finding,
    "shell_crashed": _crashed,
    "widgets_all": _widgets,
}
