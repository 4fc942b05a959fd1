"""Who may do what, and whom the program will not keep."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from operator_app.domain.operators import (
    LastAdministrator,
    LoginUnusable,
    NameMissing,
    NameTooLong,
    NotAllowed,
    Operator,
    OperatorId,
    Page,
    Role,
    RoleMissing,
    checked,
    keep_an_administrator,
)
from operator_app.errors import RuleViolation

AHMETOVA = Operator(
    id=OperatorId("1"),
    login="ahmetova",
    full_name="Ахметова А. Б.",
    roles=frozenset({Role.OPERATOR}),
)
ADMINISTRATOR = replace(
    AHMETOVA, id=OperatorId("2"), login="admin", roles=frozenset({Role.ADMINISTRATOR})
)


def test_an_operator_opens_the_counter_and_nothing_else() -> None:
    assert AHMETOVA.pages == (
        Page.QUEUE,
        Page.INTAKE,
        Page.CASES,
        Page.COURIER,
        Page.ISSUE,
        Page.SHIFT,
        Page.SYNC,
    )


def test_supervision_is_for_the_supervisor_and_administration_for_the_administrator() -> None:
    opens = {
        role: set(replace(AHMETOVA, roles=frozenset({role})).pages)
        & {Page.SUPERVISION, Page.ADMINISTRATION}
        for role in Role
    }

    assert opens == {
        Role.OPERATOR: set(),
        Role.SENIOR: set(),
        Role.SUPERVISOR: {Page.SUPERVISION},
        Role.ADMINISTRATOR: {Page.ADMINISTRATION},
    }


def test_roles_add_up_in_the_order_of_the_navigation() -> None:
    both = replace(AHMETOVA, roles=frozenset({Role.ADMINISTRATOR, Role.SENIOR}))

    assert both.pages[0] is Page.QUEUE
    assert both.pages[-1] is Page.ADMINISTRATION


def test_a_page_of_another_role_or_a_closed_login_is_not_obeyed() -> None:
    with pytest.raises(NotAllowed):
        AHMETOVA.allowed(Page.ADMINISTRATION)
    with pytest.raises(NotAllowed):
        replace(AHMETOVA, active=False).allowed(Page.INTAKE)

    assert AHMETOVA.allowed(Page.INTAKE) is AHMETOVA


def test_a_login_is_kept_in_small_letters_and_a_name_in_single_spaces() -> None:
    kept = checked(replace(AHMETOVA, login="  A.Ahmetova-2 ", full_name=" Ахметова \n А.  Б. "))

    assert (kept.login, kept.full_name) == ("a.ahmetova-2", "Ахметова А. Б.")


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"login": "ахметова"}, LoginUnusable),
        ({"login": ""}, LoginUnusable),
        ({"login": "..."}, LoginUnusable),
        ({"login": "a b"}, LoginUnusable),
        ({"login": "a" * 41}, LoginUnusable),
        ({"full_name": " \t"}, NameMissing),
        ({"full_name": "Я" * 101}, NameTooLong),
        ({"roles": frozenset()}, RoleMissing),
    ],
)
def test_what_papers_and_the_journal_could_not_bear_is_refused(
    changes: dict[str, Any], refused: type[RuleViolation]
) -> None:
    with pytest.raises(refused):
        checked(replace(AHMETOVA, **changes))


def test_somebody_can_always_let_people_in() -> None:
    keep_an_administrator([AHMETOVA, ADMINISTRATOR])

    with pytest.raises(LastAdministrator):
        keep_an_administrator([AHMETOVA, replace(ADMINISTRATOR, active=False)])
