"""The administrator's commands about people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from operator_app.domain.operators import (
    LastAdministrator,
    LoginTaken,
    NoSuchOperator,
    NotAllowed,
    OperatorId,
    Role,
)
from operator_app.domain.passwords import PasswordTooShort, WrongPassword
from operator_app.usecases.add_operator import AddOperator
from operator_app.usecases.change_operator import ChangeOperator
from operator_app.usecases.set_password import SetPassword
from tests.unit.usecases.staff import ADMINISTRATOR, AHMETOVA, Staff

ADD = AddOperator(
    operator_id=OperatorId("00000000-0000-4000-8000-000000000003"),
    login="Orazov",
    full_name="Оразов Д. М.",
    roles=frozenset({Role.SUPERVISOR, Role.SENIOR}),
    by=ADMINISTRATOR.id,
)
NOBODY = OperatorId("00000000-0000-4000-8000-00000000000f")


@pytest.fixture
def staff() -> Staff:
    return Staff()


def test_who_was_added_signs_in_once_a_password_is_set(staff: Staff) -> None:
    added = staff.add_operator(ADD)
    with pytest.raises(WrongPassword):
        staff.signs_in(login="orazov")
    staff.set_password(
        SetPassword(operator_id=added.id, password="шынар-терек", by=ADMINISTRATOR.id)
    )

    assert staff.signs_in(login="orazov", password="шынар-терек").operator == added
    assert staff.store.actions[0] == "operator.add"
    assert "operator.password" in staff.store.actions


def test_adding_the_same_person_twice_adds_one(staff: Staff) -> None:
    assert staff.add_operator(ADD) == staff.add_operator(ADD)
    assert len(staff.store.tables.operators) == 3
    assert staff.store.actions == ["operator.add"]


def test_two_people_never_share_a_login(staff: Staff) -> None:
    with pytest.raises(LoginTaken):
        staff.add_operator(replace(ADD, login="AHMETOVA"))


def test_only_an_administrator_changes_people(staff: Staff) -> None:
    with pytest.raises(NotAllowed):
        staff.add_operator(replace(ADD, by=AHMETOVA.id))
    with pytest.raises(NotAllowed):
        staff.change_operator(
            ChangeOperator(
                operator_id=AHMETOVA.id, by=AHMETOVA.id, roles=frozenset({Role.ADMINISTRATOR})
            )
        )
    with pytest.raises(NotAllowed):
        staff.set_password(
            SetPassword(operator_id=ADMINISTRATOR.id, password="шынар-терек", by=AHMETOVA.id)
        )

    assert staff.store.actions == []


def test_an_administrator_whose_login_was_closed_meanwhile_changes_nobody(staff: Staff) -> None:
    staff.change(ADMINISTRATOR, active=False)

    with pytest.raises(NotAllowed):
        staff.add_operator(ADD)
    with pytest.raises(NoSuchOperator):
        staff.add_operator(replace(ADD, by=NOBODY))


def test_a_person_changes_name_roles_and_language_and_keeps_the_login(staff: Staff) -> None:
    changed = staff.change_operator(
        ChangeOperator(
            operator_id=AHMETOVA.id,
            by=ADMINISTRATOR.id,
            full_name="Серікбай А. Б.",
            roles=frozenset({Role.SENIOR}),
            language="kk",
        )
    )

    assert changed == replace(
        AHMETOVA, full_name="Серікбай А. Б.", roles=frozenset({Role.SENIOR}), language="kk"
    )
    assert staff.store.tables.operators[AHMETOVA.id] == changed


def test_the_last_administrator_stays(staff: Staff) -> None:
    same = ChangeOperator(operator_id=ADMINISTRATOR.id, by=ADMINISTRATOR.id)
    for command in (replace(same, active=False), replace(same, roles=AHMETOVA.roles)):
        with pytest.raises(LastAdministrator):
            staff.change_operator(command)

    assert staff.store.tables.operators[ADMINISTRATOR.id] == ADMINISTRATOR


def test_nobody_is_changed_who_is_not_there(staff: Staff) -> None:
    with pytest.raises(NoSuchOperator):
        staff.change_operator(ChangeOperator(operator_id=NOBODY, by=ADMINISTRATOR.id))
    with pytest.raises(NoSuchOperator):
        staff.set_password(
            SetPassword(operator_id=NOBODY, password="шынар-терек", by=ADMINISTRATOR.id)
        )


def test_an_unfit_password_leaves_the_old_one(staff: Staff) -> None:
    with pytest.raises(PasswordTooShort):
        staff.set_password(
            SetPassword(operator_id=AHMETOVA.id, password="қысқа", by=ADMINISTRATOR.id)
        )

    assert staff.signs_in().operator == AHMETOVA
