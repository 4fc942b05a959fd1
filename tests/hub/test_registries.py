"""Registries through the hub and a gateway on loopback: found, not found, and every trouble."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from pathlib import Path

import pytest
from lxml import etree

from operator_app.wire.registries import (
    AnswerState,
    OrganisationAnswer,
    PersonAnswer,
    PowerOfAttorneyQuery,
)
from tests.support.fake_shep import FakeShep, answered, coded, fault
from tests.support.hub_process import HubProcess

IIN = "900101300017"
BIN = "090440000012"
QUERY = PowerOfAttorneyQuery(
    number="12-7",
    issued_on=date(2018, 1, 5),
    representative_iin="850715412340",
    principal=IIN,
)


@pytest.fixture(scope="module")
def gateway() -> Iterator[FakeShep]:
    with FakeShep() as fake:
        yield fake


@pytest.fixture(scope="module")
def shared_hub(gateway: FakeShep, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    """One for the module: registries leave nothing in the hub's store."""
    data: Path = tmp_path_factory.mktemp("hub")
    with HubProcess(data, shep=gateway.url, options=["--shep-timeout", "0.5"]) as process:
        yield process


@pytest.fixture
def shep(gateway: FakeShep, shared_hub: HubProcess) -> FakeShep:
    gateway.reply, gateway.status, gateway.silent = b"", 200, False
    gateway.asked.clear()
    return gateway


@pytest.fixture
def person(shep: FakeShep, shared_hub: HubProcess) -> Callable[[], PersonAnswer]:
    return lambda: shared_hub.http.person(IIN)


def a_document(number: str, begin: str, status: str = "00") -> str:
    return (
        f"<document><type>{coded('002', 'УДОСТОВЕРЕНИЕ РК', 'ҚР ЖЕКЕ КУӘЛІГІ')}</type>"
        f"<number>{number}</number><beginDate>{begin}</beginDate>"
        f"<endDate>2030-01-01</endDate>"
        f"<issueOrganization>{coded('002', 'МВД', 'ІІМ')}</issueOrganization>"
        f"<status>{coded(status)}</status></document>"
    )


def persons(*inner: str, code: str = "00000", ru: str = "", iin: str = IIN) -> bytes:
    body = "".join(inner)
    person = (
        f"<persons><person><iin>{iin}</iin><surname>ТЕСТОВ</surname><name>ТЕСТ</name>"
        "<birthDate>1990-01-01</birthDate>"
        f"<gender>{coded('1', 'Мужской', 'Ер')}</gender>"
        f"<citizenship>{coded('398', 'КАЗАХСТАН', 'ҚАЗАҚСТАН')}</citizenship>{body}"
        "</person></persons>"
    )
    return answered(
        f"<messageResult>{coded(code, ru)}</messageResult>{person if code == '00000' else ''}"
    )


def test_a_person_is_found_with_the_facts_of_the_registry(
    shep: FakeShep, person: Callable[[], PersonAnswer]
) -> None:
    shep.reply = persons(
        "<patronymic>ТЕСТОВИЧ</patronymic>",
        f"<lifeStatus>{coded('0', 'Нормальный')}</lifeStatus>",
        "<documents>",
        a_document("000000001", "2010-01-01"),
        a_document("000000002", "2020-01-01"),
        a_document("000000003", "2021-01-01", status="07"),
        a_document("000000002", "2019-01-01"),
        "</documents><addresses/>",
        f"<regAddress><country>{coded('398', 'КАЗАХСТАН', 'ҚАЗАҚСТАН')}</country>",
        f"<district>{coded('1910', 'АЛМАТЫ', 'АЛМАТЫ ҚАЛАСЫ')}</district>",
        "<city>-</city><street>АБАЯ</street><building>1</building></regAddress>",
    )

    answer = person()

    assert answer.state is AnswerState.FOUND
    assert answer.person is not None
    found = answer.person
    assert (found.iin, found.surname, found.patronymic) == (IIN, "ТЕСТОВ", "ТЕСТОВИЧ")
    assert (found.born_on, found.sex, found.alive) == (date(1990, 1, 1), "male", True)
    assert found.citizenship is not None
    assert found.citizenship.kk == "ҚАЗАҚСТАН"
    assert [(each.number, each.issued_on) for each in found.documents] == [
        ("000000002", date(2020, 1, 1)),
        ("000000001", date(2010, 1, 1)),
    ]
    assert found.address is not None
    assert found.address.kk == "АЛМАТЫ ҚАЛАСЫ, АБАЯ, 1"


