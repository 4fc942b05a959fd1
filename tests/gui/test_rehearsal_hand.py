"""The hand that plays rehearsals: it types any alphabet, and gives up where nothing comes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.rehearsal.hand import Hand, WindowStuck
from ui.runtime.faces import Trouble
from ui.runtime.shortcuts import Shortcut
from ui.widgets import ActionButton, TroublePanel


class Table(QWidget):
    """A field, a choice, a radio button in a wide row, two keys; takes files over all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.dropped: list[str] = []
        self.pressed: list[str] = []
        self.edit, self.box, self.radio = QLineEdit(self), QComboBox(self), QRadioButton(self)
        self.box.addItems(["бір", "екі", "үш"])
        self.go, self.off = ActionButton("go", parent=self), ActionButton("off", parent=self)
        self.go.set("Go")
        self.go.bind(Shortcut.PRINT)
        self.off.set("Off")
        self.off.setEnabled(False)
        self.trouble = TroublePanel("trouble", self)
        self.go.clicked.connect(lambda: self.pressed.append("go"))
        named = {"edit": self.edit, "box": self.box, "radio": self.radio}
        for name, widget in named.items():
            widget.setObjectName(name)
        column = QVBoxLayout(self)
        for widget in (self.edit, self.box, self.radio, self.trouble):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addWidget(self.off)
        column.addLayout(row)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped += [url.toLocalFile() for url in event.mimeData().urls()]


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    table = Table()
    qtbot.addWidget(table)
    table.resize(600, 400)
    with qtbot.waitExposed(table):
        table.show()
    table.activateWindow()
    return table


@pytest.mark.parametrize("words", ["Қуанышбаева Әйгерім", "Ёлкин-Щукин", "O'Neil 7", ""])
def test_any_alphabet_is_typed_over_what_stood_there(table: Table, words: str) -> None:
    table.edit.setText("алдыңғы")

    Hand(table).type_text("edit", words)

    assert table.edit.text() == words


def test_a_choice_is_made_by_the_arrow_keys(table: Table) -> None:
    chosen: list[int] = []
    table.box.activated.connect(chosen.append)
    hand = Hand(table)

    hand.choose("box", 2)
    hand.choose("box", 0)

    assert chosen == [1, 2, 1, 0]


def test_a_radio_button_is_clicked_on_its_sign(table: Table) -> None:
    Hand(table).click("radio")

    assert table.radio.isChecked()


def test_a_click_and_a_key_of_the_window_press_once_each(table: Table) -> None:
    hand = Hand(table)

    hand.click("go")
    hand.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    assert table.pressed == ["go", "go"]


def test_files_let_go_over_a_part_reach_whoever_takes_them(table: Table, tmp_path: Path) -> None:
    Hand(table).drop(table.edit, (str(tmp_path / "бет.png"),))

    assert table.dropped == [str(tmp_path / "бет.png")]


@pytest.mark.parametrize("name", ["off", "nowhere"])
def test_what_cannot_be_pressed_ends_the_waiting_with_its_name(table: Table, name: str) -> None:
    with pytest.raises(WindowStuck) as stuck:
        Hand(table, patience_s=0.05).click(name)

    assert stuck.value.details == {"what": name, "shown": ""}


def test_a_trouble_on_the_page_is_told_at_once(table: Table) -> None:
    table.trouble.set(Trouble(code="x.y", happened="Сломалось.", means="", now="", retry=False))

    with pytest.raises(WindowStuck) as stuck:
        Hand(table, patience_s=60).click("nowhere")

    assert "Сломалось." in str(stuck.value.details["shown"])
