"""ЕНИС: a notarised power of attorney. The format is proposed: nothing of ЕНИС is public."""

from __future__ import annotations

from typing import Final

from lxml import etree

from hub.registries import xml
from hub.registries.shep import Asking, Shep
from hub.registries.troubles import RegistryAnsweredWrongly
from operator_app.wire.registries import (
    AnswerState,
    PartyName,
    PowerOfAttorneyAnswer,
    PowerOfAttorneyQuery,
    PowerOfAttorneyRecord,
)

_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_NS: Final = "urn:proposed:enis:poa:v1"
_OK: Final = "00000"


async def ask_power_of_attorney(
    shep: Shep, question: Asking, query: PowerOfAttorneyQuery
) -> PowerOfAttorneyAnswer:
    """Whether it is valid for this case is for the window's rules to say, not for the hub."""
    answer = await shep.send(shep.settings.enis, question, _request(shep, question, query))
    if xml.child(answer, "messageResult") is None:
        raise RegistryAnsweredWrongly(reason="no messageResult")
    record = xml.child(answer, "powerOfAttorney")
    if xml.text(answer, "messageResult", "code") != _OK or record is None:
        return PowerOfAttorneyAnswer(
            state=AnswerState.NOT_FOUND,
            message_id=question.message_id,
            asked_at=question.at,
            reason=xml.text(answer, "messageResult", "nameRu"),
        )
    return PowerOfAttorneyAnswer(
        state=AnswerState.FOUND,
        message_id=question.message_id,
        asked_at=question.at,
        power_of_attorney=_record(record, query.number),
    )


def _request(shep: Shep, question: Asking, query: PowerOfAttorneyQuery) -> etree._Element:
    data = etree.Element("data", nsmap={"xsi": _XSI, "e": _NS})
    data.set(f"{{{_XSI}}}type", "e:Request")
    xml.add(data, "messageId", question.message_id)
    xml.add(data, "messageDate", question.date)
    xml.add(data, "senderCode", shep.settings.sender_id)
    xml.add(data, "registryNumber", query.number)
    xml.add(data, "registrationDate", query.issued_on.isoformat())
    if query.principal is not None:
        xml.add(data, "principalIinBin", query.principal)
    xml.add(data, "attorneyIin", query.representative_iin)
    if query.operator_iin is not None:
        xml.add(data, "operatorIin", query.operator_iin)
    return data


def _record(element: etree._Element, number: str) -> PowerOfAttorneyRecord:
    status = xml.text(element, "status", "code")
    if status is None:
        raise RegistryAnsweredWrongly(reason="no status of the power of attorney")
    revocation = xml.child(element, "revocation")
    return PowerOfAttorneyRecord(
        unique_number=xml.text(element, "uniqueNumber"),
        number=xml.text(element, "registryNumber") or number,
        issued_on=xml.day(element, "registrationDate"),
        status=status,
        valid_from=xml.day(element, "validFrom"),
        valid_to=xml.day(element, "validTo"),
        principals=_parties(element, "principals", "principal"),
        attorneys=_parties(element, "attorneys", "attorney"),
        notary=xml.text(element, "notary", "fullName"),
        notary_license=xml.text(element, "notary", "licenseNumber"),
        powers_ru=xml.text(element, "powersTextRu"),
        powers_kk=xml.text(element, "powersTextKz"),
        revoked_on=xml.day(revocation, "date"),
        revocation_reason=xml.text(revocation, "reasonRu"),
    )


def _parties(element: etree._Element, group: str, name: str) -> tuple[PartyName, ...]:
    return tuple(
        PartyName(
            number=xml.text(party, "iin") or xml.text(party, "bin") or "",
            full_name=xml.text(party, "fullName") or "",
            may_delegate=xml.text(party, "delegationAllowed") == "true",
        )
        for party in xml.children(xml.child(element, group), name)
    )
