"""Acceptance: a result is given out against receipt and identity document, and against each state
of a power of attorney, with the stand's ЕНИС and with no line; nobody gets it twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import zxingcpp
from _pytest.mark import ParameterSet
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # ships no annotations

from operator_app.adapters.identifiers import new_uuid7
from operator_app.cli.rehearsal.provider import MADE_UP_DOCUMENT, give_out
from operator_app.domain.applications import (
    Application,
    Document,
    Party,
    PartyKind,
    RegistryState,
    Representative,
    Scan,
    State,
)
from operator_app.domain.catalogue import Form
from operator_app.domain.corrections import Amendment, CorrectionId
from operator_app.domain.issuing import AlreadyIssued, AlreadyReturned, PowerNotFound
from operator_app.domain.operators import OperatorId, Role
from operator_app.domain.papers import PaperKind
from operator_app.domain.powers_of_attorney import (
    OtherPrincipal,
    PowerOfAttorney,
    PowerOfAttorneyExpired,
    PowerOfAttorneyRevoked,
)
from operator_app.domain.unclaimed import StillKept
from operator_app.usecases.check_power import CheckPower
from operator_app.usecases.decide_correction import DecideCorrection
from operator_app.usecases.request_correction import RequestCorrection
from operator_app.usecases.return_unclaimed import ReturnUnclaimed
from operator_app.wire.cases import HubState
from stand.powers import Power, PowerState
from tests.journeys.conftest import Center, Rehearse
from tests.journeys.lying_results import CERTIFICATE, Lying, a_session, lying

REFUSED = {
    PowerState.EXPIRED: PowerOfAttorneyExpired,
    PowerState.REVOKED: PowerOfAttorneyRevoked,
    PowerState.TERMINATED: PowerOfAttorneyRevoked,
    PowerState.SUSPENDED: PowerOfAttorneyRevoked,
    PowerState.OTHER_PRINCIPAL: OtherPrincipal,
    PowerState.NOT_FOUND: PowerNotFound,
}


def holding(power: Power) -> Representative:
    """What stands on the paper in the attorney's hand: it looks in order."""
    return Representative(
        party=Party(kind=PartyKind.PERSON, number=power.attorney, surname="Сенімді", name="Өкіл"),
        power_of_attorney=PowerOfAttorney(
            kind="notarised",
            number=power.number,
            issued_on=power.issued_on,
            valid_until=datetime(2030, 1, 1).date(),  # noqa: DTZ001  a day of the calendar
            notary="Ә. Нұрланқызы",
        ),
    )


def by_power(lying: Lying, power: Power, *, online: bool) -> Application:
    checked = lying.workplace.check_power(
        CheckPower(
            application_id=lying.case.id,
            representative=holding(power),
            session=a_session(),
            online=online,
        )
    )
    return lying.issue(power.attorney, power=checked, powers_cover=True)


def test_the_applicant_gets_it_once_and_the_slip_says_to_whom(
    center: Center, rehearse: Rehearse
) -> None:
    here = lying(center, rehearse)
    applicant = here.case.applicant
    assert applicant is not None
    here.issue(applicant.number)
    here.workplace.push()
    slip = here.text(PaperKind.ISSUE_SLIP)
    with pytest.raises(AlreadyIssued) as refused:
        here.issue(applicant.number)

    assert here.now().state is State.ISSUED
    assert here.workplace.outside.hub.case(here.case.id).state is HubState.ISSUED
    assert applicant.full_name in slip
    assert "Беков Б." in slip
    assert "041234567" in slip
    assert refused.value.details["by"] == "Беков Б."
    assert applicant.surname in str(refused.value.details["recipient"])
    assert applicant.number not in str(refused.value.details)
    assert [one.kind for one in here.papers()].count(PaperKind.ISSUE_SLIP) == 1


def test_a_power_that_stands_in_the_notaries_register_lets_its_holder_take_it(
    center: Center, rehearse: Rehearse
) -> None:
    power = center.power(PowerState.ACTIVE)
    here = lying(center, rehearse, power)
    issued = by_power(here, power, online=True)
    slip = here.text(PaperKind.ISSUE_SLIP)

    assert issued.issued_to == power.attorney
    assert issued.issuance is not None
    assert issued.issuance.power is not None
    assert issued.issuance.power.state == RegistryState.FOUND
    assert power.number in slip
    assert "сведения есть" in slip
    assert "не ответил" not in slip


def quickly(states: Iterable[PowerState], *first: PowerState) -> list[ParameterSet]:
    """Every state in a long run; the first ones always."""
    marks = {state: () if state in first else (pytest.mark.long,) for state in states}
    return [pytest.param(state, marks=marks[state], id=str(state)) for state in marks]


