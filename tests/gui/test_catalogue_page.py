"""The catalogue under a real hand: two people at one window, an edition, a package."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QTabBar, QTableView, QWidget

from operator_app.adapters.identifiers import new_access_code, new_uuid7
from operator_app.bootstrap.catalogue_editor import build_editor
from operator_app.bootstrap.center_catalogue import of_center
from operator_app.bootstrap.profiles import open_profile
from operator_app.bootstrap.training import seed_training_center
from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.catalogue import ServiceRecord
from operator_app.domain.operators import Page
from operator_app.usecases.export_catalogue_package import ExportCataloguePackage
from operator_app.usecases.import_catalogue_package import ImportCataloguePackage
from operator_app.usecases.open_draft import OpenDraft
from tests.support.catalogue_editor import ROW, SHIPPED, Editor
from tests.support.guarded_window import (
    ADMINISTRATOR,
    OPERATOR,
    SERVICE,
    SUPERVISOR,
    Guarded,
    guarded,
    guarded_law,
    seeded,
)
from tests.support.keyboard import type_text

__all__ = ["guarded", "guarded_law", "seeded"]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLACE = "9-тармақ, 3)"
NAME = "копия свидетельства о рождении"


def sit_down(guarded: Guarded, place: int) -> None:
    """Whoever sat here before has left."""
    if guarded.shown.conductor.session is not None:
        guarded.shown.conductor.lock()
        guarded.settle()
        guarded.hand.click("lock_leave")
        guarded.settle()
    guarded.sign_in(place)
    guarded.key(Qt.Key.Key_F7, SHIFT)
    guarded.settle()


def words(guarded: Guarded, name: str) -> str:
    return guarded.hand.get(name, QLabel).text()


def tab(guarded: Guarded, place: int) -> None:
    """To a tab by the keyboard, from the first one."""
    tabs = guarded.hand.get("catalogue_tabs", QTabBar)
    tabs.setFocus()
    while tabs.currentIndex() < place:
        guarded.key(Qt.Key.Key_Right)
    guarded.settle()


def go_to_row(guarded: Guarded, down: int) -> None:
    table = guarded.hand.get("catalogue_rows_table", QTableView)
    table.setFocus()
    for _ in range(down):
        guarded.key(Qt.Key.Key_Down)
    guarded.settle()


def in_force(guarded: Guarded) -> ServiceRecord:
    law = guarded.room.workplace.catalogue
    return law.find(service=SERVICE, region="almaty", on=guarded.wall.at.date())


def a_case(guarded: Guarded) -> Application:
    return guarded.room.workplace.open_draft(
        OpenDraft(
            application_id=ApplicationId(new_uuid7()),
            access_code=new_access_code(),
            region="almaty",
            center="002",
            window=7,
            operator="Ахметова А. Б.",
            service=SERVICE,
            language="kk",
        )
    )


def propose_to_confirm(guarded: Guarded, down: int = 0) -> None:
    go_to_row(guarded, down)
    guarded.key(Qt.Key.Key_Return, CONTROL)
    type_text(guarded.hand.get("catalogue_place", QWidget), PLACE)
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()


def file_dialog(guarded: Guarded, name: str, path: Path) -> None:
    """What a person would choose in the dialog of the system."""
    dialog = guarded.hand.get(name, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    guarded.settle()


def test_two_people_correct_a_row_by_keyboard_and_the_open_case_keeps_its_list(
    guarded: Guarded,
) -> None:
    old = a_case(guarded)
    sit_down(guarded, SUPERVISOR)
    go_to_row(guarded, 2)
    guarded.key(Qt.Key.Key_E, CONTROL)
    type_text(guarded.hand.get("catalogue_place", QWidget), PLACE)
    name = guarded.hand.get("catalogue_name_ru", QWidget)
    name.setFocus()
    guarded.key(Qt.Key.Key_A, CONTROL)
    type_text(name, NAME)
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    proposed = guarded.hand.sees("catalogue_done")
    tab(guarded, 1)
    mine = guarded.hand.sees("catalogue_confirm")
    before = in_force(guarded)

    sit_down(guarded, ADMINISTRATOR)
    tab(guarded, 1)
    side = words(guarded, "catalogue_versions_theirs_0")
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    new = a_case(guarded)
    row = in_force(guarded).requirement(ROW)
    assert row is not None

    assert (proposed, mine, before.edition) == (True, False, SHIPPED)
    assert side == NAME
    assert row.name.ru == NAME
    assert row.confirmed is not None
    assert row.confirmed.by == "Оразов Д. М.; Әкімшінова С. Т."
    assert (old.edition, new.edition) == (SHIPPED, in_force(guarded).edition)
    assert new.edition != SHIPPED
    kept = guarded.room.workplace.look_at_case(old.id)
    assert kept is not None
    assert kept.record == before


def test_a_proposal_is_returned_with_a_remark_by_mouse(guarded: Guarded) -> None:
    sit_down(guarded, SUPERVISOR)
    propose_to_confirm(guarded)
    sit_down(guarded, ADMINISTRATOR)
    hand = guarded.hand
    tab(guarded, 1)
    hand.click("catalogue_return")
    hand.click("catalogue_send_back")
    guarded.settle()
    missing = words(guarded, "catalogue_remark_row_under")
    hand.type_text("catalogue_remark", "Басқа тармақ")
    hand.click("catalogue_send_back")
    guarded.settle()
    with guarded.profile.units() as unit:
        left = unit.editions.open_proposals()

    assert missing.startswith("! ")
    assert left == ()
    assert hand.sees("catalogue_proposals_empty")
    assert in_force(guarded).edition == SHIPPED


def test_what_is_missing_is_said_under_its_field(guarded: Guarded) -> None:
    sit_down(guarded, SUPERVISOR)
    guarded.hand.click("catalogue_as_it_is")
    guarded.hand.click("catalogue_propose")
    guarded.settle()

    assert words(guarded, "catalogue_place_row_under").startswith("! ")
    guarded.key(Qt.Key.Key_Escape)
    guarded.settle()
    assert not guarded.hand.sees("catalogue_place")
    with guarded.profile.units() as unit:
        assert unit.editions.open_proposals() == ()


def test_an_edition_goes_elsewhere_in_a_package_and_a_spoilt_one_is_refused(
    guarded: Guarded, tmp_path: Path
) -> None:
    sit_down(guarded, SUPERVISOR)
    propose_to_confirm(guarded)
    sit_down(guarded, ADMINISTRATOR)
    tab(guarded, 1)
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    tab(guarded, 2)
    file = tmp_path / "catalogue.package"
    guarded.key(Qt.Key.Key_E, CONTROL | SHIFT)
    file_dialog(guarded, "catalogue_export_dialog", file)
    with open_profile(tmp_path / "elsewhere", training=True) as profile:
        seed_training_center(profile)
        key = guarded.room.workplace.outside.key
        there = of_center(guarded.law.catalogue, profile.units)
        editor = build_editor(profile, there, key, guarded.wall)
        command = ImportCataloguePackage(content=file.read_bytes(), by=editor.person("admin"))
        editor.take_in(command)

    assert there.records == guarded.room.workplace.catalogue.records

    spoilt = bytearray(file.read_bytes())
    spoilt[-5] ^= 1
    file.write_bytes(spoilt)
    guarded.hand.click("catalogue_import")
    file_dialog(guarded, "catalogue_import_dialog", file)

    assert words(guarded, "catalogue_trouble_code") == "catalogue.package_changed"
    assert not guarded.hand.sees("catalogue_take")


def test_a_package_is_looked_into_before_it_is_taken_in(guarded: Guarded, tmp_path: Path) -> None:
    file = tmp_path / "catalogue.package"
    file.write_bytes(a_package(guarded, tmp_path / "elsewhere"))
    sit_down(guarded, ADMINISTRATOR)
    tab(guarded, 2)
    guarded.hand.click("catalogue_import")
    file_dialog(guarded, "catalogue_import_dialog", file)
    said = words(guarded, "catalogue_offered_text")
    before = in_force(guarded).edition
    guarded.hand.click("catalogue_take")
    guarded.settle()
    taken = in_force(guarded).edition
    guarded.hand.click("catalogue_import")
    file_dialog(guarded, "catalogue_import_dialog", file)

    assert "АХМЕТОВА" in said
    assert (before, taken.startswith(f"{SHIPPED}@")) == (SHIPPED, True)
    assert not guarded.hand.can_press("catalogue_take")
    guarded.again()
    assert in_force(guarded).edition == taken


def a_package(guarded: Guarded, folder: Path) -> bytes:
    """Of another center, with the same people and the same key."""
    made = Editor()
    made.confirm(made.propose())
    with open_profile(folder, training=True) as profile:
        seed_training_center(profile)
        with profile.units() as unit:
            unit.editions.add(made.editions[0])
            unit.commit()
        key = guarded.room.workplace.outside.key
        there = of_center(guarded.law.catalogue, profile.units)
        editor = build_editor(profile, there, key, guarded.wall)
        return editor.export(ExportCataloguePackage(center="017", by=editor.person("admin")))


@pytest.mark.parametrize("place", [OPERATOR])
def test_an_operator_has_no_way_to_the_catalogue(guarded: Guarded, place: int) -> None:
    sit_down(guarded, place)

    assert guarded.shown.window.current_page != Page.CATALOGUE.value
    assert not guarded.hand.sees("shell_go_catalogue")


def test_what_was_typed_is_gone_with_whoever_typed_it(guarded: Guarded) -> None:
    sit_down(guarded, SUPERVISOR)
    guarded.hand.click("catalogue_add")
    type_text(guarded.hand.get("catalogue_name_ru", QWidget), NAME)
    guarded.shown.conductor.lock()
    guarded.settle()
    guarded.hand.click("lock_leave")
    guarded.settle()

    assert guarded.traces(NAME) == []
    sit_down(guarded, ADMINISTRATOR)
    assert not guarded.hand.sees("catalogue_name_ru")
