"""The imitated ШЭП as an ASGI application: one path, three services, people who never answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from types import MappingProxyType

from lxml import etree
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from stand import enis, gbd_fl, gbd_ul
from stand.people import Kind, Person, all_people
from stand.powers import find_power, listed_powers
from stand.soap import (
    NO_SUCH_SERVICE,
    SUCCESS,
    WRONG_FORMAT,
    Fault,
    Question,
    Refusal,
    read_question,
    write_answer,
    write_fault,
)

PATH = "/bip-sync-wss-gost/"
LARGEST_QUESTION = 1024 * 1024
"""Bytes of one envelope."""
SILENCE_S = 60.0
SENDERS = frozenset({"TEST_CON"})
ACCESS_DENIED = ("SBF-AD-1", "Отправитель не зарегистрирован")
"""Seen on the gateway; the meaning is a guess."""
INTERNAL = ("SCSE003", "Необработанное исключение на стороне поставщика")
XML_TYPE = "text/xml; charset=utf-8"


class _Silence(Exception):
    """Somebody is asked about who is never answered about."""


class Registries:
    """All made-up data, and which service answers what from them."""

    def __init__(self) -> None:
        people = all_people()
        adults = tuple(person.iin for person in people if person.kind is Kind.LIVING)
        self._people = MappingProxyType({person.iin: person for person in people})
        self._powers = MappingProxyType({power.number: power for power in listed_powers(people)})
        organisations = gbd_ul.all_organisations(adults)
        self._organisations = MappingProxyType({one.bin: one for one in organisations})
        self._services: MappingProxyType[str, Callable[[Question], etree._Element]] = (
            MappingProxyType(
                {
                    gbd_fl.SERVICE: self._person,
                    gbd_ul.SERVICE: self._organisation,
                    enis.SERVICE: self._power_of_attorney,
                }
            )
        )

    def answer(self, question: Question) -> etree._Element:
        service = self._services.get(question.service)
        if service is None:
            raise Fault(NO_SUCH_SERVICE, question.service)
        return service(question)

    def _person(self, question: Question) -> etree._Element:
        return gbd_fl.answer(question, self._present(gbd_fl.asked_iin(question)))

    def _organisation(self, question: Question) -> etree._Element:
        return gbd_ul.answer(self._organisations.get(gbd_ul.asked_bin(question)))

    def _power_of_attorney(self, question: Question) -> etree._Element:
        query = enis.asked_power(question)
        for number in (query.principal, query.attorney):
            self._present(number)
        power = find_power(query, self._powers, self._people, frozenset(self._organisations))
        return enis.answer(question, power, self._people)

    def _present(self, iin: str) -> Person | None:
        """The person as the registry holds them; silent and failing ones end the question."""
        person = self._people.get(iin)
        if person is None or person.kind is Kind.NOT_FOUND:
            return None
        if person.kind is Kind.SILENT:
            raise _Silence
        if person.kind is Kind.ERROR:
            raise Refusal(*INTERNAL)
        return person


class Gateway:
    """``stopping`` lets go of those who wait for an answer that never comes."""

    def __init__(self, stopping: asyncio.Event | None = None) -> None:
        self._registries = Registries()
        self._stopping = stopping or asyncio.Event()

    def application(self) -> Starlette:
        return Starlette(routes=[Route(PATH, self._receive, methods=["POST"])])

    async def _receive(self, request: Request) -> Response:
        now = datetime.now(UTC)
        try:
            content = await _body(request)
            return _xml(self._reply(content, now))
        except Fault as fault:
            return _xml(write_fault(fault, now), status=500)
        except _Silence:
            await self._stay_silent()
            return Response(status_code=504)
        except ClientDisconnect:
            return Response(status_code=400)

    def _reply(self, content: bytes, now: datetime) -> bytes:
        question = read_question(content, now)
        if question.sender not in SENDERS:
            return write_answer(question, ACCESS_DENIED, None)
        try:
            return write_answer(question, SUCCESS, self._registries.answer(question))
        except Refusal as refusal:
            return write_answer(question, (refusal.code, refusal.message), None)

    async def _stay_silent(self) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), SILENCE_S)
        except TimeoutError:
            return


async def _body(request: Request) -> bytes:
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > LARGEST_QUESTION:
            raise Fault(WRONG_FORMAT, f"more than {LARGEST_QUESTION} bytes")
    return bytes(content)


def _xml(content: bytes, *, status: int = 200) -> Response:
    return Response(content, status_code=status, media_type=XML_TYPE)
