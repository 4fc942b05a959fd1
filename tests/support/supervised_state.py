"""What the supervisor's page shows of a made-up day: figures, exceptions, second looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.day_couriers import BagDifference, BagFault
from operator_app.domain.day_exceptions import Loose, Named, OpenCase, exceptions_of
from operator_app.domain.day_figures import DayFigures, Figures, Missing, Norms, Times
from operator_app.domain.days import ClosedDay, Remark
from operator_app.domain.questionnaires import Answered
from operator_app.domain.reviews import Review, ReviewId, ReviewState
from operator_app.usecases.look_at_day import SupervisedDay
from resources.review_rules import load_review_rules

DAY = date(2018, 2, 6)
AT = datetime(2018, 2, 6, 8, 41, tzinfo=UTC)
NORM = timedelta(minutes=15)
SERVICES = {
    "guardianship_certificate": Bilingual(
        ru="Выдача справок по опеке и попечительству",
        kk="Қорғаншылық және қамқоршылық жөнінде анықтамалар беру",
    ),
    "school_enrolment": Bilingual(
        ru="Прием документов и зачисление в организации образования",
        kk="Құжаттарды қабылдау және білім беру ұйымдарына қабылдау",
    ),
    "social_aid": Bilingual(
        ru="Назначение социальной помощи гражданам, имеющим детей",
        kk="Балалары бар азаматтарға әлеуметтік көмек тағайындау",
    ),
}
ROWS = {
    "identity_document": Bilingual(
        ru="документ, удостоверяющий личность", kk="жеке басты куәландыратын құжат"
    ),
    "child_birth_certificate": Bilingual(
        ru="свидетельство о рождении ребенка", kk="баланың туу туралы куәлігі"
    ),
    "residence": Bilingual(ru="адресная справка", kk="мекенжай анықтамасы"),
}
NORMS = {code: Norms(waiting=NORM, serving=NORM) for code in SERVICES}


def times(count: int, average_s: int, longest_s: int, over: int) -> Times:
    return Times(
        count=count,
        total=timedelta(seconds=count * average_s),
        longest=timedelta(seconds=longest_s),
        over=over,
    )


def a_line(key: str, came: int, served: int, wait_s: int, serve_s: int, **more: int) -> Figures:
    return Figures(
        key=key,
        arrived=came,
        called=served + 1,
        served=served,
        no_shows=more.get("no_shows", came // 20),
        accepted=more.get("accepted", served * 3 // 4),
        refused=more.get("refused", served // 6),
        other_ends=served // 12,
        waiting=times(served + 1, wait_s, wait_s * 3, max(0, (wait_s - 600) // 60)),
        serving=times(served, serve_s, serve_s * 2, max(0, (serve_s - 720) // 60)),
        held=times(served // 10, 420, 900, 0),
        breaks=times(2, 900, 960, 0),
        queue=more.get("queue", 0),
    )


HOURS = (
    a_line("09", 31, 22, 312, 655, queue=8),
    a_line("10", 44, 31, 540, 672, queue=19),
    a_line("11", 52, 36, 934, 731, queue=31),
    a_line("12", 38, 33, 1260, 802, queue=33),
    a_line("13", 21, 28, 1105, 640, queue=23),
    a_line("14", 34, 35, 780, 655, queue=17),
)
FIGURES = DayFigures(
    center="002",
    day=DAY,
    as_of=AT,
    whole=replace(a_line("", 220, 185, 792, 688), queue=17),
    hours=HOURS,
    services=(
        a_line("guardianship_certificate", 96, 81, 702, 590),
        a_line("school_enrolment", 71, 60, 1021, 811),
        a_line("social_aid", 53, 44, 655, 700),
    ),
    windows=tuple(
        a_line(str(number), 0, served, 700, serve_s)
        for number, served, serve_s in ((1, 41, 620), (2, 35, 777), (3, 44, 580), (7, 38, 690))
    ),
    missing=(
        Missing(service="school_enrolment", requirement="residence", count=14),
        Missing(service="guardianship_certificate", requirement="child_birth_certificate", count=9),
        Missing(service="social_aid", requirement="identity_document", count=3),
    ),
    longest_wait_now=timedelta(minutes=27, seconds=12),
    held_now=2,
)


def a_case(number: str, due: int | None = None, window: int = 7) -> OpenCase:
    return OpenCase(
        id=number,
        number=number,
        service="guardianship_certificate",
        window=window,
        due_on=None if due is None else DAY + timedelta(days=due),
    )


BAGS = (
    BagDifference(
        fault=BagFault.MISSING,
        manifest="m",
        number="002-03-180206-001-4",
        window=3,
        packages=tuple(f"002-03-180206-{number:04}-0" for number in range(11, 20)),
        act="Мешок пришел с другой пломбой, вложения пересчитаны вдвоем",
    ),
    BagDifference(fault=BagFault.SEAL, manifest="m", number="002-03-180206-001-4", window=3),
)
LOOSE = Loose(
    drafts=(a_case("002-03-180206-0031-0", window=3),),
    due=(a_case("002-07-180129-0012-4", -1), a_case("002-01-180201-0044-3", 1)),
    unprinted=(Named(id="p", name="002-07-180206-0017-5", window=7),),
    bags=BAGS,
)
REASONS = load_review_rules().reasons
REVIEW = Review(
    id=ReviewId("r1"),
    application_id="a1",
    number="002-07-180206-0017-5",
    service="guardianship_certificate",
    center="002",
    window=7,
    operator="Ахметова Айгерім Болатқызы",
    marked_at=AT - timedelta(hours=2),
    marked_by="Оспанова Гүлнар Дәулетқызы",
    reason="Реестры не ответили, доверенность из другого города",
)
REVIEWS = (
    REVIEW,
    replace(
        REVIEW,
        id=ReviewId("r2"),
        number="002-03-180206-0008-2",
        operator="Ким Дмитрий Витальевич",
        state=ReviewState.RETURNED,
        decided_at=AT,
        decided_by="Оспанова Гүлнар Дәулетқызы",
        remark="Копия не сверена с подлинником",
    ),
    replace(
        REVIEW,
        id=ReviewId("r4"),
        number="002-01-180206-0021-4",
        operator="Серік Бауыржан",
        marked_by="",
        reason="",
        rules=("typed_by_hand", "drawn"),
    ),
    replace(
        REVIEW,
        id=ReviewId("r3"),
        number="002-01-180206-0003-1",
        operator="Серік Бауыржан",
        state=ReviewState.APPROVED,
        decided_at=AT,
        decided_by="Оспанова Гүлнар Дәулетқызы",
    ),
)
TOLD = replace(
    REVIEW,
    id=ReviewId("r5"),
    number="002-05-180206-0009-3",
    window=5,
    operator="Серік Бауыржан",
    rules=("refused_incomplete",),
    marked_by="",
    reason="",
    at_window=5,
    elsewhere=True,
)
"""Marked at another window, whose store has the case."""
WITH_TOLD = replace(
    LOOSE,
    not_looked_at=(
        Named(id="r1", name=REVIEW.number, window=7),
        Named(id=TOLD.id, name=TOLD.number, window=5, elsewhere=True),
    ),
)
SEEN = SupervisedDay(figures=FIGURES, exceptions=exceptions_of(FIGURES, LOOSE), norms=NORMS)
QUIET = SupervisedDay(
    figures=DayFigures(center="002", day=DAY, as_of=AT, whole=Figures()),
    exceptions=(),
    norms=NORMS,
)
CLOSED = SupervisedDay(
    figures=FIGURES,
    exceptions=(),
    norms=NORMS,
    closed=ClosedDay(
        center="002",
        day=DAY,
        closed_at=AT + timedelta(hours=4),
        closed_by="Оспанова Гүлнар Дәулетқызы",
        window=3,
        figures=FIGURES,
        remarks=tuple(
            Remark(kind=one.kind, name=one.name, count=one.count, text=text)
            for one, text in zip(
                [one for one in SEEN.exceptions if one.needs_remark],
                (
                    "Запрос услугодателю отправлен повторно",
                    "Курьер ищет мешок, услугодателю написали",
                    "Акт составлен и подписан",
                    "С 11 до 13 часов работали три окна из четырех",
                    "То же",
                    "Принтер окна 7 заменен",
                ),
                strict=False,
            )
        ),
    ),
)
ANSWERS = tuple(
    Answered(
        id=f"answer-{number}",
        ticket_id=f"ticket-{number}",
        label=f"Б{number:03}",
        center="002",
        day=DAY,
        service="guardianship_certificate",
        window=7,
        answered_at=AT,
        on_paper=number % 4 == 0,
        marks={
            "process_and_result": (3, 3, 2, 3, 1)[number % 5],
            "information": (3, 2, 3)[number % 3],
        },
    )
    for number in range(37)
)
