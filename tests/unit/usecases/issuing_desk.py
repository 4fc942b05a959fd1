"""A result that lies at the center, and the use cases that give it out or send it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from operator_app.domain.applications import (
    Application,
    Decision,
    Representative,
    State,
)
from operator_app.domain.issuing import (
    CheckedPower,
)
from operator_app.domain.numbers import ApplicationNumber
from operator_app.domain.papers import IssueSlip, PaperKind
from operator_app.usecases.check_power import CheckPower
from operator_app.usecases.issue_result import IssueResult
from operator_app.wire.registries import PartyName, PowerOfAttorneyRecord
from tests.unit.usecases.counter import (
    IIN,
    OTHER_IIN,
    Counter,
    a_representative,
    a_session,
)

DECIDED = date(2018, 2, 9)
CAME = datetime(2018, 2, 9, 12, 0, tzinfo=UTC)
NOW = datetime(2018, 2, 12, 4, 0, tzinfo=UTC)
DOCUMENT = "N 041234567"
ELSEWHERE = ApplicationNumber.build("111", 7, DECIDED, 1).text
STRANGER = "750316300569"
POWER = PowerOfAttorneyRecord(
    number="1234",
    issued_on=date(2017, 12, 1),
    status="ACTIVE",
    valid_from=date(2017, 12, 1),
    valid_to=date(2018, 12, 1),
    principals=(PartyName(number=IIN, full_name="ӘБДІРАХМАНОВА ӘЛИЯ"),),
    attorneys=(PartyName(number=OTHER_IIN, full_name="ТЕСТОВ ЕРЛАН"),),
    powers_ru="Получать государственные услуги и их результаты.",
)


def changed(**what: Any) -> PowerOfAttorneyRecord:
    return msgspec.structs.replace(POWER, **what)


def a_counter() -> Counter:
    """Whose ЕНИС knows the power of attorney of ``a_representative``."""
    counter = Counter()
    counter.registries.powers["1234"] = POWER
    return counter


def ready(counter: Counter, **changes: Any) -> Application:
    draft = counter.complete_draft()
    counter.at = NOW
    at_hub: dict[str, Any] = {
        "state": State.READY,
        "decision": Decision.GRANT,
        "decided_on": DECIDED,
        "ready_at": CAME,
    }
    return counter.store.put(replace(draft, **{**at_hub, **changes}))


def issue(counter: Counter, case: Application, to: str = IIN, **changes: Any) -> Application:
    command = IssueResult(
        receipt=case.number,
        recipient=to,
        identity_document=DOCUMENT,
        session=a_session(name="Б. Беков", window=3),
    )
    return counter.issue_result(replace(command, **changes))


def check(
    counter: Counter,
    case: Application,
    held: Representative | None = None,
    *,
    online: bool = True,
) -> CheckedPower:
    return counter.check_power(
        CheckPower(
            application_id=case.id,
            representative=held or a_representative(),
            session=a_session(),
            online=online,
        )
    )


def kinds(counter: Counter) -> list[PaperKind]:
    return [record.kind for record in counter.store.tables.papers]


def slip(counter: Counter) -> IssueSlip:
    paper = counter.store.tables.papers[-1].paper
    assert isinstance(paper, IssueSlip)
    return paper


def nothing_was_done(counter: Counter, case: Application) -> bool:
    store = counter.store
    same = store.case(case.id) == case
    return same and not store.tables.papers and "case.issue" not in store.messages + store.actions
