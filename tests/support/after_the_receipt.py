"""Everybody of a center at once, over a store in memory; each tries whatever they like."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, Final

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    DeliveryWay,
    Document,
    State,
)
from operator_app.domain.corrections import Amendment, Correction, CorrectionId
from operator_app.domain.couriers import Manifest, ManifestState
from operator_app.domain.operators import Role, Session
from operator_app.domain.reconciliation import Came
from operator_app.domain.reviews import Review, ReviewId
from operator_app.errors import OperatorAppError
from operator_app.sync.pull_case import take_over
from operator_app.usecases.accept_application import AcceptApplication
from operator_app.usecases.attach_document import AttachDocument
from operator_app.usecases.change_after_signing import (
    ChangeAfterSigning,
    ChangeAfterSigningHandler,
    KeepAsSigned,
    KeepAsSignedHandler,
)
from operator_app.usecases.check_power import CheckPower
from operator_app.usecases.decide_correction import DecideCorrection
from operator_app.usecases.decide_review import DecideReview, DecideReviewHandler
from operator_app.usecases.hand_over_manifest import HandOverManifest
from operator_app.usecases.issue_result import IssueResult
from operator_app.usecases.mark_for_review import MarkForReview, MarkForReviewHandler
from operator_app.usecases.remove_document import RemoveDocument
from operator_app.usecases.request_correction import RequestCorrection
from operator_app.usecases.return_unclaimed import ReturnUnclaimed
from operator_app.usecases.seal_manifest import SealManifest
from operator_app.usecases.sign_slip import SignSlip
from operator_app.usecases.take_out_package import TakeOutPackage
from operator_app.wire.cases import CaseStep, Decision, HubCase, HubState
from tests.support.courier_counter import COURIER, RECEIVER, SEAL, CourierCounter
from tests.unit.usecases.counter import OTHER_IIN, a_representative, a_session
from tests.unit.usecases.issuing_desk import POWER

PEOPLE: Final = {
    "А. Ахметова": a_session(name="А. Ахметова", window=7),
    "Б. Беков": a_session(name="Б. Беков", window=3),
    "С. Смағұлов": a_session(Role.SUPERVISOR, name="С. Смағұлов"),
    "Қ. Қасымов": a_session(Role.OPERATOR, Role.SUPERVISOR, name="Қ. Қасымов"),
    "Ә. Әкімші": a_session(Role.ADMINISTRATOR, name="Ә. Әкімші"),
}
FOLLOWS: Final = {
    HubState.ACCEPTED: (HubState.REGISTERED,),
    HubState.REGISTERED: (HubState.IN_WORK, HubState.DECLINED),
    HubState.IN_WORK: (HubState.IN_WORK, HubState.GRANTED, HubState.DECLINED),
    HubState.GRANTED: (HubState.READY,),
    HubState.DECLINED: (HubState.READY,),
}
"""What a provider does next; the hub lets nothing else through."""


class Center(CourierCounter):
    """Each action either happens, or is refused with a code; nothing else ever comes out."""

    def __init__(self) -> None:
        super().__init__()
        self.registries.powers["1234"] = POWER
        self.change = ChangeAfterSigningHandler(self.store, self.now)
        self.keep = KeepAsSignedHandler(self.store, self.now)
        self.mark = MarkForReviewHandler(self.store, self.now)
        self.look_again = DecideReviewHandler(self.store, self.now)
        self.at_hub: dict[str, HubCase] = {}
        self.refused: list[str] = []

    def attempt(self, work: Callable[[], Any]) -> Any:
        self.at += timedelta(seconds=20)
        try:
            return work()
        except OperatorAppError as error:
            self.refused.append(error.code)
            return None

    @property
    def cases(self) -> list[Application]:
        return list(self.store.tables.applications.values())

    @property
    def corrections(self) -> list[Correction]:
        return list(self.store.tables.asked.corrections.values())

    @property
    def reviews(self) -> list[Review]:
        return list(self.store.tables.supervision.reviews.values())

    def bring(self, by: Session, way: DeliveryWay) -> None:
        draft = self.complete_draft(operator=by.actor, delivery_way=way)
        self.attempt(lambda: self.accept(AcceptApplication(application_id=draft.id)))

    def take_back(self, case: Application, by: Session) -> None:
        command = ChangeAfterSigning(application_id=case.id, actor=by.actor)
        self.attempt(lambda: self.change(command))

    def leave_as_signed(self, case: Application, by: Session) -> Application | None:
        command = KeepAsSigned(application_id=case.id, actor=by.actor)
        kept: Application | None = self.attempt(lambda: self.keep(command))
        return kept

    def sign_again(self, case: Application) -> None:
        self.attempt(lambda: self.accept(AcceptApplication(application_id=case.id)))

    def a_paper(self, page: int) -> Document:
        paper = self.paper("application")
        content = f"page {page}".encode()
        scan = replace(paper.scans[0], sha256=self.blobs.put(content), size=len(content))
        return replace(paper, scans=(scan,))

    def add_paper(self, case: Application, page: int) -> None:
        command = AttachDocument(application_id=case.id, document=self.a_paper(page))
        self.attempt(lambda: self.attach_document(command))

    def take_paper(self, case: Application, place: int) -> None:
        if not case.documents:
            return
        document = case.documents[place % len(case.documents)]
        command = RemoveDocument(application_id=case.id, document=document)
        self.attempt(lambda: self.remove_document(command))

    def to_the_bag(self, case: Application, by: Session) -> None:
        self.session = by
        bags = self.store.tables.courier.manifests.values()
        open_ones = [bag for bag in bags if bag.state is ManifestState.OPEN]
        manifest = open_ones[0] if open_ones else self.attempt(lambda: self.opened(session=by))
        if manifest is not None:
            self.attempt(lambda: self.put(manifest, case.number))

    def move_bag(self, what: str, by: Session, *, lost: bool) -> None:
        self.session = by
        for bag in tuple(self.store.tables.courier.manifests.values()):
            self.attempt(partial(self._move, bag, what, lost=lost))

    def _move(self, bag: Manifest, what: str, *, lost: bool) -> None:
        its: dict[str, Any] = {"manifest_id": bag.id, "session": self.session}
        if what == "seal":
            self.seal_manifest(SealManifest(**its, seal=SEAL))
        elif what == "hand over":
            self.hand_over_manifest(HandOverManifest(**its, courier=COURIER, seal=SEAL))
        elif what == "take out" and bag.packages:
            self.take_out(TakeOutPackage(**its, package=bag.packages[-1].number))
        elif what == "count":
            came = tuple(Came(number=one.number) for one in bag.packages[int(lost) :])
            (self.disputed if lost else self.accepted)(bag, *came)

    def provider(self, case: Application, choice: int) -> None:
        """One step of the provider, and the window hears of it."""
        if case.accepted_at is None and case.id not in self.at_hub:
            return
        here = self.at_hub.get(case.id) or HubCase(
            entity=case.id, seq=1, state=HubState.ACCEPTED, received_at=self.at
        )
        following = FOLLOWS.get(here.state, ())
        if following:
            here = self._stepped(here, following[choice % len(following)])
        self.at_hub[case.id] = here
        with self.store() as unit:
            if take_over(unit, ApplicationId(case.id), here) is not None:
                unit.commit()

    def _stepped(self, here: HubCase, state: HubState) -> HubCase:
        seq = here.seq + 1
        step = CaseStep(state=state, at=self.at, actor=RECEIVER, seq=seq)
        changes: dict[str, Any] = {"seq": seq, "state": state, "steps": (*here.steps, step)}
        if state in {HubState.GRANTED, HubState.DECLINED}:
            decision = Decision.GRANT if state is HubState.GRANTED else Decision.DECLINE
            changes |= {"decision": decision, "decided_at": self.at}
        if state is HubState.READY:
            changes["ready_at"] = self.at
        return HubCase(**{**{name: getattr(here, name) for name in _FIELDS}, **changes})

    def give(self, case: Application, to: str, by: Session, *, copy: bool) -> None:
        command = IssueResult(
            receipt=case.number,
            recipient=to,
            identity_document="041234567",
            session=by,
            copy=copy,
        )
        self.attempt(lambda: self.issue_result(command))

    def give_by_power(self, case: Application, by: Session, *, online: bool, read: bool) -> None:
        checked = self.attempt(
            lambda: self.check_power(
                CheckPower(
                    application_id=case.id,
                    representative=a_representative(),
                    session=by,
                    online=online,
                )
            )
        )
        command = IssueResult(
            receipt=case.number,
            recipient=OTHER_IIN,
            identity_document="041234567",
            session=by,
            power=checked,
            powers_cover=read,
        )
        self.attempt(lambda: self.issue_result(command))

    def sign(self, case: Application, by: Session) -> None:
        command = SignSlip(application_id=case.id, session=by)
        self.attempt(lambda: self.sign_slip(command))

    def send_back(self, case: Application, by: Session) -> None:
        command = ReturnUnclaimed(application_id=case.id, session=by)
        self.attempt(lambda: self.return_unclaimed(command))

    def ask(self, case: Application, by: Session, page: int | None) -> None:
        amendment = (
            Amendment(phone=f"+7 701 000 00 {len(self.corrections) % 90 + 10}")
            if page is None
            else Amendment(documents=(self.a_paper(page),))
        )
        command = RequestCorrection(
            correction_id=CorrectionId(str(uuid.uuid4())),
            application_id=case.id,
            amendment=amendment,
            reason="ошибка",
            session=by,
        )
        self.attempt(lambda: self.request_correction(command))

    def answer(self, correction: Correction, by: Session, *, yes: bool) -> None:
        command = DecideCorrection(
            correction_id=correction.id, approve=yes, session=by, remark="так"
        )
        self.attempt(lambda: self.decide_correction(command))

    def mark_case(self, case: Application, by: Session) -> None:
        command = MarkForReview(
            review_id=ReviewId(str(uuid.uuid4())), session=by, number=case.number, reason="?"
        )
        self.attempt(lambda: self.mark(command))

    def decide(self, review: Review, by: Session, *, approve: bool) -> None:
        command = DecideReview(review_id=review.id, session=by, approve=approve, remark="так")
        self.attempt(lambda: self.look_again(command))


_FIELDS: Final = HubCase.__struct_fields__


def not_a_draft(case: Application) -> bool:
    return case.state is not State.DRAFT
