"""A page under real hands: cropped, dated, attached once."""

from __future__ import annotations

import threading
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QShortcut,
)
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from operator_app.domain.catalogue import Form
from tests.support.counter_case import (
    Counter,
    a_document,
    a_picture,
)
from tests.support.documents_desk import close, opened
from ui.pages.intake.steps.documents.doors import Lanes
from ui.runtime.lanes import QtLane

SHIFT = Qt.KeyboardModifier.ShiftModifier

LEFT = Qt.MouseButton.LeftButton


def test_a_double_press_and_a_held_key_attach_once(qtbot: QtBot) -> None:
    counter = Counter(gate=threading.Event())
    lanes = Lanes(database=QtLane(1), work=QtLane(1))
    desk = opened(qtbot, counter, lanes)
    QGuiApplication.clipboard().setImage(a_picture("clip"))
    desk.press("Ctrl+V")
    qtbot.waitUntil(lambda: desk.tiles == 1)
    QTest.mouseDClick(desk.view.pages.paper.attach, LEFT)
    for _ in range(5):
        desk.press("Ins")
    assert counter.gate is not None
    counter.gate.set()
    qtbot.waitUntil(lambda: desk.presenter.state.told == "Сохранено")

    assert counter.saves == ["attach"]
    close(lanes)


def test_a_page_is_cropped_by_mouse(qtbot: QtBot) -> None:
    desk = opened(qtbot, Counter())
    desk.presenter.take_picture(a_picture("a", width=1000, height=1000), "a")
    desk.click("documents_crop")
    canvas = desk.view.pages.canvas
    page = canvas.page_rect()

    def at(share: float) -> QPoint:
        return (page.topLeft() + QPointF(page.width(), page.height()) * share).toPoint()

    QTest.mousePress(canvas, LEFT, Qt.KeyboardModifier.NoModifier, at(0.25))
    QTest.mouseMove(canvas, at(0.5))
    QTest.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.NoModifier, at(0.75))
    desk.click("documents_crop")

    width = desk.presenter.state.tiles[0].picture
    assert width is not None
    assert abs(int(desk.presenter.state.viewer.facts.split(" ")[0]) - 500) < 20


def test_a_page_is_cropped_by_keyboard_and_esc_leaves_it_whole(qtbot: QtBot) -> None:
    desk = opened(qtbot, Counter())
    desk.presenter.take_picture(a_picture("a", width=1000, height=1000), "a")
    desk.press("Ctrl+Shift+X")
    QTest.keyClick(desk.view.pages.canvas, Qt.Key.Key_Right)
    QTest.keyClick(desk.view.pages.canvas, Qt.Key.Key_Escape)
    assert desk.presenter.state.viewer.facts.startswith("1000 × 1000")
    desk.press("Ctrl+Shift+X")
    for _ in range(10):
        QTest.keyClick(desk.view.pages.canvas, Qt.Key.Key_Right)
        QTest.keyClick(desk.view.pages.canvas, Qt.Key.Key_Up, SHIFT)
    QTest.keyClick(desk.view.pages.canvas, Qt.Key.Key_Return)

    assert desk.presenter.state.viewer.facts.startswith("900 × 900")


def test_esc_leaves_the_frame_of_a_crop_and_not_the_step(qtbot: QtBot) -> None:
    desk = opened(qtbot, Counter())
    left: list[bool] = []
    back = QShortcut("Esc", desk.window)
    back.activated.connect(lambda: left.append(True))
    desk.presenter.take_picture(a_picture("a"), "a")
    desk.press("Ctrl+Shift+X")
    desk.press("Esc")
    assert not desk.presenter.state.viewer.cropping
    assert left == []

    desk.view.main_field().setFocus()
    desk.press("Esc")

    assert left == [True]


def test_the_form_and_the_day_of_a_saved_paper_are_changed_where_they_stand(qtbot: QtBot) -> None:
    counter = Counter()
    paper = a_document(counter, "application", "a")
    counter.application = replace(counter.application, documents=(paper,))
    desk = opened(qtbot, counter)
    desk.press("1")
    day = desk.view.pages.paper.day
    day.setFocus()
    QTest.keyClicks(day, "05.02.2018")
    QTest.keyClick(day, Qt.Key.Key_Return)
    form = desk.view.pages.paper.form
    form.setFocus()
    QTest.keyClick(form, Qt.Key.Key_Down)

    [now] = counter.application.documents
    assert str(now.valid_until) == "2018-02-05"
    assert now.presented is Form.COPY_WITH_ORIGINAL_FOR_CHECK


def test_a_day_typed_on_a_saved_paper_is_saved_by_itself(qtbot: QtBot) -> None:
    counter = Counter()
    paper = a_document(counter, "application", "a")
    counter.application = replace(counter.application, documents=(paper,))
    desk = opened(qtbot, counter)
    desk.press("1")
    day = desk.view.pages.paper.day
    day.setFocus()
    QTest.keyClicks(day, "31.12.2027")

    qtbot.waitUntil(lambda: counter.application.documents[0].valid_until is not None, timeout=1000)
