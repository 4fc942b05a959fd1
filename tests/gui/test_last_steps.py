"""Sign, receipt and dispatch under a real hand: keys and mouse on the real views."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from operator_app.domain.applications import DeliveryWay
from operator_app.domain.signatures import WrongPassword
from operator_app.gateways.hub_http import HubUnreachable
from operator_app.gateways.paper_tray import PrinterSilent
from operator_app.usecases.mark_printed import Hand
from tests.screens.registry import dress
from tests.support.endings_desk import EndingsDesk
from tests.support.endings_steps import build_dispatch, build_receipt, build_sign
from tests.support.keyboard import type_text
from tests.support.window_cases import an_accepted
from ui.pages.intake.assembly import BuiltStep
from ui.pages.intake.steps.receipt.presenter import ReceiptStepPresenter
from ui.pages.intake.steps.sign.presenter import SignStepPresenter
from ui.pages.intake.steps.sign.state import KeyFacts
from ui.runtime.lanes import InlineLane, QtLane
from ui.runtime.speech import Speech


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    dress(qapp)


def shown(qtbot: QtBot, step: BuiltStep, desk: EndingsDesk) -> QWidget:
    qtbot.addWidget(step.view)
    step.view.resize(900, 700)
    step.presenter.open(desk.view)
    with qtbot.waitActive(step.view):
        step.view.show()
        step.view.activateWindow()
    return step.view


def said(view: QWidget, name: str) -> str:
    label = view.findChild(QLabel, name)
    assert label is not None
    return label.text() if label.isVisible() else ""


def test_a_password_is_typed_refused_emptied_and_typed_again(qtbot: QtBot) -> None:
    desk = EndingsDesk(key=KeyFacts(file="mine.p12"))
    step = build_sign(desk.sign_actions(), InlineLane(), Speech("ru"))
    view = shown(qtbot, step, desk)
    password = view.findChild(QLineEdit, "sign_password")
    assert password is not None
    desk.fails = WrongPassword(file="mine.p12")
    type_text(password, "қате")
    step.presenter.next()
    refused, emptied = said(view, "sign_trouble_happened"), password.text()
    desk.fails = None
    type_text(password, "сырсөз")
    step.presenter.next()

    assert refused
    assert emptied == ""
    assert desk.passwords == ["қате", "сырсөз"]
    assert said(view, "sign_trouble_happened") == ""
    assert said(view, "sign_signed_text")


def test_a_password_is_never_readable_on_the_screen(qtbot: QtBot) -> None:
    desk = EndingsDesk(key=KeyFacts(file="mine.p12"))
    view = shown(qtbot, build_sign(desk.sign_actions(), InlineLane(), Speech("kk")), desk)
    password = view.findChild(QLineEdit, "sign_password")
    assert password is not None
    type_text(password, "сырсөз")

    assert "сырсөз" not in password.displayText()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_the_courier_is_chosen_by_mouse_and_by_keyboard(qtbot: QtBot, by: str) -> None:
    desk = EndingsDesk()
    view = shown(qtbot, build_sign(desk.sign_actions(), InlineLane(), Speech("ru")), desk)
    courier = view.findChild(QRadioButton, "sign_way_courier")
    assert courier is not None
    if by == "mouse":
        QTest.mouseClick(courier, Qt.MouseButton.LeftButton)
    else:
        courier.setFocus()
        QTest.keyClick(courier, Qt.Key.Key_Space)

    assert desk.case.delivery_way is DeliveryWay.COURIER
    assert courier.isChecked()


def test_signing_does_not_hold_the_window_and_is_done_once(qtbot: QtBot) -> None:
    desk, lane = EndingsDesk(), QtLane(1)
    step = build_sign(desk.sign_actions(), lane, Speech("ru"))
    presenter = step.presenter
    assert isinstance(presenter, SignStepPresenter)
    shown(qtbot, step, desk)
    qtbot.waitUntil(lambda: presenter.state.key is not None)
    with qtbot.waitSignal(presenter.done):
        presenter.next()
        presenter.next()
    lane.close()

    assert desk.passwords == [""]


def test_copies_are_set_by_keys_and_shown_as_printed(qtbot: QtBot) -> None:
    desk = EndingsDesk(case=an_accepted())
    step = build_receipt(desk.receipt_actions(), InlineLane(), Speech("ru"))
    view = shown(qtbot, step, desk)
    copies = view.findChild(QSpinBox, "receipt_copies")
    assert copies is not None
    copies.setFocus()
    QTest.keyClick(copies, Qt.Key.Key_Up)
    step.presenter.act("print")

    assert desk.printed == [2]
    assert said(view, "receipt_given_text") == "Напечатано: 2 копии"


def test_a_silent_printer_is_told_and_the_button_tries_again(qtbot: QtBot) -> None:
    desk = EndingsDesk(case=an_accepted())
    step = build_receipt(desk.receipt_actions(), InlineLane(), Speech("ru"))
    view = shown(qtbot, step, desk)
    desk.fails = PrinterSilent(printer="tray")
    step.presenter.act("print")
    told = said(view, "receipt_trouble_happened")
    desk.fails = None
    again = view.findChild(QPushButton, "receipt_trouble_retry")
    assert again is not None
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)

    assert told
    assert said(view, "receipt_given_text")
    assert desk.printed == [1]


def test_the_number_of_a_blank_is_entered_with_enter(qtbot: QtBot) -> None:
    desk = EndingsDesk(case=an_accepted())
    view = shown(qtbot, build_receipt(desk.receipt_actions(), InlineLane(), Speech("ru")), desk)
    blank = view.findChild(QLineEdit, "receipt_blank")
    assert blank is not None
    type_text(blank, "АӘ 0071")
    QTest.keyClick(blank, Qt.Key.Key_Return)

    assert [(mark.hand, mark.blank_number) for mark in desk.marked] == [(Hand.BLANK, "АӘ 0071")]


def test_the_receipt_is_saved_where_the_operator_says(qtbot: QtBot, tmp_path: Path) -> None:
    desk = EndingsDesk(case=an_accepted())
    view = shown(qtbot, build_receipt(desk.receipt_actions(), InlineLane(), Speech("ru")), desk)
    save = view.findChild(QPushButton, "receipt_save")
    assert save is not None
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    dialog = view.findChild(QFileDialog, "receipt_save_dialog")
    assert dialog is not None
    offered = dialog.selectedFiles()
    dialog.fileSelected.emit(str(tmp_path / "қолхат.pdf"))
    dialog.reject()

    assert offered[0].endswith(f"{desk.case.number}.pdf")
    assert desk.saved == ["қолхат.pdf"]


def test_the_other_paper_is_shown_by_an_arrow_key(qtbot: QtBot) -> None:
    desk = EndingsDesk(case=an_accepted())
    step = build_receipt(desk.receipt_actions(), InlineLane(), Speech("ru"))
    view = shown(qtbot, step, desk)
    tabs = view.findChild(QTabBar, "receipt_papers")
    assert tabs is not None
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    presenter = step.presenter
    assert isinstance(presenter, ReceiptStepPresenter)

    assert presenter.state.chosen == 1


def test_a_paper_grows_and_shrinks_by_its_buttons(qtbot: QtBot) -> None:
    desk = EndingsDesk(case=an_accepted())
    view = shown(qtbot, build_receipt(desk.receipt_actions(), InlineLane(), Speech("ru")), desk)
    page = view.findChild(QWidget, "receipt_paper_page_0")
    bigger = view.findChild(QPushButton, "receipt_paper_bigger")
    smaller = view.findChild(QPushButton, "receipt_paper_smaller")
    assert page is not None
    assert bigger is not None
    assert smaller is not None
    width = page.width()
    QTest.mouseClick(bigger, Qt.MouseButton.LeftButton)
    grown = page.width()
    smaller.setFocus()
    QTest.keyClick(smaller, Qt.Key.Key_Return)

    assert grown > width
    assert page.width() <= width


def test_without_a_connection_the_page_says_so_and_in_every_language(qtbot: QtBot) -> None:
    desk = EndingsDesk(case=an_accepted(), fails=HubUnreachable(after_s=10))
    speech = Speech("ru")
    step = build_dispatch(desk.dispatch_actions(), InlineLane(), InlineLane(), speech)
    view = shown(qtbot, step, desk)
    told = []
    for language in ("ru", "kk", "en"):
        speech.set_language(language)
        step.presenter.speak()
        told.append(said(view, "dispatch_headline"))
    step.presenter.leave()

    assert len(set(told)) == 3
    assert "Нет связи".lower() in told[0].lower()


def test_the_ticket_is_closed_and_the_page_says_it(qtbot: QtBot) -> None:
    desk = EndingsDesk(case=an_accepted())
    step = build_dispatch(desk.dispatch_actions(), InlineLane(), InlineLane(), Speech("ru"))
    view = shown(qtbot, step, desk)
    with qtbot.waitSignal(step.presenter.done):
        step.presenter.next()

    assert desk.closed == ["ticket-1"]
    assert said(view, "dispatch_closed_text")
