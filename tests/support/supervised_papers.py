"""The supervisor's papers of a made-up day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.day_exceptions import ExceptionKind
from operator_app.domain.day_figures import DayFigures
from operator_app.domain.day_papers import (
    DayReport,
    JournalExtract,
    JournalLine,
    QuestionnaireForm,
    day_head,
)
from operator_app.domain.days import Remark
from operator_app.domain.papers import PaperKind
from operator_app.domain.questionnaires import results
from operator_app.usecases.rules import local
from resources.questionnaire import load_questionnaire
from tests.support.papers import LONG_NAME, OFFICE
from tests.support.supervised_state import (
    ANSWERS,
    AT,
    BAGS,
    CLOSED,
    DAY,
    FIGURES,
    NORMS,
    REASONS,
    ROWS,
    SEEN,
    SERVICES,
)

FORMULAS = ("=1+1", "+7 701", "-2", "@SUM(A1)", '=HYPERLINK("http://a.b","x")', "\x00=cmd|' /C'!A0")
"""What somebody may be called, or write as a remark."""


def a_report(language: str, *, extreme: bool = False) -> DayReport:
    closed = CLOSED.closed
    assert closed is not None
    report = DayReport(
        head=day_head(PaperKind.DAY_REPORT, DAY, local(AT), OFFICE, language),
        figures=FIGURES,
        norms=NORMS,
        services=SERVICES,
        rows=ROWS,
        remarks=closed.remarks,
        closed_by=closed.closed_by,
        closed_at=local(closed.closed_at),
        asked=load_questionnaire(),
        results=results(load_questionnaire(), ANSWERS),
    )
    return _stretched(report) if extreme else report


def a_report_of(figures: DayFigures, language: str) -> DayReport:
    """Of other figures, with services and rows as they are called by their codes."""
    return replace(a_report(language), figures=figures, services={}, rows={}, remarks=())


def _stretched(report: DayReport) -> DayReport:
    """Every hour, long names, many remarks, and a day that is not closed."""
    long = {
        code: Bilingual(ru=f"{name['ru']} {LONG_NAME}", kk=f"{name['kk']} {LONG_NAME}")
        for code, name in SERVICES.items()
    }
    hours = tuple(replace(FIGURES.hours[0], key=f"{hour:02}") for hour in range(24))
    remarks = tuple(
        Remark(kind=kind, name="002-07-180206-0017-5", count=9999, text=f"{LONG_NAME} " * 6)
        for kind in ExceptionKind
    )
    return replace(
        report,
        figures=replace(FIGURES, hours=hours),
        services=long,
        remarks=remarks,
        exceptions=tuple(replace(one, name=f"{LONG_NAME} {one.name}") for one in SEEN.exceptions)
        * 12,
        closed_by="",
        closed_at=None,
    )


def a_journal(language: str, count: int = 12, applicant: str = LONG_NAME) -> JournalExtract:
    line = JournalLine(
        number="002-07-180206-0017-5",
        accepted_at=local(AT),
        applicant=applicant,
        service="guardianship_certificate",
        window=7,
        operator="Ахметова А. Б.",
        due_on=DAY + timedelta(days=7),
    )
    return JournalExtract(
        head=day_head(PaperKind.JOURNAL_EXTRACT, DAY, local(AT), OFFICE, language),
        day=DAY,
        lines=tuple(
            replace(
                line,
                number=f"002-07-180206-{number:04}-5",
                rules=("power_not_notarised", "drawn") if number % 3 == 0 else (),
            )
            for number in range(1, count + 1)
        ),
        bags=BAGS,
        reasons=REASONS,
        services=SERVICES,
    )


def a_form(language: str) -> QuestionnaireForm:
    head = day_head(PaperKind.QUESTIONNAIRE_FORM, DAY, local(AT), OFFICE, language)
    return QuestionnaireForm(head=head, asked=load_questionnaire())
