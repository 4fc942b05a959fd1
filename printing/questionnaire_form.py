"""The questionnaire on paper: a box to tick for each mark, a line for the ticket, nobody's name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from operator_app.domain.day_papers import QuestionnaireForm
from operator_app.domain.questionnaires import Questionnaire, Results, Tally
from printing.frame import Foot, Head
from printing.layout import Composition, draw
from printing.pen import About, Pen
from printing.rows import (
    BODY,
    COLUMN,
    CONTENT,
    LEFT,
    SMALL,
    STRONG,
    UNCONFIRMED,
    Row,
    cell,
    columns,
    fact,
    heading,
    small_print,
    stacked,
)
from printing.words import Pair, Words, joined, same
from resources.texts import Texts

_BLANK = "____________"
_BOX_WIDTH = 20.0


def render_form(paper: QuestionnaireForm, texts: Callable[[str], Texts]) -> bytes:
    head = paper.head
    words = Words.in_order(head.language, texts)
    title = words.of(paper.asked.title)
    pen = Pen(
        About(
            kind=head.kind.value,
            number=head.number,
            language=head.language,
            title=joined(title),
            author=joined(words.of(head.office.name)),
            at=head.at,
        )
    )
    draw(
        Composition(
            head=Head(head, title, None, words),
            rows=tuple(_form(paper, words)),
            signatures=None,
            foot=Foot(head, words),
        ),
        pen,
    )
    return pen.finish()


def _form(paper: QuestionnaireForm, words: Words) -> Iterable[Row]:
    yield fact(words.say("Ticket"), (same(paper.ticket or _BLANK), STRONG))
    yield columns(
        (words.say("Tick one answer to each question. Do not write your name."), BODY), before=8
    )
    for number, question in enumerate(paper.asked.questions, start=1):
        asked = words.of(question.text)
        mark = "" if paper.asked.confirmed else UNCONFIRMED
        yield heading((f"{number}. {asked[0]}{mark}", f"{number}. {asked[1]}{mark}"))
        for name in paper.asked.marks.values():
            yield _to_tick(words.of(name))
    if not paper.asked.confirmed:
        said = words.say("Not yet confirmed by the center's methodologist.")
        yield small_print((f"{UNCONFIRMED.strip()} {said[0]}", said[1]))


def _to_tick(name: Pair) -> Row:
    room = CONTENT - _BOX_WIDTH - 10
    return Row(
        cells=(
            cell(LEFT + 6, _BOX_WIDTH, ("[   ]", STRONG)),
            cell(LEFT + 10 + _BOX_WIDTH, room, *stacked(name, BODY, room)),
        ),
        before=6,
    )


def results_rows(asked: Questionnaire, results: Results, words: Words) -> Iterable[Row]:
    """For the report of the day: each question and each indicator, with how many are satisfied."""
    yield heading(
        words.say(
            "Questionnaires: {n}, of them on paper {paper}",
            n=results.answered,
            paper=results.on_paper,
        )
    )
    names = {one.code: words.of(one.text) for one in asked.questions}
    for indicator, name in asked.indicators.items():
        names[indicator.value] = words.of(name)
    for tally in (*results.indicators, *results.questions):
        yield _result(names[tally.key], tally, words)


def _result(name: Pair, tally: Tally, words: Words) -> Row:
    percent = "—" if tally.percent is None else f"{tally.percent:.0f} %"
    said = words.say(
        "satisfied {satisfied}, partly {partly}, not satisfied {bad}",
        satisfied=tally.satisfied,
        partly=tally.partly,
        bad=tally.not_satisfied,
    )
    room = CONTENT - 60
    return Row(
        cells=(
            cell(LEFT, 56, (percent, STRONG)),
            cell(LEFT + 60, room, *stacked(name, BODY, room), *stacked(said, SMALL, COLUMN * 2)),
        ),
        before=5,
        ruled=True,
    )
