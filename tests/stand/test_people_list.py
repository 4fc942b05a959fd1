"""``tereze-stand people``: enough made-up people of every kind, in families."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from operator_app.domain.people import parse_iin
from stand.__main__ import main
from stand.people import Kind, all_people
from stand.pki import OPERATOR_IIN

LETTERS = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
KEYS = {"iin", "kind", "surname", "name", "patronymic", "born_on", "family"}


def test_the_command_prints_at_least_200_people(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code = main(["people"])
    people = json.loads(capsysbinary.readouterr().out)

    assert code == 0
    assert len({person["iin"] for person in people}) == len(people) >= 200
    assert all(parse_iin(person["iin"]).value and person.keys() >= KEYS for person in people)


def test_there_are_enough_of_every_kind() -> None:
    kinds = Counter(person.kind for person in all_people())

    assert kinds[Kind.LIVING] >= 60
    assert kinds[Kind.MINOR] >= 40
    assert all(kinds[kind] >= 10 for kind in Kind)


def test_children_stand_on_both_sides_of_the_days_of_the_law() -> None:
    born = {person.born_on for person in all_people() if person.kind is Kind.MINOR}

    assert {date(2007, 8, 12), date(2007, 8, 13), date(2008, 2, 6), date(2008, 2, 7)} <= born


def test_parents_are_adults_when_their_children_are_born() -> None:
    people = {person.iin: person for person in all_people()}
    for child in (person for person in people.values() if person.parents):
        for iin in child.parents:
            assert people[iin].kind is Kind.LIVING
            assert child.iin in people[iin].children
            assert people[iin].family == child.family
            assert child.born_on.year - people[iin].born_on.year >= 18


def test_only_the_mismatched_disagree_with_their_digits() -> None:
    for person in all_people():
        if person.kind is Kind.FOREIGNER:
            continue
        facts = parse_iin(person.iin)
        agrees = (
            person.born_on in facts.born_on_candidates and (person.iin[6] in "135") == person.male
        )
        assert agrees == (person.kind is not Kind.MISMATCH)


def test_all_letters_of_the_kazakh_alphabet_stand_in_the_names() -> None:
    names = "".join(one.surname + one.name + one.patronymic for one in all_people())

    assert set(LETTERS) <= set(names)


def test_the_operator_is_none_of_them() -> None:
    assert OPERATOR_IIN not in {person.iin for person in all_people()}
    assert parse_iin(OPERATOR_IIN).value == OPERATOR_IIN


def test_the_list_is_the_same_every_time() -> None:
    assert all_people() == all_people()


@pytest.mark.parametrize("command", ["powers", "organisations"])
def test_the_other_lists_are_json_too(
    capsysbinary: pytest.CaptureFixture[bytes], command: str
) -> None:
    assert main([command]) == 0
    assert json.loads(capsysbinary.readouterr().out)


def test_ncalayer_says_that_it_comes_later(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ncalayer"]) == 2
    assert "not there yet" in capsys.readouterr().err
