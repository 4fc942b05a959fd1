"""A result that lies at the center: brought there through the stand and the hub."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from operator_app.bootstrap import Workplace
from operator_app.cli.rehearsal.provider import plan, play_provider
from operator_app.domain.applications import (
    Application,
    Decision,
    State,
)
from operator_app.domain.operators import Operator, OperatorId, Role, Session
from operator_app.domain.papers import PaperKind
from operator_app.ports import PaperRecord
from operator_app.usecases.issue_result import IssueResult
from stand.powers import Power
from tests.journeys.conftest import Center, Rehearse

CERTIFICATE = "guardianship_certificate"


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
