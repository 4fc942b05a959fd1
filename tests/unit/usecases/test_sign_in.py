"""Process 1: who gets in, who waits, and what nobody learns."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.operators import NoSuchWindow, Window
from operator_app.domain.passwords import FREE_TRIES, MustWait, NotActive, WrongPassword
from operator_app.usecases.sign_in import SignIn
from tests.unit.usecases.staff import AHMETOVA, PASSWORD, Staff

MINUTE = timedelta(minutes=1)


@pytest.fixture
def staff() -> Staff:
    return Staff()


def spoil(staff: Staff, times: int, login: str = "ahmetova") -> None:
    for _ in range(times):
        with pytest.raises(WrongPassword):
            staff.signs_in(login=login, password="wrong")


def test_the_right_password_opens_the_window(staff: Staff) -> None:
    session = staff.signs_in(login=" Ahmetova ")

    assert (session.operator, session.window, session.center) == (AHMETOVA, 7, "002")
    assert session.region == "almaty"
    assert session.actor == "Ахметова А. Б."
    assert staff.store.actions == ["sign_in.done"]
    assert staff.store.tables.signed_in == {AHMETOVA.id: staff.at}


def test_nothing_tells_a_wrong_login_from_a_wrong_password(staff: Staff) -> None:
    with pytest.raises(WrongPassword) as wrong_password:
        staff.signs_in(password="wrong")
    with pytest.raises(WrongPassword) as wrong_login:
        staff.signs_in(login="nobody")

    assert wrong_password.value.details == wrong_login.value.details == {}
    assert staff.hashes.verified[1] is None
    assert len(staff.hashes.verified) == 2


def test_what_was_typed_instead_of_a_login_is_kept_nowhere(staff: Staff) -> None:
    spoil(staff, 1, login="my secret password")

    assert "secret" not in repr(staff.store.tables)


def test_a_command_does_not_show_its_password() -> None:
    assert PASSWORD not in repr(SignIn(login="a", password=PASSWORD, window=1))


def test_after_five_wrong_passwords_even_the_right_one_waits(staff: Staff) -> None:
    spoil(staff, FREE_TRIES)
    with pytest.raises(MustWait) as refused:
        staff.signs_in()

    assert refused.value.details == {"seconds": 60}
    assert len(staff.hashes.verified) == FREE_TRIES


def test_a_restart_and_a_clock_set_back_forgive_nothing(staff: Staff) -> None:
    spoil(staff, FREE_TRIES)
    staff.restart()
    staff.at -= timedelta(days=1)
    with pytest.raises(MustWait):
        staff.signs_in()
    staff.at += MINUTE

    assert staff.signs_in().operator == AHMETOVA


def test_a_login_that_does_not_exist_waits_as_any_other(staff: Staff) -> None:
    spoil(staff, FREE_TRIES, login="nobody")

    with pytest.raises(MustWait):
        staff.signs_in(login="nobody")


def test_one_persons_wrong_tries_keep_nobody_else_out(staff: Staff) -> None:
    spoil(staff, FREE_TRIES)

    assert staff.signs_in(login="admin").operator.login == "admin"


def test_a_success_forgives_the_tries_before_it(staff: Staff) -> None:
    spoil(staff, FREE_TRIES - 1)
    staff.signs_in()
    spoil(staff, FREE_TRIES)

    with pytest.raises(MustWait):
        staff.signs_in()


def test_a_program_killed_while_it_checks_has_used_up_the_try(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(hashed: str | None, password: str) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(staff.hashes, "verify", killed)
    for _ in range(FREE_TRIES):
        with pytest.raises(KeyboardInterrupt):
            staff.signs_in(password="wrong")

    with pytest.raises(MustWait):
        staff.signs_in()


def test_a_closed_login_is_told_to_its_owner_only(staff: Staff) -> None:
    staff.change(AHMETOVA, active=False)

    with pytest.raises(WrongPassword):
        staff.signs_in(password="wrong")
    with pytest.raises(NotActive):
        staff.signs_in()


@pytest.mark.parametrize("window", [0, 9])
def test_nobody_sits_down_at_a_window_that_is_not_there(staff: Staff, window: int) -> None:
    with pytest.raises(NoSuchWindow):
        staff.signs_in(window=window)


def test_nobody_sits_down_at_a_closed_window(staff: Staff) -> None:
    closed = Window(center="002", number=8, region="almaty", active=False)
    staff.store.tables.windows[8] = closed

    with pytest.raises(NoSuchWindow):
        staff.signs_in(window=8)


def test_a_hash_of_older_parameters_is_made_anew_at_the_next_use(staff: Staff) -> None:
    staff.hashes.version = 2
    staff.signs_in()

    assert staff.store.tables.passwords[AHMETOVA.id].startswith("2:")
    assert staff.signs_in().operator == AHMETOVA


@given(
    st.lists(
        st.tuples(st.integers(0, 70), st.integers(0, 3600), st.booleans()), min_size=6, max_size=25
    )
)
def test_no_sequence_of_wrong_passwords_gets_more_than_five_quick_tries(
    steps: list[tuple[int, int, bool]],
) -> None:
    """Seconds pass, the clock is set back, the program is restarted, as somebody likes."""
    staff, passed, checked = Staff(), 0, list[int]()
    for seconds, set_back, restarted in steps:
        passed += seconds
        staff.at += timedelta(seconds=seconds - set_back)
        if restarted:
            staff.restart()
        with pytest.raises((WrongPassword, MustWait)) as refused:
            staff.signs_in(password="wrong")
        if refused.type is WrongPassword:
            checked.append(passed)

    assert len(staff.hashes.verified) == len(checked)
    late = zip(checked[FREE_TRIES - 1 :], checked[FREE_TRIES:], strict=False)
    assert all(later - earlier >= 60 for earlier, later in late)
