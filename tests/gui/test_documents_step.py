"""Step 4 under real keys, a real mouse, real drops and a real clipboard."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from operator_app.domain.catalogue import Form
from tests.support.counter_case import (
    Counter,
    a_document,
    a_page,
    a_picture,
    an_application,
)
from ui.pages.intake.steps.documents.doors import Lanes
from ui.pages.intake.steps.documents.incoming import MOST_PAGES
from ui.pages.intake.steps.documents.presenter import DocumentsPresenter
from ui.pages.intake.steps.documents.view import DocumentsStepView
from ui.pages.intake.steps.documents.wiring import connect
from ui.runtime.lanes import InlineLane, QtLane
from ui.runtime.speech import Speech
from ui.style.fonts import load_fonts
from ui.style.tokens import LIGHT
from ui.style.worn import wear

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@dataclass
class Desk:
    """The step in a window, with F8 as the container binds it."""

    counter: Counter
    presenter: DocumentsPresenter
    view: DocumentsStepView
    window: QWidget

    @property
    def saved(self) -> list[tuple[str, Form, int]]:
        documents = self.counter.application.documents
        return [(one.requirement, one.presented, len(one.scans)) for one in documents]

    @property
    def tiles(self) -> int:
        return len(self.presenter.state.tiles)

    def click(self, name: str) -> None:
        button = self.window.findChild(QWidget, name)
        assert button is not None
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT)

    def press(self, keys: str) -> None:
        focus = QApplication.focusWidget() or self.window
        QTest.keySequence(focus, QKeySequence(keys))


def opened(qtbot: QtBot, counter: Counter, lanes: Lanes | None = None, **pages: Any) -> Desk:
    inline = InlineLane()
    lanes = lanes or Lanes(database=inline, work=inline)
    speech = Speech("ru")
    presenter = DocumentsPresenter(counter.doors(**pages), lanes, speech)
    view = DocumentsStepView(speech)
    connect(presenter, view)
    window = QWidget()
    QVBoxLayout(window).addWidget(view)
    QShortcut("F8", window).activated.connect(lambda: presenter.act("scan"))
    QShortcut("Ctrl+Return", window).activated.connect(presenter.next)
    qtbot.addWidget(window)
    window.resize(1240, 760)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    presenter.open(counter.view())
    view.main_field().setFocus()
    qtbot.waitUntil(view.main_field().hasFocus)
    return Desk(counter, presenter, view, window)


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    load_fonts()
    wear(qapp, LIGHT)
    yield
    QGuiApplication.clipboard().clear()


def a_certificate() -> Counter:
    return Counter(application=an_application("guardianship_certificate"))


def test_the_whole_step_by_keyboard_alone(qtbot: QtBot) -> None:
    pages = iter(range(20))
    desk = opened(qtbot, a_certificate(), scan=lambda: a_page(f"page {next(pages)}"))
    gone: list[bool] = []
    desk.presenter.done.connect(lambda: gone.append(True))

    desk.press("F8")
    desk.press("Ins")
    desk.press("Down")
    desk.press("Ins")
    desk.press("Down")
    desk.press("F8")
    desk.press("F8")
    desk.press("Ctrl+Shift+PgUp")
    desk.press("Ctrl+]")
    desk.press("Ctrl+Z")
    desk.press("Ins")
    desk.press("Ctrl+Return")

    assert desk.saved == [
        ("application", Form.ORIGINAL, 1),
        ("identity_document", Form.ORIGINAL_SHOWN_AND_RETURNED, 0),
        ("child_birth_certificate", Form.COPY_WITH_ORIGINAL_FOR_CHECK, 2),
    ]
    assert gone == [True]


def test_the_whole_step_by_mouse_alone(qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.png").write_bytes(a_page(name))
    desk = opened(qtbot, a_certificate())
    drop(desk, desk.view.pages, [tmp_path / "a.png"])
    desk.click("documents_turn_left")
    desk.click("documents_attach")
    QTest.mouseClick(desk.view.checklist.rows[1], LEFT)
    desk.click("documents_attach")
    QTest.mouseClick(desk.view.checklist.rows[2], LEFT)
    drop(desk, desk.view.pages, [tmp_path / "b.png", tmp_path / "a.png"])
    desk.click("documents_delete")
    desk.click("documents_undo")
    desk.click("documents_earlier")
    desk.click("documents_attach")

    assert [row for row, _, _ in desk.saved] == [
        "application",
        "identity_document",
        "child_birth_certificate",
    ]
    assert desk.presenter.state.bar.enabled


def test_a_row_is_chosen_by_its_number(qtbot: QtBot) -> None:
    desk = opened(qtbot, Counter())
    desk.press("1")
    desk.press("2")

    assert desk.presenter.state.rows[11].code == desk.presenter.state.selected
    chosen = desk.view.checklist.chosen_row()
    assert chosen is not None
    assert chosen.hasFocus()


def test_a_question_is_answered_by_keyboard(qtbot: QtBot) -> None:
    desk = opened(qtbot, Counter())
    desk.press("3")
    desk.press("Tab")
    desk.press("Return")

    assert desk.counter.application.facts == {"applicant_married": True}


def test_what_is_dropped_on_a_row_goes_to_that_row(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(a_page("a"))
    desk = opened(qtbot, a_certificate())
    drop(desk, desk.view.checklist.rows[2], [tmp_path / "a.png"])

    assert desk.presenter.state.selected == "child_birth_certificate"
    assert desk.tiles == 1


def test_a_dropped_folder_of_five_hundred_files_does_not_hold_the_window(
    qtbot: QtBot, tmp_path: Path
) -> None:
    content = a_page("tiny", width=40, height=60)
    for number in range(500):
        (tmp_path / f"{number:03}.png").write_bytes(content)
    lanes = Lanes(database=QtLane(1), work=QtLane(2))
    desk = opened(qtbot, Counter(), lanes)
    drop(desk, desk.view.pages, [tmp_path])
    desk.press("2")
    assert desk.presenter.state.selected == "identity_document"

    qtbot.waitUntil(lambda: "440" in desk.presenter.state.told, timeout=20_000)
    desk.press("1")

    assert desk.tiles == MOST_PAGES
    close(lanes)


def test_taking_many_pages_is_cancelled_by_its_button(qtbot: QtBot, tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:03}.png").write_bytes(a_page("tiny", width=40, height=60))
    lanes = Lanes(database=QtLane(1), work=QtLane(1))
    desk = opened(qtbot, Counter(), lanes)
    drop(desk, desk.view.pages, [tmp_path])
    qtbot.waitUntil(lambda: desk.tiles > 0)
    desk.click("documents_busy_cancel")

    assert desk.tiles < 40
    assert "Остановлено" in desk.presenter.state.told
    close(lanes)


def test_a_picture_is_pasted(qtbot: QtBot) -> None:
    desk = opened(qtbot, Counter())
    QGuiApplication.clipboard().setImage(a_picture("clip"))
    desk.press("Ctrl+V")

    assert desk.tiles == 1


@pytest.mark.parametrize("text", ["just text", "\x00\u202e" * 5000, "file:///nowhere"])
def test_pasted_garbage_is_told_and_changes_nothing(qtbot: QtBot, text: str) -> None:
    desk = opened(qtbot, Counter())
    QGuiApplication.clipboard().setText(text)
    desk.press("Ctrl+V")

    assert desk.tiles == 0
    assert desk.presenter.state.told == "Во вставленном нет страницы"


def test_a_file_that_is_no_image_is_refused_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "cv.docx").write_bytes(b"PK\x03\x04 text")
    desk = opened(qtbot, Counter())
    drop(desk, desk.view.pages, [tmp_path / "cv.docx"])

    assert desk.tiles == 0
    assert "«cv.docx»" in desk.presenter.state.told


def test_a_huge_page_is_shown_smaller_and_kept_whole(qtbot: QtBot, tmp_path: Path) -> None:
    big = a_picture("big", width=4960, height=7016)
    big.save(str(tmp_path / "a4 600 dpi.png"))
    lanes = Lanes(database=QtLane(1), work=QtLane(1))
    desk = opened(qtbot, Counter(), lanes)
    drop(desk, desk.view.pages, [tmp_path / "a4 600 dpi.png"])
    qtbot.waitUntil(lambda: desk.presenter.state.viewer.picture is not None, timeout=20_000)
    picture = desk.presenter.state.viewer.picture

    assert picture is not None
    assert max(picture.width(), picture.height()) <= 1400
    assert desk.presenter.state.viewer.facts.startswith("4960 × 7016")
    close(lanes)


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


def test_files_come_from_the_dialog(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(a_page("a"))
    desk = opened(qtbot, Counter())
    desk.press("Ctrl+O")
    dialog = desk.view.findChild(QFileDialog, "documents_file_dialog")
    assert dialog is not None
    dialog.filesSelected.emit([str(tmp_path / "a.png")])
    dialog.reject()

    assert desk.tiles == 1


def test_the_watched_folder_brings_pages_while_the_step_is_open(
    qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(a_page("a"))
    come = iter([[tmp_path / "a.png"], []])
    desk = opened(qtbot, Counter(), watch=lambda: next(come, []))

    qtbot.waitUntil(lambda: desk.tiles == 1, timeout=5000)
    desk.presenter.leave()


def drop(desk: Desk, target: QWidget, paths: list[Path]) -> None:
    """As a file manager does it: enter, then drop, over ``target``."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = target.mapTo(desk.view, QPoint(target.width() // 2, min(30, target.height() // 2)))
    enter = QDragEnterEvent(
        at, Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(desk.view, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(
        desk.view,
        QDropEvent(
            QPointF(at), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
        ),
    )


def close(lanes: Lanes) -> None:
    for lane in (lanes.database, lanes.work):
        if isinstance(lane, QtLane):
            lane.close()
