"""The stand answers each kind of person, and each broken message, in the words of the wire."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import httpx
import pytest
from lxml import etree

from operator_app.domain.people import parse_bin, parse_iin
from stand.gateway import LARGEST_QUESTION, PATH, Gateway
from stand.gbd_ul import all_organisations
from stand.people import Kind, Person, all_people
from stand.powers import PowerState, listed_powers
from tests.stand import questions
from tests.stand.questions import Reply

PEOPLE = all_people()
BOMB = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'

Ask = Callable[[bytes], Reply]


@pytest.fixture(scope="module")
def ask() -> Ask:
    application = Gateway().application()

    async def send(content: bytes) -> Reply:
        transport = httpx.ASGITransport(application)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            response = await client.post(PATH, content=content)
        assert response.headers["content-type"] == "text/xml; charset=utf-8"
        return Reply(response.status_code, etree.fromstring(response.content))

    return lambda content: asyncio.run(send(content))


def first(kind: Kind) -> Person:
    return next(person for person in PEOPLE if person.kind is kind)


def couple() -> tuple[str, str]:
    father, mother = first(Kind.MINOR).parents
    return father, mother


@pytest.mark.parametrize(
    "kind", [Kind.LIVING, Kind.MINOR, Kind.DECEASED, Kind.FOREIGNER, Kind.MISMATCH]
)
def test_a_person_of_the_registry_is_found(ask: Ask, kind: Kind) -> None:
    for person in (person for person in PEOPLE if person.kind is kind):
        reply = ask(questions.person(person.iin))

        assert (reply.http, reply.status) == (200, "SCSS001")
        assert reply.text("data/messageResult/code") == "00000"
        assert reply.text("person/surname") == person.surname
        assert reply.text("person/birthDate") == person.born_on.isoformat()
        assert reply.text("person/gender/code") == ("1" if person.male else "2")
        assert (reply.text("person/deathDate") is None) == (person.died_on is None)


def test_only_the_wrapper_is_qualified(ask: Ask) -> None:
    reply = ask(questions.person(first(Kind.LIVING).iin))
    body = reply.root[0]
    (wrapper,) = body

    assert wrapper.tag == "{http://bip.bee.kz/SyncChannel/v10/Types}SendMessageResponse"
    assert not [one.tag for one in wrapper.iterdescendants() if str(one.tag).startswith("{")]


def test_the_answer_names_the_question_and_its_session(ask: Ask) -> None:
    reply = ask(questions.person(first(Kind.LIVING).iin))

    assert reply.text("responseInfo/correlationId") == "6b0c2d1e-0000-4000-8000-000000000001"
    assert reply.text("responseInfo/sessionId") == "{6b0c2d1e-0000-4000-8000-000000000002}"
    assert reply.text("data/requestId") == "m-1"


@pytest.mark.parametrize("iin", [first(Kind.NOT_FOUND).iin, "650312100018"])
def test_somebody_else_is_not_found(ask: Ask, iin: str) -> None:
    reply = ask(questions.person(iin))

    assert reply.status == "SCSS001"
    assert reply.text("data/messageResult/code") == "00001"
    assert reply.text("persons") is None


def test_an_iin_that_is_none_is_said_to_be_wrong(ask: Ask) -> None:
    assert ask(questions.person("abc")).text("data/messageResult/code") == "00002"


def test_a_failing_provider_is_a_status_not_a_fault(ask: Ask) -> None:
    reply = ask(questions.person(first(Kind.ERROR).iin))

    assert (reply.http, reply.status) == (200, "SCSE003")


def test_an_unknown_sender_is_turned_away(ask: Ask) -> None:
    reply = ask(questions.person(first(Kind.LIVING).iin, sender="STRANGER"))

    assert reply.status == "SBF-AD-1"
    assert reply.text("persons") is None


def test_an_organisation_is_found_by_its_bin(ask: Ask) -> None:
    (one, _other) = all_organisations(couple())
    reply = ask(questions.organisation(one.bin))
    inner = reply.inner()

    assert parse_bin(one.bin).value == one.bin
    assert inner.findtext("Status/Code") == "002"
    assert inner.findtext("Organization/FullNameKz") == one.name_kk


def test_another_organisation_is_not_found(ask: Ask) -> None:
    inner = ask(questions.organisation("991240000053")).inner()

    assert inner.findtext("Status/Code") == "001"


def test_any_number_between_two_living_adults_is_in_force(ask: Ask) -> None:
    principal, attorney = couple()
    reply = ask(questions.power("1-2345", principal, attorney))

    assert reply.text("powerOfAttorney/status/code") == "ACTIVE"
    assert reply.text("powerOfAttorney/registryNumber") == "1-2345"
    assert reply.text("powerOfAttorney/registrationDate") == "2017-05-02"
    assert reply.text("principal/iin") == principal
    assert reply.text("attorney/iin") == attorney


@pytest.mark.parametrize("kind", [Kind.MINOR, Kind.DECEASED, Kind.NOT_FOUND])
def test_nobody_acts_for_the_dead_the_young_or_the_unknown(ask: Ask, kind: Kind) -> None:
    reply = ask(questions.power("1-2345", first(kind).iin, couple()[1]))

    assert reply.text("data/messageResult/code") == "00001"


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (PowerState.ACTIVE, "ACTIVE"),
        (PowerState.EXPIRED, "EXPIRED"),
        (PowerState.REVOKED, "REVOKED"),
        (PowerState.TERMINATED, "TERMINATED"),
        (PowerState.SUSPENDED, "SUSPENDED"),
        (PowerState.OTHER_PRINCIPAL, "ACTIVE"),
        (PowerState.NOT_FOUND, None),
    ],
)
def test_a_listed_number_is_answered_as_listed(
    ask: Ask, state: PowerState, status: str | None
) -> None:
    for listed in (one for one in listed_powers(PEOPLE) if one.state is state):
        day = listed.issued_on.isoformat()
        reply = ask(questions.power(listed.number, listed.principal, listed.attorney, day))

        assert reply.text("powerOfAttorney/status/code") == status
        same = reply.text("principal/iin") == listed.principal
        assert same == (state not in {PowerState.OTHER_PRINCIPAL, PowerState.NOT_FOUND})


def test_a_listed_number_of_another_day_is_not_found(ask: Ask) -> None:
    listed = listed_powers(PEOPLE)[0]
    reply = ask(questions.power(listed.number, listed.principal, listed.attorney))

    assert reply.text("data/messageResult/code") == "00001"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<a>",
        b"not xml",
        b"<a/>",
        BOMB + b"<a>&y;</a>",
        OUTSIDE + questions.person("&x;"),
        questions.person("1").replace(b"Envelope", b"Envelop"),
        questions.person("1").replace(b"SyncChannel/v10", b"SyncChannel/v11"),
        questions.person("1").replace(b"serviceId", b"service"),
        questions.person("1", sender=""),
        questions.envelope("GbdulInfoByBin_v2", ""),
        questions.envelope("GbdulInfoByBin_v2", "&lt;a/&gt;"),
        questions.envelope("ENIS_PowerOfAttorneyCheck", ""),
        questions.power("1", "2", "3", "2017-02-30"),
        b"<a>" + b"x" * LARGEST_QUESTION + b"</a>",
        b"<a>" * 5_000,
    ],
)
def test_what_is_not_a_message_is_a_fault(ask: Ask, content: bytes) -> None:
    reply = ask(content)

    assert (reply.http, reply.fault) == (500, "SCE001")


def test_an_unknown_service_is_a_fault(ask: Ask) -> None:
    reply = ask(questions.envelope("NOT_HERE", "<iin>1</iin>"))

    assert (reply.http, reply.fault) == (500, "SCE004")


def test_every_iin_of_the_list_is_one() -> None:
    assert {parse_iin(person.iin).value for person in PEOPLE} == {one.iin for one in PEOPLE}
