"""Files of a chosen version that cannot be had stop neither the version nor the other news."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from operator_app.domain.applications import Application, State
from operator_app.errors import OperatorAppError
from operator_app.gateways.hub_http import HubAnsweredWrongly, HubUnreachable
from operator_app.sync.store import Conflict
from operator_app.sync.versions import ChosenVersions, remember_choice
from operator_app.wire.cases import CASE_CORRECT, CASE_RESOLVE
from operator_app.wire.envelopes import Envelope, decode
from operator_app.wire.refusals import NotSignedIn, RequestBroken, UnknownFile
from operator_app.wire.signed import envelope_of
from tests.db.builders import AT, Store, a_fact, an_application
from tests.support.envelopes import SHA, SUBMITTED, an_envelope
from tests.support.fakes_outside import FakeBlobs


class Hub:
    def __init__(self, error: OperatorAppError) -> None:
        self.error = error

    def case_file(self, entity: str, sha256: str) -> bytes:
        raise self.error


def accepted(store: Store) -> Application:
    case = replace(an_application(state=State.ACCEPTED), accepted_at=AT, due_on=date(2018, 2, 13))
    with store.units() as unit:
        unit.applications.add(case)
        unit.commit()
    return case


def a_line(store: Store, case: Application, due_on: str) -> bytes:
    body = {**SUBMITTED, "number": case.number, "due_on": due_on, "revision": 2, "replaces": SHA}
    with store.units() as unit:
        unit.outbox.put(a_fact(case, type=CASE_CORRECT, body=body))
        unit.commit()
    with store.units() as unit:
        return unit.outbox.pending(100)[-1].line


def chosen(take: str, **fields: object) -> Envelope:
    body = {"conflict": SHA, "take": take, "fields": fields}
    return an_envelope(type=CASE_RESOLVE, body=body)


def laid_beside(case: Application, late: bytes, stood: bytes) -> Conflict:
    name = decode(envelope_of(late)).id
    return Conflict(id=name, entity=case.id, envelope=name, mine=late, theirs=stood, found_at=AT)


@pytest.mark.parametrize(
    "error",
    [
        UnknownFile(),
        RequestBroken(reason="route"),
        HubUnreachable(reason="HTTP 500", status=500),
        HubAnsweredWrongly(reason="file"),
    ],
    ids=repr,
)
def test_a_file_that_cannot_be_had_is_done_without(store: Store, error: OperatorAppError) -> None:
    case = accepted(store)
    versions = ChosenVersions(store.units, Hub(error), FakeBlobs())
    late, stood = a_line(store, case, "2018-02-14"), a_line(store, case, "2018-02-15")
    with store.units() as unit:
        remember_choice(unit, laid_beside(case, late, stood), chosen("theirs"))
        unit.commit()
    choice = versions.choice(case.id)
    assert choice is not None
    versions.fetch(case.id, choice)
    with store.units() as unit:
        assert versions.write(unit, case.id, choice)
        unit.commit()
    with store.units() as unit:
        now = unit.applications.get(case.id)

    assert now is not None
    assert now.due_on == date(2018, 2, 15)
    assert versions.choice(case.id) is None


@pytest.mark.parametrize("error", [HubUnreachable(reason="ConnectError"), NotSignedIn()], ids=repr)
def test_a_line_that_is_down_is_waited_for(store: Store, error: OperatorAppError) -> None:
    case = accepted(store)
    versions = ChosenVersions(store.units, Hub(error), FakeBlobs())
    late = a_line(store, case, "2018-02-14")
    with store.units() as unit:
        remember_choice(unit, laid_beside(case, late, b""), chosen("mine"))
        unit.commit()
    choice = versions.choice(case.id)
    assert choice is not None

    with pytest.raises(type(error)):
        versions.fetch(case.id, choice)


def test_what_cannot_be_read_is_not_taken_over(store: Store) -> None:
    case = accepted(store)
    versions = ChosenVersions(store.units, Hub(UnknownFile()), FakeBlobs())
    late = a_line(store, case, "2018-02-14")
    with store.units() as unit:
        remember_choice(unit, laid_beside(case, late, b""), chosen("theirs"))
        remember_choice(unit, laid_beside(case, late, b"of a newer program"), chosen("theirs"))
        unit.commit()

    assert versions.choice(case.id) is None


def test_a_merged_version_is_what_stood_with_the_fields_that_were_typed(store: Store) -> None:
    case = accepted(store)
    versions = ChosenVersions(store.units, Hub(UnknownFile()), FakeBlobs())
    late, stood = a_line(store, case, "2018-02-14"), a_line(store, case, "2018-02-15")
    fields = {"due_on": "2018-02-28", "accepted_at": "whenever"}
    with store.units() as unit:
        remember_choice(unit, laid_beside(case, late, stood), chosen("merged", **fields))
        unit.commit()
    choice = versions.choice(case.id)
    assert choice is not None
    with store.units() as unit:
        versions.write(unit, case.id, choice)
        now = unit.applications.get(case.id)

    assert now is not None
    assert (now.due_on, now.accepted_at) == (date(2018, 2, 28), AT)
