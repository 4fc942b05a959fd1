"""The supervisor's papers: the report of a day and the extract of the journal, as PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.day_figures import DayFigures, Figures, Norms
from operator_app.domain.day_papers import (
    JOURNAL_TITLE,
    REPORT_TITLE,
    DayReport,
    JournalExtract,
)
from operator_app.domain.papers import PaperHead
from printing.day_charts import hours_chart, services_chart
from printing.day_disorder import bags, disorder, name_of, second_look
from printing.fonts import Face
from printing.frame import Foot, Head, Signatures, hand
from printing.layout import Composition, draw
from printing.measure import lines
from printing.pen import About, Pen, Style
from printing.questionnaire_form import results_rows
from printing.rows import (
    BODY,
    CONTENT,
    LEFT,
    SMALL,
    STRONG,
    Cell,
    Line,
    Row,
    cell,
    columns,
    fact,
    heading,
    notice,
    small_print,
    stacked,
)
from printing.words import Pair, Words, joined, same
from resources.texts import Texts

DASH = "—"
LABEL = Style(Face.REGULAR, 6, 8, 0.33)
FIGURE = Style(Face.REGULAR, 8.5, 11.5)
FIGURE_STRONG = Style(Face.BOLD, 8.5, 11.5)
KEY_WIDTH = 52.0
"""Of an hour or a window; the name of a service has a line of its own."""
HEAD_GAP = 2.0
_SECONDS = 60


def render_report(paper: DayReport, texts: Callable[[str], Texts]) -> bytes:
    """The same value and texts give the same bytes."""
    words = Words.in_order(paper.head.language, texts)
    pen = _pen(paper.head, REPORT_TITLE, words)
    draw(
        Composition(
            head=Head(paper.head, words.of(REPORT_TITLE), None, words),
            rows=tuple(_report(paper, words)),
            signatures=_hands(paper, words),
            foot=Foot(paper.head, words),
        ),
        pen,
    )
    return pen.finish()


def render_journal(paper: JournalExtract, texts: Callable[[str], Texts]) -> bytes:
    words = Words.in_order(paper.head.language, texts)
    pen = _pen(paper.head, JOURNAL_TITLE, words)
    role = hand(words.say("Supervisor"), paper.head.office.employee)
    draw(
        Composition(
            head=Head(paper.head, words.of(JOURNAL_TITLE), None, words),
            rows=tuple(_journal(paper, words)),
            signatures=Signatures((role,)),
            foot=Foot(paper.head, words),
        ),
        pen,
    )
    return pen.finish()


def _pen(head: PaperHead, title: Bilingual, words: Words) -> Pen:
    """Comes first: it brings in the fonts that rows are measured with."""
    return Pen(
        About(
            kind=head.kind.value,
            number=head.number,
            language=head.language,
            title=f"{joined(words.of(title))} {head.number}",
            author=joined(words.of(head.office.name)),
            at=head.at,
        )
    )


def _hands(paper: DayReport, words: Words) -> Signatures:
    name = paper.closed_by or paper.head.office.employee
    return Signatures((hand(words.say("Supervisor"), name, words.date(paper.head.at.date())),))


def _report(paper: DayReport, words: Words) -> Iterable[Row]:
    figures = paper.figures
    yield columns(
        (words.of(paper.head.office.name), STRONG), (words.date(figures.day), BODY), before=0
    )
    if paper.closed_at is None:
        yield notice(words.say("The day is not closed: the figures are preliminary."))
    else:
        yield fact(
            words.say("Closed"),
            (words.moment(paper.closed_at), BODY),
            (same(paper.closed_by), BODY),
        )
    yield from _whole(figures, words)
    yield from _norms(paper, words)
    yield from disorder(paper, words)
    yield heading(words.say("By hour"))
    yield from hours_chart(figures.hours, words)
    yield from _table(words.say("Hour"), _keyed(figures.hours), words)
    yield heading(words.say("By window"))
    yield from _table(words.say("Window"), _keyed(figures.windows), words)
    yield heading(words.say("By service"))
    yield from services_chart(figures.services, paper.norms, paper.services, words)
    named = ((name_of(paper.services, line.key, words), line) for line in figures.services)
    yield from _table(words.say("Service"), named, words)
    yield from _missing(paper, words)
    if paper.asked is not None and paper.results is not None:
        yield from results_rows(paper.asked, paper.results, words)


def _keyed(lines_of: Iterable[Figures]) -> Iterable[tuple[Pair, Figures]]:
    return ((same(line.key), line) for line in lines_of)


def _whole(figures: DayFigures, words: Words) -> Iterable[Row]:
    whole = figures.whole
    for label, value in (
        (words.say("Came"), f"{whole.arrived}"),
        (words.say("Called"), f"{whole.called}"),
        (words.say("Served"), f"{whole.served}"),
        (words.say("Did not come when called"), f"{whole.no_shows}"),
        (words.say("Accepted"), f"{whole.accepted}"),
        (words.say("Refused"), f"{whole.refused}"),
        (words.say("Ended otherwise"), f"{whole.other_ends}"),
        (words.say("Results given out"), f"{whole.issued}"),
    ):
        yield fact(label, (same(value), STRONG))
    for label, times in (
        (words.say("Waiting time"), whole.waiting),
        (words.say("Serving"), whole.serving),
    ):
        said = words.say(
            "average {average}, longest {longest}, longer than the norm {over} of {count}",
            average=_minutes(times.average),
            longest=_minutes(times.longest),
            over=times.over,
            count=times.count,
        )
        yield fact(label, (said, BODY))
    for label, times in (
        (words.say("Time aside"), whole.held),
        (words.say("Breaks"), whole.breaks),
    ):
        said = words.say(
            "together {total}, longest {longest}, times: {count}; the act has no norm",
            total=_minutes(times.total),
            longest=_minutes(times.longest),
            count=times.count,
        )
        yield fact(label, (said, BODY))


def _norms(paper: DayReport, words: Words) -> Iterable[Row]:
    known = [(paper.norms.get(line.key, Norms()), line.key) for line in paper.figures.services]
    if not known:
        return
    yield heading(words.say("Norms of the act"))
    for norm, service in known:
        name = name_of(paper.services, service, words)
        said = words.say(
            "waiting {waiting}, serving {serving}",
            waiting=_minutes(norm.waiting),
            serving=_minutes(norm.serving),
        )
        mark = "" if norm.confirmed else " *"
        yield columns((name, SMALL), ((said[0] + mark, said[1] + mark), BODY), before=4)
    if not all(norm.confirmed for norm, _ in known):
        said = words.say("Not yet confirmed by the center's methodologist.")
        yield small_print((f"* {said[0]}", said[1]))


def _missing(paper: DayReport, words: Words) -> Iterable[Row]:
    yield heading(words.say("What was missing when acceptance was refused"))
    if not paper.figures.missing:
        yield columns((words.say("Nothing."), BODY), before=2)
    for one in paper.figures.missing:
        row = paper.rows.get(one.requirement)
        name = same(one.requirement) if row is None else words.of(row)
        parts = [
            *stacked(name, BODY, CONTENT - 44),
            *stacked(name_of(paper.services, one.service, words), SMALL, CONTENT - 44),
        ]
        yield Row(
            cells=(
                cell(LEFT, 40, (str(one.count), STRONG)),
                cell(LEFT + 44, CONTENT - 44, *parts),
            ),
            before=5,
            ruled=True,
        )


def _table(key: Pair, lines_of: Iterable[tuple[Pair, Figures]], words: Words) -> Iterable[Row]:
    """A head in two languages, then a line of figures each; a long name has a line of its own."""
    heads = (
        words.say("Came"),
        words.say("Called"),
        words.say("Served"),
        words.say("Not come"),
        words.say("Accepted"),
        words.say("Refused"),
        words.say("Waiting time"),
        words.say("over"),
        words.say("Serving"),
        words.say("over"),
    )
    width = (CONTENT - KEY_WIDTH) / len(heads)
    cells = [cell(LEFT, KEY_WIDTH - HEAD_GAP, *stacked(key, LABEL, KEY_WIDTH - HEAD_GAP))]
    for number, pair in enumerate(heads):
        parts = [(line, LABEL) for side in pair for line in lines(side, LABEL, width - HEAD_GAP)]
        cells.append(_right(LEFT + KEY_WIDTH + number * width, width, parts))
    yield Row(cells=tuple(cells), before=4, keep=True)
    for name, line in lines_of:
        yield from _line(name, line, width)


def _line(name: Pair, line: Figures, width: float) -> Iterable[Row]:
    values = (
        *(f"{line.arrived}", f"{line.called}", f"{line.served}", f"{line.no_shows}"),
        *(f"{line.accepted}", f"{line.refused}"),
        *(_minutes(line.waiting.average), f"{line.waiting.over}"),
        *(_minutes(line.serving.average), f"{line.serving.over}"),
    )
    cells = [
        _right(LEFT + KEY_WIDTH + number * width, width, [(value, FIGURE)])
        for number, value in enumerate(values)
    ]
    if name[0] == name[1]:
        cells.insert(0, cell(LEFT, KEY_WIDTH - HEAD_GAP, (name[0], FIGURE_STRONG)))
        yield Row(cells=tuple(cells), before=3, ruled=True)
        return
    above = cell(LEFT, CONTENT, *stacked(name, SMALL, CONTENT))
    yield Row(cells=(above,), before=3, ruled=True, keep=True)
    yield Row(cells=tuple(cells), before=1)


def _right(x: float, width: float, parts: Sequence[tuple[str, Style]]) -> Cell:
    """One cell to the right edge of its column, as wide as its widest line."""
    widest = max(style.width(text) for text, style in parts)
    return Cell(x + max(0.0, width - widest), tuple(Line(text, style) for text, style in parts))


def _journal(paper: JournalExtract, words: Words) -> Iterable[Row]:
    yield columns(
        (words.of(paper.head.office.name), STRONG), (words.date(paper.day), BODY), before=0
    )
    accepted = words.say("Accepted: {n}", n=len(paper.lines))
    yield heading(accepted)
    for number, line in enumerate(paper.lines, start=1):
        name = name_of(paper.services, line.service, words)
        due = words.date(line.due_on) if line.due_on is not None else same(DASH)
        official = line.official_number or DASH
        told = words.say(
            "due {due} · window {window} · {operator} · No. of the provider {official}",
            due=due,
            window=line.window,
            operator=line.operator,
            official=official,
        )
        room = CONTENT - 150
        yield Row(
            cells=(
                cell(LEFT, 26, (str(number), SMALL)),
                cell(
                    LEFT + 28,
                    118,
                    (line.number, FIGURE_STRONG),
                    (f"{line.accepted_at:%H:%M}", SMALL),
                ),
                cell(
                    LEFT + 150,
                    room,
                    (line.applicant or DASH, FIGURE_STRONG),
                    *stacked(name, SMALL, room),
                    *stacked(told, SMALL, room),
                    *second_look(paper, line, words, room),
                ),
            ),
            before=4,
            ruled=True,
        )
    yield from bags(paper, words)


def _minutes(took: timedelta | None) -> str:
    if took is None:
        return DASH
    seconds = round(took.total_seconds())
    hours, rest = divmod(seconds, _SECONDS * _SECONDS)
    ending = f"{rest // _SECONDS:02}:{rest % _SECONDS:02}"
    return f"{hours}:{ending}" if hours else ending
