"""The intake by hand: real keys and real presses on the real page over a store in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from operator_app.domain.applications import ConsentAnswer, State
from tests.screens.registry import dress
from tests.support.intake_desk import HERE, IIN, IntakeDesk
from tests.support.waiting_lane import WaitingLane
from ui.pages.intake.seat import Start
from ui.pages.intake.steps.contract import StepName
from ui.runtime.speech import Speech

NO_KEY = 0


@pytest.fixture
def hub() -> WaitingLane:
    return WaitingLane()


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, hub: WaitingLane) -> Iterator[IntakeDesk]:
    dress(qapp)
    desk = IntakeDesk(Speech("ru"), hub=hub)
    shown(desk, qtbot)
    yield desk
    desk.take_away()


def shown(desk: IntakeDesk, qtbot: QtBot) -> None:
    desk.page.view.resize(1280, 720)
    with qtbot.waitExposed(desk.page.view):
        desk.page.view.show()
    desk.page.view.activateWindow()


def part(desk: IntakeDesk, kind: type[QWidget], name: str) -> QWidget:
    found = desk.page.view.findChild(kind, name)
    assert found is not None, name
    return found


def field(desk: IntakeDesk, name: str) -> QLineEdit:
    found = part(desk, QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def focused() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


def typed(text: str) -> None:
    """Letter by letter into whatever has the focus; any letter, not only ASCII."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, NO_KEY, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(focused(), event)


def pressed(
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.keyClick(focused(), key, modifier)


def go_on() -> None:
    pressed(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def step(desk: IntakeDesk) -> StepName:
    return desk.page.presenter.state.step


def test_the_first_three_steps_by_keyboard_alone(desk: IntakeDesk, hub: WaitingLane) -> None:
    desk.begin()

    assert focused().objectName() == "service_search"

    typed("қамқоршылық белгілеу")
    pressed(Qt.Key.Key_Down)
    go_on()

    assert (step(desk), focused().objectName()) == (StepName.CONSENT, "consent_number")
    assert desk.case.service == HERE

    typed(IIN)
    while focused().objectName() != "consent_given":
        pressed(Qt.Key.Key_Tab)
    pressed(Qt.Key.Key_Space)
    go_on()

    assert (step(desk), focused().objectName()) == (StepName.APPLICANT, "applicant_ask")

    pressed(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    hub.go_on()

    assert desk.applicant.state.fields[0].registry == "ҚҰРМАНҒАЗИН"


def test_the_first_three_steps_by_mouse_alone(desk: IntakeDesk, hub: WaitingLane) -> None:
    desk.begin()
    desk.service.search("опек")
    desk.service.choose(HERE)
    click(part(desk, QPushButton, "intake_next"))
    QApplication.clipboard().setText(f" {IIN} ")
    field(desk, "consent_number").paste()
    click(part(desk, QRadioButton, "consent_given"))
    click(part(desk, QPushButton, "intake_next"))
    click(part(desk, QPushButton, "applicant_ask"))
    hub.go_on()

    assert desk.case.applicant is not None
    assert desk.case.applicant.checked


def click(widget: QWidget) -> None:
    place = widget.rect().center()
    if isinstance(widget, QRadioButton):
        place.setX(10)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)


def test_a_double_press_of_next_is_one_step(desk: IntakeDesk) -> None:
    desk.begin()
    desk.service.choose(HERE)
    button = part(desk, QPushButton, "intake_next")
    place = button.rect().center()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton, pos=place)

    assert step(desk) is StepName.CONSENT
    assert len(desk.store.tables.applications) == 1


def test_enter_held_down_skips_no_step(desk: IntakeDesk) -> None:
    desk.begin()
    desk.service.choose(HERE)
    button = part(desk, QPushButton, "intake_next")
    button.setFocus()
    for repeat in (False, True, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.NoModifier,
            "\r",
            repeat,
        )
        QApplication.sendEvent(button, event)

    assert step(desk) is StepName.CONSENT


def test_escape_goes_back_and_the_number_is_still_there(desk: IntakeDesk) -> None:
    desk.consented()
    pressed(Qt.Key.Key_Escape)

    assert step(desk) is StepName.CONSENT
    assert field(desk, "consent_number").text() == IIN


def test_a_wrong_number_is_said_under_its_field_while_it_is_typed(desk: IntakeDesk) -> None:
    desk.choose()
    typed(IIN[:-1] + "4")

    assert "number.check_digit" in field(desk, "consent_number").accessibleDescription()
    assert not part(desk, QPushButton, "intake_next").isEnabled()


@pytest.mark.parametrize("garbage", ["\x00\x01\n\t", "🙂" * 200, "ИИН: 7408", "9" * 5000])
def test_a_paste_of_garbage_is_an_error_and_no_number(desk: IntakeDesk, garbage: str) -> None:
    desk.choose()
    QApplication.clipboard().setText(garbage)
    field(desk, "consent_number").paste()

    assert not part(desk, QPushButton, "intake_next").isEnabled()
    assert desk.case.applicant is None


def test_refusing_acceptance_is_not_offered_before_the_fourth_step(desk: IntakeDesk) -> None:
    desk.consented()

    assert not part(desk, QPushButton, "intake_refuse").isVisible()


def test_typed_letters_are_in_the_store_within_a_second(desk: IntakeDesk, qtbot: QtBot) -> None:
    desk.choose()
    typed("740817")

    qtbot.waitUntil(
        lambda: (
            desk.case.id in desk.places
            and desk.places[desk.case.id].typed.get("consent.number") == "740817"
        ),
        timeout=1000,
    )


def test_after_a_kill_the_case_reopens_on_its_step_and_in_its_field(
    desk: IntakeDesk, qtbot: QtBot
) -> None:
    desk.consented()
    field(desk, "applicant_name").setFocus()
    typed("Ғал")
    desk.page.notes.flush()
    case = desk.case.id
    desk.take_away()

    desk.page = desk.build()
    shown(desk, qtbot)
    desk.page.presenter.open_case(case)

    assert focused().objectName() == "applicant_name"
    assert field(desk, "applicant_name").text() == "Ғал"


def test_cancel_while_asking_leaves_nothing_and_the_fields_open(
    desk: IntakeDesk, qtbot: QtBot, hub: WaitingLane
) -> None:
    desk.consented()
    pressed(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    cancel = part(desk, QPushButton, "applicant_busy_cancel")
    qtbot.waitUntil(cancel.isVisible, timeout=2000)

    assert not field(desk, "applicant_surname").isEnabled()

    click(cancel)
    hub.go_on()

    assert field(desk, "applicant_surname").isEnabled()
    assert desk.store.case(desk.case.id).checks == ()


def test_the_language_changes_under_the_hand(desk: IntakeDesk) -> None:
    desk.choose()
    typed("7408")
    desk.speech.set_language("kk")

    assert part(desk, QPushButton, "intake_next").accessibleName() == "Әрі қарай"
    assert field(desk, "consent_number").text() == "7408"
    assert focused().objectName() == "consent_number"


def test_an_ending_is_printed_and_done_by_keys(desk: IntakeDesk) -> None:
    finished: list[object] = []
    desk.page.presenter.finished.connect(finished.append)
    desk.begin(Start(ticket="Б-43", ticket_id="ticket-1"))
    desk.service.choose(HERE)
    desk.page.presenter.next()
    desk.consent.type_number(IIN)
    desk.consent.choose_answer(ConsentAnswer.REFUSED)
    desk.page.presenter.next()

    assert desk.case.state is State.CONSENT_REFUSED

    pressed(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    go_on()

    assert desk.printed == ["consent"]
    assert len(finished) == 1
