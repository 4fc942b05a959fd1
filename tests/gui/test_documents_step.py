"""Step 4 under real keys, a real mouse, real drops and a real clipboard."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QGuiApplication,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from operator_app.domain.catalogue import Form
from operator_app.gateways.scan_folder import ScanFolder
from tests.support.counter_case import (
    Counter,
    a_page,
    a_picture,
)
from tests.support.documents_desk import Desk, a_certificate, close, drop, opened
from ui.pages.intake.steps.documents.doors import Lanes
from ui.runtime.incoming_pages import MOST_PAGES
from ui.runtime.lanes import QtLane

LEFT = Qt.MouseButton.LeftButton


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


def test_tab_goes_as_one_reads(qtbot: QtBot) -> None:
    desk = opened(qtbot, Counter())
    desk.presenter.take_picture(a_picture("a"), "a")
    way = []
    for _ in range(10):
        focus = QApplication.focusWidget()
        way.append("" if focus is None else focus.objectName())
        desk.press("Tab")

    assert way[0] == "documents_row_0"
    assert way[1] == "documents_files"
    assert way[-4:] == [
        "documents_strip",
        "documents_form",
        "documents_valid_until",
        "documents_attach",
    ]


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


def test_files_come_from_the_dialog(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(a_page("a"))
    desk = opened(qtbot, Counter())
    desk.press("Ctrl+O")
    dialog = desk.view.findChild(QFileDialog, "documents_file_dialog")
    assert dialog is not None
    dialog.filesSelected.emit([str(tmp_path / "a.png")])
    dialog.reject()

    assert desk.tiles == 1


def test_a_page_of_the_scanner_program_leaves_its_folder_when_it_is_stored(
    qtbot: QtBot, tmp_path: Path
) -> None:
    counter, lanes = Counter(), Lanes(database=QtLane(1), work=QtLane(1))
    (tmp_path / "before.png").write_bytes(a_page("before"))
    desk = opened(qtbot, counter, lanes, folder=ScanFolder(tmp_path, time.monotonic))
    qtbot.waitUntil(lambda: "прежние" in desk.presenter.state.told, timeout=5000)
    page = tmp_path / "a.png"
    page.write_bytes(a_page("a"))
    qtbot.waitUntil(lambda: desk.tiles == 1, timeout=10_000)
    waiting = page.exists()
    desk.press("Ins")
    qtbot.waitUntil(lambda: not page.exists(), timeout=10_000)

    assert waiting
    assert [pages for _, _, pages in desk.saved] == [1]
    assert (tmp_path / "before.png").exists()
    desk.presenter.leave()
    close(lanes)


def test_five_hundred_files_in_the_watched_folder_are_told_and_stopped(
    qtbot: QtBot, tmp_path: Path
) -> None:
    lanes = Lanes(database=QtLane(1), work=QtLane(1))
    desk = opened(qtbot, Counter(), lanes, folder=ScanFolder(tmp_path, time.monotonic))
    content = a_page("tiny", width=30, height=40)
    (tmp_path / "dropped").mkdir()
    for number in range(500):
        (tmp_path / "dropped" / f"{number:03}.png").write_bytes(content)
    qtbot.waitUntil(lambda: "из 500" in busy_words(desk) and desk.tiles > 0, timeout=15_000)
    QTest.keyClick(desk.window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)

    assert "Остановлено" in desk.presenter.state.told
    assert desk.tiles < 60
    assert len(list((tmp_path / "dropped").iterdir())) == 500
    desk.presenter.leave()
    close(lanes)


def busy_words(desk: Desk) -> str:
    return desk.presenter.state.busy.what if desk.presenter.state.busy else ""
