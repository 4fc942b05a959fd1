"""ГБД ЮЛ: an organisation by BIN (``GbdulInfoByBin_v2``).

The question and the answer travel as escaped strings. The business signature on the question
comes with the transport signatures.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from hub.registries import xml
from hub.registries.shep import Asking, Shep
from hub.registries.troubles import RegistryAnsweredWrongly, RegistryRefused
from operator_app.wire.registries import (
    AddressText,
    AnswerState,
    OrganisationAnswer,
    OrganisationQuery,
    OrganisationRecord,
)

_NS: Final = "http://gbdulinfobybin_v2.egp.gbdul.tamur.kz"
_OK: Final = "002"
_NOT_FOUND: Final = "001"


async def ask_organisation(
    shep: Shep, question: Asking, query: OrganisationQuery
) -> OrganisationAnswer:
    request = etree.Element(f"{{{_NS}}}Request", nsmap={"q": _NS})
    xml.add(request, "RequestorBIN", shep.settings.requestor_bin)
    xml.add(request, "BIN", query.bin)
    data = await shep.send(
        shep.settings.gbd_ul, question, etree.tostring(request, encoding="unicode")
    )
    answer = _unescaped(data)
    code = xml.text(answer, "Status", "Code")
    organisation = xml.child(answer, "Organization")
    if code == _NOT_FOUND or (code == _OK and organisation is None):
        return OrganisationAnswer(
            state=AnswerState.NOT_FOUND,
            message_id=question.message_id,
            asked_at=question.at,
            reason=xml.text(answer, "Status", "NameRu"),
        )
    if code != _OK or organisation is None:
        raise RegistryRefused(status=code)
    if xml.text(organisation, "BIN") != query.bin:
        raise RegistryAnsweredWrongly(reason="another organisation")
    return OrganisationAnswer(
        state=AnswerState.FOUND,
        message_id=question.message_id,
        asked_at=question.at,
        organisation=_organisation(organisation, query.bin),
    )


def _unescaped(data: etree._Element) -> etree._Element:
    """The document in ``data``: escaped as the service promises, or put in as it is."""
    if len(data):
        return data[0]
    content = (data.text or "").strip()
    if not content:
        raise RegistryAnsweredWrongly(reason="no data")
    return xml.parse(content.encode("utf-8"))


def _organisation(element: etree._Element, number: str) -> OrganisationRecord:
    return OrganisationRecord(
        bin=number,
        name_ru=xml.text(element, "FullNameRu") or "",
        name_kk=xml.text(element, "FullNameKz") or "",
        short_name_ru=xml.text(element, "ShortNameRu"),
        short_name_kk=xml.text(element, "ShortNameKz"),
        registered_on=xml.day(element, "RegistrationDate"),
        status=xml.named(xml.child(element, "RegStatus")),
        leader_iin=xml.text(element, "OrganizationLeader", "IIN"),
        address=_address(xml.child(element, "Address")),
    )


def _address(element: etree._Element | None) -> AddressText | None:
    if element is None:
        return None
    house = [
        value
        for name in ("BuildingNumber", "Corpus", "flat")
        if (value := xml.text(element, name)) is not None
    ]
    ru, kk = (
        ", ".join(
            [
                value
                for name in ("Region", "District", "City", "Street")
                if (value := xml.text(element, name + ending)) is not None
            ]
            + house
        )
        for ending in ("Ru", "Kz")
    )
    return AddressText(ru=ru, kk=kk) if ru or kk else None
