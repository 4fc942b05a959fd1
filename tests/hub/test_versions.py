"""Windows older than their hub work; a newer one waits; what was ever sent is still read."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from types import MappingProxyType

import pytest

from hub.access import Caller
from hub.pull import Pull, Pulls
from hub.store.streams import Stream
from operator_app.wire.bodies import OF_WINDOWS, Bodies, Body
from operator_app.wire.devices import Role
from operator_app.wire.push import PushOutcome
from operator_app.wire.signed import envelope_of
from operator_app.wire.supervision import REVIEW_MARKED
from tests.support.envelopes import BODIES, CENTER, Device
from tests.support.hub_desk import HubDesk

FIXTURES = Path(__file__).parent / "fixtures"
KIND = "case.note"


class Third(Body, frozen=True, kw_only=True):
    words: str
    author: str
    urgent: bool


class Second(Body, frozen=True, kw_only=True):
    words: str
    author: str

    def upgraded(self) -> Third:
        return Third(words=self.words, author=self.author, urgent=False)


class First(Body, frozen=True, kw_only=True):
    text: str

    def upgraded(self) -> Second:
        return Second(words=self.text, author="")


class Zeroth(Body, frozen=True, kw_only=True):
    t: str

    def upgraded(self) -> First:
        return First(text=self.t)


MADE_UP = Bodies(
    MappingProxyType({KIND: MappingProxyType({1: Zeroth, 2: First, 3: Second, 4: Third})})
)
SAID: dict[int, dict[str, object]] = {
    1: {"t": "a"},
    2: {"text": "a"},
    3: {"words": "a", "author": "b"},
    4: {"words": "a", "author": "b", "urgent": True},
    5: {"anything": 1},
}


@pytest.mark.parametrize(
    ("schema", "answer"),
    [(1, "schema_too_old"), (2, "applied"), (3, "applied"), (4, "applied"), (5, "schema_newer")],
)
def test_a_hub_takes_the_newest_schema_and_two_before(
    tmp_path: Path, schema: int, answer: str
) -> None:
    desk = HubDesk(tmp_path, bodies=MADE_UP)
    window = Device()
    desk.know(window)

    result = desk.push([window.says(type=KIND, schema=schema, body=SAID[schema])])[0]
    desk.close()

    assert (result.reason or result.result.value) == answer
    assert (result.result is PushOutcome.LATER) == (schema == 5)


def test_an_older_body_is_brought_up_to_date() -> None:
    assert MADE_UP.newest(KIND) == 4
    assert MADE_UP.read(KIND, 2, SAID[2]) == Third(words="a", author="", urgent=False)


def test_what_waited_for_a_newer_hub_is_taken_by_it(tmp_path: Path) -> None:
    window = Device()
    lines = [window.says(type=KIND, schema=4, body=SAID[4]), window.says()]
    older = HubDesk(
        tmp_path, bodies=Bodies(MappingProxyType({KIND: MappingProxyType({1: Zeroth})}))
    )
    older.know(window)
    waited = older.fates(lines)
    older.close()
    newer = HubDesk(tmp_path, bodies=MADE_UP)
    taken = newer.fates(lines)
    newer.close()

    assert (waited, taken) == (["schema_newer", "gap"], ["applied", "applied"])


def test_a_hub_of_before_takes_a_mark_it_does_not_know_and_tells_the_center_of_it(
    tmp_path: Path,
) -> None:
    desk = HubDesk(tmp_path, bodies=Bodies(MappingProxyType({KIND: MappingProxyType({1: Zeroth})})))
    window, beside = Device(), Device("002-08", 8)
    desk.know(window, beside)
    said = window.says(type=REVIEW_MARKED)
    fates = desk.fates([said])
    asked = Pull(
        caller=Caller(role=Role.WINDOW, device=beside.name, center=CENTER),
        stream=Stream.CASES,
        stream_id="",
        after=0,
        limit=10,
        wait_s=0,
    )
    told = asyncio.run(Pulls(desk.ledger).pull(asked)).rows
    desk.close()

    assert fates == ["applied"]
    assert [row.line for row in told] == [said.decode("utf-8")]


def test_lines_that_older_windows_have_sent_are_still_taken(
    tmp_path: Path, expected_logs: set[str]
) -> None:
    """``fixtures/`` holds one file for each set of schemas that ever left a window."""
    expected_logs.add("hub.inbox")
    files = sorted(FIXTURES.glob("*.lines"))
    assert files
    for file in files:
        desk = HubDesk(tmp_path / file.stem)
        desk.know(Device())
        lines = file.read_bytes().splitlines()

        assert {each.result for each in desk.push(lines)} <= {PushOutcome.APPLIED}
        desk.close()


def test_the_fixtures_have_every_schema_that_a_window_of_today_writes() -> None:
    lines = [line for file in FIXTURES.glob("*.lines") for line in file.read_bytes().splitlines()]
    kept = {
        (said["type"], said["schema"]) for said in (json.loads(envelope_of(line)) for line in lines)
    }

    assert {(kind, OF_WINDOWS.newest(kind)) for kind in BODIES} <= kept
    assert {kind.partition("_")[0].partition(".")[0] for kind in OF_WINDOWS} == {
        "case",
        "catalogue",
        "day",
        "manifest",
        "questionnaire",
        "review",
        "shift",
        "ticket",
    }
