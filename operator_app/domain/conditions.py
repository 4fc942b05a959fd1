"""When a row of the checklist is asked for: expressions as data, in three-valued logic.

An expression is JSON of the catalogue, read once by ``parse_expression``. A value is true, false
or, where a fact is not known yet, ``None`` (Kleene). Nothing is ever evaluated as code.
"""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from operator_app.domain.people import age_on
from operator_app.errors import Corrupted

_DEEPEST: Final = 20
"""Levels of nesting; no rule of a standard needs more than four."""


class ExpressionMalformed(Corrupted):
    """The catalogue holds an expression this program cannot read."""

    code = "condition.malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildFacts:
    """One child the service is about; ``label`` is what the operator sees it called."""

    born_on: date | None = None
    born_abroad: bool | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFacts:
    """All a condition may look at. ``on`` is the local day of acceptance."""

    on: date
    by_representative: bool = False
    facts: Mapping[str, bool] = field(default_factory=dict)
    children: tuple[ChildFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """``value`` is None while unknown; ``children`` are the places of those who made it true."""

    value: bool | None
    children: tuple[int, ...] = ()


Judge = Callable[[KnownFacts, ChildFacts | None], Answer]
OfChild = Callable[[KnownFacts, ChildFacts], bool | None]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that has been read and found well-formed."""

    _judge: Judge

    def evaluate(self, known: KnownFacts) -> Answer:
        return self._judge(known, None)


def parse_expression(raw: object) -> Expression:
    """Reads the catalogue's data; anything it does not know is ``ExpressionMalformed``."""
    return Expression(_parse(raw, in_child=False, depth=0))


def evaluate(raw: object, known: KnownFacts) -> Answer:
    """``parse_expression`` and ``Expression.evaluate`` at once."""
    return parse_expression(raw).evaluate(known)


def _parse(raw: object, *, in_child: bool, depth: int) -> Judge:
    if depth >= _DEEPEST:
        raise ExpressionMalformed(expression="… " * _DEEPEST)
    if not isinstance(raw, dict) or len(raw) != 1:
        raise _malformed(raw)
    [(operator, operand)] = raw.items()
    if operator == "not":
        return _negation(_parse(operand, in_child=in_child, depth=depth + 1))
    if operator in {"all", "any"}:
        if not isinstance(operand, list) or not operand:
            raise _malformed(raw)
        parts = [_parse(part, in_child=in_child, depth=depth + 1) for part in operand]
        return _conjunction(parts) if operator == "all" else _disjunction(parts)
    if in_child:
        return _parse_of_child(operator, operand)
    return _parse_of_case(operator, operand, depth)


def _parse_of_case(operator: object, operand: object, depth: int) -> Judge:
    if operator == "fact" and isinstance(operand, str) and operand:
        return lambda known, _: Answer(known.facts.get(operand))
    if operator == "by_representative" and operand is True:
        return lambda known, _: Answer(known.by_representative)
    if operator == "any_child":
        return _any_child(_parse(operand, in_child=True, depth=depth + 1))
    raise _malformed({operator: operand})


def _parse_of_child(operator: object, operand: object) -> Judge:
    if operator == "child_fact" and operand == "born_abroad":
        return _about_child(lambda _, child: child.born_abroad)
    if operator == "child_born_before" and isinstance(operand, str):
        return _about_child(_born_before(operand))
    if operator == "child_age_at_least" and type(operand) is int and operand >= 0:
        return _about_child(_age_at_least(operand))
    raise _malformed({operator: operand})


def _born_before(written: str) -> OfChild:
    try:
        day = date.fromisoformat(written)
    except ValueError as error:
        raise _malformed({"child_born_before": written}) from error
    return lambda _, child: None if child.born_on is None else child.born_on < day


def _age_at_least(years: int) -> OfChild:
    return lambda known, child: (
        None if child.born_on is None else age_on(child.born_on, known.on) >= years
    )


def _about_child(test: OfChild) -> Judge:
    """Inside ``any_child`` there is always a child; without one nothing is known."""
    return lambda known, child: Answer(None if child is None else test(known, child))


def _any_child(judge: Judge) -> Judge:
    """True if true of any child; unknown with no children, or none true and one unknown."""

    def of_children(known: KnownFacts, _: ChildFacts | None) -> Answer:
        values = [judge(known, child).value for child in known.children]
        if not values:
            return Answer(None)
        true_of = tuple(place for place, value in enumerate(values) if value is True)
        return Answer(_any_of(values), true_of)

    return of_children


def _negation(judge: Judge) -> Judge:
    def negated(known: KnownFacts, child: ChildFacts | None) -> Answer:
        value = judge(known, child).value
        return Answer(None if value is None else not value)

    return negated


def _conjunction(judges: list[Judge]) -> Judge:
    def conjoined(known: KnownFacts, child: ChildFacts | None) -> Answer:
        answers = [judge(known, child) for judge in judges]
        value = _all_of([answer.value for answer in answers])
        return Answer(value, _children(answers) if value else ())

    return conjoined


def _disjunction(judges: list[Judge]) -> Judge:
    def disjoined(known: KnownFacts, child: ChildFacts | None) -> Answer:
        answers = [judge(known, child) for judge in judges]
        return Answer(_any_of([answer.value for answer in answers]), _children(answers))

    return disjoined


def _children(answers: list[Answer]) -> tuple[int, ...]:
    places = {place for answer in answers if answer.value for place in answer.children}
    return tuple(sorted(places))


def _all_of(values: list[bool | None]) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def _any_of(values: list[bool | None]) -> bool | None:
    if True in values:
        return True
    return None if None in values else False


def _malformed(raw: object) -> ExpressionMalformed:
    return ExpressionMalformed(expression=reprlib.repr(raw))
