"""Two windows of a center and a hub between them: one proposes, the other confirms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from operator_app.adapters.identifiers import new_uuid7
from operator_app.bootstrap.center_catalogue import of_center
from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.domain.operators import Operator
from operator_app.domain.proposals import Correction, Kind
from operator_app.domain.quarrels import Quarrel, quarrels
from operator_app.sync.editions import FollowCatalogue
from operator_app.sync.pull import Pull
from operator_app.sync.turns import Next
from operator_app.usecases.confirm_requirement import ConfirmRequirement, ConfirmRequirementHandler
from operator_app.usecases.propose_requirement import ProposeRequirement, ProposeRequirementHandler
from operator_app.usecases.propose_settlement import ProposeSettlement, ProposeSettlementHandler
from tests.support.catalogue_editor import (
    CORRECTION,
    FIRST,
    PLACE,
    ROW,
    SECOND,
    SHIPPED,
    own_catalogue,
)
from tests.support.hub_process import HubProcess
from tests.support.sync_window import SyncWindow
from tests.support.two_windows import two_windows
from tests.unit.usecases.counter import AT, CERTIFICATE, DAY


class EditorWindow:
    """A window with the people of the center and a store of its own."""

    def __init__(self, window: SyncWindow, _: int) -> None:
        self.window, self.law = window, own_catalogue()
        units = window.store.units
        with units() as unit:
            for person in (FIRST, SECOND):
                unit.operators.save(person)
            unit.commit()
        self.propose = ProposeRequirementHandler(units, self.now, self.law)
        self.confirm = ConfirmRequirementHandler(units, self.now, self.law)
        self.settle = ProposeSettlementHandler(units, self.now, self.law)
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

    def corrects(self, by: Operator, correction: Correction = CORRECTION) -> None:
        self.propose(
            ProposeRequirement(
                proposal_id=new_uuid7(),
                edition=self.record.edition,
                kind=Kind.CORRECT,
                requirement=ROW,
                place=PLACE,
                by=by.id,
                correction=correction,
            )
        )

    @property
    def quarrels(self) -> tuple[Quarrel, ...]:
        with self.window.store.units() as unit:
            return quarrels(unit.editions.all())

    def restarted(self) -> Catalogue:
        """As another start of the program reads it."""
        return of_center(own_catalogue(), self.window.store.units)

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
    with (
        HubProcess(tmp_path / "hub") as hub,
        two_windows(tmp_path, hub, EditorWindow) as both,
    ):
        yield both


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


OTHER = replace(CORRECTION, ru="свидетельство о рождении", multi=True)


@pytest.mark.parametrize("first", [0, 1])
def test_two_editions_made_with_no_line_meet_and_two_people_settle_them(
    windows: tuple[EditorWindow, EditorWindow], first: int
) -> None:
    """Whoever comes to the hub first stands at both windows, whatever the windows thought."""
    for window, correction in zip(windows, (CORRECTION, OTHER), strict=True):
        window.corrects(FIRST, correction)
        window.confirms(SECOND)
    made = [window.record.edition for window in windows]
    for window in (windows[first], windows[1 - first], windows[first]):
        window.talk()
    met = [window.record.edition for window in windows]
    told = [window.quarrels for window in windows]
    kept = [window.law.edition(made[1 - first]).edition for window in windows]
    again = [window.restarted().records for window in windows]
    here, there = windows
    here.settle(
        ProposeSettlement(
            proposal_id=new_uuid7(), fell=made[1 - first], taken=(ROW,), place=PLACE, by=FIRST.id
        )
    )
    here.talk()
    there.talk()
    there.confirms(SECOND)
    there.talk()
    here.talk()
    row = here.record.requirement(ROW)

    assert made[0] != made[1]
    assert met == [made[first]] * 2
    assert told == [(Quarrel(base=SHIPPED, stands=made[first], fell=made[1 - first]),)] * 2
    assert kept == [made[1 - first]] * 2
    assert again[0] == again[1]
    assert [window.quarrels for window in windows] == [(), ()]
    assert here.record == there.record
    assert here.record.base == made[first]
    assert row is not None
    assert row.name.ru == (OTHER.ru if first == 0 else CORRECTION.ru)
