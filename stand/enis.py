"""ЕНИС: whether a notarised power of attorney stands (``ENIS_PowerOfAttorneyCheck``).

Nothing of the wire format is published: service, namespace, elements and codes are proposed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lxml import etree

from stand.people import Person
from stand.powers import ENDED_ON, Power, PowerQuery, PowerState
from stand.soap import WRONG_FORMAT, XSI, Fault, Question, add, add_code, add_optional, text

SERVICE = "ENIS_PowerOfAttorneyCheck"
NAMESPACE = "urn:proposed:enis:poa:v1"

FOUND = ("00000", "Сообщение успешно обработано", "Хабарлама сәтті өңделді")
NOT_FOUND = ("00001", "Доверенность не найдена", "Сенімхат табылмады")
SPECIAL = ("2", "специальная", "арнайы")
ACTIVE = ("ACTIVE", "Действует", "Қолданыста")
STATUSES = (
    (PowerState.EXPIRED, ("EXPIRED", "Срок истёк", "Мерзімі өтті")),
    (PowerState.REVOKED, ("REVOKED", "Отменена", "Күші жойылды")),
    (PowerState.TERMINATED, ("TERMINATED", "Прекращена", "Тоқтатылды")),
    (PowerState.SUSPENDED, ("SUSPENDED", "Приостановлена", "Тоқтатыла тұрды")),
)


def asked_power(question: Question) -> PowerQuery:
    data = question.data
    number = text(data, "registryNumber") or text(data, "uniqueNumber")
    attorney = text(data, "attorneyIin")
    if not number or not attorney:
        raise Fault(WRONG_FORMAT, "registryNumber or uniqueNumber, and attorneyIin are needed")
    try:
        issued_on = date.fromisoformat(text(data, "registrationDate") or "0001-01-01")
    except ValueError as error:
        raise Fault(WRONG_FORMAT, "registrationDate is not a date") from error
    return PowerQuery(
        number=number,
        issued_on=None if issued_on == date.min else issued_on,
        principal=text(data, "principalIinBin"),
        attorney=attorney,
    )


def answer(question: Question, power: Power | None, people: Mapping[str, Person]) -> etree._Element:
    data = etree.Element("data", nsmap={"xsi": XSI, "e": NAMESPACE})
    data.set(f"{{{XSI}}}type", "e:Response")
    add(data, "messageId", f"{question.message_id}-answer")
    add(data, "messageDate", question.moment)
    add(data, "requestId", text(question.data, "messageId") or question.message_id)
    add_code(data, "messageResult", NOT_FOUND if power is None else FOUND)
    if power is not None:
        _add_power(data, power, people)
    return data


def _add_power(data: etree._Element, power: Power, people: Mapping[str, Person]) -> None:
    element = etree.SubElement(data, "powerOfAttorney")
    add(element, "uniqueNumber", f"TEST-{power.number}")
    add(element, "registryNumber", power.number)
    add(element, "registrationDate", power.issued_on.isoformat())
    notary = etree.SubElement(element, "notary")
    add(notary, "fullName", "НОТАРИУСОВА ТЕСТ ТЕСТОВНА")
    add(notary, "licenseNumber", "00000001")
    add_code(element, "type", SPECIAL)
    principal = etree.SubElement(etree.SubElement(element, "principals"), "principal")
    _add_party(principal, power.registered_principal, people)
    attorney = etree.SubElement(etree.SubElement(element, "attorneys"), "attorney")
    _add_party(attorney, power.attorney, people)
    add(attorney, "delegationAllowed", "false")
    add(element, "powersTextRu", "Получать государственные услуги от имени доверителя.")
    add(element, "powersTextKz", "Сенім білдірушінің атынан мемлекеттік қызметтер алу.")
    add(element, "validFrom", power.issued_on.isoformat())
    add(element, "validTo", power.valid_to.isoformat())
    status = dict(STATUSES).get(power.state, ACTIVE)
    add_code(element, "status", status)
    if status is not ACTIVE:
        add(element, "statusDate", ENDED_ON.isoformat())
    if power.state is PowerState.REVOKED:
        revocation = etree.SubElement(element, "revocation")
        add(revocation, "date", ENDED_ON.isoformat())
        add(revocation, "reasonRu", "По заявлению доверителя")


def _add_party(element: etree._Element, number: str, people: Mapping[str, Person]) -> None:
    person = people.get(number)
    add(element, "bin" if person is None else "iin", number)
    if person is not None:
        names = (person.surname, person.name, person.patronymic)
        add_optional(element, "fullName", " ".join(name for name in names if name))
