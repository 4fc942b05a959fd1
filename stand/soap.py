"""The envelope of ШЭП (SyncChannel v10): read a question, write an answer or a fault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml import etree

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
TYPES = "http://bip.bee.kz/SyncChannel/v10/Types"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SUCCESS = ("SCSS001", "Message has been processed successfully")
ALMATY = ZoneInfo("Asia/Almaty")

WRONG_FORMAT = ("SCE001", "Сообщение не соответствует формату")
NO_SUCH_SERVICE = ("SCE004", "Сервис не существует")


class Fault(Exception):
    """The channel refuses the message: code and text of the gateway's list."""

    def __init__(self, kind: tuple[str, str], data: str) -> None:
        super().__init__(kind[0])
        self.code, self.message = kind
        self.data = data


class Refusal(Exception):
    """The provider answers with a status that is not a success."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code, self.message = code, message


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the envelope says, and its payload."""

    message_id: str
    session_id: str
    service: str
    sender: str
    data: etree._Element
    at: datetime

    @property
    def moment(self) -> str:
        return self.at.astimezone(ALMATY).isoformat(timespec="milliseconds")


def parse_xml(content: bytes) -> etree._Element:
    """A document without DOCTYPE: no entity is ever expanded and no address ever opened."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Fault(WRONG_FORMAT, "not well-formed XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Fault(WRONG_FORMAT, "DOCTYPE is not allowed")
    return root


def child(parent: etree._Element, *path: str) -> etree._Element | None:
    """Found by local names: real messages carry all kinds of prefixes."""
    current = parent
    for name in path:
        found = next((one for one in current if etree.QName(one).localname == name), None)
        if found is None:
            return None
        current = found
    return current


def text(parent: etree._Element, *path: str) -> str:
    """Stripped; empty if there is no such element."""
    found = child(parent, *path)
    return "" if found is None else (found.text or "").strip()


def read_question(content: bytes, at: datetime) -> Question:
    root = parse_xml(content)
    message = child(root, "Body", "SendMessage")
    if root.tag != f"{{{SOAP}}}Envelope" or message is None:
        raise Fault(WRONG_FORMAT, "no SendMessage in the Body of a SOAP 1.1 Envelope")
    if etree.QName(message).namespace != TYPES:
        raise Fault(WRONG_FORMAT, f"SendMessage is not in {TYPES}")
    info = child(message, "request", "requestInfo")
    data = child(message, "request", "requestData", "data")
    if info is None or data is None:
        raise Fault(WRONG_FORMAT, "request needs requestInfo and requestData/data")
    needed = ("messageId",), ("serviceId",), ("messageDate",), ("sender", "senderId")
    for path in needed:
        if not text(info, *path):
            raise Fault(WRONG_FORMAT, f"requestInfo/{'/'.join(path)} is missing")
    return Question(
        message_id=text(info, "messageId"),
        session_id=text(info, "sessionId"),
        service=text(info, "serviceId"),
        sender=text(info, "sender", "senderId"),
        data=data,
        at=at,
    )


def add(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, name).text = value


def add_optional(parent: etree._Element, name: str, value: str) -> None:
    """Nothing for an empty value, as in live answers."""
    if value:
        add(parent, name, value)


def add_code(parent: etree._Element, name: str, value: tuple[str, str, str]) -> None:
    """A dictionary value: code, Russian, Kazakh."""
    element = etree.SubElement(parent, name)
    for key, part in zip(("code", "nameRu", "nameKz"), value, strict=True):
        add(element, key, part)


def write_answer(question: Question, status: tuple[str, str], data: etree._Element | None) -> bytes:
    envelope, body = _envelope()
    message = etree.SubElement(body, f"{{{TYPES}}}SendMessageResponse", nsmap={"t": TYPES})
    response = etree.SubElement(message, "response")
    info = etree.SubElement(response, "responseInfo")
    add(info, "messageId", question.message_id)
    add(info, "correlationId", question.message_id)
    add(info, "responseDate", question.moment)
    element = etree.SubElement(info, "status")
    add(element, "code", status[0])
    add(element, "message", status[1])
    add_optional(info, "sessionId", question.session_id)
    holder = etree.SubElement(response, "responseData")
    holder.append(etree.Element("data") if data is None else data)
    return _bytes(envelope)


def write_fault(fault: Fault, at: datetime) -> bytes:
    envelope, body = _envelope()
    element = etree.SubElement(body, f"{{{SOAP}}}Fault")
    add(element, "faultcode", "soap:Server")
    add(element, "faultstring", fault.message)
    detail = etree.SubElement(element, "detail")
    info = etree.SubElement(
        detail, f"{{{TYPES}}}SendMessageFault1_SendMessageFault", nsmap={"t": TYPES}
    )
    add(info, "errorCode", fault.code)
    add(info, "errorMessage", fault.message)
    add(info, "errorData", fault.data)
    add(info, "errorDate", at.astimezone(ALMATY).isoformat(timespec="milliseconds"))
    return _bytes(envelope)


def _envelope() -> tuple[etree._Element, etree._Element]:
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    return envelope, etree.SubElement(envelope, f"{{{SOAP}}}Body")


def _bytes(envelope: etree._Element) -> bytes:
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")
