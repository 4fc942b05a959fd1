"""Results that wait to be taken, and corrections, in the real store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from db.mapping import BodyUnreadable
from db.queries.ready_results import READY, SqlReadyResults
from db.repositories.corrections import correction_from, draft_from
from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Document,
    Scan,
    SignedResult,
    State,
)
from operator_app.domain.catalogue import Form
from operator_app.domain.corrections import (
    Amendment,
    Correction,
    CorrectionDraft,
    CorrectionId,
    CorrectionState,
)
from operator_app.domain.issuances import Issuance, PowerShown
from operator_app.domain.powers_of_attorney import PowerOfAttorney
from tests.db.builders import AT, Store, an_application, an_id


@pytest.fixture
def reader(store: Store) -> Iterator[Engine]:
    engine = store.reader()
    yield engine
    engine.dispose()


def add(store: Store, *cases: Application) -> None:
    with store.units() as unit:
        for case in cases:
            unit.applications.add(case)
        unit.commit()


def a_correction(case: Application, **changes: object) -> Correction:
    correction = Correction(
        id=CorrectionId(an_id()),
        application_id=case.id,
        number=case.number,
        service=case.service,
        center=case.center,
        amendment=Amendment(phone="+7 701 000 00 09"),
        before=(),
        reason="Телефон",
        asked_by="А. Ахметова",
        asked_by_id="a",
        asked_at=AT,
    )
    return replace(correction, **changes)  # type: ignore[arg-type]  # a builder takes any field


def test_what_lies_here_is_listed_and_the_longest_lying_comes_first(
    store: Store, reader: Engine
) -> None:
    new = an_application(state=State.READY, ready_at=AT)
    old = an_application(state=State.READY, ready_at=AT - timedelta(days=40))
    before = an_application(state=State.READY, decided_on=date(2018, 1, 15))
    elsewhere = an_application(state=State.READY, center="111", ready_at=AT)
    add(store, new, old, before, elsewhere, an_application(state=State.ISSUED))
    listed = SqlReadyResults(reader)("002", limit=9)

    assert [one.id for one in listed] == [old.id, before.id, new.id]
    assert listed[1].came_on == date(2018, 1, 15)
    assert len(SqlReadyResults(reader)("002", limit=2)) == 2


def test_the_list_walks_along_an_index_of_its_own(reader: Engine) -> None:
    with reader.connect() as connection:
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {READY.text}", {"center": "002", "most": 9}
        ).all()

    assert any("ix_applications_ready" in str(row) for row in plan)


def test_how_a_result_was_given_out_comes_back_from_the_store(store: Store) -> None:
    power = PowerShown(
        power_of_attorney=PowerOfAttorney(kind="notarised", number="7"), state="offline", at=AT
    )
    result = SignedResult(
        document_sha256="a" * 64,
        p7s_sha256="b" * 64,
        chain_sha256="c" * 64,
        signer="С",
        signer_number="1",
        certificate_serial="2",
        valid_from=AT,
        valid_to=AT,
        signed_at=AT,
    )
    issuance = Issuance(by="Б", window=3, recipient="Ө", identity_document="1", power=power)
    case = an_application(state=State.ISSUED, issuance=issuance, result=result, ready_at=AT)
    add(store, case)
    with store.units() as unit:
        read = unit.applications.get(ApplicationId(case.id))
    assert read is not None

    assert (read.issuance, read.result, read.ready_at) == (issuance, result, AT)


def test_corrections_wait_until_they_are_decided(store: Store) -> None:
    case = an_application(state=State.REGISTERED)
    add(store, case)
    first = a_correction(case)
    second = a_correction(case, asked_at=AT + timedelta(minutes=1))
    with store.units() as unit:
        for one in (second, first):
            unit.corrections.save(one)
        unit.commit()
    with store.units() as unit:
        waiting = unit.corrections.asked("002")
        unit.corrections.save(first.approved("С", "s", AT))
        unit.commit()
    with store.units() as unit:
        left, elsewhere = unit.corrections.asked("002"), unit.corrections.asked("111")
        decided = unit.corrections.get(first.id)
        of_case, next_one = unit.corrections.of(case.id), unit.corrections.waiting_for(case.id)
    assert decided is not None

    assert waiting == (first, second)
    assert (left, elsewhere) == ((second,), ())
    assert decided.state is CorrectionState.APPROVED
    assert [one.id for one in of_case] == [first.id, second.id]
    assert next_one == second


def test_a_correction_that_is_not_ours_is_damage() -> None:
    with pytest.raises(BodyUnreadable):
        correction_from("{}")


def test_a_draft_of_a_correction_comes_back_whole_and_an_empty_one_is_gone(store: Store) -> None:
    case = an_application(state=State.REGISTERED)
    add(store, case)
    scan = Scan(sha256="ab" * 32, size=3, media_type="image/png", name="Бет 1.png")
    draft = CorrectionDraft(
        application_id=case.id,
        by_id="a",
        at=AT,
        typed={"surname": "Құрманғазин"},
        documents=(Document(requirement="address", presented=Form.COPY, scans=(scan,)),),
        pages=(replace(scan, sha256="cd" * 32),),
    )
    with store.units() as unit:
        unit.corrections.keep_draft(replace(draft, typed={}))
        unit.corrections.keep_draft(draft)
        unit.corrections.keep_draft(replace(draft, by_id="b", pages=()))
        unit.commit()
    with store.units() as unit:
        kept = unit.corrections.draft(case.id, "a")
        unit.corrections.keep_draft(CorrectionDraft(application_id=case.id, by_id="a", at=AT))
        unit.commit()
    with store.units() as unit:
        left = [unit.corrections.draft(case.id, by) for by in ("a", "b")]

    assert kept == draft
    assert left == [None, replace(draft, by_id="b", pages=())]


def test_a_draft_that_is_not_ours_is_damage() -> None:
    with pytest.raises(BodyUnreadable):
        draft_from("{}")
