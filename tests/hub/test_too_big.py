"""A message that no hub takes for its size holds up nobody, at the window or above."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.store.tables import cases, tombstones
from operator_app.domain.applications import Application, State
from operator_app.wire.push import MOST_PUSH_BYTES, PushOutcome
from operator_app.wire.signed import envelope_of
from operator_app.wire.withheld import withheld
from tests.db.builders import a_fact, an_application
from tests.support.envelopes import SUBMITTED, Device
from tests.support.hub_process import TOKEN, HubProcess
from tests.support.sync_window import SyncWindow, a_free_port, until

SECONDS = 10.0
"""Within so many the others must be through."""
BIG = {**SUBMITTED, "service": "w" * (MOST_PUSH_BYTES + 1)}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[HubProcess, SyncWindow]]:
    options = ("--listen", f"127.0.0.1:{a_free_port()}")
    with (
        HubProcess(tmp_path / "hub", options=options) as hub,
        SyncWindow(tmp_path / "window", hub.url) as window,
    ):
        hub.http.enrol(window.store.enrolment(TOKEN))
        yield hub, window


def save_big(window: SyncWindow) -> Application:
    application = an_application(state=State.ACCEPTED)
    with window.store.units() as unit:
        unit.applications.add(application)
        unit.outbox.put(a_fact(application, body=BIG, blobs=()))
        unit.commit()
    return application


def reasons(window: SyncWindow) -> list[tuple[str, str]]:
    with window.store.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT entity, reason FROM outbox WHERE state = 'refused'"
        )
        return [(row.entity, row.reason) for row in rows]


def test_a_message_bigger_than_a_push_is_set_aside_and_the_others_pass(
    place: tuple[HubProcess, SyncWindow],
) -> None:
    hub, window = place
    before = window.save(b"page 1")
    big = save_big(window)
    behind = [window.save(b"page %d" % number) for number in range(2, 5)]
    window.start()
    took_s = until(window.empty)

    assert took_s < SECONDS
    assert {row.entity for row in hub.rows(cases)} == {before.id, *(each.id for each in behind)}
    assert reasons(window) == [(big.id, "message_too_big")]
    [stone] = hub.rows(tombstones)
    assert (stone.reason, stone.dseq) == ("message_too_big", 2)
    assert len(stone.line) < 1000


def test_asked_for_again_it_is_set_aside_again(place: tuple[HubProcess, SyncWindow]) -> None:
    hub, window = place
    big = save_big(window)
    window.start()
    until(window.empty)
    its_id = _id_of(window)
    with window.store.units() as unit:
        assert unit.sync.ask_again(its_id)
        unit.commit()
    until(window.empty)
    behind = window.save(b"page")
    until(window.empty)

    assert reasons(window) == [(big.id, "message_too_big")]
    assert [row.entity for row in hub.rows(cases)] == [behind.id]


def _id_of(window: SyncWindow) -> str:
    with window.store.engine.connect() as connection:
        return str(connection.exec_driver_sql("SELECT id FROM outbox").scalar_one())


def test_a_page_of_big_messages_is_as_long_as_one_push_may_be(hub: HubProcess) -> None:
    device = Device()
    big = [device.says(type="note.made", body={"words": "w" * 1_500_000}) for _ in range(5)]
    for line in big:
        hub.http.push([line])
    pulled: list[str | None] = []
    sizes: list[int] = []
    after, more = 0, True
    while more:
        answer = hub.http.pull("cases", "", after, limit=100, wait_s=0)
        pulled += [row.line for row in answer.rows]
        sizes.append(sum(len(row.line or "") for row in answer.rows))
        after, more = answer.next, answer.more

    assert pulled == [line.decode() for line in big]
    assert max(sizes) <= MOST_PUSH_BYTES


def test_big_messages_go_on_to_the_hub_above_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEREZE_HUB_UPSTREAM_TOKEN", TOKEN)
    device = Device()
    with HubProcess(tmp_path / "above") as above, HubProcess(tmp_path / "center") as center:
        for _ in range(3):
            center.http.push([device.says(body={"words": "w" * 2_000_000})])
        center.http.push([device.says()])
        center.end()
        with HubProcess(tmp_path / "center", options=("--upstream", above.url)):
            took_s = until(lambda: bool(above.rows(cases)))

        assert took_s < SECONDS
        assert len(above.rows(tombstones)) == 3


def test_what_came_another_way_is_known_by_its_note(hub: HubProcess) -> None:
    device = Device()
    line = device.says()
    hub.http.push([line])
    note = withheld(envelope_of(line), device.key.sign)

    [result] = hub.http.push([note]).results

    assert (result.result, result.seq) == (PushOutcome.DUPLICATE, 1)


def test_a_note_of_somebody_else_takes_no_place(hub: HubProcess) -> None:
    device, stranger = Device(), Device(seed=9)
    line = device.says()
    forged = withheld(envelope_of(line), stranger.key.sign)

    [refused] = hub.http.push([forged]).results
    [taken] = hub.http.push([line]).results

    assert (refused.result, refused.reason) == (PushOutcome.REJECTED, "wrong_signature")
    assert taken.result is PushOutcome.APPLIED
