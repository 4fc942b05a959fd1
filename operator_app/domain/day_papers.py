"""What the supervisor's papers say: the report of a day, the extract of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.day_couriers import BagDifference
from operator_app.domain.day_exceptions import DayException, ExceptionKind
from operator_app.domain.day_figures import DayFigures, Norms
from operator_app.domain.days import Remark
from operator_app.domain.papers import Office, PaperHead, PaperKind
from operator_app.domain.questionnaires import Questionnaire, Results

REPORT_TITLE: Final = Bilingual(ru="Отчет супервайзера за день", kk="Супервайзердің күндік есебі")
JOURNAL_TITLE: Final = Bilingual(
    ru="Выписка из журнала регистрации", kk="Тіркеу журналынан көшірме"
)
KIND_NAMES: Final[Mapping[ExceptionKind, Bilingual]] = {
    ExceptionKind.OVERDUE: Bilingual(ru="Просрочено", kk="Мерзімі өткен"),
    ExceptionKind.NOT_TAKEN_BY_HUB: Bilingual(ru="Не принято узлом", kk="Торап қабылдамаған"),
    ExceptionKind.POWER_DIFFERS: Bilingual(
        ru="Выдано по доверенности, не подтвержденной ЕНИС",
        kk="БНАЖ растамаған сенімхатпен берілді",
    ),
    ExceptionKind.RESULT_REFUSED: Bilingual(
        ru="Подписанный результат не принят: он не этого дела или подпись неверна",
        kk="Қол қойылған нәтиже қабылданбады: ол бұл істікі емес немесе қолтаңба дұрыс емес",
    ),
    ExceptionKind.PACKAGE_MISSING: Bilingual(ru="Пакет не пришел", kk="Пакет келмеген"),
    ExceptionKind.SEAL_DIFFERS: Bilingual(ru="На мешке другая пломба", kk="Қапта басқа мөр"),
    ExceptionKind.PACKAGE_OPENED: Bilingual(
        ru="Пакет пришел вскрытым", kk="Пакет ашылған күйінде келген"
    ),
    ExceptionKind.PACKAGE_EXTRA: Bilingual(ru="Лишний пакет", kk="Артық пакет"),
    ExceptionKind.PACKAGE_ASTRAY: Bilingual(
        ru="Пакет в двух реестрах или в чужом мешке", kk="Пакет екі тізілімде немесе бөтен қапта"
    ),
    ExceptionKind.CLOCK_SET_BACK: Bilingual(
        ru="Часы переведены назад", kk="Сағат кері жылжытылған"
    ),
    ExceptionKind.OPEN_CASE: Bilingual(ru="Дело не закончено", kk="Іс аяқталмаған"),
    ExceptionKind.OPEN_TICKET: Bilingual(ru="Талон не закрыт", kk="Талон жабылмаған"),
    ExceptionKind.OPEN_SHIFT: Bilingual(ru="Смена не закрыта", kk="Ауысым жабылмаған"),
    ExceptionKind.RETURNED: Bilingual(
        ru="Возвращено после проверки", kk="Тексеруден кейін қайтарылған"
    ),
    ExceptionKind.NOT_LOOKED_AT: Bilingual(ru="Еще не проверено", kk="Әлі тексерілмеген"),
    ExceptionKind.WAITED_TOO_LONG: Bilingual(ru="Ждали дольше нормы", kk="Нормадан ұзақ күтті"),
    ExceptionKind.SERVED_TOO_LONG: Bilingual(
        ru="Обслуживали дольше нормы", kk="Нормадан ұзақ қызмет көрсетілді"
    ),
    ExceptionKind.UNPRINTED: Bilingual(ru="Бумага не напечатана", kk="Қағаз басылмаған"),
    ExceptionKind.AT_RISK: Bilingual(ru="Скоро просрочится", kk="Мерзімі өтуге жақын"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReport:
    """``closed_by`` is empty of a day that is not closed: the report is preliminary then."""

    head: PaperHead
    figures: DayFigures
    norms: Mapping[str, Norms] = field(default_factory=dict)
    services: Mapping[str, Bilingual] = field(default_factory=dict)
    rows: Mapping[str, Bilingual] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    exceptions: tuple[DayException, ...] = ()
    """Of a day that is not closed: nobody has explained them yet."""
    closed_by: str = ""
    closed_at: datetime | None = None
    asked: Questionnaire | None = None
    results: Results | None = None
    """What applicants thought of it, when anybody was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One acceptance, as the journal of registration has it."""

    number: str
    accepted_at: datetime
    applicant: str
    service: str
    window: int
    operator: str
    due_on: date | None
    official_number: str | None = None
    rules: tuple[str, ...] = ()
    """By which it was marked for a second look; ``reason`` is a person's who marked it."""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalExtract:
    head: PaperHead
    day: date
    lines: tuple[JournalLine, ...]
    bags: tuple[BagDifference, ...] = ()
    """What the courier's manifests of the day differ by."""
    reasons: Mapping[str, Bilingual] = field(default_factory=dict)
    """Of the second look, by the rule's code."""
    services: Mapping[str, Bilingual] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireForm:
    """To be filled in by hand; ``ticket`` is its label, or a line to write it on."""

    head: PaperHead
    asked: Questionnaire
    ticket: str = ""


def day_head(kind: PaperKind, day: date, at: datetime, office: Office, language: str) -> PaperHead:
    """``at`` is local. The number is the center's code and the day; there is no status page."""
    number = f"{office.code}-{day:%y%m%d}"
    digits = number.replace("-", "")
    return PaperHead(
        kind=kind,
        number=number,
        number_digits=digits,
        qr_text=f"tereze:{kind.value}/{digits}",
        at=at,
        language=language,
        office=office,
        training=office.training,
    )
