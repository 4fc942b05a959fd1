"""Where the operator was is there after a kill, and goes with the draft."""

from __future__ import annotations

from db.places import SqlPlaces
from operator_app.domain.places import Place
from tests.db.builders import Store, an_application


def test_a_place_is_read_back_as_it_was_last_remembered(store: Store) -> None:
    places = SqlPlaces(store.engine)
    case = an_application()
    with store.units() as unit:
        unit.applications.add(case)
        unit.commit()
    places.remember(Place(case_id=case.id, step="consent"))
    last = Place(
        case_id=case.id, step="applicant", focus="applicant_surname", typed={"surname": "Құрм"}
    )
    places.remember(last)

    assert places.recall(case.id) == last


def test_a_case_nobody_was_in_has_no_place(store: Store) -> None:
    assert SqlPlaces(store.engine).recall("nobody") is None


def test_a_discarded_draft_takes_its_place_along_and_gets_no_new_one(store: Store) -> None:
    places = SqlPlaces(store.engine)
    case = an_application()
    with store.units() as unit:
        unit.applications.add(case)
        unit.commit()
    place = Place(case_id=case.id, step="consent", typed={"number": "740817"})
    places.remember(place)
    with store.units() as unit:
        unit.applications.remove(case.id)
        unit.commit()
    places.remember(place)

    assert places.recall(case.id) is None
