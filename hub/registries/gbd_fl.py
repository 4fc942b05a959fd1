"""ГБД ФЛ: a person by IIN (``GBDFL_UniversalServiceSync``)."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Final

from lxml import etree

from hub.registries import xml
from hub.registries.shep import Asking, Shep
from hub.registries.troubles import RegistryAnsweredWrongly
from operator_app.wire.registries import (
    AddressText,
    AnswerState,
    IdentityDocument,
    PersonAnswer,
    PersonQuery,
    PersonRecord,
)

_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_MESSAGE: Final = "http://message.persistence.interactive.nat"
_OK: Final = "00000"
_IN_FORCE: Final = "00"
_DEAD: Final = "1"
_KAZAKHSTAN: Final = "398"
_SEXES: Final = MappingProxyType({"1": "male", "2": "female"})


async def ask_person(shep: Shep, question: Asking, query: PersonQuery) -> PersonAnswer:
    """Any result but ``00000``, and an answer with nobody in it, is "not found"."""
    data = etree.Element("data", nsmap={"xsi": _XSI, "cs": _MESSAGE})
    data.set(f"{{{_XSI}}}type", "cs:Request")
    xml.add(data, "messageId", question.message_id)
    xml.add(data, "messageDate", question.date)
    xml.add(data, "senderCode", shep.settings.sender_id)
    xml.add(data, "iin", query.iin)
    answer = await shep.send(shep.settings.gbd_fl, question, data)
    if xml.child(answer, "messageResult") is None:
        raise RegistryAnsweredWrongly(reason="no messageResult")
    persons = xml.children(xml.child(answer, "persons"), "person")
    if xml.text(answer, "messageResult", "code") != _OK or not persons:
        return PersonAnswer(
            state=AnswerState.NOT_FOUND,
            message_id=question.message_id,
            asked_at=question.at,
            reason=xml.text(answer, "messageResult", "nameRu"),
        )
    person = next((each for each in persons if xml.text(each, "iin") == query.iin), None)
    if person is None:
        raise RegistryAnsweredWrongly(reason="another person")
    return PersonAnswer(
        state=AnswerState.FOUND,
        message_id=question.message_id,
        asked_at=question.at,
        person=_person(person, query.iin),
    )


def _person(element: etree._Element, iin: str) -> PersonRecord:
    died_on = xml.day(element, "deathDate")
    return PersonRecord(
        iin=iin,
        surname=xml.text(element, "surname") or "",
        name=xml.text(element, "name") or "",
        patronymic=xml.text(element, "patronymic"),
        born_on=xml.day(element, "birthDate"),
        died_on=died_on,
        sex=_SEXES.get(xml.text(element, "gender", "code") or ""),
        citizenship=xml.named(xml.child(element, "citizenship")),
        alive=died_on is None and xml.text(element, "lifeStatus", "code") != _DEAD,
        documents=_documents(element),
        address=_address(xml.child(element, "regAddress")),
    )


def _documents(person: etree._Element) -> tuple[IdentityDocument, ...]:
    """Those in force, the latest first; a number may stand there more than once."""
    found = [
        document
        for element in xml.children(xml.child(person, "documents"), "document")
        if (document := _document(element)) is not None and document.status.code == _IN_FORCE
    ]
    found.sort(key=lambda document: document.issued_on or date.min, reverse=True)
    return tuple({(each.kind.code, each.number): each for each in reversed(found)}.values())[::-1]


def _document(element: etree._Element) -> IdentityDocument | None:
    kind = xml.named(xml.child(element, "type"))
    status = xml.named(xml.child(element, "status"))
    number = xml.text(element, "number")
    if kind is None or status is None or number is None:
        return None
    return IdentityDocument(
        kind=kind,
        number=number,
        issued_on=xml.day(element, "beginDate"),
        valid_until=xml.day(element, "endDate"),
        issued_by=xml.named(xml.child(element, "issueOrganization")),
        status=status,
    )


def _address(element: etree._Element | None) -> AddressText | None:
    if element is None:
        return None
    parts = [xml.named(xml.child(element, name)) for name in ("district", "region")]
    country = xml.named(xml.child(element, "country"))
    if country is not None and country.code != _KAZAKHSTAN:
        parts.insert(0, country)
    rest = [
        value
        for name in ("city", "street", "building", "corpus", "flat")
        if (value := xml.text(element, name)) is not None
    ]
    ru = ", ".join([part.ru for part in parts if part and part.ru] + rest)
    kk = ", ".join([part.kk for part in parts if part and part.kk] + rest)
    return AddressText(ru=ru, kk=kk) if ru or kk else None
