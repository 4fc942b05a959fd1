"""Windows are added and changed by an administrator, and never closed under whoever works there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from operator_app.domain.operators import (
    LONGEST_WINDOW_NAME,
    NoSuchWindow,
    NotAllowed,
    Window,
    WindowExists,
    WindowInUse,
    WindowNameTooLong,
    WindowNumberUnusable,
)
from operator_app.usecases.add_window import AddWindow, AddWindowHandler
from operator_app.usecases.change_window import ChangeWindow, ChangeWindowHandler
from operator_app.usecases.open_shift import OpenShift
from tests.support.fakes import DiskFull
from tests.unit.usecases.staff import ADMINISTRATOR, AHMETOVA, Staff, a_session, a_shift_id

NINTH = Window(center="002", number=9, region="almaty", name="Балалар", category="allowance")


@pytest.fixture
def staff() -> Staff:
    return Staff()


def add(staff: Staff, window: Window = NINTH, by: str = ADMINISTRATOR.id) -> Window:
    handler = AddWindowHandler(staff.store, staff.now)
    return handler(AddWindow(window=window, by=by))  # type: ignore[arg-type]  # an id is a text


def changing(**changes: object) -> ChangeWindow:
    command = ChangeWindow(number=8, name="", category="", active=True, by=ADMINISTRATOR.id)
    return replace(command, **changes)  # type: ignore[arg-type]  # any field, as a test names it


def change(staff: Staff, **changes: object) -> Window:
    return ChangeWindowHandler(staff.store, staff.now)(changing(**changes))


def test_a_window_is_added_once_with_its_name_and_queue(staff: Staff) -> None:
    add(staff)
    again = add(staff, replace(NINTH, name="  Балалар "))

    assert again == NINTH == staff.store.tables.windows[9]
    assert staff.store.actions == ["window.add"]
    assert staff.store.tables.audit[-1].details == {"window": 9, "category": "allowance"}


@pytest.mark.parametrize(
    ("window", "error"),
    [
        (replace(NINTH, number=8), WindowExists),
        (replace(NINTH, number=0), WindowNumberUnusable),
        (replace(NINTH, number=100), WindowNumberUnusable),
        (replace(NINTH, name="ә" * (LONGEST_WINDOW_NAME + 1)), WindowNameTooLong),
    ],
)
def test_a_window_that_breaks_a_rule_is_not_added(
    staff: Staff, window: Window, error: type[Exception]
) -> None:
    with pytest.raises(error):
        add(staff, window)

    assert sorted(staff.store.tables.windows) == [7, 8]
    assert staff.store.actions == []


def test_only_an_administrator_adds_or_changes(staff: Staff) -> None:
    with pytest.raises(NotAllowed):
        add(staff, by=AHMETOVA.id)
    with pytest.raises(NotAllowed):
        change(staff, name="Касса", by=AHMETOVA.id)


def test_a_window_is_renamed_given_a_queue_and_taken_out_of_use(staff: Staff) -> None:
    change(staff, name=" Екінші   зал ", category="allowance", active=False)
    same = change(staff, name="Екінші зал", category="allowance", active=False)

    assert (same.name, same.category, same.active) == ("Екінші зал", "allowance", False)
    assert staff.store.actions == ["window.change"]


def test_a_window_is_not_closed_under_whoever_works_there(staff: Staff) -> None:
    staff.open_shift(OpenShift(shift_id=a_shift_id(), session=a_session(7)))
    with pytest.raises(WindowInUse):
        change(staff, number=7, active=False)

    assert change(staff, number=7, name="Бірінші").name == "Бірінші"


def test_a_window_nobody_knows_is_not_changed(staff: Staff) -> None:
    with pytest.raises(NoSuchWindow):
        change(staff, number=12)


@pytest.mark.parametrize("part", ["audit", "commit"])
def test_what_is_not_in_the_journal_is_not_done(staff: Staff, part: str) -> None:
    staff.store.broken = {part}
    with pytest.raises(DiskFull):
        add(staff)
    with pytest.raises(DiskFull):
        change(staff, active=False)

    assert sorted(staff.store.tables.windows) == [7, 8]
    assert staff.store.tables.windows[8].active