def test_the_question_has_the_envelope_of_the_channel(
    shep: FakeShep, person: Callable[[], PersonAnswer]
) -> None:
    shep.reply = persons()

    answer = person()

    root = etree.fromstring(shep.asked[0])
    request = root.find(".//request")
    assert request is not None
    assert [each.tag for each in request.iterfind("requestInfo/*")] == [
        "messageId",
        "serviceId",
        "messageDate",
        "sender",
        "sessionId",
    ]
    assert request.findtext("requestInfo/serviceId") == "GBDFL_UniversalServiceSync"
    assert request.findtext("requestInfo/messageId") == answer.message_id
    assert [each.tag for each in request.iterfind("requestData/data/*")] == [
        "messageId",
        "messageDate",
        "senderCode",
        "iin",
    ]


def test_the_dead_are_found_as_dead(shep: FakeShep, person: Callable[[], PersonAnswer]) -> None:
    shep.reply = persons("<deathDate>2015-03-01+06:00</deathDate>")

    found = person().person

    assert found is not None
    assert (found.died_on, found.alive) == (date(2015, 3, 1), False)


@pytest.mark.parametrize("code", ["00001", "00002", "00099"])
def test_any_other_result_of_the_registry_is_not_found(
    shep: FakeShep, person: Callable[[], PersonAnswer], code: str
) -> None:
    shep.reply = persons(code=code, ru="Физическое лицо не найдено")

    answer = person()

    assert (answer.state, answer.person) == (AnswerState.NOT_FOUND, None)
    assert answer.reason == "Физическое лицо не найдено"


def test_an_answer_about_nobody_is_not_found(
    shep: FakeShep, person: Callable[[], PersonAnswer]
) -> None:
    shep.reply = answered(f"<messageResult>{coded('00000')}</messageResult><persons/>")

    assert person().state is AnswerState.NOT_FOUND


def trouble(answer: PersonAnswer | OrganisationAnswer) -> tuple[str | None, str | None]:
    assert answer.state is AnswerState.UNAVAILABLE
    return answer.reason, answer.gateway_code


@pytest.mark.parametrize("code", ["SCSE001", "SCSE002", "SCSE003", "SBF-AD-1"])
def test_a_business_error_is_unavailable_with_its_code(
    shep: FakeShep, person: Callable[[], PersonAnswer], code: str
) -> None:
    shep.reply = answered("", code=code)

    assert trouble(person()) == ("registry.refused", code)


def test_silence_is_unavailable_within_the_time_out(
    shep: FakeShep, person: Callable[[], PersonAnswer]
) -> None:
    shep.silent = True

    assert trouble(person()) == ("registry.silent", None)


@pytest.mark.parametrize(
    "reply",
    [
        fault("<errorCode>SCE006</errorCode><errorMessage>words</errorMessage>"),
        fault(escape("<f><errorCode>SCE006</errorCode></f>")),
        fault("", faultcode="SCE006"),
    ],
    ids=["in its place", "escaped", "in the faultcode"],
)
def test_a_fault_is_unavailable_with_its_code(
    shep: FakeShep, person: Callable[[], PersonAnswer], reply: bytes
) -> None:
    shep.reply, shep.status = reply, 500

    assert trouble(person()) == ("registry.fault", "SCE006")


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"not XML",
        b"<html><body>proxy</body></html>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        answered("<messageResult/>")[:-20],
        answered(""),
        persons(iin="850715412340"),
        persons().replace(b"1990-01-01", b"1990-13-01"),
        b"<a>" + b"x" * (5 * 1024 * 1024) + b"</a>",
    ],
    ids=["empty", "text", "html", "doctype", "cut", "no data", "another", "day", "huge"],
)
def test_an_answer_that_makes_no_sense_is_unavailable(
    shep: FakeShep, person: Callable[[], PersonAnswer], reply: bytes
) -> None:
    shep.reply = reply

    assert trouble(person()) == ("registry.answered_wrongly", None)


def test_a_gateway_that_is_not_there_is_unavailable(hub: HubProcess) -> None:
    assert trouble(hub.http.person(IIN)) == ("registry.unreachable", None)


