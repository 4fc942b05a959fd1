"""Our own connecting phrases on papers; wordings prescribed by law stand in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from operator_app.domain.applications import ConsentAnswer, RegistryState
from operator_app.domain.catalogue import Bilingual, Catalogue, Form, Unit

ALWAYS: Final = Bilingual(
    ru="пункт {paragraph} стандарта: требуется всегда",
    kk="стандарттың {paragraph}-тармағы: әрқашан талап етіледі",
)
CONDITIONAL: Final = Bilingual(
    ru="пункт {paragraph}: {condition}", kk="{paragraph}-тармақ: {condition}"
)
CHILD: Final = Bilingual(ru="ребенок: {children}", kk="бала: {children}")
BORN: Final = Bilingual(ru="{name} {day} г.р.", kk="{name} {day} ж.т.")
CHILD_WITHOUT_NAME: Final = Bilingual(ru="ребенок {n}", kk="{n}-бала")
ANY_OF: Final = Bilingual(
    ru="достаточно одного из документов этой группы",
    kk="осы топтағы құжаттардың бірі жеткілікті",
)
WRONG_FORM: Final = Bilingual(
    ru="представлен не в той форме, нужно: {form}",
    kk="талап етілетін нысанда ұсынылмаған, қажеті: {form}",
)
EXPIRED: Final = Bilingual(ru="срок действия истек {day}", kk="қолданылу мерзімі {day} күні өткен")
FORMS: Final[Mapping[Form, Bilingual]] = {
    Form.ORIGINAL: Bilingual(ru="подлинник", kk="түпнұсқа"),
    Form.COPY: Bilingual(ru="копия", kk="көшірме"),
    Form.COPY_WITH_ORIGINAL_FOR_CHECK: Bilingual(
        ru="копия, сверена с подлинником, подлинник возвращен",
        kk="көшірме, түпнұсқамен салыстырылды, түпнұсқа қайтарылды",
    ),
    Form.ORIGINAL_SHOWN_AND_RETURNED: Bilingual(
        ru="подлинник показан и возвращен", kk="түпнұсқа көрсетілді және қайтарылды"
    ),
    Form.DATA: Bilingual(ru="сведения введены", kk="мәліметтер енгізілді"),
}
NEEDED_FORMS: Final[Mapping[Form, Bilingual]] = {
    Form.ORIGINAL: Bilingual(ru="подлинник", kk="түпнұсқа"),
    Form.COPY: Bilingual(ru="копия", kk="көшірме"),
    Form.COPY_WITH_ORIGINAL_FOR_CHECK: Bilingual(
        ru="копия и подлинник для сверки", kk="көшірме және салыстыру үшін түпнұсқа"
    ),
    Form.ORIGINAL_SHOWN_AND_RETURNED: Bilingual(ru="показать подлинник", kk="түпнұсқасын көрсету"),
    Form.DATA: Bilingual(ru="сведения", kk="мәліметтер"),
}
FROM_STATE_SYSTEM: Final = Bilingual(
    ru="сведения получены из государственной системы, бумага не нужна",
    kk="мәліметтер мемлекеттік жүйеден алынды, қағаз қажет емес",
)
PENDING_STATE_SYSTEM: Final = Bilingual(
    ru="будет получено из государственной системы, бумага не нужна",
    kk="мемлекеттік жүйеден алынады, қағаз қажет емес",
)
SYSTEMS: Final[Mapping[str, Bilingual]] = {
    "gbd_fl": Bilingual(ru="ГБД ФЛ (физические лица)", kk="ЖТ МДҚ (жеке тұлғалар)"),
    "gbd_ul": Bilingual(ru="ГБД ЮЛ (юридические лица)", kk="ЗТ МДҚ (заңды тұлғалар)"),
    "enis": Bilingual(ru="ЕНИС (доверенности)", kk="БНАЖ (сенімхаттар)"),
}
ANSWERS: Final[Mapping[RegistryState, Bilingual]] = {
    RegistryState.FOUND: Bilingual(ru="сведения есть", kk="мәліметтер бар"),
    RegistryState.NOT_FOUND: Bilingual(ru="сведений нет", kk="мәліметтер жоқ"),
    RegistryState.UNAVAILABLE: Bilingual(ru="не ответила", kk="жауап бермеді"),
    RegistryState.OFFLINE: Bilingual(ru="не спрошена: нет связи", kk="сұралмады: байланыс жоқ"),
    RegistryState.NOT_ASKED: Bilingual(ru="не спрошена", kk="сұралмады"),
}
CONSENTS: Final[Mapping[ConsentAnswer, Bilingual]] = {
    ConsentAnswer.GIVEN: Bilingual(ru="согласие дано", kk="келісім берілді"),
    ConsentAnswer.REFUSED: Bilingual(ru="в согласии отказано", kk="келісімнен бас тартты"),
    ConsentAnswer.NOT_ASKED: Bilingual(ru="согласие не спрашивалось", kk="келісім сұралмады"),
}
TERMS: Final[Mapping[Unit, Bilingual]] = {
    Unit.WORK_DAYS: Bilingual(ru="{n} рабочих дней", kk="{n} жұмыс күні"),
    Unit.CALENDAR_DAYS: Bilingual(ru="{n} календарных дней", kk="{n} күнтізбелік күн"),
    Unit.MINUTES: Bilingual(ru="{n} минут", kk="{n} минут"),
}
POWER_NOTARISED: Final = Bilingual(
    ru="доверенность № {number} от {issued_on}, нотариус {notary}",
    kk="{issued_on} № {number} сенімхат, нотариус {notary}",
)
POWER_OTHER: Final = Bilingual(
    ru="доверенность удостоверена не нотариусом, ее данные не вносятся",
    kk="сенімхатты нотариус куәландырмаған, оның деректері енгізілмейді",
)
RETURN: Final = Bilingual(
    ru="Введенные сведения и сканы сохранены. Когда вернетесь с недостающим, попросят только то, "
    "что стоит в этом списке.",
    kk="Енгізілген мәліметтер мен скандар сақталды. Жетіспейтін құжаттармен қайта келгенде "
    "осы тізімдегі құжаттар ғана сұралады.",
)
UNAVAILABLE_ADVICE: Final = Bilingual(
    ru="Проверьте ИИН (БИН) по документу. Если он верен, обратитесь в орган, выдавший документ, "
    "чтобы ваши сведения внесли в базу, и приходите снова: заявление не принято и не отклонено.",
    kk="ЖСН-ді (БСН-ді) құжат бойынша тексеріңіз. Егер дұрыс болса, мәліметтеріңізді дерекқорға "
    "енгізу үшін құжатты берген органға жүгініңіз және қайта келіңіз: өтініш қабылданған да, "
    "қабылданбаған да жоқ.",
)
REQUEST_FORM_TITLE: Final = Bilingual(
    ru="Запрос на оказание государственной услуги",
    kk="Мемлекеттік қызмет көрсетуге сұрау салу",
)
ISSUE_SLIP_TITLE: Final = Bilingual(
    ru="Расписка о выдаче результата", kk="Нәтиженің берілгені туралы қолхат"
)
ELECTRONIC_TITLE: Final = Bilingual(ru="Электронный документ", kk="Электрондық құжат")
SHOWN: Final = Bilingual(
    ru="расписка № {number} и документ, удостоверяющий личность, № {document}",
    kk="№ {number} қолхат және № {document} жеке басты куәландыратын құжат",
)
ENIS_ANSWER: Final = Bilingual(ru="ЕНИС, {at}: {answer}", kk="БНАЖ, {at}: {answer}")
ROUTING_TITLE: Final = Bilingual(
    ru="Куда обратиться за услугой", kk="Қызмет алу үшін қайда жүгіну керек"
)
ACT: Final = Bilingual(
    ru="{issuer}, постановление № {number} от {day}",
    kk="{issuer}, {day} № {number} қаулы",
)
CONSENT_REFUSED: Final = Bilingual(
    ru="Услугополучатель отказался дать это согласие. Государственные базы не запрашивались, "
    "заявление не принято.",
    kk="Көрсетілетін қызметті алушы бұл келісімді беруден бас тартты. Мемлекеттік дерекқорларға "
    "сұрау салынған жоқ, өтініш қабылданған жоқ.",
)


def filled(phrase: Bilingual, **texts: object) -> Bilingual:
    """``phrase`` with its places filled; a two-language text goes in by its language."""
    return Bilingual(ru=_in("ru", phrase, texts), kk=_in("kk", phrase, texts))


def _in(language: str, phrase: Bilingual, texts: Mapping[str, object]) -> str:
    spoken = {
        name: text[language] if isinstance(text, Bilingual) else str(text)
        for name, text in texts.items()
    }
    return phrase[language].format_map(_Forgiving(spoken))


class _Forgiving(dict[str, str]):
    """A place nobody filled stays a blank to be written in by hand, as on a paper form."""

    def __missing__(self, key: str) -> str:
        return "___"


def wording(catalogue: Catalogue, code: str, **texts: object) -> Bilingual:
    """The prescribed wording ``code`` with its places filled."""
    return filled(catalogue.wordings[code].text, **texts)


def sentence(phrase: Bilingual) -> Bilingual:
    """``phrase`` with a capital letter: the acts write the items of a list in small ones."""
    return Bilingual(ru=_capital(phrase["ru"]), kk=_capital(phrase["kk"]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def joined(separator: str, *parts: Bilingual | None) -> Bilingual:
    said = [part for part in parts if part is not None]
    return Bilingual(
        ru=separator.join(part["ru"] for part in said),
        kk=separator.join(part["kk"] for part in said),
    )


def day_text(day: date) -> str:
    return f"{day:%d.%m.%Y}"
