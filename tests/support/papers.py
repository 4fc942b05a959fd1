"""Sample papers of every kind, ordinary and extreme; all people are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.papers import (
    AcceptanceReceipt,
    ConsentPaper,
    DataUnavailableMessage,
    DeclineNotice,
    IssueSlip,
    ListedDocument,
    Office,
    PaperHead,
    PaperKind,
    PartyLine,
    RefusalReceipt,
    RequestFormPaper,
    RoutingSheet,
    ServiceLine,
)

NUMBER = "002-07-180206-0043-5"
DIGITS = NUMBER.replace("-", "")
KAZAKH = "ӘҒҚҢӨҰҮҺІәғқңөұүһі"
ALMATY_2018 = timezone(timedelta(hours=6))
LONG_NAME = (
    "Әбдіғаппарқызықұлмұхаммедқожаһаңөүғашқынбайтөребекұлыжұмағалиеваіңкәрсұлуайгүлқаракөз" * 2
)[:90]

OFFICE = Office(
    code="002",
    window=7,
    name=Bilingual(ru="Отдел № 2 по Алмалинскому району", kk="Алмалы ауданы бойынша № 2 бөлім"),
    address=Bilingual(ru="г. Алматы, ул. Үлгі, 1", kk="Алматы қ., Үлгі к-сі, 1"),
    employee="Ахметова Айгерім Болатқызы",
    call_center="1414",
)
LONG_OFFICE = replace(
    OFFICE,
    name=Bilingual(
        ru="Отдел № 2 филиала некоммерческого акционерного общества «Государственная корпорация"
        " «Правительство для граждан» по городу Алматы",
        kk="«Азаматтарға арналған үкімет» мемлекеттік корпорациясы» коммерциялық емес акционерлік"
        " қоғамының Алматы қаласы бойынша филиалының № 2 бөлімі",
    ),
    employee=LONG_NAME,
)
SERVICE = ServiceLine(
    name=Bilingual(
        ru="Установление опеки или попечительства над ребенком-сиротой (детьми-сиротами) и ребенком"
        " (детьми), оставшимся без попечения родителей",
        kk="Жетім балаға (жетім балаларға) және ата-анасының қамқорлығынсыз қалған балаға"
        " (балаларға) қамқоршылық немесе қорғаншылық белгілеу",
    ),
    act=Bilingual(
        ru="Стандарт, приказ № 198 от 13 апреля 2015 г.",
        kk="Стандарт, 2015 ж. 13 сәуірдегі № 198 бұйрық",
    ),
    confirmed=True,
)
LONG_SERVICE = ServiceLine(
    name=Bilingual(
        ru="Выдача справок в единый накопительный пенсионный фонд и (или) добровольный"
        " накопительный пенсионный фонд, банки, в органы внутренних дел для распоряжения"
        " имуществом несовершеннолетних детей и оформления наследства несовершеннолетним детям",
        kk="Бірыңғай жинақтаушы зейнетақы қорына және (немесе) ерікті жинақтаушы зейнетақы қорына,"
        " банктерге, ішкі істер органдарына кәмелетке толмаған балалардың мүлкіне иелік ету және"
        " кәмелетке толмаған балаларға мұра ресімдеу үшін анықтамалар беру",
    ),
    act=SERVICE.act,
    confirmed=False,
)
APPLICANT = PartyLine(
    name="Әбдірахманова Гүлжаһан Іңкәрқызы",
    number="800101400017",
    address="Алматы, Үшқоңыр к., 5",
    phone="+7 700 000 00 01",
)
LONG_APPLICANT = replace(APPLICANT, name=LONG_NAME, address=f"{KAZAKH} көшесі, 5")
REPRESENTATIVE = PartyLine(name="Оспанов Дәурен Қайратұлы", number="750505300019")

BIRTH = ListedDocument(
    name=Bilingual(
        ru="Копия свидетельства о рождении ребенка", kk="Баланың туу туралы куәлігінің көшірмесі"
    ),
    why=Bilingual(
        ru="пункт 9: ребенок родился 01.05.2006, до 13 августа 2007 г.",
        kk="9-тармақ: бала 01.05.2006 туған, 2007 ж. 13 тамызға дейін",
    ),
    confirmed=True,
)
CONSENT_OF_CHILD = ListedDocument(
    name=Bilingual(ru="Согласие ребенка", kk="Баланың келісімі"),
    why=Bilingual(ru="пункт 9: ребенку 11 лет", kk="9-тармақ: бала 10 жасқа толған"),
)
APPLICATION = ListedDocument(
    name=Bilingual(ru="Заявление по форме стандарта", kk="Стандарт нысаны бойынша өтініш"),
    pages=2,
    how=Bilingual(ru="подлинник", kk="түпнұсқа"),
    confirmed=True,
)
IDENTITY = ListedDocument(
    name=Bilingual(
        ru="Документ, удостоверяющий личность услугополучателя",
        kk="Көрсетілетін қызметті алушының жеке басын куәландыратын құжат",
    ),
    how=Bilingual(ru="показан и возвращён", kk="көрсетілді және қайтарылды"),
    confirmed=True,
)
FROM_STATE = ListedDocument(
    name=Bilingual(ru="Сведения о рождении ребенка", kk="Баланың тууы туралы мәліметтер"),
    how=Bilingual(ru="ГБД ФЛ, 06.02.2018 11:02", kk="ЖТ МДБ, 06.02.2018 11:02"),
    confirmed=True,
)


def a_head(kind: PaperKind, **changes: object) -> PaperHead:
    head = PaperHead(
        kind=kind,
        number=NUMBER,
        number_digits=DIGITS,
        qr_text=f"TEREZE:{NUMBER}:K7QX3M2P9A",
        at=datetime(2018, 2, 6, 11, 5, tzinfo=ALMATY_2018),
        language="kk",
        office=OFFICE,
        training=False,
    )
    return replace(head, **changes)  # type: ignore[arg-type]  # a builder takes any field


def an_acceptance(**changes: object) -> AcceptanceReceipt:
    paper = AcceptanceReceipt(
        head=a_head(PaperKind.ACCEPTANCE_RECEIPT),
        title=Bilingual(
            ru="Расписка о приеме соответствующих документов",
            kk="Тиісті құжаттардың қабылданғаны туралы қолхат",
        ),
        service=SERVICE,
        applicant=APPLICANT,
        representative=None,
        documents=(APPLICATION, IDENTITY, replace(BIRTH, why=None, pages=1)),
        state_system_documents=(FROM_STATE,),
        due_on=date(2018, 3, 29),
        issue_place=Bilingual(
            ru="г. Алматы, ул. Үлгі, 1, с 9.00 до 20.00, кроме воскресенья",
            kk="Алматы қ., Үлгі к-сі, 1, 9.00-ден 20.00-ге дейін, жексенбіден басқа",
        ),
        issue_rule=Bilingual(
            ru="Выдаётся по этой расписке и документу, удостоверяющему личность; хранится месяц.",
            kk="Осы қолхат пен жеке басты куәландыратын құжат бойынша беріледі; бір ай сақталады.",
        ),
        only_to_applicant=False,
        provisional=False,
        unchecked=False,
    )
    return replace(paper, **changes)  # type: ignore[arg-type]  # a builder takes any field


LAW = Bilingual(
    ru="Руководствуясь пунктом 2 статьи 20 Закона Республики Казахстан от 15 апреля 2013 года"
    " «О государственных услугах», отдел № 2 филиала некоммерческого акционерного общества"
    " «Государственная корпорация «Правительство для граждан» (г. Алматы, ул. Үлгі, 1) отказывает"
    " в приеме документов на оказание государственной услуги ввиду представления Вами неполного"
    " пакета документов согласно перечню, предусмотренному стандартом государственной услуги,"
    " а именно:",
    kk="«Мемлекеттік көрсетілетін қызметтер туралы» 2013 жылғы 15 сәуірдегі Қазақстан Республикасы"
    " Заңының 20-бабының 2-тармағын басшылыққа ала отырып, «Азаматтарға арналған үкімет»"
    " мемлекеттік корпорациясы» коммерциялық емес акционерлік қоғамы филиалының № 2 бөлімі"
    " (Алматы қ., Үлгі к-сі, 1) Сіздің мемлекеттік көрсетілетін қызмет стандартында көзделген"
    " тізбеге сәйкес құжаттардың топтамасын толық ұсынбауыңызға байланысты мемлекеттік қызметті"
    " көрсетуге құжаттарды қабылдаудан бас тартады:",
)


def a_refusal(**changes: object) -> RefusalReceipt:
    paper = RefusalReceipt(
        head=a_head(PaperKind.REFUSAL_RECEIPT),
        title=Bilingual(
            ru="Расписка об отказе в приеме документов",
            kk="Құжаттарды қабылдаудан бас тарту туралы қолхат",
        ),
        appendix=4,
        appendix_line=Bilingual(ru="приложение 4 стандарта", kk="стандарттың 4-қосымшасы"),
        service=SERVICE,
        applicant=APPLICANT,
        representative=None,
        law=LAW,
        list_heading=Bilingual(
            ru="Наименование отсутствующих документов", kk="Жоқ құжаттардың атаулары"
        ),
        missing=(BIRTH, CONSENT_OF_CHILD),
        in_order=(APPLICATION, IDENTITY),
        copies_line=Bilingual(
            ru="Настоящая расписка составлена в 2 экземплярах, по одному для каждой стороны.",
            kk="Осы қолхат әр тарапқа бір-біреуден 2 данада жасалды.",
        ),
        return_line=Bilingual(
            ru="Когда вернётесь, введённые сведения сохранены: попросят только то, что в списке.",
            kk="Қайта келсеңіз, енгізілген мәліметтер сақталған: тек осы құжаттар сұралады.",
        ),
    )
    return replace(paper, **changes)  # type: ignore[arg-type]  # a builder takes any field


def a_consent(**changes: object) -> ConsentPaper:
    paper = ConsentPaper(
        head=a_head(PaperKind.CONSENT),
        title=Bilingual(
            ru="Согласие на использование сведений", kk="Мәліметтерді пайдалануға келісім"
        ),
        service=SERVICE,
        applicant=APPLICANT,
        representative=None,
        text=Bilingual(
            ru="Согласен(а) на использование сведений, составляющих охраняемую законом тайну,"
            " содержащихся в информационных системах",
            kk="Ақпараттық жүйелерде қамтылған заңмен қорғалатын құпияны құрайтын мәліметтерді"
            " пайдалануға келісім беремін",
        ),
        given=True,
        not_in_act=False,
    )
    return replace(paper, **changes)  # type: ignore[arg-type]  # a builder takes any field


def a_message(**changes: object) -> DataUnavailableMessage:
    paper = DataUnavailableMessage(
        head=a_head(PaperKind.DATA_UNAVAILABLE_MESSAGE),
        title=Bilingual(
            ru="Сообщение о невозможности получения данных",
            kk="Деректерді алу мүмкін еместігі туралы хабарлама",
        ),
        service=SERVICE,
        applicant=APPLICANT,
        text=Bilingual(
            ru="Данные услугополучателя в государственной базе данных отсутствуют,"
            " поэтому получить их невозможно.",
            kk="Көрсетілетін қызметті алушының деректері мемлекеттік дерекқорда жоқ,"
            " сондықтан оларды алу мүмкін емес.",
        ),
        systems=(
            (
                Bilingual(
                    ru="Государственная база данных «Физические лица»",
                    kk="«Жеке тұлғалар» мемлекеттік дерекқоры",
                ),
                Bilingual(ru="не найдено, 11:05", kk="табылмады, 11:05"),
            ),
        ),
        advice=Bilingual(
            ru="Проверьте ИИН в документе, удостоверяющем личность. Если он верен,"
            " обратитесь в миграционную службу по месту жительства.",
            kk="Жеке басты куәландыратын құжаттағы ЖСН-ді тексеріңіз. Ол дұрыс болса,"
            " тұрғылықты жердегі көші-қон қызметіне жүгініңіз.",
        ),
    )
    return replace(paper, **changes)  # type: ignore[arg-type]  # a builder takes any field


def a_routing_sheet(**changes: object) -> RoutingSheet:
    paper = RoutingSheet(
        head=a_head(PaperKind.ROUTING_SHEET),
        title=Bilingual(ru="Маршрутный лист", kk="Бағыт парағы"),
        service=SERVICE,
        applicant=APPLICANT,
        where=(
            Bilingual(ru="Канцелярия управления образования", kk="Білім басқармасының кеңсесі"),
            Bilingual(ru="Портал egov.kz", kk="egov.kz порталы"),
        ),
        issued_at=(
            Bilingual(ru="Канцелярия управления образования", kk="Білім басқармасының кеңсесі"),
        ),
        term=Bilingual(ru="19 рабочих дней", kk="19 жұмыс күні"),
        fee=Bilingual(ru="бесплатно (0 ₸)", kk="тегін (0 ₸)"),
        bring=(replace(APPLICATION, pages=0), IDENTITY, BIRTH, CONSENT_OF_CHILD),
    )
    return replace(paper, **changes)  # type: ignore[arg-type]  # a builder takes any field


def a_request_form(**changes: object) -> RequestFormPaper:
    paper = RequestFormPaper(
        head=a_head(PaperKind.REQUEST_FORM),
        title=Bilingual(
            ru="Запрос на оказание государственной услуги",
            kk="Мемлекеттік қызмет көрсетуге сұрау салу",
        ),
        service=SERVICE,
        applicant=APPLICANT,
        representative=REPRESENTATIVE,
        power_of_attorney=Bilingual(
            ru="№ 1234 от 10.01.2018, нотариус Сәрсенова Ж. Қ.",
            kk="2018 ж. 10.01 № 1234, нотариус Сәрсенова Ж. Қ.",
        ),
        children=(
            Bilingual(ru="Әбдірахманов Ерлан, 01.05.2006", kk="Әбдірахманов Ерлан, 01.05.2006"),
        ),
        documents=(APPLICATION, IDENTITY, replace(BIRTH, pages=1)),
        consent=Bilingual(
            ru="Согласен(а) на использование сведений, составляющих охраняемую законом тайну.",
            kk="Заңмен қорғалатын құпияны құрайтын мәліметтерді пайдалануға келісім беремін.",
        ),
        signed_by="АХМЕТОВА АЙГЕРІМ",
        signed_at=datetime(2018, 2, 6, 11, 4, tzinfo=ALMATY_2018),
        certificate="5F3A 0C77 91D2 4E60 8B15 22AF",
        request_sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )
    return replace(paper, **changes)  # type: ignore[arg-type]  # a builder takes any field


def an_issue_slip(**changes: object) -> IssueSlip:
    paper = IssueSlip(
        head=a_head(PaperKind.ISSUE_SLIP),
        title=Bilingual(ru="Талон выдачи результата", kk="Нәтижені беру талоны"),
        service=SERVICE,
        applicant=APPLICANT,
        recipient=REPRESENTATIVE,
        result=Bilingual(
            ru="Справка об установлении опеки (попечительства)",
            kk="Қорғаншылық (қамқоршылық) белгілеу туралы анықтама",
        ),
        decided_on=date(2018, 3, 20),
    )
    return replace(paper, **changes)  # type: ignore[arg-type]  # a builder takes any field


def a_decline_notice(**changes: object) -> DeclineNotice:
    paper = DeclineNotice(
        head=a_head(PaperKind.DECLINE_NOTICE),
        title=Bilingual(ru="Мотивированный ответ об отказе", kk="Бас тарту туралы дәлелді жауап"),
        service=SERVICE,
        applicant=APPLICANT,
        ground=Bilingual(
            ru="Установление недостоверности документов, представленных услугополучателем.",
            kk="Көрсетілетін қызметті алушы ұсынған құжаттардың дұрыс еместігін анықтау.",
        ),
        decided_on=date(2018, 3, 20),
    )
    return replace(paper, **changes)  # type: ignore[arg-type]  # a builder takes any field
