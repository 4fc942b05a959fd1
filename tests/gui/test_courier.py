"""Bags at the real window: by keys and the barcode reader, by mouse, torn, without a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QListView, QTableView

from operator_app.adapters.identifiers import new_uuid7
from operator_app.bootstrap.pages import PAPERS
from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Delivery,
    DeliveryWay,
    State,
)
from operator_app.domain.couriers import Manifest, ManifestState
from operator_app.domain.numbers import ApplicationNumber
from operator_app.domain.papers import PaperKind
from operator_app.usecases.rules import local
from tests.support.guarded_cases import HERE, signed_here
from tests.support.guarded_window import SERVICE, Guarded, guarded, guarded_law, seeded
from tests.support.window_cases import a_draft

__all__ = ["guarded", "guarded_law", "seeded"]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFTED = CONTROL | Qt.KeyboardModifier.ShiftModifier
SEAL = "KZ 0012345"


def waiting(guarded: Guarded, sequence: int) -> Application:
    """Signed here, to go by courier: its papers lie in the tray."""
    center, now = guarded.room.center, guarded.wall()
    day = local(now).date()
    record = guarded.law.catalogue.find(service=SERVICE, region=center.region, on=day)
    case = replace(
        a_draft(),
        id=ApplicationId(new_uuid7()),
        number=ApplicationNumber.build(center.center, HERE, day, sequence).text,
        center=center.center,
        window=HERE,
        region=center.region,
        edition=record.edition,
        operator=guarded.people[0].full_name,
        opened_at=now,
        accepted_at=now,
        due_on=date(2018, 2, 9),
        ticket_id=None,
        state=State.ACCEPTED,
        delivery_way=DeliveryWay.COURIER,
        delivery=Delivery.QUEUED,
    )
    with guarded.profile.units() as unit:
        unit.applications.add(case)
        unit.commit()
    return case


def at_the_page(guarded: Guarded) -> None:
    guarded.sign_in(window=HERE)
    guarded.shown.conductor.look()
    guarded.settle()
    guarded.key(Qt.Key.Key_F4)
    guarded.settle()


def read(guarded: Guarded, code: str) -> None:
    """What the reader has read, as the watch over all keys tells it."""
    guarded.shown.conductor.scanned(code)
    guarded.settle()


def digits(case: Application) -> str:
    return case.number.replace("-", "")


def said(guarded: Guarded, name: str) -> str:
    return guarded.hand.get(name, QLabel).text()


def rows(guarded: Guarded) -> int:
    return guarded.hand.get("courier_packages", QTableView).model().rowCount()


def pressed(guarded: Guarded, name: str) -> None:
    guarded.hand.click(name)
    guarded.settle()


def printed(guarded: Guarded) -> list[Path]:
    return sorted((guarded.profile.folder / PAPERS).glob("*.pdf"))


def bag(guarded: Guarded) -> Manifest:
    seat = guarded.shown.desk.seat()
    with guarded.profile.units() as unit:
        found = unit.manifests.newest_of(seat.center, seat.window)
    assert found is not None
    return found


def delivery(guarded: Guarded, case: Application) -> Delivery:
    with guarded.profile.units() as unit:
        found = unit.applications.get(case.id)
    assert found is not None
    return found.delivery


def filled(guarded: Guarded, *cases: Application) -> None:
    guarded.key(Qt.Key.Key_N, SHIFTED)
    guarded.settle()
    for case in cases:
        read(guarded, digits(case))


def sent(guarded: Guarded, *cases: Application) -> None:
    """Filled, sealed and given to the courier."""
    filled(guarded, *cases)
    pressed(guarded, "courier_next")
    guarded.hand.type_text("courier_seal", SEAL)
    pressed(guarded, "courier_next")
    pressed(guarded, "courier_next")
    guarded.hand.type_text("courier_name", "Серіков Бауыржан Қанатұлы")
    guarded.hand.type_text("courier_seal", SEAL)
    pressed(guarded, "courier_next")


def test_a_bag_goes_from_the_tray_to_the_provider(guarded: Guarded) -> None:
    first, second = waiting(guarded, 1), waiting(guarded, 2)
    at_the_page(guarded)
    tray = said(guarded, "courier_tray_text")
    filled(guarded, first, second)
    assert (rows(guarded), bag(guarded).state) == (2, ManifestState.OPEN)
    guarded.key(Qt.Key.Key_Return, CONTROL)
    guarded.settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "courier_seal"
    guarded.hand.type_text("courier_seal", SEAL)
    pressed(guarded, "courier_next")
    guarded.key(Qt.Key.Key_P, CONTROL)
    guarded.settle()
    assert (bag(guarded).state, len(printed(guarded))) == (ManifestState.SEALED, 1)
    pressed(guarded, "courier_next")
    guarded.hand.type_text("courier_name", "Серіков Бауыржан Қанатұлы")
    guarded.hand.type_text("courier_seal", SEAL)
    pressed(guarded, "courier_next")
    on_the_way = delivery(guarded, first)
    pressed(guarded, "courier_next")
    guarded.key(Qt.Key.Key_A, SHIFTED)
    guarded.hand.type_text("courier_name", "Жұмабаева Ләззат")
    guarded.hand.type_text("courier_seal", SEAL)
    pressed(guarded, "courier_next")

    assert "2" in tray
    assert on_the_way is Delivery.WITH_COURIER
    assert bag(guarded).state is ManifestState.DELIVERED
    assert {delivery(guarded, one) for one in (first, second)} == {Delivery.DELIVERED}


def test_a_package_read_twice_is_said_in_words_and_listed_once(guarded: Guarded) -> None:
    first, second = waiting(guarded, 1), waiting(guarded, 2)
    at_the_page(guarded)
    filled(guarded, first, first)
    told = said(guarded, "courier_trouble_code")
    read(guarded, digits(second))

    assert told == "courier.package_twice"
    assert first.number in said(guarded, "courier_not_put_text")
    assert (rows(guarded), len(bag(guarded).packages)) == (2, 2)


def test_a_package_is_taken_out_by_mouse_and_waits_again(guarded: Guarded) -> None:
    case = waiting(guarded, 1)
    at_the_page(guarded)
    filled(guarded, case, waiting(guarded, 2))
    guarded.hand.choose_row("courier_packages", lambda text: case.number in text)
    pressed(guarded, "courier_take_out")

    assert rows(guarded) == 1
    assert delivery(guarded, case) is Delivery.QUEUED


def test_a_seal_that_differs_keeps_the_bag_here(guarded: Guarded) -> None:
    case = waiting(guarded, 1)
    at_the_page(guarded)
    filled(guarded, case)
    pressed(guarded, "courier_next")
    guarded.hand.type_text("courier_seal", SEAL)
    pressed(guarded, "courier_next")
    pressed(guarded, "courier_next")
    guarded.hand.type_text("courier_name", "Серіков Бауыржан")
    guarded.hand.type_text("courier_seal", "KZ 777")
    pressed(guarded, "courier_next")

    assert said(guarded, "courier_trouble_code") == "courier.seal_differs"
    assert bag(guarded).state is ManifestState.SEALED
    assert guarded.hand.get("courier_seal", QLineEdit).text() == "KZ 777"


def test_what_did_not_come_takes_an_act_that_is_printed(guarded: Guarded) -> None:
    came, lost = waiting(guarded, 1), waiting(guarded, 2)
    at_the_page(guarded)
    sent(guarded, came, lost)
    pressed(guarded, "courier_next")
    read(guarded, digits(came))
    pressed(guarded, "courier_opened")
    guarded.hand.type_text("courier_name", "Жұмабаева Ләззат")
    guarded.hand.type_text("courier_seal", SEAL)
    without_remark = guarded.hand.can_press("courier_next")
    guarded.hand.type_text("courier_remark", "Пакет надорван, второго нет")
    pressed(guarded, "courier_next")
    pressed(guarded, "courier_print")

    assert not without_remark
    assert bag(guarded).state is ManifestState.DELIVERED_WITH_ACT
    assert len(printed(guarded)) == 1
    assert (delivery(guarded, came), delivery(guarded, lost)) == (
        Delivery.DELIVERED,
        Delivery.QUEUED,
    )


def test_a_clock_set_back_is_said_and_nothing_goes_in(guarded: Guarded) -> None:
    first, second = waiting(guarded, 1), waiting(guarded, 2)
    at_the_page(guarded)
    filled(guarded, first)
    guarded.wall.at = guarded.wall.at.replace(hour=guarded.wall.at.hour - 1)
    read(guarded, digits(second))

    assert said(guarded, "courier_trouble_code") == "courier.clock_back"
    assert len(bag(guarded).packages) == 1


def test_without_a_line_bags_go_on_and_the_page_says_so(guarded: Guarded) -> None:
    case = waiting(guarded, 1)
    guarded.hub.away = True
    at_the_page(guarded)
    sent(guarded, case)

    assert guarded.hand.sees("courier_offline_text")
    assert bag(guarded).state is ManifestState.WITH_COURIER


def test_the_sheet_of_a_package_printed_again_is_a_copy(guarded: Guarded) -> None:
    case = waiting(guarded, 1)
    at_the_page(guarded)
    filled(guarded, case)
    for _ in range(2):
        guarded.key(Qt.Key.Key_K, SHIFTED)
        guarded.settle()

    assert len(printed(guarded)) == 2
    with guarded.profile.units() as unit:
        sheet, copy = unit.papers.of(case.id)
    assert (sheet.kind, copy.kind) == (PaperKind.PACKAGE_COVER, PaperKind.PACKAGE_COVER)
    assert (sheet.original, copy.original) == (True, False)
    assert sheet.printed_at is not None


def test_who_sits_down_next_finds_no_bag_half_counted(guarded: Guarded) -> None:
    case = waiting(guarded, 1)
    at_the_page(guarded)
    sent(guarded, case)
    pressed(guarded, "courier_next")
    guarded.hand.type_text("courier_name", "Жұмабаева Ләззат")
    guarded.shown.conductor._on_left()
    guarded.settle()

    assert guarded.traces("Жұмабаева", case.number) == []


def test_the_barcode_of_a_manifest_opens_its_bag_from_any_page(guarded: Guarded) -> None:
    first, second = waiting(guarded, 1), waiting(guarded, 2)
    at_the_page(guarded)
    sent(guarded, first)
    number = bag(guarded).number
    filled(guarded, second)
    guarded.key(Qt.Key.Key_F3)
    guarded.settle()
    read(guarded, number.replace("-", ""))
    guarded.settle()

    assert guarded.hand.sees("courier_number")
    assert said(guarded, "courier_number") == number


def test_a_manifest_is_found_by_its_number_from_anywhere(guarded: Guarded) -> None:
    at_the_page(guarded)
    filled(guarded, waiting(guarded, 1))
    number = bag(guarded).number
    guarded.key(Qt.Key.Key_F3)
    guarded.key(Qt.Key.Key_K, CONTROL)
    guarded.hand.type_text("shell_find_field", number)
    guarded.settle()
    found = guarded.hand.get("shell_find_list", QListView).model()
    guarded.hand.wait_until(lambda: found.rowCount() == 1, "shell_find_list")
    guarded.key(Qt.Key.Key_Down)
    guarded.settle()
    guarded.key(Qt.Key.Key_Return)
    guarded.settle()
    guarded.hand.wait_until(lambda: guarded.hand.sees("courier_number"), "courier_number")

    assert guarded.hand.sees("courier_number")
    assert said(guarded, "courier_number") == number


def test_the_last_step_puts_the_package_into_the_bag_that_is_chosen(guarded: Guarded) -> None:
    case = at_the_last_step(guarded)
    offered = guarded.hand.get("dispatch_bag", QComboBox).currentText()
    guarded.key(Qt.Key.Key_B, SHIFTED)
    guarded.settle()
    first, headline = bag(guarded), said(guarded, "dispatch_headline")
    receipts = len(printed(guarded))
    pressed(guarded, "dispatch_sheet")

    assert offered == "Новый реестр"
    assert [one.number for one in first.packages] == [case.number]
    assert delivery(guarded, case) is Delivery.IN_MANIFEST
    assert headline == "Пакет в реестре курьера"
    assert not guarded.hand.sees("dispatch_put")
    assert len(printed(guarded)) == receipts + 1


def test_the_last_step_offers_the_bag_that_is_being_filled(guarded: Guarded) -> None:
    other = waiting(guarded, 1)
    at_the_page(guarded)
    filled(guarded, other)
    case = at_the_last_step(guarded)
    offered = guarded.hand.get("dispatch_bag", QComboBox).currentText()
    pressed(guarded, "dispatch_put")

    assert offered.startswith(bag(guarded).number)
    assert [one.number for one in bag(guarded).packages] == [other.number, case.number]


def test_a_package_that_another_bag_names_stays_where_it_is(guarded: Guarded) -> None:
    case = at_the_last_step(guarded)
    pressed(guarded, "dispatch_put")
    sealed = bag(guarded).seal_with(SEAL, guarded.wall())
    with guarded.profile.units() as unit:
        found = unit.applications.get(case.id)
        assert found is not None
        unit.applications.save(replace(found, delivery=Delivery.QUEUED))
        unit.manifests.save(sealed, own=True)
        unit.commit()
    guarded.shown.conductor._open_case(case.id)
    guarded.settle()
    to_the_last_step(guarded)
    pressed(guarded, "dispatch_put")

    assert said(guarded, "dispatch_trouble_code") == "courier.package_elsewhere"


def at_the_last_step(guarded: Guarded) -> Application:
    """A case that was signed here a moment ago, to go by courier."""
    signed = signed_here(guarded)
    day = local(guarded.wall()).date()
    case = replace(
        signed,
        number=ApplicationNumber.build(signed.center, HERE, day, 43).text,
        delivery_way=DeliveryWay.COURIER,
    )
    with guarded.profile.units() as unit:
        saved = unit.applications.save(case)
        unit.commit()
    if guarded.shown.conductor.session is None:
        guarded.sign_in(window=HERE)
    guarded.shown.conductor._open_case(saved.id)
    guarded.settle()
    to_the_last_step(guarded)
    return saved


def to_the_last_step(guarded: Guarded) -> None:
    hand = guarded.hand
    for key in (Qt.Key.Key_P, Qt.Key.Key_Return):
        if not hand.sees("dispatch_put"):
            guarded.key(key, CONTROL)
            guarded.settle()
    hand.wait_until(lambda: hand.sees("dispatch_put"), "dispatch_put")
