"""``tereze catalogue list | show | export | check``."""

from __future__ import annotations

import pytest

from operator_app.cli.catalogue import BadDay
from operator_app.domain.catalogue import ActNotInForce
from tests.unit.catalogue.commands import answer


def test_list_names_every_service_with_its_days(capsys: pytest.CaptureFixture[str]) -> None:
    services = answer(capsys, "list")["services"]

    assert len(services) == 18
    assert services[0] == {
        "region": "almaty",
        "act": "4/457",
        "valid_from": "2017-12-01",
        "valid_to": "2020-09-29",
        "service": "guardianship_certificate",
        "name_ru": "Выдача справок по опеке и попечительству",
        "name_kk": "Қорғаншылық және қамқоршылық жөнінде анықтамалар беру",
        "edition": "almaty-2017-11-01-4/457:guardianship_certificate",
        "at_counter": True,
    }


def test_show_tells_the_service_as_it_applies_on_the_day(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = answer(
        capsys,
        *("show", "guardianship_certificate", "--region", "sko_zhambyl_district"),
        *("--on", "2013-03-01"),
    )

    assert shown["act"] == "386"
    assert shown["act_record"]["documents_paragraph"] == 11
    assert [step["n"] for step in shown["own_steps"]] == [1, 2, 3, 4, 5, 6, 7]
    assert set(shown["conditions"]) == {
        "child_born_before_2007_08_13_or_abroad",
        "submitted_by_representative",
    }
    assert shown["record"]["requirements"][0]["cites"]


def test_show_refuses_a_day_outside_the_act(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ActNotInForce):
        answer(
            capsys,
            *("show", "guardianship_certificate", "--region", "almaty", "--on", "2013-03-01"),
        )


def test_show_refuses_what_is_no_day(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadDay, match="yesterday"):
        answer(
            capsys,
            *("show", "guardianship_certificate", "--region", "almaty", "--on", "yesterday"),
        )
