"""How often a password may be tried, whatever the clock does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.passwords import (
    FREE_TRIES,
    LONGEST_WAIT,
    PasswordIsLogin,
    PasswordTooLong,
    PasswordTooShort,
    Tries,
    fit,
)

AT = datetime(2018, 2, 6, 4, 20, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def after(failed: int) -> Tries:
    return Tries(failed=failed, last_at=AT)


def test_five_tries_are_free() -> None:
    tries = Tries()
    for _ in range(FREE_TRIES):
        assert tries.wait(AT) == timedelta()
        tries = tries.one_more(AT)

    assert tries.wait(AT) == MINUTE


@pytest.mark.parametrize(
    ("failed", "minutes"), [(4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (10, 15), (10**9, 15)]
)
def test_waits_double_up_to_a_quarter_of_an_hour(failed: int, minutes: int) -> None:
    assert after(failed).wait(AT) == minutes * MINUTE


def test_a_wait_ends_by_itself() -> None:
    assert after(6).wait(AT + 2 * MINUTE - timedelta(seconds=1)) == timedelta(seconds=1)
    assert after(6).wait(AT + 2 * MINUTE) == timedelta()


def test_a_clock_set_back_begins_the_wait_anew_and_no_longer_one() -> None:
    yesterday = AT - timedelta(days=1)

    assert after(6).seen(yesterday).wait(yesterday) == 2 * MINUTE
    assert after(6).seen(yesterday).wait(yesterday + 2 * MINUTE) == timedelta()


def test_a_clock_that_was_years_ahead_locks_nobody_out_for_years() -> None:
    ahead = Tries(failed=9, last_at=AT + timedelta(days=3650))

    assert ahead.seen(AT).wait(AT) == LONGEST_WAIT


@given(
    st.lists(
        st.tuples(
            st.integers(0, 90).map(lambda seconds: timedelta(seconds=seconds)),
            st.integers(0, 7200).map(lambda seconds: timedelta(seconds=seconds)),
        ),
        max_size=60,
    )
)
def test_no_sequence_of_wrong_passwords_gets_more_than_five_quick_tries(
    steps: list[tuple[timedelta, timedelta]],
) -> None:
    """Time passes honestly; the clock on the machine may be set back before each try."""
    tries, passed, set_back = Tries(), timedelta(), timedelta()
    checked: list[timedelta] = []
    for elapsed, back in steps:
        passed, set_back = passed + elapsed, set_back + back
        shown = AT + passed - set_back
        tries = tries.seen(shown)
        if tries.wait(shown):
            continue
        checked.append(passed)
        tries = tries.one_more(shown)

    late = zip(checked[FREE_TRIES - 1 :], checked[FREE_TRIES:], strict=False)
    assert all(later - earlier >= MINUTE for earlier, later in late)


@given(st.integers(0, 40), st.datetimes(timezones=st.just(UTC)))
def test_no_wait_is_longer_than_the_longest(failed: int, at: datetime) -> None:
    assert after(failed).seen(at).wait(at) <= LONGEST_WAIT


def test_a_password_of_several_words_is_fit() -> None:
    fit("алма орык жузим", "ahmetova")


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("қысқа", PasswordTooShort),
        ("а" * 201, PasswordTooLong),
        (" Ahmetova ", PasswordIsLogin),
    ],
)
def test_a_password_that_anybody_would_guess_is_refused(
    password: str, refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        fit(password, "ahmetova")
