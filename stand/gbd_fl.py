"""ГБД ФЛ: a person by IIN (``GBDFL_UniversalServiceSync``).

The codes of results other than ``00000`` are not published; those here are proposed.
"""

from __future__ import annotations

from datetime import date

from lxml import etree

from stand.people import Kind, Person
from stand.soap import XSI, Question, add, add_code, add_optional, text

SERVICE = "GBDFL_UniversalServiceSync"
MESSAGE = "http://message.persistence.interactive.nat"

FOUND = ("00000", "Сообщение успешно обработано", "Хабарлама сәтті өңделді")
NOT_FOUND = ("00001", "Физическое лицо не найдено", "Жеке тұлға табылмады")
WRONG_IIN = ("00002", "Неверный ИИН", "ЖСН қате")
REGISTRY = ("GBDFL", "ГБД Физические лица", '"Жеке тұлғалар" МДҚ')

MALE = ("1", "Мужской", "Ер")
FEMALE = ("2", "Женский", "Әйел")
ALIVE = ("0", "Нормальный", "Қалыпты")
DEAD = ("1", "Умерший", "Қайтыс болған")
KAZAKH = ("005", "КАЗАХ/КАЗАШКА", "ҚАЗАҚ")
KAZAKHSTAN = ("398", "КАЗАХСТАН", "ҚАЗАҚСТАН")
IDENTITY_CARD = ("002", "УДОСТОВЕРЕНИЕ РК", "ҚР ЖЕКЕ КУӘЛІГІ")
RESIDENCE_PERMIT = ("004", "ВИД НА ЖИТЕЛЬСТВО ИНОСТРАНЦА", "ШЕТЕЛДІКТІҢ ТҰРУҒА ЫҚТИЯРХАТЫ")
INTERIOR = ("002", "МИНИСТЕРСТВО ВНУТРЕННИХ ДЕЛ РК", "ҚР ІШКІ ІСТЕР МИНИСТРЛІГІ")
IN_FORCE = ("00", "ДОКУМЕНТ ДЕЙСТВИТЕЛЕН", "ҚҰЖАТ ЖАРАМДЫ")
REPLACED = ("17", "ВЫПУСК НОВОГО ДОКУМЕНТА", "ЖАҢА ҚҰЖАТ ШЫҒАРУ")
UNFIT_BY_DEATH = (
    "18",
    "изменение записи акта о смерти",
    "қайтыс болу туралы акт жазбасын өзгерту",
)
REGISTERED = ("1", "Зарегистрирован", "Тіркелген")

CARDS = (
    (REPLACED, date(2007, 4, 12), date(2017, 4, 11)),
    (IN_FORCE, date(2017, 3, 20), date(2027, 3, 19)),
)
"""The card in force covers every day from the acts of 2017 on; the one before it, those of 2012."""


def answer(question: Question, person: Person | None) -> etree._Element:
    """``person`` is ``None`` if the registry does not hold the IIN."""
    data = etree.Element("data", nsmap={"xsi": XSI, "p": MESSAGE})
    data.set(f"{{{XSI}}}type", "p:Response")
    add(data, "messageId", f"{question.message_id}-answer")
    add(data, "messageDate", question.moment)
    add(data, "requestId", text(question.data, "messageId") or question.message_id)
    add_code(data, "sender", REGISTRY)
    add_code(data, "receiver", (question.sender, question.sender, question.sender))
    if person is None:
        add_code(data, "messageResult", NOT_FOUND if asked_iin(question) else WRONG_IIN)
        return data
    add_code(data, "messageResult", FOUND)
    persons = etree.SubElement(data, "persons")
    _add_person(persons, person)
    return data


def asked_iin(question: Question) -> str:
    """Empty if the question holds nothing that could be an IIN."""
    value = text(question.data, "iin")
    return (
        value if len(value) == len("000000000000") and value.isascii() and value.isdigit() else ""
    )


def _add_person(persons: etree._Element, person: Person) -> None:
    """In the order of the published schema."""
    element = etree.SubElement(persons, "person")
    add(element, "iin", person.iin)
    add(element, "surname", person.surname)
    add(element, "name", person.name)
    add_optional(element, "patronymic", person.patronymic)
    add(element, "birthDate", person.born_on.isoformat())
    if person.died_on is not None:
        add(element, "deathDate", person.died_on.isoformat())
    add_code(element, "gender", MALE if person.male else FEMALE)
    add_code(element, "nationality", KAZAKH)
    add_code(element, "citizenship", person.citizenship)
    add_code(element, "lifeStatus", ALIVE if person.died_on is None else DEAD)
    birth_place = etree.SubElement(element, "birthPlace")
    add_code(birth_place, "country", person.citizenship)
    add(birth_place, "city", "-")
    _add_address(element, person)
    documents = etree.SubElement(element, "documents")
    if person.kind is not Kind.MINOR:
        _add_documents(documents, person)
    etree.SubElement(element, "addresses")


def _add_address(element: etree._Element, person: Person) -> None:
    home = person.address
    address = etree.SubElement(element, "regAddress")
    add_code(address, "country", KAZAKHSTAN)
    add_code(address, "district", (home.city.code, home.city.district_ru, home.city.district_kk))
    add_code(address, "region", (f"{home.city.code}01", home.city.region_ru, home.city.region_kk))
    add(address, "city", home.city.city)
    add(address, "street", home.street[0])
    add(address, "building", home.building)
    add(address, "flat", home.flat)
    add(address, "beginDate", "2009-10-05")
    add_code(address, "status", REGISTERED)
    add_code(address, "invalidity", ("0", "Нет", "Жоқ"))


def _add_documents(documents: etree._Element, person: Person) -> None:
    kind = RESIDENCE_PERMIT if person.kind is Kind.FOREIGNER else IDENTITY_CARD
    for place, (status, begins_on, ends_on) in enumerate(CARDS):
        document = etree.SubElement(documents, "document")
        add_code(document, "type", kind)
        add(document, "number", person.document if place else f"01{person.document[2:]}")
        add(document, "beginDate", begins_on.isoformat())
        add(document, "endDate", ends_on.isoformat())
        add_code(document, "issueOrganization", INTERIOR)
        add_code(document, "status", status if person.died_on is None else UNFIT_BY_DEATH)
        add(document, "surname", person.surname)
        add(document, "name", person.name)
        add_optional(document, "patronymic", person.patronymic)
        add(document, "birthDate", person.born_on.isoformat())
