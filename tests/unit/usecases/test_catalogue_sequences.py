"""Whatever two people do in whatever order: one list a day, two names behind each change."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from operator_app.domain.catalogue import ServiceRecord
from operator_app.domain.editions import CenterEdition
from operator_app.domain.operators import Operator
from operator_app.domain.proposals import Kind, Proposal, ProposalState
from operator_app.errors import RuleViolation
from operator_app.usecases.open_draft import OpenDraftHandler
from tests.support.catalogue_editor import CORRECTION, FIRST, SECOND, Editor
from tests.unit.usecases.counter import CERTIFICATE, DAY, an_opening

PEOPLE = st.sampled_from([FIRST, SECOND])


class TwoPeople(RuleBasedStateMachine):
    """A refusal is no trouble: what was refused has changed nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.editor = Editor()
        self.there = Editor()
        self.cases: dict[str, ServiceRecord] = {}
        self.seen: tuple[CenterEdition, ...] = ()

    @initialize()
    def the_first_case(self) -> None:
        self.open_case()

    @rule()
    def open_case(self) -> None:
        editor = self.editor
        opened = OpenDraftHandler(editor.store, editor.now, editor.law)(an_opening())
        self.cases[opened.id] = editor.record

    @rule(
        person=PEOPLE,
        kind=st.sampled_from(Kind),
        place=st.integers(0, 4),
        words=st.sampled_from(["бірінші", "екінші"]),
        many=st.booleans(),
    )
    def propose(self, person: Operator, kind: Kind, place: int, words: str, *, many: bool) -> None:
        rows = self.editor.record.requirements
        row = rows[place % len(rows)].code
        said = replace(CORRECTION, kk=words, multi=many)
        before = self.editor.record
        with suppress(RuleViolation):
            self.editor.propose(kind=kind, requirement=row, by=person.id, correction=said)
        assert self.editor.record == before

    @rule(person=PEOPLE, most=st.integers(1, 3), days=st.integers(-1, 40))
    def confirm(self, person: Operator, most: int, days: int) -> None:
        chosen = self.waiting()[:most]
        before, newest = self.editor.store.tables.editor, self.newest()
        on = DAY + timedelta(days=days)
        command = self.editor.confirmation(chosen, newest.edition, person, on)
        own = any(one.by.id == person.id for one in chosen)
        stale = any(newest.requirement(one.change.row) != one.change.before for one in chosen)
        refused = not chosen or own or stale or on < max(DAY, newest.valid_from)
        try:
            made = self.editor.confirming(command)
        except RuleViolation:
            assert refused
            assert self.editor.store.tables.editor == before
        else:
            assert not refused
            assert made.base == newest.edition

    @rule(person=PEOPLE)
    def send_back(self, person: Operator) -> None:
        for one in self.waiting()[:1]:
            self.editor.send_back(one, "басқа тармақ", by=person)

    @rule()
    def a_night_passes(self) -> None:
        self.editor.law.center.are(self.editor.restart().center.records)

    @rule()
    def take_to_another_center(self) -> None:
        if self.editor.editions:
            self.there.take_in(self.editor.export())
            assert self.there.law.records == self.editor.law.records

    @invariant()
    def a_case_keeps_its_list(self) -> None:
        for case, record in self.cases.items():
            assert self.editor.law.edition(self.editor.store.case(case).edition) == record

    @invariant()
    def an_edition_is_for_ever_and_two_people_stand_for_it(self) -> None:
        editions = self.editor.editions
        assert editions[: len(self.seen)] == self.seen
        self.seen = editions
        for one in (change for edition in editions for change in edition.changes):
            assert one.proposed_by.id != one.confirmed_by.id

    @invariant()
    def one_list_is_in_force_a_day(self) -> None:
        for days in (0, 1, 20, 41):
            on = DAY + timedelta(days=days)
            names = [one.service for one in self.editor.law.in_force("almaty", on)]
            assert len(names) == len(set(names)) == 11
            found = self.editor.law.find(service=CERTIFICATE, region="almaty", on=on)
            assert found in self.editor.law.in_force("almaty", on)

    def waiting(self) -> list[Proposal]:
        known = self.editor.store.tables.editor.proposals.values()
        return [one for one in known if one.state is ProposalState.OPEN]

    def newest(self) -> ServiceRecord:
        records = self.editor.law.newest()
        return next(one for one in records if (one.region, one.service) == ("almaty", CERTIFICATE))


TestTwoPeople = TwoPeople.TestCase
TestTwoPeople.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
