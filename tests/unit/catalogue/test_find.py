"""Which edition applies: by the region of the center and the day of acceptance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.catalogue import (
    ActNotInForce,
    Catalogue,
    ServiceNotInRegion,
    UnknownEdition,
    UnknownRegion,
    UnknownService,
)
from resources.load import load_catalogue

CATALOGUE = load_catalogue()
CERTIFICATE = "guardianship_certificate"
DAY = timedelta(days=1)


def test_the_first_and_the_last_day_in_force_belong_to_the_edition() -> None:
    for record in CATALOGUE.services:
        for day in (record.valid_from, record.valid_to):
            found = CATALOGUE.find(service=record.service, region=record.region, on=day)
            assert found is record


def test_the_day_before_and_the_day_after_name_the_days_in_force() -> None:
    for record in CATALOGUE.services:
        for day in (record.valid_from - DAY, record.valid_to + DAY):
            with pytest.raises(ActNotInForce) as refusal:
                CATALOGUE.find(service=record.service, region=record.region, on=day)
            assert refusal.value.details["on"] == day.isoformat()
            assert f"{record.valid_from}/{record.valid_to}" in str(refusal.value)


def test_an_unknown_region_is_named() -> None:
    with pytest.raises(UnknownRegion, match="atlantis"):
        CATALOGUE.find(service=CERTIFICATE, region="atlantis", on=date(2018, 2, 6))


def test_an_unknown_service_is_named() -> None:
    with pytest.raises(UnknownService, match="dog_licence"):
        CATALOGUE.find(service="dog_licence", region="almaty", on=date(2018, 2, 6))


def test_a_service_that_the_region_has_not_is_refused() -> None:
    with pytest.raises(ServiceNotInRegion, match="zhambyl"):
        CATALOGUE.find(service=CERTIFICATE, region="zhambyl", on=date(2018, 2, 6))


def _with_a_confirmed_edition(from_day: date) -> tuple[Catalogue, str]:
    """The catalogue in which the certificate of Almaty got a new edition on ``from_day``."""
    old = CATALOGUE.find(service=CERTIFICATE, region="almaty", on=from_day)
    new = replace(old, edition=f"{old.edition}:2", valid_from=from_day)
    ended = replace(old, valid_to=from_day - DAY)
    rest = tuple(record for record in CATALOGUE.services if record is not old)
    return replace(CATALOGUE, services=(*rest, ended, new)), new.edition


@given(
    change=st.dates(date(2017, 12, 2), date(2020, 9, 29)),
    on=st.dates(date(2017, 12, 1), date(2020, 9, 29)),
)
def test_on_every_day_one_edition_applies(change: date, on: date) -> None:
    catalogue, new = _with_a_confirmed_edition(change)

    record = catalogue.find(service=CERTIFICATE, region="almaty", on=on)

    assert record.valid_from <= on <= record.valid_to
    assert (record.edition == new) == (on >= change)


def test_an_old_case_keeps_its_edition_after_a_newer_one() -> None:
    catalogue, new = _with_a_confirmed_edition(date(2019, 1, 1))
    first = CATALOGUE.services[0].edition

    assert catalogue.edition(first).valid_to == date(2018, 12, 31)
    assert catalogue.edition(new).valid_from == date(2019, 1, 1)


def test_an_edition_that_is_not_here_is_named() -> None:
    with pytest.raises(UnknownEdition, match="lost-edition"):
        CATALOGUE.edition("lost-edition")


def test_six_records_are_accepted_at_a_counter() -> None:
    counters = {
        (record.region, record.service) for record in CATALOGUE.services if record.at_counter
    }

    assert len(counters) == 6
    assert ("sko_zhambyl_district", CERTIFICATE) in counters
    assert len([region for region, _ in counters if region == "almaty"]) == 5


def test_a_row_is_found_by_its_code() -> None:
    record = CATALOGUE.services[0]

    assert record.requirement("identity_document") is record.requirements[1]
    assert record.requirement("passport_of_a_dog") is None


def test_the_list_of_2012_keeps_the_two_rows_that_later_lists_have_not() -> None:
    old = CATALOGUE.find(service=CERTIFICATE, region="sko_zhambyl_district", on=date(2013, 3, 1))
    new = CATALOGUE.find(service=CERTIFICATE, region="almaty", on=date(2018, 3, 1))
    gone = {row.code for row in old.requirements} - {row.code for row in new.requirements}

    assert gone == {"guardianship_decision_copy", "address_certificate"}
    assert (old.documents_paragraph, new.documents_paragraph) == (11, 9)
    assert old.receipt_after_registration
    assert old.term.basis == "table2"


def test_a_text_without_kazakh_is_shown_in_russian() -> None:
    step = CATALOGUE.services[0].steps5[0]
    title = CATALOGUE.wordings_of("refusal_receipt")["title"]

    assert step.action["kk"] == step.action["ru"]
    assert title["kk"] == "Құжаттарды қабылдаудан бас тарту туралы қолхат"
    assert title["ru"] == "Расписка об отказе в приеме документов"
