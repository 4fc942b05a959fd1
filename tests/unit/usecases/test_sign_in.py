"""People and passwords: who may do what, how often, and what is written down of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.operators import (
    LastAdministrator,
    LoginTaken,
    LoginUnusable,
    NameMissing,
    NoSuchOperator,
    NoSuchWindow,
    NotAllowed,
    OperatorId,
    Page,
    Role,
    RoleMissing,
)
from operator_app.domain.passwords import (
    LONGEST_WAIT,
    MustWait,
    NotActive,
    PasswordIsLogin,
    PasswordTooLong,
    PasswordTooShort,
    Tries,
    WrongPassword,
)
from operator_app.usecases.add_operator import AddOperator
from operator_app.usecases.change_operator import ChangeOperator
from operator_app.usecases.set_password import SetPassword
from tests.unit.usecases.counter import AT
from tests.unit.usecases.staff import ADMIN, NOBODY, OPERATOR, PASSWORD, Center


@pytest.fixture
def center() -> Center:
    return Center()


class TestSignIn:
    def test_the_right_password_opens_the_window(self, center: Center) -> None:
        session = center.sign_in(" AKHMETOVA ")

        assert session.operator.id == OPERATOR
        assert session.actor == "Т. akhmetova"
        assert (session.center, session.window, session.region) == ("002", 7, "almaty")
        assert center.store.actions == ["sign_in.done"]
        assert center.store.tables.signed_in == {OPERATOR: AT}

    @pytest.mark.parametrize("login", ["akhmetova", "nobody"])
    def test_a_wrong_one_does_not_say_what_was_wrong(self, center: Center, login: str) -> None:
        with pytest.raises(WrongPassword) as caught:
            center.sign_in(login, "wrong password")

        assert caught.value.details == {}
        assert center.store.actions == ["sign_in.wrong"]

    def test_what_was_typed_is_never_kept(self, center: Center) -> None:
        with pytest.raises(WrongPassword):
            center.sign_in(PASSWORD, "akhmetova")

        assert PASSWORD not in repr(center.store.tables.audit)
        assert PASSWORD not in repr(center.store.tables.tries)

    def test_the_sixth_try_must_wait_and_the_right_one_forgives(self, center: Center) -> None:
        for _ in range(5):
            with pytest.raises(WrongPassword):
                center.sign_in(password="wrong password")
        with pytest.raises(MustWait) as caught:
            center.sign_in()
        center.at += timedelta(minutes=1)
        center.sign_in()

        assert caught.value.details == {"seconds": 60}
        assert set(center.store.tables.tries.values()) == {Tries()}

    def test_a_clock_set_back_forgives_nothing(self, center: Center) -> None:
        for _ in range(5):
            with pytest.raises(WrongPassword):
                center.sign_in(password="wrong password")
        center.at -= timedelta(days=400)
        with pytest.raises(MustWait) as caught:
            center.sign_in()

        assert caught.value.details == {"seconds": 60}

    def test_a_closed_login_is_told_to_who_knows_the_password(self, center: Center) -> None:
        center.change(ChangeOperator(operator_id=OPERATOR, by=ADMIN, active=False))
        with pytest.raises(NotActive):
            center.sign_in()

    @pytest.mark.parametrize("window", [8, 9], ids=["unknown", "closed"])
    def test_only_at_a_window_that_works(self, center: Center, window: int) -> None:
        with pytest.raises(NoSuchWindow):
            center.sign_in(window=window)

    def test_an_old_hash_is_renewed_at_its_next_use(self, center: Center) -> None:
        center.store.tables.passwords[OPERATOR] = f"old:{PASSWORD}"
        center.sign_in()

        assert center.store.tables.passwords[OPERATOR] == f"new:{PASSWORD}"

    @given(st.integers(0, 60))
    def test_the_wait_grows_and_has_an_end(self, failed: int) -> None:
        tries = Tries(failed=failed, last_at=AT)
        after = tries.one_more(AT)

        assert timedelta() <= tries.pause <= after.pause <= LONGEST_WAIT
        assert tries.wait(AT + tries.pause) == timedelta()


class TestPeople:
    def adding(self, **changes: object) -> AddOperator:
        command = AddOperator(
            operator_id=OperatorId("o-2"),
            login="Serikova",
            full_name="  Б.   Серікова ",
            roles=frozenset({Role.OPERATOR, Role.SUPERVISOR}),
            by=ADMIN,
        )
        return replace(command, **changes)  # type: ignore[arg-type]  # any field, by name

    def test_a_person_is_added_once(self, center: Center) -> None:
        added = center.add(self.adding())

        assert (added.login, added.full_name) == ("serikova", "Б. Серікова")
        assert center.add(self.adding()) == added
        assert center.store.actions == ["operator.add"]
        assert added.pages[0] is Page.QUEUE
        assert added.pages[-1] is Page.SUPERVISION

    @pytest.mark.parametrize(
        ("changes", "refused_as"),
        [
            ({"login": "akhmetova"}, LoginTaken),
            ({"login": "серікова"}, LoginUnusable),
            ({"login": "s" * 41}, LoginUnusable),
            ({"full_name": "  "}, NameMissing),
            ({"roles": frozenset()}, RoleMissing),
            ({"by": OPERATOR}, NotAllowed),
            ({"by": NOBODY}, NoSuchOperator),
        ],
    )
    def test_who_cannot_be_added_is_not(
        self, center: Center, changes: dict[str, object], refused_as: type[Exception]
    ) -> None:
        with pytest.raises(refused_as):
            center.add(self.adding(**changes))

        assert OperatorId("o-2") not in center.store.tables.operators
        assert center.store.actions == []

    def test_a_change_is_audited_by_the_administrators_name(self, center: Center) -> None:
        center.change(
            ChangeOperator(
                operator_id=OPERATOR,
                by=ADMIN,
                full_name="А. Серікова",
                roles=frozenset({Role.SENIOR}),
                language="kk",
            )
        )
        row = center.store.tables.audit[-1]

        assert center.person(OPERATOR).language == "kk"
        assert row.actor == "Т. admin"
        assert row.details["renamed"] is True

    def test_nothing_said_changes_nothing(self, center: Center) -> None:
        before = center.person(OPERATOR)

        assert center.change(ChangeOperator(operator_id=OPERATOR, by=ADMIN)) == before

    @pytest.mark.parametrize("taken", [{"active": False}, {"roles": frozenset({Role.OPERATOR})}])
    def test_the_last_administrator_stays(self, center: Center, taken: dict[str, object]) -> None:
        command = ChangeOperator(operator_id=ADMIN, by=ADMIN)
        with pytest.raises(LastAdministrator):
            center.change(replace(command, **taken))  # type: ignore[arg-type]  # by name

    def test_somebody_who_is_not_there_is_not_changed(self, center: Center) -> None:
        with pytest.raises(NoSuchOperator):
            center.change(ChangeOperator(operator_id=NOBODY, by=ADMIN))
        with pytest.raises(NoSuchOperator):
            center.set_password(SetPassword(operator_id=NOBODY, password=PASSWORD, by=ADMIN))

    def test_a_password_is_set_and_only_that_it_was_is_written(self, center: Center) -> None:
        center.set_password(SetPassword(operator_id=OPERATOR, password="жаңа құпия сөз", by=ADMIN))

        assert center.sign_in(password="жаңа құпия сөз").operator.id == OPERATOR
        assert "құпия" not in repr(center.store.tables.audit)

    @pytest.mark.parametrize(
        ("password", "refused_as"),
        [
            ("short", PasswordTooShort),
            ("x" * 201, PasswordTooLong),
            (" Akhmetova", PasswordIsLogin),
        ],
    )
    def test_a_password_that_anybody_would_guess_is_refused(
        self, center: Center, password: str, refused_as: type[Exception]
    ) -> None:
        with pytest.raises(refused_as):
            center.set_password(SetPassword(operator_id=OPERATOR, password=password, by=ADMIN))

        assert center.store.tables.passwords[OPERATOR] == f"new:{PASSWORD}"
