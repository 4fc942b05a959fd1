"""Envelopes: sealed once, gapless, bound to each other, and marked by the hub's answers."""

from __future__ import annotations

from operator_app.ports import PendingEnvelope
from operator_app.wire.envelopes import decode, digest
from operator_app.wire.signed import envelope_of
from tests.db.builders import BLOB, DEVICE, Store, an_application


def pending(store: Store, limit: int = 100) -> tuple[PendingEnvelope, ...]:
    with store.units() as unit:
        return unit.outbox.pending(limit)


def filled(store: Store, count: int) -> tuple[PendingEnvelope, ...]:
    for _ in range(count):
        store.save_all(an_application())
    return pending(store)


def test_envelopes_have_no_gap_and_each_is_bound_to_the_one_before(store: Store) -> None:
    found = filled(store, 4)

    envelopes = [decode(envelope_of(row.line)) for row in found]
    assert [envelope.dseq for envelope in envelopes] == [1, 2, 3, 4]
    assert {(envelope.device, envelope.epoch) for envelope in envelopes} == {(DEVICE, 1)}
    assert [envelope.prev for envelope in envelopes] == [
        None,
        *(digest(envelope_of(row.line)) for row in found[:-1]),
    ]


def test_an_envelope_names_the_scans_that_go_along(store: Store) -> None:
    (row,) = filled(store, 1)

    assert row.blobs == (BLOB,)
    assert [blob.sha256 for blob in decode(envelope_of(row.line)).blobs] == [BLOB]


def test_a_rolled_back_envelope_leaves_no_gap(store: Store) -> None:
    filled(store, 1)
    with store.units() as unit:
        application = an_application()
        unit.applications.add(application)
    filled(store, 1)

    assert [row.dseq for row in pending(store)] == [1, 2]


def test_what_the_hub_answered_is_not_pending_any_more(store: Store) -> None:
    first, second, third = filled(store, 3)
    with store.units() as unit:
        unit.outbox.acknowledged(first.id, 17)
        unit.outbox.refused(second.id, "id_reused")
        unit.commit()

    assert pending(store) == (third,)
    assert store.count("outbox") == 3


def test_no_more_than_asked_for_is_handed_out(store: Store) -> None:
    assert filled(store, 3)[:2] == pending(store, limit=2)
