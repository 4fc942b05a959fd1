"""The page of administration under a real hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from operator_app.domain.operators import Role
from tests.screens.registry import dress
from tests.support.keyboard import type_text
from tests.unit.ui.test_administration_page import Desk
from ui.pages.administration import wiring
from ui.pages.administration.presenter import AdministrationPresenter
from ui.pages.administration.view import AdministrationView
from ui.runtime.speech import Speech

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def page(
    desk: Desk, qtbot: QtBot, qapp: QApplication
) -> tuple[AdministrationPresenter, AdministrationView]:
    dress(qapp)
    presenter, view = desk.page(), AdministrationView(Speech("ru"))
    wiring.connect(presenter, view)
    qtbot.addWidget(view)
    view.resize(1240, 720)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return presenter, view


def test_a_person_is_added_by_keyboard_alone(
    desk: Desk, page: tuple[AdministrationPresenter, AdministrationView]
) -> None:
    _, view = page
    new = view.findChild(QPushButton, "administration_new")
    login = view.findChild(QLineEdit, "administration_login")
    name = view.findChild(QLineEdit, "administration_name")
    password = view.findChild(QLineEdit, "administration_password")
    assert new is not None
    assert login is not None
    assert name is not None
    assert password is not None
    new.setFocus()
    QTest.keyClick(new, Qt.Key.Key_Space)
    type_text(login, "serik")
    type_text(name, "Серік Жаңабаев")
    type_text(password, "ұзақ сырсөз")
    QTest.keyClick(password, Qt.Key.Key_Return, CONTROL)

    assert [(one.login, one.full_name) for one in desk.added] == [("serik", "Серік Жаңабаев")]
    assert [one.password for one in desk.passwords] == ["ұзақ сырсөз"]
    assert password.text() == ""


def test_a_role_is_given_by_mouse_alone(
    desk: Desk, page: tuple[AdministrationPresenter, AdministrationView]
) -> None:
    _, view = page
    table = view.findChild(QTableView, "administration_table")
    role = view.findChild(QCheckBox, "administration_role_senior")
    save = view.findChild(QPushButton, "administration_save")
    assert table is not None
    assert role is not None
    assert save is not None
    place = table.visualRect(table.model().index(2, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseClick(role, Qt.MouseButton.LeftButton)
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)

    assert [one.roles for one in desk.changed] == [frozenset({Role.OPERATOR, Role.SENIOR})]


def test_escape_leaves_the_person_as_it_was(
    desk: Desk, page: tuple[AdministrationPresenter, AdministrationView]
) -> None:
    presenter, view = page
    presenter.choose("li")
    QTest.keyClick(view, Qt.Key.Key_Escape)

    assert presenter.state.form is None
    assert desk.changed == []


def test_tab_over_the_list_leaves_what_was_typed_about_somebody_new(
    page: tuple[AdministrationPresenter, AdministrationView],
) -> None:
    """Bug: the list made its first row the current one, and the half typed person was gone."""
    presenter, view = page
    presenter.new_person()
    login = view.findChild(QLineEdit, "administration_login")
    table = view.findChild(QTableView, "administration_table")
    assert login is not None
    assert table is not None
    type_text(login, "serik")
    for _ in range(30):
        QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Tab)
        if table.hasFocus():
            break

    assert table.hasFocus()
    assert presenter.state.form is not None
    assert (presenter.state.form.id, presenter.state.form.login) == ("", "serik")
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert presenter.state.form.id != ""
