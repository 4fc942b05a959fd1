"""Conditions of the catalogue: true, false and not known yet."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.conditions import (
    Answer,
    ChildFacts,
    ExpressionMalformed,
    KnownFacts,
    evaluate,
    parse_expression,
)

ON = date(2018, 2, 6)
VALUES: tuple[bool | None, ...] = (True, False, None)
BORN_BEFORE = {"any_child": {"child_born_before": "2007-08-13"}}
BEFORE_OR_ABROAD = {
    "any_child": {"any": [{"child_born_before": "2007-08-13"}, {"child_fact": "born_abroad"}]}
}
TEN_OR_OLDER = {"any_child": {"child_age_at_least": 10}}
EXPRESSIONS = st.recursive(
    st.sampled_from(["a", "b", "c"]).map(lambda code: {"fact": code}),
    lambda inner: st.one_of(
        inner.map(lambda part: {"not": part}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
    ),
    max_leaves=8,
)


def known(*children: ChildFacts, by_representative: bool = False, **facts: bool) -> KnownFacts:
    return KnownFacts(
        on=ON, by_representative=by_representative, facts=facts, children=tuple(children)
    )


def about(**facts: bool | None) -> KnownFacts:
    return known(**{code: value for code, value in facts.items() if value is not None})


def a_child(born_on: str | None = None, *, born_abroad: bool | None = None) -> ChildFacts:
    day = date.fromisoformat(born_on) if born_on else None
    return ChildFacts(born_on=day, born_abroad=born_abroad, label="child")


@pytest.mark.parametrize("value", VALUES)
def test_a_fact_is_what_is_known_of_it(value: bool | None) -> None:
    assert evaluate({"fact": "a"}, about(a=value)) == Answer(value)


@pytest.mark.parametrize(("value", "negated"), [(True, False), (False, True), (None, None)])
def test_not_turns_a_fact_round(value: bool | None, negated: bool | None) -> None:
    assert evaluate({"not": {"fact": "a"}}, about(a=value)) == Answer(negated)


@pytest.mark.parametrize(("a", "b"), list(product(VALUES, VALUES)))
def test_all_is_the_least_of_its_parts(a: bool | None, b: bool | None) -> None:
    expected = False if False in (a, b) else (None if None in (a, b) else True)

    assert evaluate({"all": [{"fact": "a"}, {"fact": "b"}]}, about(a=a, b=b)).value is expected


@pytest.mark.parametrize(("a", "b"), list(product(VALUES, VALUES)))
def test_any_is_the_greatest_of_its_parts(a: bool | None, b: bool | None) -> None:
    expected = True if True in (a, b) else (None if None in (a, b) else False)

    assert evaluate({"any": [{"fact": "a"}, {"fact": "b"}]}, about(a=a, b=b)).value is expected


@given(EXPRESSIONS, st.dictionaries(st.sampled_from("abc"), st.booleans()))
def test_what_is_settled_stays_settled_whatever_is_learnt(
    raw: dict[str, Any], facts: dict[str, bool]
) -> None:
    expression = parse_expression(raw)
    settled = expression.evaluate(known(**facts)).value
    unknown = [code for code in "abc" if code not in facts]

    learnt = {
        expression.evaluate(known(**facts, **dict(zip(unknown, values, strict=True)))).value
        for values in product((True, False), repeat=len(unknown))
    }

    assert settled is None or learnt == {settled}
    assert None not in learnt


@pytest.mark.parametrize("value", [True, False])
def test_who_stands_at_the_window_is_always_known(value: bool) -> None:
    raw = {"by_representative": True}

    assert evaluate(raw, known(by_representative=value)) == Answer(value)


def test_without_children_a_question_about_a_child_is_open() -> None:
    assert evaluate(BORN_BEFORE, known()) == Answer(None)


def test_one_child_is_enough_and_is_named() -> None:
    children = (a_child("2010-01-01"), a_child("2007-08-12"), a_child())

    assert evaluate(BORN_BEFORE, known(*children)) == Answer(True, (1,))


def test_a_child_not_known_keeps_the_question_open() -> None:
    assert evaluate(BORN_BEFORE, known(a_child("2010-01-01"), a_child())) == Answer(None)


def test_the_day_itself_is_not_before() -> None:
    assert evaluate(BORN_BEFORE, known(a_child("2007-08-13"))) == Answer(False)


@pytest.mark.parametrize(
    ("child", "value"),
    [
        (a_child("2007-08-12"), True),
        (a_child("2010-01-01", born_abroad=True), True),
        (a_child("2010-01-01", born_abroad=False), False),
        (a_child("2010-01-01"), None),
        (a_child(born_abroad=True), True),
        (a_child(born_abroad=False), None),
    ],
)
def test_born_early_or_abroad(child: ChildFacts, value: bool | None) -> None:
    assert evaluate(BEFORE_OR_ABROAD, known(child)).value is value


def test_age_is_that_of_the_day_of_acceptance() -> None:
    children = (a_child("2008-02-06"), a_child("2008-02-07"))

    assert evaluate(TEN_OR_OLDER, known(*children)) == Answer(True, (0,))
    assert evaluate(TEN_OR_OLDER, known(a_child("2008-02-07"), a_child())) == Answer(None)


def test_children_are_named_through_all_and_any() -> None:
    children = (a_child("2007-01-01"), a_child("2010-01-01"), a_child("2006-01-01"))
    both = {"all": [{"fact": "a"}, BORN_BEFORE]}
    either = {"any": [BORN_BEFORE, {"any_child": {"child_age_at_least": 5}}]}

    assert evaluate(both, known(*children, a=True)) == Answer(True, (0, 2))
    assert evaluate(both, known(*children, a=False)) == Answer(False)
    assert evaluate(both, known(*children)) == Answer(None)
    assert evaluate(either, known(*children)) == Answer(True, (0, 1, 2))


def test_not_names_no_children() -> None:
    assert evaluate({"not": BORN_BEFORE}, known(a_child("2010-01-01"))) == Answer(True)


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "applicant_married",
        {},
        {"fact": "a", "not": {"fact": "b"}},
        {"fact": 1},
        {"fact": ""},
        {"all": []},
        {"any": {"fact": "a"}},
        {"by_representative": False},
        {"by_representative": 1},
        {"child_born_before": "2007-08-13"},
        {"any_child": {"fact": "a"}},
        {"any_child": {"any_child": {"child_fact": "born_abroad"}}},
        {"any_child": {"child_fact": "tall"}},
        {"any_child": {"child_born_before": "13.08.2007"}},
        {"any_child": {"child_born_before": 2007}},
        {"any_child": {"child_age_at_least": "10"}},
        {"any_child": {"child_age_at_least": True}},
        {"any_child": {"child_age_at_least": -1}},
        {"__import__": "os"},
        {1: 2},
    ],
)
def test_an_expression_that_cannot_be_read_is_refused(raw: object) -> None:
    with pytest.raises(ExpressionMalformed) as broken:
        parse_expression(raw)

    assert broken.value.code == "condition.malformed"
    assert broken.value.details["expression"]


def test_an_expression_nested_without_end_is_refused() -> None:
    raw: dict[str, Any] = {"fact": "a"}
    for _ in range(2000):
        raw = {"not": raw}

    with pytest.raises(ExpressionMalformed):
        parse_expression(raw)
