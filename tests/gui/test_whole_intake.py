"""The whole intake by keyboard alone and by mouse alone, on the window of ``dev.py run``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from operator_app.bootstrap.rooms import TrainingRoom, open_training_room
from operator_app.domain.applications import Application, Delivery, RegistryState, State
from tests.support.intake_by_keys import IntakeByKeys
from tests.support.intake_by_mouse import IntakeByMouse
from tests.support.training_window import TrainingWindow, open_training_window, sample

FAMILY = ["құрманғазин ғалымжан", "құрманғазина үміт"]
KEYS = pytest.param(IntakeByKeys, id="keyboard")
MOUSE = pytest.param(IntakeByMouse, id="mouse")
MOUSE_TOO = pytest.param(IntakeByMouse, id="mouse", marks=pytest.mark.long)

OneHand = type[IntakeByKeys] | type[IntakeByMouse]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrainingRoom]:
    with open_training_room(tmp_path_factory.mktemp("training")) as opened:
        yield opened


@pytest.fixture
def at(room: TrainingRoom, qapp: QApplication) -> Iterator[TrainingWindow]:
    with open_training_window(room, qapp) as opened:
        yield opened


def family(case: Application) -> list[str]:
    """The registry writes names in capitals."""
    people = [case.applicant, *case.children]
    return [f"{one.surname} {one.name}".casefold() for one in people if one is not None]


@pytest.mark.parametrize("one_hand", [KEYS, MOUSE])
def test_one_hand_alone_brings_a_case_from_the_door_to_the_hub(
    at: TrainingWindow, one_hand: OneHand
) -> None:
    before = at.printed()
    hand = one_hand(at, sample("guardianship.json"))
    hand.sign_in()
    hand.call()
    hand.service()
    hand.consent()
    hand.applicant()
    hand.documents()
    hand.sign()
    hand.receipt()
    hand.dispatch()
    hand.end()
    hand.wait(lambda: at.newest().delivery is Delivery.ACKNOWLEDGED, "the hub's answer")
    stored = at.newest()

    assert stored.state is State.ACCEPTED
    assert family(stored) == FAMILY
    assert [check.state for check in stored.checks] == [RegistryState.FOUND]
    assert len(stored.documents) == 3
    assert len(at.printed()) == len(before) + 1
    assert hand.is_alone()


@pytest.mark.parametrize("one_hand", [KEYS, MOUSE_TOO])
def test_one_hand_alone_refuses_a_package_that_is_not_complete(
    at: TrainingWindow, one_hand: OneHand
) -> None:
    before = at.printed()
    hand = one_hand(at, sample("refused.json"))
    hand.sign_in()
    hand.call()
    hand.service()
    hand.consent()
    hand.applicant()
    hand.documents()
    hand.refuse()
    hand.end()
    stored = at.newest()

    assert stored.state is State.REFUSED_INCOMPLETE
    assert stored.refusal is not None
    assert stored.refusal.missing == ("child_birth_certificate",)
    assert len(at.printed()) == len(before) + 1
    assert hand.is_alone()
