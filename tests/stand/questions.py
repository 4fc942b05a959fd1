"""Questions to the stand as a stranger's program would write them, and a look at the answers."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

ENVELOPE = """<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
<SendMessage xmlns="http://bip.bee.kz/SyncChannel/v10/Types"><request xmlns=""><requestInfo>
<messageId>6b0c2d1e-0000-4000-8000-000000000001</messageId><correlationId/>
<serviceId>{service}</serviceId><messageDate>2026-11-21T10:15:30.123+05:00</messageDate>
<sender><senderId>{sender}</senderId><password>any</password></sender>
<sessionId>{{6b0c2d1e-0000-4000-8000-000000000002}}</sessionId></requestInfo>
<requestData><data>{data}</data></requestData></request></SendMessage></soap:Body></soap:Envelope>"""
UL = "http://gbdulinfobybin_v2.egp.gbdul.tamur.kz"


def envelope(service: str, data: str, *, sender: str = "TEST_CON") -> bytes:
    return ENVELOPE.format(service=service, data=data, sender=sender).encode()


def person(iin: str, *, sender: str = "TEST_CON") -> bytes:
    data = f"<messageId>m-1</messageId><senderCode>TEST_CON</senderCode><iin>{iin}</iin>"
    return envelope("GBDFL_UniversalServiceSync", data, sender=sender)


def organisation(number: str) -> bytes:
    document = (
        f'<q:Request xmlns:q="{UL}"><RequestorBIN>1</RequestorBIN><BIN>{number}</BIN></q:Request>'
    )
    return envelope("GbdulInfoByBin_v2", escape(document))


def power(number: str, principal: str, attorney: str, issued_on: str = "2017-05-02") -> bytes:
    data = f"""<messageId>m-1</messageId><registryNumber>{number}</registryNumber>
    <registrationDate>{issued_on}</registrationDate>
    <principalIinBin>{principal}</principalIinBin><attorneyIin>{attorney}</attorneyIin>"""
    return envelope("ENIS_PowerOfAttorneyCheck", data)


@dataclass(frozen=True)
class Reply:
    """``http`` status and the parsed envelope."""

    http: int
    root: etree._Element

    def text(self, path: str) -> str | None:
        """The text at a path of unqualified names below the answer's wrapper."""
        return self.root.findtext(f".//{path}")

    @property
    def status(self) -> str | None:
        return self.text("responseInfo/status/code")

    @property
    def fault(self) -> str | None:
        return self.text("errorCode")

    def inner(self) -> etree._Element:
        """The document that ``data`` holds as an escaped string."""
        return etree.fromstring(self.text("responseData/data") or "")
