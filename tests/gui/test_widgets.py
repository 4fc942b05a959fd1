"""What pages are built of keeps its promises under real events."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.screens.registry import dress
from ui.runtime.faces import Busy, Trouble
from ui.runtime.shortcuts import Shortcut
from ui.style.tokens import DARK, LIGHT
from ui.style.worn import spaced, wear
from ui.widgets.bars import ActionBar, CompletenessBar
from ui.widgets.buttons import ActionButton
from ui.widgets.case_bar import CaseBar
from ui.widgets.facts import FactList
from ui.widgets.fields import FieldRow
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import make_label
from ui.widgets.panels import BusyPanel, TroublePanel
from ui.widgets.stepper import Step, Stepper
from ui.widgets.tables import Column, RowsModel, make_table

WRONG = Trouble("hub.away", "Произошло", "Значит", "Теперь", retry=True)


@pytest.fixture
def button(qtbot: QtBot, qapp: QApplication) -> ActionButton:
    dress(qapp)
    made = ActionButton("sample_next", "primary")
    made.set("Далее")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def _presses(button: QPushButton) -> list[bool]:
    presses: list[bool] = []
    button.clicked.connect(lambda: presses.append(True))
    return presses


def test_a_double_press_is_one_press(button: ActionButton) -> None:
    presses = _presses(button)

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)

    assert len(presses) == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_held_down_is_one_press(button: ActionButton, key: Qt.Key) -> None:
    presses = _presses(button)
    no_modifier = Qt.KeyboardModifier.NoModifier

    QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyPress, key, no_modifier))
    for _ in range(20):
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            QApplication.sendEvent(button, QKeyEvent(kind, key, no_modifier, "", autorep=True))
    QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyRelease, key, no_modifier))

    assert len(presses) == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_bound_key_presses_while_the_button_is_seen_and_enabled(
    button: ActionButton, key: Qt.Key
) -> None:
    button.bind(Shortcut.NEXT)
    presses = _presses(button)
    control = Qt.KeyboardModifier.ControlModifier

    QTest.keyClick(button, key, control)
    button.setEnabled(False)
    QTest.keyClick(button.window(), key, control)

    assert len(presses) == 1
    assert button.key_hint == "Ctrl+Enter"


def test_a_button_is_as_wide_as_its_words_its_icon_and_its_key(button: ActionButton) -> None:
    plain = button.sizeHint().width()
    button.set("Далее", "Ctrl+Enter")
    with_key = button.sizeHint().width()
    button.set("Далее", icon="arrow-right")

    assert plain < with_key < button.sizeHint().width()
    assert button.accessibleName() == "Далее"
    assert button.accessibleDescription() == "Ctrl+Enter"


def test_an_ampersand_in_a_name_is_a_letter(button: ActionButton) -> None:
    button.set("Нотариус & K")

    assert button.text() == "Нотариус && K"
    assert button.shortcut().isEmpty()


def test_trouble_says_all_three_things_and_its_code_and_offers_to_try_again(
    qtbot: QtBot,
) -> None:
    panel = TroublePanel("sample_trouble")
    qtbot.addWidget(panel)
    panel.retranslate("Повторить")
    panel.set(WRONG)
    texts = {label.text() for label in panel.findChildren(QLabel)}

    assert {"Произошло", "Значит", "Теперь", "hub.away"} <= texts
    with qtbot.waitSignal(panel.retry_clicked):
        panel.retry.click()
    panel.set(None)
    assert panel.isHidden()


@pytest.mark.parametrize(("seconds", "shown"), [(0, False), (1, False), (2, True), (75, True)])
def test_seconds_are_shown_from_two_on(qtbot: QtBot, seconds: int, shown: bool) -> None:
    panel = BusyPanel("sample_busy")
    qtbot.addWidget(panel)
    panel.retranslate("Отмена")

    panel.set(Busy("Спрашиваем", seconds=seconds, can_cancel=True))

    label = panel.findChild(QLabel, "sample_busy_seconds")
    assert isinstance(label, QLabel)
    assert label.isHidden() is not shown
    assert not panel.cancel.isHidden()


def test_a_wrong_field_says_so_under_itself_and_to_a_screen_reader(qtbot: QtBot) -> None:
    edit = QLineEdit()
    row = FieldRow("sample_iin", edit)
    qtbot.addWidget(row)

    row.set("ИИН", error="Не хватает цифр", hint="12 цифр")
    assert edit.accessibleName() == "ИИН"
    assert edit.accessibleDescription() == "Не хватает цифр"
    assert edit.property("error") == "true"

    row.set("ИИН", hint="12 цифр")
    assert edit.accessibleDescription() == "12 цифр"
    assert edit.property("error") == "false"


def test_facts_are_shown_again_without_new_widgets(qtbot: QtBot) -> None:
    facts = FactList("sample_facts")
    qtbot.addWidget(facts)
    facts.set_facts([("ИИН", "8103"), ("Срок", "12 марта")])
    labels = facts.findChildren(QLabel)

    facts.set_facts([("ИИН", "9001")])

    assert facts.findChildren(QLabel) == labels
    assert [label.text() for label in labels if not label.isHidden()] == ["ИИН", "9001"]


def test_completeness_is_a_bar_and_a_sentence(qtbot: QtBot) -> None:
    bar = CompletenessBar("sample_bar")
    qtbot.addWidget(bar)

    bar.set(5, 7, "Не хватает двух из семи")
    assert bar.accessibleName() == "Не хватает двух из семи"

    bar.set(0, 0, "Ничего не нужно")
    assert bar.accessibleName() == "Ничего не нужно"


def _steps(current: int) -> list[Step]:
    titles = ["Услуга", "Согласие", "Заявитель", "Документы", "Подпись", "Расписка", "Отправка"]
    states = ["done"] * current + ["current"] + ["open"] * 2 + ["blocked"] * 9
    return [
        Step(title, title, state, why="рано" if state == "blocked" else "")  # type: ignore[arg-type]  # one of the four
        for title, state in zip(titles, states, strict=False)
    ]


def test_a_blocked_step_says_why_and_cannot_be_entered(qtbot: QtBot, qapp: QApplication) -> None:
    dress(qapp)
    stepper = Stepper("sample_stepper")
    qtbot.addWidget(stepper)
    stepper.set(_steps(3))
    stepper.resize(1400, 40)
    entered: list[str] = []
    stepper.step_clicked.connect(entered.append)
    buttons = stepper.findChildren(QPushButton)

    buttons[6].click()
    buttons[1].click()

    assert entered == ["Согласие"]
    assert "рано" in buttons[6].accessibleName()


def test_a_narrow_stepper_shows_numbers_and_the_title_of_here(
    qtbot: QtBot, qapp: QApplication
) -> None:
    dress(qapp)
    stepper = Stepper("sample_stepper")
    qtbot.addWidget(stepper)
    stepper.set(_steps(3))
    stepper.show()

    stepper.resize(stepper.sizeHint().width() + 10, 40)
    assert stepper.findChildren(QPushButton)[4].text() == "5  Подпись"

    stepper.resize(stepper.minimumSizeHint().width() + 10, 40)
    assert stepper.findChildren(QPushButton)[4].text() == "5"
    assert stepper.findChildren(QPushButton)[3].text() == "4  Документы"


@pytest.mark.parametrize(("elapsed", "kind"), [(60, "accent"), (800, "warn"), (1000, "bad")])
def test_the_time_turns_amber_near_the_norm_and_red_past_it(
    qtbot: QtBot, elapsed: int, kind: str
) -> None:
    bar = CaseBar("sample_case")
    qtbot.addWidget(bar)

    bar.set_time("В работе", "норма 15:00", elapsed_s=elapsed, norm_s=900)

    found = bar.findChild(QWidget, "sample_case_bar")
    assert isinstance(found, QWidget)
    assert found.property("kind") == kind


def test_actions_break_into_lines_and_keep_their_sides(qtbot: QtBot, qapp: QApplication) -> None:
    dress(qapp)
    bar = ActionBar("sample_actions")
    qtbot.addWidget(bar)
    back, forward = ActionButton("sample_back"), ActionButton("sample_forward")
    back.set("Назад", "Esc")
    forward.set("Далее", "Ctrl+Enter")
    bar.add_left(back)
    bar.add_right(forward)
    bar.show()

    bar.resize(1000, bar.heightForWidth(1000))
    assert back.y() == forward.y()
    assert forward.geometry().right() > 950

    bar.resize(240, bar.heightForWidth(240))
    assert forward.y() > back.geometry().bottom()


def test_a_flow_needs_more_height_the_narrower_it_is(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    flow = FlowLayout(widget)
    for number in range(12):
        label = make_label(f"sample_{number}", wrap=False)
        label.setText("слово")
        flow.addWidget(label)
    heights = [flow.heightForWidth(width) for width in (2000, 400, 100, 10)]

    assert heights == sorted(heights)
    assert heights[0] < heights[-1]
    taken = flow.takeAt(0)
    assert taken is not None
    assert flow.count() == 11
    assert flow.takeAt(99) is None


def test_spaces_follow_the_zoom(qtbot: QtBot, qapp: QApplication) -> None:
    dress(qapp)
    widget = QWidget()
    qtbot.addWidget(widget)
    column = QVBoxLayout(widget)
    spaced(column, margin=(24, 16, 24, 16), gap=8)

    wear(qapp, DARK, 150)
    margins = column.contentsMargins()
    gap = column.spacing()
    wear(qapp, LIGHT, 100)

    assert (margins.left(), margins.top(), gap) == (36, 24, 12)
    assert column.spacing() == 8


def _model() -> RowsModel[tuple[str, int]]:
    columns = [
        Column[tuple[str, int]]("Талон", lambda row: row[0], strong=True, stretch=True),
        Column[tuple[str, int]]("Ждёт", lambda row: f"{row[1]} мин", align="right"),
    ]
    return RowsModel(columns)


def test_rows_are_a_model_that_qt_finds_no_fault_with(qtbot: QtBot) -> None:
    model = _model()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for rows in ([], [("Б-44", 12)], [("Б-44", 13)], [("Б-45", 1), ("А-19", 2)], []):
        model.set_rows(rows)
        assert model.rowCount() == len(rows)

    assert isinstance(tester.model(), QAbstractItemModel)


def test_new_rows_of_the_same_number_keep_the_chosen_line(qtbot: QtBot) -> None:
    model = _model()
    model.set_rows([("Б-44", 12), ("Б-45", 8)])
    table = make_table("sample_table", model)
    qtbot.addWidget(table)
    table.selectRow(1)

    model.set_rows([("Б-44", 13), ("Б-45", 9)])

    assert table.currentIndex().row() == 1
    assert model.row(1) == ("Б-45", 9)
    assert model.index(1, 1).data() == "9 мин"