def organisations(code: str, inner: str = "") -> bytes:
    return answered(
        escape(
            '<q:responseDataType xmlns:q="urn:any"><Status>'
            f"<Code>{code}</Code><NameRu>Статус</NameRu></Status>{inner}</q:responseDataType>"
        )
    )


def test_an_organisation_is_found(shep: FakeShep, shared_hub: HubProcess) -> None:
    shep.reply = organisations(
        "002",
        f"<Organization><BIN>{BIN}</BIN><RegStatus><Code>1</Code></RegStatus>"
        "<RegistrationDate>2020-01-15+06:00</RegistrationDate>"
        "<FullNameRu>ТОО «Пример»</FullNameRu><FullNameKz>«Мысал» ЖШС</FullNameKz>"
        f"<OrganizationLeader><IIN>{IIN}</IIN></OrganizationLeader>"
        "<Address><CityRu>Алматы</CityRu><StreetRu>Абая</StreetRu></Address></Organization>",
    )

    found = shared_hub.http.organisation(BIN).organisation

    assert found is not None
    assert (found.bin, found.name_ru, found.name_kk) == (BIN, "ТОО «Пример»", "«Мысал» ЖШС")
    assert (found.registered_on, found.leader_iin) == (date(2020, 1, 15), IIN)
    question = etree.fromstring(shep.asked[0]).findtext(".//requestData/data")
    assert question is not None
    assert etree.fromstring(question).findtext("BIN") == BIN


def test_an_organisation_is_not_found(shep: FakeShep, shared_hub: HubProcess) -> None:
    shep.reply = organisations("001")

    assert shared_hub.http.organisation(BIN).state is AnswerState.NOT_FOUND


def test_an_organisation_register_that_dislikes_the_question_is_unavailable(
    shep: FakeShep, shared_hub: HubProcess
) -> None:
    shep.reply = organisations("004")

    assert trouble(shared_hub.http.organisation(BIN)) == ("registry.refused", "004")


def test_a_power_of_attorney_is_found(shep: FakeShep, shared_hub: HubProcess) -> None:
    shep.reply = answered(
        f"<messageResult>{coded('00000')}</messageResult><powerOfAttorney>"
        "<uniqueNumber>U-1</uniqueNumber><registryNumber>12-7</registryNumber>"
        "<registrationDate>2018-01-05</registrationDate>"
        "<notary><fullName>НОТАРИУСОВА Н.</fullName><licenseNumber>7</licenseNumber></notary>"
        f"<principals><principal><iin>{IIN}</iin><fullName>Т</fullName></principal></principals>"
        "<attorneys><attorney><iin>850715412340</iin><fullName>П</fullName>"
        "<delegationAllowed>true</delegationAllowed></attorney></attorneys>"
        "<validFrom>2018-01-05</validFrom><validTo>2019-01-05</validTo>"
        f"<status>{coded('REVOKED')}</status>"
        "<revocation><date>2018-02-01</date><reasonRu>по воле</reasonRu></revocation>"
        "</powerOfAttorney>"
    )

    found = shared_hub.http.power_of_attorney(QUERY).power_of_attorney

    assert found is not None
    assert (found.status, found.revoked_on) == ("REVOKED", date(2018, 2, 1))
    assert (found.valid_from, found.valid_to) == (date(2018, 1, 5), date(2019, 1, 5))
    assert [each.number for each in found.principals] == [IIN]
    assert [each.may_delegate for each in found.attorneys] == [True]
    asked = etree.fromstring(shep.asked[0]).find(".//requestData/data")
    assert asked is not None
    assert asked.findtext("principalIinBin") == IIN


def test_a_power_of_attorney_is_not_found(shep: FakeShep, shared_hub: HubProcess) -> None:
    shep.reply = answered(f"<messageResult>{coded('00001', 'не найдено')}</messageResult>")

    answer = shared_hub.http.power_of_attorney(QUERY)

    assert (answer.state, answer.reason) == (AnswerState.NOT_FOUND, "не найдено")


def test_a_number_that_is_no_number_never_leaves_for_the_gateway(
    shep: FakeShep, shared_hub: HubProcess
) -> None:
    from_the_hub = shared_hub.http._client.post(
        "/v1/registries/person", json={"iin": "90010130001"}
    )

    assert from_the_hub.status_code == 400
    assert from_the_hub.json() == {
        "code": "hub.request_broken",
        "details": {"reason": "$.iin"},
    }
    assert shep.asked == []
