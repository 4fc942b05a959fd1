"""Acceptance: a result is given out against receipt and identity document, and against each state
of a power of attorney, with the stand's ЕНИС and with no line; nobody gets it twice."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from _pytest.mark import ParameterSet
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # ships no annotations

from operator_app.bootstrap import Workplace
from operator_app.cli.rehearsal.provider import MADE_UP_DOCUMENT, give_out, plan, play_provider
from operator_app.domain.applications import (
    Application,
    Decision,
    Party,
    PartyKind,
    RegistryState,
    Representative,
    State,
)
from operator_app.domain.electronic_results import (
    ResultDiffers,
    ResultDocument,
    ResultOfOtherCase,
    ResultUnreadable,
    result_bytes,
)
from operator_app.domain.issuing import AlreadyIssued, PowerNotFound
from operator_app.domain.operators import Operator, OperatorId, Role, Session
from operator_app.domain.papers import PaperKind
from operator_app.domain.powers_of_attorney import (
    OtherPrincipal,
    PowerOfAttorney,
    PowerOfAttorneyExpired,
    PowerOfAttorneyRevoked,
)
from operator_app.domain.signatures import ChainUnknown, SignatureBroken
from operator_app.ports import PaperRecord
from operator_app.usecases.check_power import CheckPower
from operator_app.usecases.issue_result import IssueResult
from operator_app.usecases.take_result import TakeResult
from operator_app.wire.cases import HubState
from stand.pki import make_pki
from stand.powers import Power, PowerState
from tests.journeys.conftest import Center, Rehearse

CERTIFICATE = "guardianship_certificate"
REFUSED = {
    PowerState.EXPIRED: PowerOfAttorneyExpired,
    PowerState.REVOKED: PowerOfAttorneyRevoked,
    PowerState.TERMINATED: PowerOfAttorneyRevoked,
    PowerState.SUSPENDED: PowerOfAttorneyRevoked,
    PowerState.OTHER_PRINCIPAL: OtherPrincipal,
    PowerState.NOT_FOUND: PowerNotFound,
}


def a_session() -> Session:
    operator = Operator(
        id=OperatorId("b"), login="b.bekov", full_name="Беков Б.", roles=frozenset({Role.OPERATOR})
    )
    at = datetime.fromisoformat("2018-02-06T09:00:00+06:00")
    return Session(operator=operator, window=3, center="002", region="almaty", since=at)


@dataclass(frozen=True, kw_only=True)
class Lying:
    """A case whose result lies at the center, and the counter on the day after it came."""

    case: Application
    workplace: Workplace

    def now(self) -> Application:
        view = self.workplace.look_at_case(self.case.id)
        assert view is not None
        return view.application

    def papers(self) -> tuple[PaperRecord, ...]:
        view = self.workplace.look_at_case(self.case.id)
        assert view is not None
        return view.papers

    def pdf(self, kind: PaperKind) -> bytes:
        paper = next(one for one in self.papers() if one.kind is kind)
        return self.workplace.profile.blobs.get(paper.sha256)

    def text(self, kind: PaperKind) -> str:
        done = subprocess.run(
            ["pdftotext", "-", "-"], input=self.pdf(kind), capture_output=True, check=True
        )
        return " ".join(done.stdout.decode().split())

    def issue(self, recipient: str, **changes: Any) -> Application:
        told: dict[str, Any] = {
            "receipt": self.case.number,
            "recipient": recipient,
            "identity_document": "041234567",
            "session": a_session(),
        }
        return self.workplace.issue_result(IssueResult(**{**told, **changes}))


def lying(center: Center, rehearse: Rehearse, power: Power | None = None, **changes: Any) -> Lying:
    """Accepted from the principal in person; the attorney comes only for the result."""
    case = center.complete_case(CERTIFICATE, until="accepted", **changes)
    if power is not None:
        case["applicant"] = center.acting_by(power)["applicant"]
    rehearse(case)
    accepted = center.application(case)
    assert accepted is not None
    assert accepted.accepted_at is not None
    record = center.law.catalogue.edition(accepted.edition)
    made = plan(accepted, record, (), Decision.GRANT)
    there = center.at((made.decided_at + timedelta(days=1)).isoformat())
    play_provider(accepted, made, there)
    ready = there.pull_case(accepted.id)
    assert ready is not None
    assert ready.state is State.READY
    return Lying(case=ready, workplace=there)


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


class TestSignedResults:
    @pytest.fixture
    def here(self, center: Center, rehearse: Rehearse) -> Lying:
        return lying(center, rehearse)

    def document(self, here: Lying, **changes: Any) -> bytes:
        case = here.case
        record = here.workplace.catalogue.edition(case.edition)
        told: dict[str, Any] = {
            "number": case.number,
            "official_number": case.official_number,
            "decision": Decision.GRANT,
            "decided_on": case.decided_on,
            "provider": record.result,
            "text": record.result,
        }
        return result_bytes(ResultDocument(**{**told, **changes}))

    def take(self, here: Lying, document: bytes, told: bytes | None = None) -> None:
        """``told`` is what comes with the signature instead of what was signed."""
        place = here.workplace
        signed = place.outside.key.signer("provider.p12").sign(document, place.now())
        place.take_result(
            TakeResult(
                application_id=here.case.id,
                document=document if told is None else told,
                p7s=signed.p7s,
                chain_pem=signed.chain_pem,
            )
        )

    def test_the_same_one_twice_changes_nothing(self, here: Lying) -> None:
        self.take(here, self.document(here))
        once = here.now()
        self.take(here, self.document(here))

        assert here.now().version == once.version

    def test_a_changed_byte_is_refused(self, here: Lying) -> None:
        document = self.document(here)
        with pytest.raises(SignatureBroken):
            self.take(here, document, told=document.replace(b'"grant"', b'"gront"'))

        assert here.now().result is None

    def test_of_another_case_or_decision_or_in_no_words_of_ours_it_is_refused(
        self, here: Lying
    ) -> None:
        for changes in ({"number": "002-07-180206-9999-0"}, {"decision": Decision.DECLINE}):
            with pytest.raises(ResultOfOtherCase):
                self.take(here, self.document(here, **changes))
        for document in (b"", b"{}", b"[1]", b'{"v":2}', b"\xff" * 9, b"[" * 70_000):
            with pytest.raises(ResultUnreadable):
                self.take(here, document)

        assert here.now().result is None

    def test_another_one_does_not_take_the_place_of_the_first(self, here: Lying) -> None:
        self.take(here, self.document(here))
        with pytest.raises(ResultDiffers):
            self.take(here, self.document(here, official_number="999"))

    def test_after_it_was_given_out_none_comes(self, here: Lying) -> None:
        assert here.case.applicant is not None
        here.issue(here.case.applicant.number)
        with pytest.raises(AlreadyIssued):
            self.take(here, self.document(here))


def test_a_key_of_a_stranger_signs_no_result(
    center: Center, rehearse: Rehearse, tmp_path: Path
) -> None:
    make_pki(tmp_path / "strangers")
    here = lying(center, rehearse)
    place = here.workplace
    stranger = type(place.outside.key)(folder=tmp_path / "strangers")
    document = TestSignedResults().document(here)
    signed = stranger.signer("provider.p12").sign(document, place.now())
    with pytest.raises(ChainUnknown):
        place.take_result(
            TakeResult(
                application_id=here.case.id,
                document=document,
                p7s=signed.p7s,
                chain_pem=signed.chain_pem,
            )
        )
