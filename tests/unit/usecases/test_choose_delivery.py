"""How the request goes to the provider is chosen before it is signed, and never after."""

from __future__ import annotations

import pytest

from operator_app.domain.applications import DeliveryWay, SignedAlready, State
from operator_app.usecases.choose_delivery import ChooseDelivery, ChooseDeliveryHandler
from operator_app.usecases.rules import NoSuchCase
from tests.support.fakes import FakeStore
from tests.support.window_cases import a_draft, an_accepted


def test_the_chosen_way_is_kept() -> None:
    store, draft = FakeStore(), a_draft()
    store.tables.applications[draft.id] = draft
    saved = ChooseDeliveryHandler(store)(
        ChooseDelivery(application_id=draft.id, way=DeliveryWay.COURIER)
    )

    assert saved.delivery_way is DeliveryWay.COURIER
    assert store.tables.applications[draft.id].delivery_way is DeliveryWay.COURIER


def test_the_same_way_again_saves_nothing() -> None:
    store, draft = FakeStore(), a_draft()
    store.tables.applications[draft.id] = draft
    saved = ChooseDeliveryHandler(store)(
        ChooseDelivery(application_id=draft.id, way=draft.delivery_way)
    )

    assert saved.version == draft.version


def test_after_the_signature_nothing_is_chosen_any_more() -> None:
    store, accepted = FakeStore(), an_accepted()
    store.tables.applications[accepted.id] = accepted

    assert accepted.state is State.ACCEPTED
    with pytest.raises(SignedAlready):
        ChooseDeliveryHandler(store)(
            ChooseDelivery(application_id=accepted.id, way=DeliveryWay.COURIER)
        )


def test_a_case_that_is_not_there_is_said_so() -> None:
    with pytest.raises(NoSuchCase):
        ChooseDeliveryHandler(FakeStore())(
            ChooseDelivery(application_id=a_draft().id, way=DeliveryWay.COURIER)
        )
