"""Two windows of a center and a hub between them: one proposes, the other confirms."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from operator_app.adapters.identifiers import new_uuid7
from operator_app.domain.catalogue import ServiceRecord
from operator_app.domain.operators import Operator
from operator_app.domain.proposals import Kind
from operator_app.sync.editions import FollowCatalogue
from operator_app.sync.pull import Pull
from operator_app.sync.turns import Next
from operator_app.usecases.confirm_requirement import ConfirmRequirement, ConfirmRequirementHandler
from operator_app.usecases.propose_requirement import ProposeRequirement, ProposeRequirementHandler
from tests.support.catalogue_editor import (
    CORRECTION,
    FIRST,
    PLACE,
    ROW,
    SECOND,
    SHIPPED,
    own_catalogue,
)
from tests.support.hub_process import TOKEN, HubProcess
from tests.support.sync_window import SyncWindow
from tests.unit.usecases.counter import AT, CERTIFICATE, DAY


class EditorWindow:
    """A window with the people of the center and a store of its own."""

    def __init__(self, window: SyncWindow) -> None:
        self.window, self.law = window, own_catalogue()
        units = window.store.units
        with units() as unit:
            for person in (FIRST, SECOND):
                unit.operators.save(person)
            unit.commit()
        self.propose = ProposeRequirementHandler(units, self.now, self.law)
        self.confirm = ConfirmRequirementHandler(units, self.now, self.law)
        followers = FollowCatalogue(units, self.law)
        self.pull = Pull(window.push.gate, window.http, window.blobs, followers=followers)

    @staticmethod
    def now() -> datetime:
        return AT

    @property
    def record(self) -> ServiceRecord:
        return self.law.find(service=CERTIFICATE, region="almaty", on=DAY)

    def talk(self) -> None:
        self.window.push()
        while self.pull().next is Next.MORE:
            pass

    def corrects(self, by: Operator) -> None:
        self.propose(
            ProposeRequirement(
                proposal_id=new_uuid7(),
                edition=self.record.edition,
                kind=Kind.CORRECT,
                requirement=ROW,
                place=PLACE,
                by=by.id,
                correction=CORRECTION,
            )
        )

    def confirms(self, by: Operator) -> None:
        with self.window.store.units() as unit:
            waiting = tuple(one.id for one in unit.editions.open_proposals())
        self.confirm(
            ConfirmRequirement(
                proposals=waiting, edition=self.record.edition, valid_from=DAY, by=by.id
            )
        )


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[tuple[EditorWindow, EditorWindow]]:
    with ExitStack() as stack:
        hub = stack.enter_context(HubProcess(tmp_path / "hub"))
        opened = []
        for number in (3, 7):
            device = f"window-002-{number:02}"
            window = stack.enter_context(
                SyncWindow(tmp_path / device, hub.url, device=device, token=f"token of {device}")
            )
            hub.http.enrol(window.store.enrolment(TOKEN))
            opened.append(EditorWindow(window))
        yield opened[0], opened[1]


def test_the_second_person_sits_at_another_window_and_both_work_by_the_new_list(
    windows: tuple[EditorWindow, EditorWindow],
) -> None:
    here, there = windows
    here.corrects(FIRST)
    here.talk()
    there.talk()
    there.confirms(SECOND)
    assert (here.record.edition, there.record.edition.partition("@")[0]) == (SHIPPED, SHIPPED)
    there.talk()
    here.talk()

    assert here.record == there.record
    assert here.record.edition != SHIPPED
    assert here.law.records == there.law.records
    for one in windows:
        with one.window.store.units() as unit:
            assert unit.editions.open_proposals() == ()
            assert len(unit.editions.all()) == 1
