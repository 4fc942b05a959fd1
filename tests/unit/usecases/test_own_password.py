"""Everybody changes their own password, proving who they are; old counts of tries are forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from operator_app.domain.operators import NoSuchOperator
from operator_app.domain.passwords import (
    FREE_TRIES,
    MustWait,
    NotActive,
    PasswordIsLogin,
    PasswordTooShort,
    WrongPassword,
)
from operator_app.usecases.change_own_password import ChangeOwnPassword, ChangeOwnPasswordHandler
from tests.unit.usecases.staff import AHMETOVA, PASSWORD, Staff

NEW = "қасқыр-түлкі-қоян"
COMMAND = ChangeOwnPassword(operator_id=AHMETOVA.id, window=7, current=PASSWORD, password=NEW)


@pytest.fixture
def staff() -> Staff:
    return Staff()


def change(staff: Staff, **changes: object) -> None:
    handler = ChangeOwnPasswordHandler(staff.store, staff.now, staff.hashes, staff.sign_in.prove)
    handler(replace(COMMAND, **changes))  # type: ignore[arg-type]  # any field, as a test names it


def test_the_new_password_opens_and_the_old_one_does_not(staff: Staff) -> None:
    change(staff)
    session = staff.signs_in(password=NEW)
    with pytest.raises(WrongPassword):
        staff.signs_in()

    assert session.operator == AHMETOVA
    assert "operator.own_password" in staff.store.actions
    assert NEW not in repr(COMMAND)


def test_a_wrong_current_password_is_counted_as_at_the_door(staff: Staff) -> None:
    for _ in range(FREE_TRIES):
        with pytest.raises(WrongPassword):
            change(staff, current="guess")
    with pytest.raises(MustWait):
        change(staff)
    with pytest.raises(MustWait):
        staff.signs_in()

    assert staff.store.actions == ["sign_in.wrong"] * FREE_TRIES


@pytest.mark.parametrize(
    ("password", "error"), [("short", PasswordTooShort), ("Ahmetova", PasswordIsLogin)]
)
def test_an_unfit_password_is_refused_and_costs_no_try(
    staff: Staff, password: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        change(staff, password=password)

    assert staff.store.tables.tries == {}


def test_whose_login_is_closed_changes_nothing(staff: Staff) -> None:
    staff.change(AHMETOVA, active=False)
    with pytest.raises(NotActive):
        change(staff)
    with pytest.raises(NoSuchOperator):
        change(staff, operator_id="nobody")


def test_counts_of_tries_do_not_pile_up(staff: Staff) -> None:
    for number in range(3):
        with pytest.raises(WrongPassword):
            staff.signs_in(login=f"nobody{number}")
    kept = len(staff.store.tables.tries)
    staff.at += timedelta(days=2)
    staff.restart()
    staff.signs_in()

    assert kept == 3
    assert len(staff.store.tables.tries) == 1
