"""Which results were given out by a power of attorney that nobody has been asked about."""

from __future__ import annotations

from dataclasses import replace

from db.queries.unasked_powers import UNASKED, SqlUnaskedPowers
from operator_app.domain.applications import Application, State
from operator_app.domain.issuances import AskedAgain, Issuance, PowerShown
from operator_app.domain.powers_of_attorney import PowerOfAttorney
from tests.db.builders import AT, Store, an_application


def given(store: Store, power: PowerShown | None) -> Application:
    issuance = Issuance(by="Б", window=7, recipient="А", identity_document="1", power=power)
    case = an_application(state=State.ISSUED, issued_at=AT, issuance=issuance)
    with store.units() as unit:
        unit.applications.add(case)
        unit.commit()
    return case


def test_only_those_that_nobody_has_been_asked_about_are_found_along_their_index(
    store: Store,
) -> None:
    silent = PowerShown(
        power_of_attorney=PowerOfAttorney(kind="notarised"), state="unavailable", at=AT
    )
    with store.units() as unit:
        unit.applications.add(an_application())
        unit.commit()
    for settled in (
        None,
        replace(silent, state="found"),
        replace(silent, asked_again=AskedAgain(state="found", at=AT)),
    ):
        given(store, settled)
    waiting = [given(store, silent), given(store, replace(silent, state="offline"))]
    query = SqlUnaskedPowers(store.engine)
    with store.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {UNASKED.text}", {"most": 9}).all()

    assert query(limit=9) == tuple(case.id for case in waiting)
    assert query(limit=1) == (waiting[0].id,)
    assert "ix_applications_unasked_power" in str(plan)
