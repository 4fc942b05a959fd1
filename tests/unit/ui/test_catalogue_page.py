"""The page of the catalogue: one press does one thing, and late answers are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.catalogue_facts import RECOLLECTION
from operator_app.domain.catalogue_packages import PackageChanged
from operator_app.domain.operators import Operator
from operator_app.domain.proposals import Kind
from operator_app.errors import OperatorAppError
from operator_app.usecases.look_at_case import LookAtCase
from operator_app.usecases.open_draft import OpenDraftHandler
from tests.screens.scenes_catalogue import asked, offered
from tests.support.catalogue_editor import CORRECTION, FIRST, ROW, SECOND, SHIPPED, Editor
from tests.support.hearing import heard
from tests.support.waiting_lane import WaitingLane
from tests.unit.usecases.counter import DAY, an_opening
from ui.pages.catalogue.calls import read_day, written_day
from ui.pages.catalogue.presenter import CataloguePresenter
from ui.pages.catalogue.state import CatalogueState, Did, Part
from ui.pages.catalogue.telling import row_facts
from ui.pages.intake.steps.documents.row_faces import RowFaces
from ui.runtime.broadcast import CASES, TICKETS
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def editor() -> Editor:
    return Editor()


def page(editor: Editor, person: Operator = FIRST, lane: Lane | None = None) -> CataloguePresenter:
    return asked(Speech("ru"), editor, person, lane)


def typed(presenter: CataloguePresenter, kind: Kind, **said: str) -> None:
    presenter.choose_row(ROW)
    presenter.start(kind)
    form = presenter.state.form
    assert form is not None
    presenter.type_form(replace(form, **said))  # type: ignore[arg-type]  # texts of the form only


def to_proposals(editor: Editor, person: Operator) -> CataloguePresenter:
    presenter = page(editor, person)
    presenter.choose_part(Part.PROPOSALS)
    return presenter


def test_the_services_of_this_center_stand_first_and_a_row_is_looked_at(editor: Editor) -> None:
    state = page(editor).state

    assert [one.region for one in state.services[:11]] == ["almaty"] * 11
    assert len(state.services) == 18
    assert state.service == SHIPPED
    assert state.shown_row == state.services[0].requirements[0]
    assert (state.edition, state.other) == (SHIPPED, "")


def test_two_presses_propose_once(editor: Editor) -> None:
    lane = WaitingLane()
    presenter = page(editor, lane=lane)
    lane.go_on()
    typed(presenter, Kind.CONFIRM, place="9-тармақ")
    presenter.propose()
    presenter.propose()
    assert presenter.state.working
    lane.go_on()
    state = presenter.state

    assert editor.store.actions == ["catalogue.propose"]
    assert (state.form, state.working) == (None, False)
    assert state.done is not None
    assert state.done.what is Did.PROPOSED
    assert not state.may_propose


def test_what_is_wrong_is_said_under_its_field_and_what_was_typed_stays(editor: Editor) -> None:
    presenter = page(editor)
    typed(presenter, Kind.CORRECT, ru="", place="9-тармақ")
    presenter.propose()
    form = presenter.state.form
    assert form is not None

    assert (form.fault_in, form.place) == ("ru", "9-тармақ")
    assert "на русском" in form.fault
    assert presenter.state.trouble is None
    presenter.type_form(replace(form, ru="иное"))
    presenter.propose()
    assert presenter.state.form is None


def test_another_refusal_is_a_trouble_of_the_page(editor: Editor) -> None:
    presenter = page(editor)
    typed(presenter, Kind.CORRECT, place="9-тармақ")
    presenter.propose()

    assert presenter.state.trouble is not None
    assert presenter.state.trouble.code == "catalogue.nothing_corrected"
    assert presenter.state.form is not None


def test_while_a_row_is_typed_no_other_is_gone_to(editor: Editor) -> None:
    presenter = page(editor)
    typed(presenter, Kind.CORRECT, ru="иное")
    presenter.choose_row("application")

    assert presenter.state.row == ROW
    presenter.drop_form()
    presenter.choose_row("application")
    assert presenter.state.row == "application"


def test_whoever_has_proposed_does_not_confirm(editor: Editor) -> None:
    editor.correct()
    presenter = to_proposals(editor, FIRST)
    presenter.confirm()

    assert presenter.state.own
    assert editor.editions == ()


def test_after_a_confirmation_the_new_edition_is_the_one_looked_at(editor: Editor) -> None:
    editor.correct()
    presenter = to_proposals(editor, SECOND)
    presenter.confirm()
    state = presenter.state

    assert state.proposals == ()
    assert state.service == state.edition == editor.editions[0].name
    assert state.other == SHIPPED
    assert state.compared_with is not None
    assert state.done is not None
    assert state.done.what is Did.CONFIRMED


def test_a_second_proposal_is_confirmed_upon_the_edition_made_meanwhile(editor: Editor) -> None:
    editor.correct()
    editor.propose(requirement="application")
    presenter = to_proposals(editor, SECOND)
    presenter.confirm()
    presenter.confirm()

    assert [one.base for one in editor.editions] == [SHIPPED, editor.editions[0].name]


def test_what_was_looked_at_and_ticked_becomes_one_edition(editor: Editor) -> None:
    allowance = editor.law.find(service="guardian_allowance", region="almaty", on=DAY)
    editor.propose(edition=allowance.edition, requirement=allowance.requirements[0].code)
    editor.correct()
    editor.propose(requirement="application")
    editor.propose(requirement="power_of_attorney", by=SECOND.id)
    presenter = to_proposals(editor, SECOND)
    other, first, second, own = (one.id for one in presenter.state.proposals)
    presenter.tick(ticked=True)
    for chosen in (first, second, own):
        presenter.choose_proposal(chosen)
        presenter.tick(ticked=True)
    presenter.choose_proposal(second)
    together = presenter.state.together
    presenter.confirm()

    assert together == (first, second)
    assert [len(one.changes) for one in editor.editions] == [2]
    assert [one.id for one in presenter.state.proposals] == [other, own]


def test_a_tick_is_taken_away_again(editor: Editor) -> None:
    editor.correct()
    editor.propose(requirement="application")
    presenter = to_proposals(editor, SECOND)
    presenter.tick(ticked=True)
    presenter.tick(ticked=False)
    presenter.choose_proposal(presenter.state.proposals[1].id)

    assert len(presenter.state.together) == 1


def test_what_is_no_day_confirms_nothing(editor: Editor) -> None:
    editor.correct()
    presenter = to_proposals(editor, SECOND)
    presenter.type_day("31.02.2018")
    presenter.confirm()

    assert presenter.state.day_fault
    assert not editor.store.tables.editor.editions
    presenter.type_day("1.03.2018")
    presenter.confirm()
    assert [one.valid_from for one in editor.editions] == [date(2018, 3, 1)]


def test_anothers_is_returned_with_a_remark_and_ones_own_taken_back_at_once(
    editor: Editor,
) -> None:
    editor.correct()
    other = to_proposals(editor, SECOND)
    other.ask_return()
    assert other.state.returning
    other.confirm()
    other.keep()
    assert editor.editions == ()
    own = to_proposals(editor, FIRST)
    own.ask_return()

    assert own.state.proposals == ()
    assert own.state.done is not None
    assert own.state.done.what is Did.WITHDRAWN


def test_two_editions_are_compared_by_choice(editor: Editor) -> None:
    editor.confirm(editor.correct())
    editor.confirm(editor.correct(correction=replace(CORRECTION, multi=True)))
    presenter = page(editor)
    names = [one.edition for one in presenter.state.editions]
    presenter.choose_other(names[2])
    assert presenter.state.compared_with is not None
    assert presenter.state.compared_with.edition == SHIPPED
    presenter.choose_edition(names[1])

    assert presenter.state.other == SHIPPED
    assert names == [*(one.name for one in reversed(editor.editions)), SHIPPED]


def test_a_package_is_taken_in_only_after_it_was_looked_into(editor: Editor) -> None:
    elsewhere = Editor()
    elsewhere.confirm(elsewhere.correct())
    file = elsewhere.export()
    presenter = page(editor, SECOND)
    presenter.take_in()
    assert editor.editions == ()
    shown = replace(offered(elsewhere), content=file)
    presenter._on_offered(shown)
    presenter.take_in()

    assert editor.editions == elsewhere.editions
    assert presenter.state.offered is None
    assert presenter.state.done is not None
    assert presenter.state.done.editions == 1


def test_an_offered_package_is_put_away_with_the_page(editor: Editor) -> None:
    presenter = page(editor)
    presenter.look(Path("x.package"))
    assert presenter.state.offered is not None
    presenter.leave()
    presenter.take_in()

    assert presenter.state.offered is None


def test_a_late_answer_is_not_shown_to_the_next_person(editor: Editor) -> None:
    lane = WaitingLane()
    presenter = page(editor, lane=lane)
    presenter.forget()
    told = heard(presenter.changed)
    lane.go_on()

    assert told == []
    assert presenter.state == CatalogueState()


def test_news_of_another_window_is_seen_while_the_page_is(editor: Editor) -> None:
    presenter = page(editor)
    editor.correct()
    presenter.on_broadcast(TICKETS, frozenset())
    assert presenter.state.proposals == ()
    presenter.on_broadcast(CASES, frozenset())
    seen = len(presenter.state.proposals)
    presenter.leave()
    editor.propose(requirement="application")
    presenter.on_broadcast(CASES, frozenset())

    assert seen == len(presenter.state.proposals) == 1


def test_the_operator_reads_who_has_confirmed_a_row_and_no_doubt_of_before(
    editor: Editor,
) -> None:
    row = editor.record.requirements[0]
    assert row.cites[0].source == RECOLLECTION
    editor.confirm(editor.propose(requirement=row.code))
    opened = OpenDraftHandler(editor.store, editor.now, editor.law)(an_opening())
    view = LookAtCase(editor.store, editor.law)(opened.id)
    assert view is not None
    face = RowFaces(Speech("ru"), editor.law)(view)[0]

    assert face.confirmed
    assert face.source == (
        "Источник: печатный текст акта, 9-тармақ, 3) тармақша. "
        "Подтверждено 6 февраля 2018 г. (Оразов Д. М.; Әкімшінова С. Т.)."
    )
    told = dict(row_facts(Speech("ru"), editor.law, editor.record.requirements[0]))
    assert "не найден" not in told["Источники"]


def test_trying_again_calms_the_page_and_reads_anew(editor: Editor) -> None:
    presenter = page(editor)
    trouble: OperatorAppError = PackageChanged()
    presenter._work.fail(trouble)
    before = presenter.state.trouble
    editor.correct()
    presenter.retry()

    assert before is not None
    assert presenter.state.trouble is None
    assert len(presenter.state.proposals) == 1


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert read_day(f" {written_day(day)} ") == day


@pytest.mark.parametrize("text", ["", "31.02.2018", "2018-02-06", "6.2.18", "завтра"])
def test_anything_else_is_no_day(text: str) -> None:
    assert read_day(text) is None
    assert read_day(written_day(DAY)) == DAY
