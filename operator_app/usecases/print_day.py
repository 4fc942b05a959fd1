"""Make a paper of a day: its report, the same as a workbook, or the extract of the journal."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from operator_app.domain.catalogue import Bilingual, Catalogue
from operator_app.domain.day_papers import (
    DayReport,
    JournalExtract,
    QuestionnaireForm,
    day_head,
)
from operator_app.domain.operators import Operator, Page, Session
from operator_app.domain.papers import Office, PaperHead, PaperKind
from operator_app.domain.questionnaires import Questionnaire, results
from operator_app.ports import Clock
from operator_app.ports_supervision import AnswersOfDay, BagsOfDay, JournalOfDay, SupervisionUnits
from operator_app.usecases.look_at_day import LookAtDay
from operator_app.usecases.rules import local


class DayPaper(StrEnum):
    REPORT = "report"
    WORKBOOK = "workbook"
    JOURNAL = "journal"
    FORM = "form"
    """The questionnaire, to be filled in by hand."""


_KINDS: Final[Mapping[DayPaper, PaperKind]] = {
    DayPaper.REPORT: PaperKind.DAY_REPORT,
    DayPaper.WORKBOOK: PaperKind.DAY_REPORT,
    DayPaper.JOURNAL: PaperKind.JOURNAL_EXTRACT,
    DayPaper.FORM: PaperKind.QUESTIONNAIRE_FORM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintDay:
    """``language`` of the screen: a workbook has one, a paper has it first."""

    session: Session
    day: date
    what: DayPaper
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTypesetters:
    report: Callable[[DayReport], bytes]
    workbook: Callable[[DayReport, str], bytes]
    journal: Callable[[JournalExtract], bytes]
    form: Callable[[QuestionnaireForm], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySources:
    """Where a paper of a day takes its words from."""

    look: LookAtDay
    journal: JournalOfDay
    bags: BagsOfDay
    answers: AnswersOfDay
    asked: Questionnaire
    reasons: Mapping[str, Bilingual]
    """Of the second look, by the rule's code."""
    office: Callable[[Session], Office]


class PrintDayHandler:
    """The journal says who took what of which day out of the program."""

    def __init__(
        self,
        units: SupervisionUnits,
        now: Clock,
        sources: DaySources,
        typesetters: DayTypesetters,
    ) -> None:
        self._units, self._now = units, now
        self._sources, self._set = sources, typesetters

    def __call__(self, command: PrintDay) -> bytes:
        by = command.session.operator.allowed(Page.SUPERVISION)
        content = self._content(command)
        self._tell(command, by, content)
        return content

    def _content(self, command: PrintDay) -> bytes:
        if command.what is DayPaper.JOURNAL:
            return self._set.journal(self._journal(command))
        if command.what is DayPaper.FORM:
            form = QuestionnaireForm(head=self._head(command), asked=self._sources.asked)
            return self._set.form(form)
        report = self._report(command)
        if command.what is DayPaper.WORKBOOK:
            return self._set.workbook(report, command.language)
        return self._set.report(report)

    def _report(self, command: PrintDay) -> DayReport:
        session, look = command.session, self._sources.look
        seen = look(session.center, session.region, command.day)
        closed, asked = seen.closed, self._sources.asked
        answers = self._sources.answers(session.center, command.day)
        return DayReport(
            head=self._head(command),
            figures=seen.figures,
            norms=seen.norms,
            services=service_names(look.catalogue, session.region),
            rows=row_names(look.catalogue, session.region),
            remarks=() if closed is None else closed.remarks,
            exceptions=seen.exceptions,
            closed_by="" if closed is None else closed.closed_by,
            closed_at=None if closed is None else local(closed.closed_at),
            asked=asked,
            results=results(asked, answers) if answers else None,
        )

    def _journal(self, command: PrintDay) -> JournalExtract:
        session = command.session
        return JournalExtract(
            head=self._head(command),
            day=command.day,
            lines=self._sources.journal(session.center, command.day),
            bags=self._sources.bags(session.center, command.day),
            services=service_names(self._sources.look.catalogue, session.region),
            reasons=self._sources.reasons,
        )

    def _head(self, command: PrintDay) -> PaperHead:
        return day_head(
            _KINDS[command.what],
            command.day,
            local(self._now()),
            self._sources.office(command.session),
            command.language,
        )

    def _tell(self, command: PrintDay, by: Operator, content: bytes) -> None:
        with self._units() as unit:
            unit.audit.record(
                actor=by.full_name,
                action=f"day.{command.what.value}",
                entity=f"{command.session.center}:{command.day.isoformat()}",
                at=self._now(),
                details={"sha256": hashlib.sha256(content).hexdigest()},
            )
            unit.commit()


def service_names(catalogue: Catalogue, region: str) -> dict[str, Bilingual]:
    """The newest act's name of each service of the region."""
    mine = [one for one in catalogue.services if one.region == region]
    return {one.service: one.name for one in sorted(mine, key=lambda one: one.valid_from)}


def row_names(catalogue: Catalogue, region: str) -> dict[str, Bilingual]:
    """What rows of the region's checklists are called, by code."""
    mine = [one for one in catalogue.services if one.region == region]
    return {
        row.code: row.name
        for one in sorted(mine, key=lambda one: one.valid_from)
        for row in one.requirements
    }
