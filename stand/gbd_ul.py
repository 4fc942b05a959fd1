"""ГБД ЮЛ: an organisation by BIN (``GbdulInfoByBin_v2``); payloads are escaped strings.

The business signature on the question is not checked yet.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from stand.iin import numbered
from stand.soap import WRONG_FORMAT, Fault, Question, add, parse_xml, text

SERVICE = "GbdulInfoByBin_v2"
NAMESPACE = "http://gbdulinfobybin_v2.egp.gbdul.tamur.kz"

DONE = ("002", "Запрос обработан успешно", "Сұрау сәтті өңделді")
NOT_FOUND = ("001", "Организация не найдена", "Ұйым табылмады")
REGISTERED = ("01", "Зарегистрирован", "Тіркелген")


@dataclass(frozen=True, kw_only=True)
class Organisation:
    bin: str
    name_ru: str
    name_kk: str
    registered_on: str
    leader_iin: str
    city: str
    street_ru: str
    street_kk: str
    building: str


def all_organisations(leaders: tuple[str, ...]) -> tuple[Organisation, ...]:
    """Two made-up ones, led by the first two of ``leaders``."""
    return (
        Organisation(
            bin=numbered("0904400", 9001),
            name_ru='ТОВАРИЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ "ТЕСТ-ҮМІТ"',
            name_kk='"ТЕСТ-ҮМІТ" ЖАУАПКЕРШІЛІГІ ШЕКТЕУЛІ СЕРІКТЕСТІГІ',
            registered_on="2009-04-14+06:00",
            leader_iin=leaders[0],
            city="АЛМАТЫ",
            street_ru="УЛИЦА АБАЯ",
            street_kk="АБАЙ КӨШЕСІ",
            building="10",
        ),
        Organisation(
            bin=numbered("1511410", 9002),
            name_ru='ФИЛИАЛ ОБЩЕСТВЕННОГО ФОНДА "ТЕСТОВАЯ ЗАБОТА"',
            name_kk='"ТЕСТ ҚАМҚОРЛЫҒЫ" ҚОҒАМДЫҚ ҚОРЫНЫҢ ФИЛИАЛЫ',
            registered_on="2015-11-02+06:00",
            leader_iin=leaders[1],
            city="ТАРАЗ",
            street_ru="УЛИЦА ДОСТЫК",
            street_kk="ДОСТЫҚ КӨШЕСІ",
            building="7",
        ),
    )


def asked_bin(question: Question) -> str:
    """From the escaped document, or from one that was put in as a subtree."""
    document = question.data[0] if len(question.data) else None
    if document is None:
        document = parse_xml((question.data.text or "").strip().encode())
    value = text(document, "BIN")
    if not value:
        raise Fault(WRONG_FORMAT, "BIN is missing")
    return value


def answer(organisation: Organisation | None) -> etree._Element:
    root = etree.Element(f"{{{NAMESPACE}}}responseDataType", nsmap={"q": NAMESPACE})
    _add_code(root, "Status", NOT_FOUND if organisation is None else DONE)
    if organisation is not None:
        _add_organisation(root, organisation)
    data = etree.Element("data")
    data.text = etree.tostring(root, encoding="unicode")
    return data


def _add_organisation(root: etree._Element, organisation: Organisation) -> None:
    element = etree.SubElement(root, "Organization")
    add(element, "BIN", organisation.bin)
    _add_code(element, "RegStatus", REGISTERED)
    add(element, "RegistrationDate", organisation.registered_on)
    add(element, "FullNameRu", organisation.name_ru)
    add(element, "FullNameKz", organisation.name_kk)
    leader = etree.SubElement(element, "OrganizationLeader")
    position = etree.SubElement(etree.SubElement(leader, "Position"), "PositionType")
    add(position, "NameRu", "ДИРЕКТОР")
    add(leader, "IIN", organisation.leader_iin)
    address = etree.SubElement(element, "Address")
    add(address, "CityRu", organisation.city)
    add(address, "CityKz", organisation.city)
    add(address, "StreetRu", organisation.street_ru)
    add(address, "StreetKz", organisation.street_kk)
    add(address, "BuildingNumber", organisation.building)


def _add_code(parent: etree._Element, name: str, value: tuple[str, str, str]) -> None:
    element = etree.SubElement(parent, name)
    for key, part in zip(("Code", "NameRu", "NameKz"), value, strict=True):
        add(element, key, part)
