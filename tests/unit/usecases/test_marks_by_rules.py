"""Cases that end are marked for a second look by the rules, in the transaction that ends them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    RegistryCheck,
    RegistryState,
)
from operator_app.domain.review_rules import ReviewRules, is_drawn
from operator_app.domain.reviews import OwnCase, Review, ReviewState
from operator_app.usecases.accept_application import AcceptApplication, AcceptApplicationHandler
from operator_app.usecases.change_after_signing import (
    ChangeAfterSigning,
    ChangeAfterSigningHandler,
)
from operator_app.usecases.close_case import CloseCaseHandler
from operator_app.usecases.refuse_application import RefuseApplication, RefuseApplicationHandler
from resources.review_rules import load_review_rules
from tests.support.fakes import DiskFull
from tests.support.fakes_outside import office_of
from tests.unit.usecases.counter import (
    AT,
    Counter,
    a_child,
    a_party,
    a_representative,
    an_id,
    catalogue,
)
from tests.unit.usecases.test_supervision import session

RULES = load_review_rules()


class Marking(Counter):
    """The counter with the rules of the second look in force."""

    def __init__(self, rules: ReviewRules = RULES) -> None:
        super().__init__()
        self.desk = replace(self.desk, rules=rules)
        law = catalogue()
        self.accept = AcceptApplicationHandler(
            self.desk, self.signer, law, self.accept._calendar, office_of
        )
        self.refuse = RefuseApplicationHandler(self.desk, law, office_of)
        self.close_case = CloseCaseHandler(self.desk, law, office_of)
        self.change = ChangeAfterSigningHandler(self.store, self.now)

    @property
    def reviews(self) -> list[Review]:
        return list(self.store.tables.supervision.reviews.values())

    def accepted(self, **changes: object) -> Application:
        draft = self.complete_draft(**{"id": ordinary_id(), **changes})
        return self.accept(AcceptApplication(application_id=draft.id))


def ordinary_id() -> ApplicationId:
    """One that the draw leaves alone."""
    return next(one for one in iter(an_id, None) if not is_drawn(one, 20))


@pytest.fixture
def counter() -> Marking:
    return Marking()


def test_an_ordinary_acceptance_is_not_marked(counter: Marking) -> None:
    counter.accepted(applicant=a_party(checked=True))

    assert counter.reviews == []
    assert "review.mark" not in counter.store.actions


def test_a_refusal_is_marked_with_its_reason_in_the_journal(counter: Marking) -> None:
    draft = counter.draft(id=ordinary_id(), children=(a_child(),))
    refused = counter.refuse(RefuseApplication(application_id=draft.id))
    (review,) = counter.reviews
    row = counter.store.tables.audit[-1]

    assert (review.rules, review.marked_by, review.reason) == (("refused_incomplete",), "", "")
    assert (review.application_id, review.operator) == (refused.id, refused.operator)
    assert (row.action, row.actor, row.entity) == ("review.mark", "rule", refused.id)
    assert row.details["rules"] == ["refused_incomplete"]
    assert row.details["why"] == {
        language: RULES.reasons["refused_incomplete"][language] for language in ("kk", "ru")
    }


def test_a_case_of_which_several_rules_speak_is_marked_once_with_all_of_them(
    counter: Marking,
) -> None:
    drawn = next(one for one in iter(an_id, None) if is_drawn(one, 20))
    counter.accepted(
        id=drawn,
        applicant=a_party(checked=False),
        representative=a_representative(kind="simple"),
        checks=(RegistryCheck(system="gbd_fl", state=RegistryState.OFFLINE, at=AT),),
        documents=(*counter.papers(), counter.paper("power_of_attorney")),
    )

    assert [one.rules for one in counter.reviews] == [
        ("power_not_notarised", "typed_by_hand", "drawn")
    ]


def test_a_change_after_signing_adds_its_reason_to_the_look_that_still_waits(
    counter: Marking,
) -> None:
    checks = (RegistryCheck(system="gbd_fl", state=RegistryState.UNAVAILABLE, at=AT),)
    signed = counter.accepted(applicant=a_party(checked=False), checks=checks)
    counter.change(ChangeAfterSigning(application_id=signed.id, actor=signed.operator))
    counter.accept(AcceptApplication(application_id=signed.id))

    (review,) = counter.reviews
    assert review.rules == ("typed_by_hand", "changed_after_signing")
    assert counter.store.actions.count("review.mark") == 2


def test_a_change_after_the_look_calls_for_another_one(counter: Marking) -> None:
    checks = (RegistryCheck(system="gbd_fl", state=RegistryState.UNAVAILABLE, at=AT),)
    signed = counter.accepted(applicant=a_party(checked=False), checks=checks)
    (first,) = counter.reviews
    with counter.store() as unit:
        unit.reviews.save(first.approved("Оспан Г. Д.", AT, ()))
        unit.commit()
    counter.change(ChangeAfterSigning(application_id=signed.id, actor=signed.operator))
    counter.accept(AcceptApplication(application_id=signed.id))

    assert [one.state for one in counter.reviews] == [ReviewState.APPROVED, ReviewState.WAITING]
    assert counter.reviews[1].rules == ("typed_by_hand", "changed_after_signing")


def test_nobody_approves_their_own_case_that_a_rule_has_marked(counter: Marking) -> None:
    draft = counter.draft(id=ordinary_id(), children=(a_child(),))
    counter.refuse(RefuseApplication(application_id=draft.id))
    (review,) = counter.reviews

    with pytest.raises(OwnCase):
        review.approved(review.operator, AT, ())
    assert review.approved(session().operator.full_name, AT, ()).state is ReviewState.APPROVED


def test_when_the_mark_cannot_be_written_the_case_has_not_ended_either(counter: Marking) -> None:
    draft = counter.draft(id=ordinary_id(), children=(a_child(),))
    counter.store.broken.add("reviews")
    with pytest.raises(DiskFull):
        counter.refuse(RefuseApplication(application_id=draft.id))

    assert counter.store.tables.applications[draft.id] == draft
    assert counter.reviews == []


def test_without_rules_nothing_is_marked() -> None:
    counter = Marking(ReviewRules())
    counter.refuse(RefuseApplication(application_id=counter.draft(children=(a_child(),)).id))

    assert counter.reviews == []
