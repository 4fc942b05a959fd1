"""The report of a day as a workbook: figures as numbers, everything else as plain text.

No text is ever a formula, a link or a number here, whatever somebody is called: ``=1+1`` stays
four characters.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from operator_app.domain.day_figures import Figures
from operator_app.domain.day_papers import KIND_NAMES, DayReport
from operator_app.domain.questionnaires import Questionnaire, Results
from resources.texts import Texts

Value = str | int | float
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDE, _NARROW = 44, 13
_MINUTE = timedelta(minutes=1)
_LONGEST_CELL: Final = 32_767
_FORBIDDEN: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
"""Control characters that no XML can hold."""


def workbook(paper: DayReport, say: Texts) -> bytes:
    """In one language, whole: a sheet for the day, the hours, the services, the windows, what was
    missing and what was explained. The same value gives the same bytes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    book.set_properties({"title": say("Report of the day"), "created": _made(paper)})
    bold = book.add_format({"bold": True})
    writer = _Sheets(book, bold, say)
    figures = paper.figures
    writer.facts(paper)
    writer.lines(say("By hour"), say("Hour"), [(line.key, line) for line in figures.hours])
    services = [(_name(paper, line.key, say), line) for line in figures.services]
    writer.lines(say("By service"), say("Service"), services)
    writer.lines(say("By window"), say("Window"), [(line.key, line) for line in figures.windows])
    writer.missing(paper)
    writer.remarks(paper)
    if paper.asked is not None and paper.results is not None:
        writer.answers(paper.asked, paper.results)
    book.close()
    return file.getvalue()


class _Sheets:
    def __init__(self, book: xlsxwriter.Workbook, bold: object, say: Texts) -> None:
        self._book, self._bold, self._say = book, bold, say

    def facts(self, paper: DayReport) -> None:
        say, whole = self._say, paper.figures.whole
        sheet = self._sheet(say("Day"), ())
        rows: list[tuple[str, Value]] = [
            (say("Center"), paper.head.office.name[say.language]),
            (say("Day"), paper.figures.day.isoformat()),
            (say("Closed"), "" if paper.closed_at is None else f"{paper.closed_at:%H:%M}"),
            (say("Supervisor"), paper.closed_by),
            (say("Came"), whole.arrived),
            (say("Called"), whole.called),
            (say("Served"), whole.served),
            (say("Not come"), whole.no_shows),
            (say("Accepted"), whole.accepted),
            (say("Refused"), whole.refused),
            (say("Ended otherwise"), whole.other_ends),
            (say("Results given out"), whole.issued),
        ]
        for number, (label, value) in enumerate(rows):
            self._row(sheet, number, (label, value))

    def lines(self, title: str, key: str, lines: Iterable[tuple[str, Figures]]) -> None:
        """Times are sums in minutes beside how many they are: sums can be added up again."""
        say = self._say
        heads = (
            *(key, say("Came"), say("Called"), say("Served"), say("Not come")),
            *(say("Accepted"), say("Refused")),
            *(say("Number of waits"), say("Waiting, minutes"), say("Waits over the norm")),
            *(say("Servings"), say("Serving, minutes"), say("Servings over the norm")),
            *(say("Times aside"), say("Aside, minutes"), say("Breaks, minutes")),
        )
        sheet = self._sheet(title, heads)
        for number, (name, line) in enumerate(lines, start=1):
            self._row(
                sheet,
                number,
                (
                    *(name, line.arrived, line.called, line.served, line.no_shows),
                    *(line.accepted, line.refused),
                    *(line.waiting.count, _minutes(line.waiting.total), line.waiting.over),
                    *(line.serving.count, _minutes(line.serving.total), line.serving.over),
                    *(line.held.count, _minutes(line.held.total), _minutes(line.breaks.total)),
                ),
            )

    def missing(self, paper: DayReport) -> None:
        say = self._say
        heads = (say("Missing document"), say("Service"), say("Times"))
        sheet = self._sheet(say("Why refused"), heads)
        for number, one in enumerate(paper.figures.missing, start=1):
            row = paper.rows.get(one.requirement)
            name = one.requirement if row is None else row[say.language]
            self._row(sheet, number, (name, _name(paper, one.service, say), one.count))

    def remarks(self, paper: DayReport) -> None:
        say = self._say
        heads = (say("State"), say("What"), say("How many"), say("Remark"))
        sheet = self._sheet(say("Out of order"), heads)
        for number, one in enumerate(paper.remarks, start=1):
            kind = KIND_NAMES[one.kind][say.language]
            values = (kind, _name(paper, one.name, say), one.count, one.text)
            self._row(sheet, number, values)
        first = len(paper.remarks) + 1
        for number, silent in enumerate(paper.exceptions, start=first):
            kind = KIND_NAMES[silent.kind][say.language]
            self._row(sheet, number, (kind, _name(paper, silent.name, say), silent.count, ""))

    def answers(self, asked: Questionnaire, results: Results) -> None:
        say = self._say
        names = {one.code: one.text[say.language] for one in asked.questions}
        for indicator, name in asked.indicators.items():
            names[indicator.value] = name[say.language]
        marks = [name[say.language] for name in asked.marks.values()]
        sheet = self._sheet(say("Questionnaires"), (say("Question"), *marks))
        tallies = (*results.indicators, *results.questions)
        for number, one in enumerate(tallies, start=1):
            values = (names[one.key], one.not_satisfied, one.partly, one.satisfied)
            self._row(sheet, number, values)

    def _sheet(self, title: str, heads: Sequence[str]) -> Worksheet:
        sheet: Worksheet = self._book.add_worksheet(title)
        sheet.set_column(0, 0, _WIDE)
        sheet.set_column(1, max(1, len(heads)), _NARROW)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, self._bold)
        if heads:
            sheet.freeze_panes(1, 1)
        return sheet

    @staticmethod
    def _row(sheet: Worksheet, number: int, values: Sequence[Value]) -> None:
        for column, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(number, column, plain(value))
            else:
                sheet.write_number(number, column, value)


def plain(text: str) -> str:
    """What a cell can hold; nothing of it is obeyed."""
    return text.translate(_FORBIDDEN)[:_LONGEST_CELL]


def _made(paper: DayReport) -> datetime:
    """By the paper and not by the machine: the same report gives the same bytes."""
    return paper.head.at.replace(tzinfo=None)


def _name(paper: DayReport, code: str, say: Texts) -> str:
    known = paper.services.get(code)
    return code if known is None else known[say.language]


def _minutes(total: timedelta) -> float:
    return round(total / _MINUTE, 4)
