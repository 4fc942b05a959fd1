"""The faces of the tab of two editions of one, and of terms and norms in the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from operator_app.domain.measures import Measure
from operator_app.domain.operators import Operator
from operator_app.domain.proposals import Kind
from tests.screens.scenes_catalogue import asked, shown
from tests.support.catalogue_editor import FIRST, SECOND, Editor
from tests.support.met_editions import met
from ui.pages.catalogue.presenter import CataloguePresenter
from ui.pages.catalogue.settling.presenter import SettlingActions, SettlingPresenter
from ui.pages.catalogue.state import Part
from ui.pages.catalogue.view import CatalogueView
from ui.pages.catalogue.wiring import connect, connect_settling
from ui.runtime.lanes import InlineLane
from ui.runtime.speech import Speech


def opened(
    speech: Speech, editor: Editor, part: Part = Part.QUARRELS, person: Operator = FIRST
) -> tuple[CataloguePresenter, SettlingPresenter, CatalogueView]:
    page = asked(speech, editor, person)
    view = CatalogueView(speech)
    connect(page, view)
    page.setParent(view)
    actions = SettlingActions(
        editions=editor.all_editions,
        propose=editor.settling,
        who=lambda: person.id,
        new_id=editor.new_id,
    )
    settling = SettlingPresenter(actions, InlineLane(), speech, view)
    connect_settling(settling, page, view)
    settling.follow(page.state)
    page.choose_part(part)
    return page, settling, view


def met_by_the_way(speech: Speech) -> QWidget:
    return opened(speech, met(), Part.LISTS)[2]


def side_by_side(speech: Speech) -> QWidget:
    _, settling, view = opened(speech, met())
    settling.take("/term", taken=True)
    settling.type_place("9-тармақ, 3)")
    return view


def without_a_place(speech: Speech) -> QWidget:
    _, settling, view = opened(speech, met())
    settling.propose()
    return view


def waits(speech: Speech) -> QWidget:
    editor = met()
    editor.settle(editor.law.center.fallen[0].edition, "/term")
    return opened(speech, editor)[2]


def second_person(speech: Speech) -> QWidget:
    editor = met()
    proposal = editor.settle(
        editor.law.center.fallen[0].edition, "/term", "child_birth_certificate"
    )
    page, _, view = opened(speech, editor, Part.PROPOSALS, SECOND)
    page.choose_proposal(proposal.id)
    return view


def fallen_edition(speech: Speech) -> QWidget:
    editor = met()
    page, _, view = opened(speech, editor, Part.EDITIONS)
    page.choose_edition(editor.law.center.fallen[0].edition)
    return view


def term(speech: Speech) -> QWidget:
    page = asked(speech, met())
    page.choose_row(Measure.TERM.value)
    return shown(speech, page.state)


def correcting_a_term(speech: Speech) -> QWidget:
    page = asked(speech, Editor())
    page.choose_row(Measure.TERM.value)
    page.start(Kind.CORRECT)
    form = page.state.form
    if form is not None:
        page.type_form(replace(form, amount="0", place="7-тармақ"))
    page.propose()
    return shown(speech, page.state)


def confirming_a_norm(speech: Speech) -> QWidget:
    page = asked(speech, Editor())
    page.choose_row(Measure.WAITING_NORM.value)
    page.start(Kind.CONFIRM)
    return shown(speech, page.state)


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "catalogue_met": met_by_the_way,
    "catalogue_side_by_side": side_by_side,
    "catalogue_settling_place": without_a_place,
    "catalogue_settling_waits": waits,
    "catalogue_settling_second": second_person,
    "catalogue_fallen_edition": fallen_edition,
    "catalogue_term": term,
    "catalogue_correcting_a_term": correcting_a_term,
    "catalogue_confirming_a_norm": confirming_a_norm,
}