@pytest.mark.parametrize(
    "state",
    quickly(REFUSED, PowerState.EXPIRED, PowerState.OTHER_PRINCIPAL, PowerState.NOT_FOUND),
)
def test_with_a_line_each_other_state_has_its_answer_and_nothing_leaves(
    center: Center, rehearse: Rehearse, state: PowerState
) -> None:
    power = center.power(state)
    here = lying(center, rehearse, power)
    papers = here.papers()
    with pytest.raises(REFUSED[state]):
        by_power(here, power, online=True)

    assert here.now() == here.case
    assert here.papers() == papers


@pytest.mark.parametrize("state", quickly(PowerState, PowerState.ACTIVE, PowerState.REVOKED))
def test_with_no_line_it_is_given_by_the_paper_and_the_slip_says_so(
    center: Center, rehearse: Rehearse, state: PowerState
) -> None:
    power = center.power(state)
    here = lying(center, rehearse, power)
    issued = by_power(here, power, online=False)
    slip = here.text(PaperKind.ISSUE_SLIP)

    assert issued.state is State.ISSUED
    assert issued.issuance is not None
    assert issued.issuance.power is not None
    assert issued.issuance.power.unchecked
    assert "не спрошена: нет связи" in slip
    assert "ее действие никто не подтвердил" in slip
    with pytest.raises(AlreadyIssued):
        by_power(here, power, online=True)


def test_a_result_that_came_signed_is_printed_with_its_evidence(
    center: Center, rehearse: Rehearse
) -> None:
    here = lying(center, rehearse)
    give_out(here.case, here.workplace)
    issued, printed = here.now(), here.text(PaperKind.ELECTRONIC_DOCUMENT)
    result = issued.result
    assert result is not None
    image = PdfDocument(here.pdf(PaperKind.ELECTRONIC_DOCUMENT))[0].render(scale=4).to_pil()
    codes = [one.text for one in zxingcpp.read_barcodes(image)]
    document = here.workplace.profile.blobs.get(result.document_sha256)
    p7s = here.workplace.profile.blobs.get(result.p7s_sha256)

    assert issued.state is State.ISSUED
    assert any(text.endswith(result.document_sha256) for text in codes)
    assert result.document_sha256[:32] in printed
    assert result.certificate_serial in printed.replace(" ", "")
    assert "СЕЙІТОВА АЙНҰР" in printed
    assert here.workplace.outside.key.verify(document, p7s).serial == result.certificate_serial
    assert MADE_UP_DOCUMENT in here.text(PaperKind.ISSUE_SLIP)


def settled(center: Center) -> bool:
    """Everything that was said has been taken by the hub, and nothing was refused."""
    with center.profile.store.reader.connect() as connection:
        left = connection.exec_driver_sql(
            "SELECT count(*) FROM outbox WHERE state IN ('pending', 'refused')"
        ).scalar()
    return left == 0


def test_what_nobody_took_goes_back_after_its_month_and_the_hub_hears_of_it(
    center: Center, rehearse: Rehearse
) -> None:
    here = lying(center, rehearse)
    assert here.case.applicant is not None
    command = ReturnUnclaimed(application_id=here.case.id, session=a_session())
    with pytest.raises(StillKept):
        here.workplace.return_unclaimed(command)
    later = center.at((here.workplace.now() + timedelta(days=40)).isoformat())
    later.return_unclaimed(command)
    later.push()
    with pytest.raises(AlreadyReturned):
        Lying(case=here.case, workplace=later).issue(here.case.applicant.number)

    assert here.now().state is State.RETURNED_TO_PROVIDER
    assert settled(center)


def test_a_correction_by_two_people_reaches_the_hub_with_its_pages(
    center: Center, rehearse: Rehearse
) -> None:
    case = center.complete_case(CERTIFICATE, until="accepted")
    rehearse(case)
    accepted = center.application(case)
    assert accepted is not None
    assert accepted.accepted_at is not None
    place = center.at((accepted.accepted_at + timedelta(days=1)).isoformat())
    page = place.profile.blobs.put(b"a page that was forgotten")
    scan = Scan(sha256=page, size=25, media_type="image/png", name="page.png")
    row = accepted.documents[0].requirement
    added = Document(requirement=row, presented=Form.COPY, scans=(scan,))
    asked = place.request_correction(
        RequestCorrection(
            correction_id=CorrectionId(new_uuid7()),
            application_id=accepted.id,
            amendment=Amendment(phone="+7 701 000 00 09", documents=(added,)),
            reason="Забыли страницу",
            session=a_session(),
        )
    )
    supervisor = replace(
        a_session().operator,
        id=OperatorId("s"),
        full_name="Смағұлова С.",
        roles=frozenset({Role.SUPERVISOR}),
    )
    place.decide_correction(
        DecideCorrection(
            correction_id=asked.id,
            approve=True,
            session=replace(a_session(), operator=supervisor),
        )
    )
    place.push()
    corrected = center.application(case)
    assert corrected is not None
    assert corrected.applicant is not None

    assert corrected.applicant.phone == "+7 701 000 00 09"
    assert corrected.documents == (*accepted.documents, added)
    assert settled(center)
