"""The worst that may come: longest service and names, sixteen documents, every mark and part."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.papers import (
    AcceptanceReceipt,
    CopyMark,
    ListedDocument,
    Paper,
    PaperHead,
    PaperKind,
    RefusalReceipt,
)
from tests.support.papers import (
    ALMATY_2018,
    FROM_STATE,
    LAW,
    LONG_APPLICANT,
    LONG_NAME,
    LONG_OFFICE,
    LONG_SERVICE,
    REPRESENTATIVE,
    a_consent,
    a_decline_notice,
    a_head,
    a_message,
    a_refusal,
    a_request_form,
    a_routing_sheet,
    an_acceptance,
)
from tests.support.result_papers import SHA256, a_slip_by_power, an_electronic_document


def _extreme_rows(count: int) -> tuple[ListedDocument, ...]:
    name = Bilingual(
        ru="Копия документа, подтверждающего право собственности несовершеннолетнего на имущество,"
        " с приложением описи и решений органов опеки",
        kk="Кәмелетке толмағанның мүлікке меншік құқығын растайтын құжаттың көшірмесі, тізімдемесі"
        " және қорғаншылық органдарының шешімдері қоса берілген",
    )
    why = Bilingual(
        ru="пункт 9 стандарта: имущество принадлежит несовершеннолетнему, сделка назначена на"
        " 12.03.2018, согласие второго родителя не представлено",
        kk="стандарттың 9-тармағы: мүлік кәмелетке толмағанға тиесілі, мәміле 12.03.2018 күнге"
        " белгіленген, екінші ата-ананың келісімі ұсынылмаған",
    )
    return tuple(
        ListedDocument(name=name, why=why, pages=n % 3, confirmed=n % 2 == 0) for n in range(count)
    )


def an_extreme_acceptance(language: str) -> AcceptanceReceipt:
    return an_acceptance(
        head=extreme_head(PaperKind.ACCEPTANCE_RECEIPT, language),
        service=LONG_SERVICE,
        applicant=LONG_APPLICANT,
        representative=replace(REPRESENTATIVE, name=LONG_NAME, phone="+7 700 000 00 02"),
        documents=_extreme_rows(16),
        state_system_documents=(FROM_STATE,) * 3,
        only_to_applicant=True,
        provisional=True,
        unchecked=True,
    )


def an_extreme_refusal(language: str) -> RefusalReceipt:
    return a_refusal(
        head=extreme_head(PaperKind.REFUSAL_RECEIPT, language),
        appendix_line=Bilingual(
            ru=f"Приложение 7 к стандарту государственной услуги «{LONG_SERVICE.name.ru}»; Форма",
            kk=f"«{LONG_SERVICE.name.kk}» мемлекеттік көрсетілетін қызмет стандартына 7-қосымша;"
            " Нысан",
        ),
        service=LONG_SERVICE,
        applicant=LONG_APPLICANT,
        representative=replace(REPRESENTATIVE, name=LONG_NAME),
        missing=_extreme_rows(16),
    )


def extreme_head(kind: PaperKind, language: str) -> PaperHead:
    return a_head(
        kind,
        language=language,
        office=LONG_OFFICE,
        training=True,
        copy=CopyMark(by=LONG_NAME, at=datetime(2018, 2, 7, 10, 0, tzinfo=ALMATY_2018)),
    )


def an_extreme(kind: PaperKind, language: str) -> Paper:
    """The longest service, office and names, every mark and every optional part."""
    head = extreme_head(kind, language)
    person = replace(REPRESENTATIVE, name=LONG_NAME, address=LONG_APPLICANT.address)
    long_text = Bilingual(ru=" ".join([LAW.ru] * 6), kk=" ".join([str(LAW.kk)] * 6))
    both = {"head": head, "service": LONG_SERVICE, "applicant": LONG_APPLICANT}
    systems = a_message().systems * 9
    match kind:
        case PaperKind.ACCEPTANCE_RECEIPT:
            paper: Paper = an_extreme_acceptance(language)
        case PaperKind.REFUSAL_RECEIPT:
            paper = an_extreme_refusal(language)
        case PaperKind.CONSENT:
            paper = a_consent(
                **both, representative=person, given=False, not_in_act=True, text=long_text
            )
        case PaperKind.DATA_UNAVAILABLE_MESSAGE:
            paper = a_message(**both, systems=systems, text=long_text)
        case PaperKind.ROUTING_SHEET:
            paper = a_routing_sheet(**both, bring=_extreme_rows(16), where=(LONG_OFFICE.name,) * 3)
        case PaperKind.REQUEST_FORM:
            children = tuple(Bilingual(ru=LONG_NAME, kk=LONG_NAME) for _ in range(7))
            paper = a_request_form(
                **both,
                representative=person,
                documents=_extreme_rows(16),
                children=children,
                signed_by=LONG_NAME,
            )
        case PaperKind.ISSUE_SLIP:
            paper = a_slip_by_power(**both, recipient=person, result=LONG_SERVICE.name)
        case PaperKind.DECLINE_NOTICE:
            paper = a_decline_notice(**both, ground=long_text)
        case PaperKind.ELECTRONIC_DOCUMENT:
            paper = an_electronic_document(
                **{**both, "head": replace(head, qr_text=f"{head.qr_text}/{SHA256}")},
                provider=LONG_OFFICE.name,
                text=long_text,
                signer=LONG_NAME,
            )
    return paper
