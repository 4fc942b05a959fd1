"""Signing in and unlocking: nothing is given away, nothing is forgiven, nobody slips in."""

from __future__ import annotations

import pytest

from operator_app.domain.operators import Session
from operator_app.errors import Corrupted
from tests.support.hearing import SlowLane, heard
from tests.support.queue_desk import SESSION
from tests.support.sign_in_desk import MADE_UP, RIGHT, Door, a_lock, a_sign_in
from ui.pages.sign_in.password_gate import KeyboardHint, keyboard_hint
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")


class StoreTorn(Corrupted):
    code = "store.damaged"


def test_the_right_password_signs_in_at_the_chosen_window() -> None:
    door = Door()
    page = a_sign_in(door, Speech("ru"))
    entered = heard(page.signed_in)
    page.type_login(" ahmetova ")
    page.choose_window(2)
    page.submit(RIGHT)

    assert [one.window for one in entered if isinstance(one, Session)] == [2]
    assert page.state.login == ""


def test_a_window_that_is_not_there_cannot_be_chosen() -> None:
    page = a_sign_in(Door(), Speech("ru"))
    page.choose_window(99)

    assert page.state.window == 7


@pytest.mark.parametrize(("login", "password"), [("ahmetova", "no"), ("nobody", RIGHT)])
def test_a_refusal_never_says_which_part_was_wrong(login: str, password: str) -> None:
    page = a_sign_in(Door(), Speech("ru"))
    page.type_login(login)
    page.submit(password)

    assert page.state.gate.refusal.startswith("Неверный логин или пароль")
    assert page.state.gate.open


def test_each_try_empties_the_field() -> None:
    page = a_sign_in(Door(), Speech("ru"))
    page.type_login("ahmetova")
    before = page.state.gate.attempt
    page.submit("no")

    assert page.state.gate.attempt == before + 1


def test_nothing_is_asked_without_login_and_password() -> None:
    door = Door()
    page = a_sign_in(door, Speech("ru"))
    page.submit(RIGHT)
    page.type_login("ahmetova")
    page.submit("")

    assert door.asked == []


def test_after_too_many_tries_the_seconds_are_counted_down() -> None:
    door = Door()
    page = a_sign_in(door, Speech("ru"))
    page.type_login("ahmetova")
    for _ in range(6):
        page.submit("no")
    page.submit(RIGHT)
    asked = len(door.asked)
    door.seconds += 59.2
    page._gate.tick()
    almost = page.state.gate.wait_left
    door.seconds += 1
    page._gate.tick()

    assert asked == 6
    assert almost == 1
    assert page.state.gate.open


def test_a_held_enter_asks_once() -> None:
    door, lane = Door(), SlowLane()
    page = a_sign_in(door, Speech("ru"), lane)
    page.type_login("ahmetova")
    for _ in range(20):
        page.submit(RIGHT)
    lane.go_on()

    assert len(door.asked) == 1


def test_an_answer_for_somebody_who_has_left_lets_nobody_in() -> None:
    door, lane = Door(), SlowLane()
    page = a_sign_in(door, Speech("ru"), lane)
    entered = heard(page.signed_in)
    page.type_login("ahmetova")
    page.submit(RIGHT)
    page.reset()
    lane.go_on()

    assert entered == []


def test_a_torn_store_is_the_error_face_and_no_line_under_the_field() -> None:
    page = a_sign_in(Door(trouble=StoreTorn()), Speech("ru"))
    page.type_login("ahmetova")
    page.submit(RIGHT)

    assert page.state.gate.trouble is not None
    assert page.state.gate.refusal == ""


def test_a_bug_is_not_swallowed_and_the_field_is_free_again() -> None:
    page = a_sign_in(Door(trouble=LookupError("ours")), Speech("ru"))
    page.type_login("ahmetova")

    with pytest.raises(LookupError):
        page.submit(RIGHT)
    assert page.state.gate.open


def test_the_refusal_follows_the_language() -> None:
    speech = Speech("ru")
    page = a_sign_in(Door(), speech)
    page.type_login("ahmetova")
    page.submit("no")
    speech.set_language("kk")

    assert page.state.gate.refusal.startswith("Логин немесе құпиясөз")


def test_in_training_one_press_signs_in() -> None:
    page = a_sign_in(Door(), Speech("ru"), made_up=MADE_UP)
    entered = heard(page.signed_in)
    page.choose_made_up("ahmetova")

    assert len(entered) == 1


def test_outside_of_training_nobody_is_made_up() -> None:
    door = Door()
    a_sign_in(door, Speech("ru")).choose_made_up("ahmetova")

    assert door.asked == []


@pytest.mark.parametrize(
    ("typed", "shift", "hint"),
    [
        ("a", False, None),
        ("A", True, None),
        ("A", False, KeyboardHint.CAPS),
        ("a", True, KeyboardHint.CAPS),
        ("ф", False, KeyboardHint.LAYOUT),
        ("7", False, None),
        ("\t", False, None),
        ("", False, None),
    ],
)
def test_a_key_hints_at_caps_lock_and_layout(
    typed: str, shift: bool, hint: KeyboardHint | None
) -> None:
    assert keyboard_hint(typed, shift=shift) is hint


def test_the_same_person_unlocks_the_same_session() -> None:
    door = Door()
    lock = a_lock(door, Speech("ru"))
    opened = heard(lock.unlocked)
    lock.lock(SESSION)
    lock.unlock(RIGHT)

    assert opened == [SESSION]
    assert not lock.state.locked
    assert (door.asked[0].login, door.asked[0].window) == ("ahmetova", 7)


def test_a_wrong_password_leaves_it_locked() -> None:
    lock = a_lock(Door(), Speech("ru"))
    opened = heard(lock.unlocked)
    lock.lock(SESSION)
    lock.unlock("no")

    assert opened == []
    assert lock.state.locked
    assert lock.state.gate.refusal


def test_another_person_leaves_the_lock_for_the_first_page() -> None:
    lock = a_lock(Door(), Speech("ru"))
    left: list[bool] = []
    lock.another_person.connect(lambda: left.append(True))
    lock.lock(SESSION)
    lock.leave()
    lock.unlock(RIGHT)

    assert left == [True]
    assert lock.state.full_name == ""


def test_an_answer_after_leaving_unlocks_nothing() -> None:
    door, lane = Door(), SlowLane()
    lock = a_lock(door, Speech("ru"), lane)
    opened = heard(lock.unlocked)
    lock.lock(SESSION)
    lock.unlock(RIGHT)
    lock.leave()
    lock.close()
    lane.go_on()

    assert opened == []


def test_locking_twice_is_locking_once() -> None:
    lock = a_lock(Door(), Speech("ru"))
    lock.lock(SESSION)
    lock.unlock("no")
    lock.lock(SESSION)

    assert lock.state.gate.refusal
