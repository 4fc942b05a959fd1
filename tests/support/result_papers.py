"""Papers of giving out, as a test wants them: a slip by a power of attorney, a signed result."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.papers import ElectronicDocument, IssueSlip, PaperKind
from tests.support.papers import (
    ALMATY_2018,
    APPLICANT,
    NUMBER,
    SERVICE,
    a_head,
    an_issue_slip,
)

SHA256 = "3b9a7c5e1f0d24688642d0f1e5c7a9b3" * 2


def a_slip_by_power(**changes: object) -> IssueSlip:
    """Taken by a representative on a day on which nobody could be asked."""
    slip = an_issue_slip(
        shown=Bilingual(
            ru=f"расписка № {NUMBER} и документ, удостоверяющий личность, № 041234567",
            kk=f"№ {NUMBER} қолхат және № 041234567 жеке басты куәландыратын құжат",
        ),
        power=Bilingual(
            ru="доверенность № 1234 от 01.12.2017, нотариус Ә. Нұрланқызы",
            kk="01.12.2017 № 1234 сенімхат, нотариус Ә. Нұрланқызы",
        ),
        power_answer=Bilingual(
            ru="ЕНИС, 12.02.2018 10:00: не спрошена: нет связи",
            kk="БНАЖ, 12.02.2018 10:00: сұралмады: байланыс жоқ",
        ),
        unchecked=True,
    )
    return replace(slip, **changes)  # type: ignore[arg-type]  # a builder takes any field


def an_electronic_document(**changes: object) -> ElectronicDocument:
    head = a_head(PaperKind.ELECTRONIC_DOCUMENT)
    paper = ElectronicDocument(
        head=replace(head, qr_text=f"{head.qr_text}/{SHA256}"),
        title=Bilingual(ru="Электронный документ", kk="Электрондық құжат"),
        service=SERVICE,
        applicant=APPLICANT,
        provider=Bilingual(ru="Управление образования", kk="Білім басқармасы"),
        official_number="17-04/215",
        text=Bilingual(
            ru="Справка об установлении опеки (попечительства) выдана для предъявления"
            " по месту требования.",
            kk="Қорғаншылық (қамқоршылық) белгілеу туралы анықтама талап етілген жерге"
            " ұсыну үшін берілді.",
        ),
        decided_on=date(2018, 3, 20),
        signer="СЕЙІТОВА АЙНҰР",
        signer_number="050340000018",
        certificate="5f3a0c7791d24e608b1522af",
        valid_from=datetime(2017, 6, 1, tzinfo=ALMATY_2018),
        valid_to=datetime(2020, 6, 1, tzinfo=ALMATY_2018),
        signed_at=datetime(2018, 3, 20, 15, 30, tzinfo=ALMATY_2018),
        document_sha256=SHA256,
        law=Bilingual(
            ru="Данный документ равнозначен документу на бумажном носителе",
            kk="Осы құжат қағаз жеткізгіштегі құжатпен тең мағыналы",
        ),
    )
    return replace(paper, **changes)  # type: ignore[arg-type]  # a builder takes any field
