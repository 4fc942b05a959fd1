"""Given out while ЕНИС was silent, by the stand's own powers of attorney: asked once it answers."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from db.queries.unasked_powers import SqlUnaskedPowers
from operator_app.domain.applications import State
from operator_app.domain.issuances import POWER_ASKED_AGAIN
from operator_app.sync.ask_powers_again import AskPowersAgain
from stand.powers import PowerState
from tests.journeys.conftest import Center, Rehearse
from tests.journeys.lying_results import lying
from tests.journeys.test_issue_of_results import by_power


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (PowerState.ACTIVE, None),
        (PowerState.REVOKED, "poa.revoked"),
        (PowerState.NOT_FOUND, "issue.power_not_found"),
    ],
)
def test_the_journal_says_what_differs_and_the_result_stays_where_it_is(
    center: Center, rehearse: Rehearse, state: PowerState, reason: str | None
) -> None:
    power = center.power(state)
    here = lying(center, rehearse, power)
    by_power(here, power, online=False)
    store = center.profile.store
    again = AskPowersAgain(
        store.units, SqlUnaskedPowers(store.reader), center.outside.hub, here.workplace.now
    )
    while again().changed:
        continue
    with store.reader.connect() as connection:
        rows = connection.execute(
            text("SELECT details FROM audit WHERE action = :action AND entity = :case"),
            {"action": POWER_ASKED_AGAIN, "case": here.case.id},
        ).scalars()
        told = [json.loads(row) for row in rows]
    after = here.now()

    assert after.state is State.ISSUED
    assert after.issuance is not None
    assert after.issuance.power is not None
    assert after.issuance.power.unchecked
    assert [(one["assumed"], one["differs"], one["reason"]) for one in told] == [
        ("offline", reason is not None, reason)
    ]
