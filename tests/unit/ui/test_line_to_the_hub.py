"""Whether there is a line to the hub: what the window believes between two looks at it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import pytest

from operator_app.bootstrap.desk import Desk
from operator_app.bootstrap.rooms import TrainingRoom
from operator_app.gateways.hub_http import HubUnreachable
from ui.runtime.lanes import InlineLane
from ui.runtime.speech import Speech


class Hub:
    """Lets a test look on while it is asked."""

    def __init__(self) -> None:
        self.asked: Callable[[], None] = lambda: None

    def health(self) -> None:
        self.asked()


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def desk(hub: Hub) -> Desk:
    lane = InlineLane()
    workplace = SimpleNamespace(outside=SimpleNamespace(hub=hub), push=lambda: None)
    return Desk(
        room=cast("TrainingRoom", SimpleNamespace(workplace=workplace, sync=None)),
        database=lane,
        hub=lane,
        work=lane,
        speech=Speech("ru"),
        print_pdf=lambda pdf, copies: None,
    )


def away() -> None:
    raise HubUnreachable(reason="made up")


def test_whoever_asks_a_registry_in_the_middle_of_a_look_is_not_offline(
    desk: Desk, hub: Hub
) -> None:
    seen: list[bool] = []
    hub.asked = lambda: seen.append(desk.online)

    assert desk.sync()
    assert seen == [True]
    assert desk.online


def test_a_look_in_vain_ends_the_line_and_the_next_brings_it_back(desk: Desk, hub: Hub) -> None:
    hub.asked = away
    with pytest.raises(HubUnreachable):
        desk.sync()
    assert not desk.online

    seen: list[bool] = []
    hub.asked = lambda: seen.append(desk.online)
    desk.sync()

    assert seen == [False]
    assert desk.online
