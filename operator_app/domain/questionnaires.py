"""What applicants think of the service: three marks a question, tied to a ticket, to no person.

Appendix 4 of the 2012 act. The questions are data; which indicator each belongs to is data too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Final

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.tickets import Ticket, TicketState
from operator_app.errors import RuleViolation


class AnsweredAlready(RuleViolation):
    """One visit is asked once."""

    code = "questionnaire.answered_already"


class NotServedYet(RuleViolation):
    """Whoever was not served yet has nothing to judge."""

    code = "questionnaire.not_served_yet"


class Incomplete(RuleViolation):
    """A question without its mark, a mark that there is not, a question that nobody asked."""

    code = "questionnaire.incomplete"


class Mark(IntEnum):
    NOT_SATISFIED = 1
    PARTLY = 2
    SATISFIED = 3


_MARKS: Final = frozenset(mark.value for mark in Mark)


class Indicator(StrEnum):
    """Paragraph on indicators of the act: quality and accessibility."""

    QUALITY = "quality"
    ACCESSIBILITY = "accessibility"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    code: str
    indicator: Indicator
    text: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """``source`` is where the questions stand; ``confirmed`` is by the center's methodologist."""

    title: Bilingual
    questions: tuple[Question, ...]
    marks: Mapping[Mark, Bilingual]
    indicators: Mapping[Indicator, Bilingual]
    source: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The marks of one visit, by the question's code. Of the person there is nothing here."""

    id: str
    ticket_id: str
    label: str
    center: str
    day: date
    service: str
    window: int | None
    answered_at: datetime
    on_paper: bool
    marks: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many gave each mark; ``key`` is a question's code or an indicator's name."""

    key: str
    not_satisfied: int = 0
    partly: int = 0
    satisfied: int = 0

    @property
    def count(self) -> int:
        return self.not_satisfied + self.partly + self.satisfied

    @property
    def percent(self) -> float | None:
        """Of those who answered, how many are satisfied."""
        return 100 * self.satisfied / self.count if self.count else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    answered: int
    on_paper: int
    questions: tuple[Tally, ...]
    indicators: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came from the second screen, or was copied from paper."""

    id: str
    marks: Mapping[str, int]
    on_paper: bool = False


def answered(
    asked: Questionnaire, ticket: Ticket, answer: Answer, before: Answered | None, at: datetime
) -> Answered:
    """The marks as they are kept. ``before`` is what the ticket has answered already."""
    if before is not None:
        raise AnsweredAlready(ticket=ticket.label)
    if ticket.state not in {TicketState.SERVING, TicketState.SERVED}:
        raise NotServedYet(ticket=ticket.label)
    codes = {question.code for question in asked.questions}
    if set(answer.marks) != codes or not _MARKS.issuperset(answer.marks.values()):
        raise Incomplete(questions=len(codes))
    return Answered(
        id=answer.id,
        ticket_id=ticket.id,
        label=ticket.label,
        center=ticket.center,
        day=ticket.day,
        service=ticket.service or ticket.category,
        window=ticket.called_by,
        answered_at=at,
        on_paper=answer.on_paper,
        marks=dict(answer.marks),
    )


def results(asked: Questionnaire, answers: Iterable[Answered]) -> Results:
    """By question and by indicator; marks of questions that are not asked any more are left out."""
    kept = tuple(answers)
    indicators = {question.code: question.indicator for question in asked.questions}
    by_question: Counter[tuple[str, int]] = Counter()
    by_indicator: Counter[tuple[str, int]] = Counter()
    for one in kept:
        for code, mark in one.marks.items():
            if code in indicators:
                by_question[code, mark] += 1
                by_indicator[indicators[code].value, mark] += 1
    return Results(
        answered=len(kept),
        on_paper=sum(one.on_paper for one in kept),
        questions=tuple(_tally(question.code, by_question) for question in asked.questions),
        indicators=tuple(_tally(one.value, by_indicator) for one in asked.indicators),
    )


def _tally(key: str, counts: Counter[tuple[str, int]]) -> Tally:
    return Tally(
        key=key,
        not_satisfied=counts[key, Mark.NOT_SATISFIED],
        partly=counts[key, Mark.PARTLY],
        satisfied=counts[key, Mark.SATISFIED],
    )
