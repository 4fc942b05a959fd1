"""An applicant who changes something after signing, another window, another service."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from operator_app.adapters.password_hashes import Argon2Hashes
from operator_app.bootstrap import Workplace
from operator_app.bootstrap.counters import Counter, build_counter
from operator_app.bootstrap.training import seed_training_center
from operator_app.domain.applications import Application, ApplicationId, Delivery, State
from operator_app.domain.operators import Session
from operator_app.domain.papers import PaperKind
from operator_app.usecases.accept_application import AcceptApplication
from operator_app.usecases.another_service import AnotherService
from operator_app.usecases.change_after_signing import ChangeAfterSigning, KeepAsSigned
from operator_app.usecases.hand_over_case import HandOverCase
from operator_app.usecases.mark_printed import MarkPrinted
from operator_app.usecases.open_draft import OpenDraft
from operator_app.usecases.sign_in import SignIn
from operator_app.wire.cases import CaseworkStep, HubState
from tests.journeys.conftest import Center, Rehearse
from tests.support.cases import ALMATY_DAY

CERTIFICATE = "guardianship_certificate"
ALLOWANCE = "guardian_allowance"
ACTOR = "А. Ахметова"


@pytest.fixture
def workplace(center: Center) -> Workplace:
    return center.at(ALMATY_DAY)


@pytest.fixture
def counter(center: Center, workplace: Workplace) -> Counter:
    cheap = Argon2Hashes(memory_kib=1024, passes=1)
    return build_counter(center.profile, workplace.now, cheap)


@pytest.fixture
def session(center: Center, counter: Counter) -> Session:
    person = seed_training_center(center.profile).people[0]
    return counter.sign_in(SignIn(login=person.login, password=person.password, window=7))


@pytest.fixture
def signed(center: Center, rehearse: Rehearse) -> Application:
    """Accepted, its receipt given, its request at the hub."""
    case: dict[str, Any] = center.complete_case(CERTIFICATE, until="accepted")
    rehearse(case)
    application = center.application(case)
    assert application is not None
    return application


def change(workplace: Workplace, case: Application) -> Application:
    return workplace.change_after_signing(ChangeAfterSigning(application_id=case.id, actor=ACTOR))


def register(workplace: Workplace, case: Application) -> None:
    workplace.outside.hub.casework(
        case.id,
        CaseworkStep(
            step=HubState.REGISTERED,
            at=datetime.fromisoformat(ALMATY_DAY),
            actor="provider",
            official_number="17/1",
        ),
    )


def test_signed_again_the_case_reaches_the_hub_as_a_correction(
    workplace: Workplace, counter: Counter, signed: Application
) -> None:
    draft = change(workplace, signed)
    accepted = workplace.accept(AcceptApplication(application_id=draft.id))
    refused_before = counter.outbox_state().refused
    workplace.push()
    arrived = workplace.look_at_case(accepted.id)

    assert counter.outbox_state().pending == 0
    assert counter.outbox_state().refused == refused_before
    assert arrived is not None
    assert arrived.application.delivery is Delivery.ACKNOWLEDGED
    assert arrived.application.signed_before[0].signature == signed.signature
    receipts = [paper for paper in arrived.papers if paper.kind is PaperKind.ACCEPTANCE_RECEIPT]
    assert len(receipts) == 2


def test_a_provider_who_registers_meanwhile_is_heard_once_the_case_is_signed_again(
    workplace: Workplace, counter: Counter, signed: Application
) -> None:
    draft = change(workplace, signed)
    register(workplace, signed)
    workplace.push()
    waiting = workplace.pull_case(draft.id)
    workplace.accept(AcceptApplication(application_id=draft.id))
    workplace.push()
    heard = workplace.pull_case(draft.id)

    assert waiting == draft
    assert heard is not None
    assert (heard.state, heard.official_number) == (State.REGISTERED, "17/1")
    told = [line.code for line in counter.case_story(draft.id)]
    assert told.count("provider.registered") == 1
    assert told.index("case.submit") < told.index("case.reopen") < told.index("case.correct")


def test_who_changes_nothing_after_all_has_the_case_that_was_signed(
    workplace: Workplace, signed: Application
) -> None:
    change(workplace, signed)
    workplace.push()
    kept = workplace.keep_as_signed(KeepAsSigned(application_id=signed.id, actor=ACTOR))
    workplace.push()
    register(workplace, signed)
    heard = workplace.pull_case(signed.id)

    assert kept.signature == signed.signature
    assert heard is not None
    assert heard.state is State.REGISTERED


def test_a_draft_goes_to_another_window_and_is_signed_there(
    workplace: Workplace, counter: Counter, session: Session, signed: Application
) -> None:
    first = workplace.another_service(
        AnotherService(
            first_id=signed.id,
            opening=OpenDraft(
                application_id=ApplicationId(counter.new_id()),
                access_code=workplace.new_access_code(),
                region=session.region,
                center=session.center,
                window=session.window,
                operator=session.actor,
                service=ALLOWANCE,
                language="kk",
            ),
        )
    )
    moved = workplace.hand_over(HandOverCase(application_id=first.id, to_window=8, session=session))
    workplace.push()

    assert first.applicant == signed.applicant
    assert first.ticket_id == signed.ticket_id
    assert moved.window == 8
    left_here = counter.shift_state("002", 7).left.drafts
    left_there = counter.shift_state("002", 8).left.drafts
    assert first.id not in {draft.id for draft in left_here}
    assert first.id in {draft.id for draft in left_there}


def test_a_receipt_lies_in_the_drawer_until_it_was_really_printed(
    workplace: Workplace, counter: Counter, signed: Application
) -> None:
    view = workplace.look_at_case(signed.id)
    assert view is not None
    receipt = view.papers[0]

    def unprinted() -> set[str]:
        return {paper.id for paper in counter.shift_state("002", 7).left.unprinted}

    assert receipt.id in unprinted()
    workplace.mark_printed(MarkPrinted(application_id=signed.id, paper_id=receipt.id, actor=ACTOR))
    assert receipt.id not in unprinted()
