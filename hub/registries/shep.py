"""The synchronous channel of ШЭП (SyncChannel v10): one envelope out, one answer back."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx
from lxml import etree

from hub.registries import xml
from hub.registries.troubles import (
    RegistryAnsweredWrongly,
    RegistryFault,
    RegistryRefused,
    RegistrySilent,
    RegistryUnreachable,
)
from hub.settings import MOST_REPLY_BYTES, ShepSettings

SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
TYPES: Final = "http://bip.bee.kz/SyncChannel/v10/Types"
SUCCESS: Final = "SCSS001"
_HEADERS: Final = (("Content-Type", "text/xml; charset=utf-8"), ("SOAPAction", '""'))
_ALMATY: Final = ZoneInfo("Asia/Almaty")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One question on its way: its number and the moment, both also inside the payload."""

    message_id: str
    at: datetime

    @property
    def date(self) -> str:
        return self.at.astimezone(_ALMATY).isoformat(timespec="milliseconds")


def asking(now: datetime) -> Asking:
    return Asking(message_id=str(uuid4()), at=now)


class Shep:
    """Sends payloads of any registry. Contents are never logged: the number and codes are."""

    def __init__(self, settings: ShepSettings) -> None:
        self.settings = settings
        # No proxies from the environment; certificates are read only where there are some to check.
        secure = settings.url.startswith("https:")
        self._http = httpx.AsyncClient(verify=secure, trust_env=False, timeout=settings.timeout_s)

    async def send(
        self, service: str, question: Asking, data: etree._Element | str
    ) -> etree._Element:
        """The ``data`` of the answer; raises a ``RegistryTrouble``."""
        status, body = await self._post(service, self._envelope(service, question, data))
        root = xml.parse(body)
        _refuse_fault(root, status)
        response = xml.anywhere(root, "response")
        code = xml.text(response, "responseInfo", "status", "code")
        _log.info("shep answered %s", code, extra={"facts": {"service": service}})
        if response is None or code is None:
            raise RegistryAnsweredWrongly(reason="no status", http=status)
        if code != SUCCESS:
            raise RegistryRefused(status=code)
        answer = xml.child(response, "responseData", "data")
        if answer is None:
            raise RegistryAnsweredWrongly(reason="no data")
        return answer

    async def _post(self, service: str, content: bytes) -> tuple[int, bytes]:
        body = bytearray()
        try:
            async with (
                asyncio.timeout(self.settings.timeout_s),
                self._http.stream(
                    "POST", self.settings.url, content=content, headers=dict(_HEADERS)
                ) as response,
            ):
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > MOST_REPLY_BYTES:
                        raise RegistryAnsweredWrongly(reason="too big")
        except (TimeoutError, httpx.TimeoutException) as error:
            _log.warning("shep is silent", extra={"facts": {"service": service}})
            raise RegistrySilent(after_s=self.settings.timeout_s) from error
        except httpx.HTTPError as error:
            _log.warning("shep is unreachable", extra={"facts": {"service": service}})
            raise RegistryUnreachable(reason=type(error).__name__) from error
        return response.status_code, bytes(body)

    def _envelope(self, service: str, question: Asking, data: etree._Element | str) -> bytes:
        envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
        body = etree.SubElement(envelope, f"{{{SOAP}}}Body")
        message = etree.SubElement(body, f"{{{TYPES}}}SendMessage", nsmap={"t": TYPES})
        request = etree.SubElement(message, "request")
        info = etree.SubElement(request, "requestInfo")
        xml.add(info, "messageId", question.message_id)
        xml.add(info, "serviceId", service)
        xml.add(info, "messageDate", question.date)
        sender = etree.SubElement(info, "sender")
        xml.add(sender, "senderId", self.settings.sender_id)
        xml.add(sender, "password", self.settings.password)
        xml.add(info, "sessionId", str(uuid4()))
        holder = etree.SubElement(request, "requestData")
        if isinstance(data, str):
            xml.add(holder, "data", data)
        else:
            holder.append(data)
        return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


def _refuse_fault(root: etree._Element, status: int) -> None:
    """A fault names its code in ``detail``, sometimes escaped there, or in ``faultcode``."""
    fault = xml.anywhere(root, "Fault")
    if fault is None:
        return
    code = xml.anywhere(fault, "errorCode")
    if code is None:
        code = _escaped_code(xml.text(fault, "detail"))
    found = xml.text(code) or xml.text(fault, "faultcode")
    _log.warning("shep fault %s", found, extra={"facts": {"http": status}})
    raise RegistryFault(status=found)


def _escaped_code(detail: str | None) -> etree._Element | None:
    if not detail or not detail.startswith("<"):
        return None
    try:
        return xml.anywhere(xml.parse(detail.encode("utf-8")), "errorCode")
    except RegistryAnsweredWrongly:
        return None
