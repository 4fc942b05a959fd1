"""The faces of the page of the catalogue: lists, what waits for a second person, editions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from operator_app.domain.catalogue_packages import (
    ExportedBy,
    Package,
    PackageChanged,
    Person,
    Signed,
)
from operator_app.domain.editions import OwnProposal
from operator_app.domain.operators import Operator
from operator_app.domain.proposals import Kind, Proposal, ProposalState
from operator_app.errors import OperatorAppError
from tests.support.catalogue_editor import CORRECTION, FIRST, SECOND, SHIPPED, Editor
from tests.support.fakes import DiskFull
from tests.support.papers import LONG_NAME
from tests.unit.usecases.counter import AT, DAY
from ui.pages.catalogue.calls import CatalogueActions
from ui.pages.catalogue.presenter import CataloguePresenter
from ui.pages.catalogue.state import (
    CatalogueState,
    Did,
    Done,
    OfferedPackage,
    Part,
)
from ui.pages.catalogue.view import CatalogueView
from ui.runtime.faces import Busy
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

PACKAGE = Path("tereze-catalogue.package")


def asked(
    speech: Speech, editor: Editor, person: Operator = FIRST, lane: Lane | None = None
) -> CataloguePresenter:
    """A page that somebody has opened, over an editor in memory."""
    inline = lane or InlineLane()
    presenter = CataloguePresenter(
        CatalogueActions(
            catalogue=editor.law,
            proposals=lambda: open_ones(editor),
            propose=editor.proposing,
            confirm=editor.confirming,
            send_back=editor.returning,
            export=lambda path: None,
            look=lambda path: offered(editor),
            take_in=editor.importing,
            who=lambda: person.id,
            region=lambda: "almaty",
            today=lambda: DAY,
            new_id=editor.new_id,
        ),
        inline,
        inline,
        speech,
    )
    presenter.enter()
    return presenter


def open_ones(editor: Editor) -> tuple[Proposal, ...]:
    known = editor.store.tables.editor.proposals.values()
    return tuple(one for one in known if one.state is ProposalState.OPEN)


def offered(editor: Editor, fresh: int = 1) -> OfferedPackage:
    person = Person(login="seitqali", name="Сейітқали Ж. Қ.")
    package = Package(
        center="017",
        made_by=person.name,
        made_at=AT,
        editions=editor.editions,
        exported_by=ExportedBy(person=person, key_holder="850417350123"),
        entitled=(person,),
    )
    signed = Signed(package=package, signer="СЕЙІТҚАЛИ ЖАНАР", sha256="3f" * 32)
    return OfferedPackage(file=PACKAGE, content=b"", signed=signed, fresh=fresh)


def shown(speech: Speech, state: CatalogueState) -> QWidget:
    view = CatalogueView(speech)
    view.show_state(state)
    return view


def waiting() -> Editor:
    """A correction and a confirmation wait; of another row an edition was made."""
    editor = Editor()
    editor.confirm(editor.correct())
    editor.correct(
        requirement="application",
        correction=replace(CORRECTION, ru="заявление по форме стандарта", multi=True),
    )
    editor.propose(requirement="power_of_attorney", by=SECOND.id)
    return editor


def lists(speech: Speech) -> QWidget:
    presenter = asked(speech, waiting())
    presenter.choose_row("child_birth_certificate")
    return shown(speech, presenter.state)


def opening(speech: Speech) -> QWidget:
    return shown(speech, CatalogueState())


def row_waits(speech: Speech) -> QWidget:
    return shown(speech, asked(speech, waiting()).state)


def as_it_stands(speech: Speech) -> QWidget:
    presenter = asked(speech, Editor())
    presenter.start(Kind.CONFIRM)
    presenter.propose()
    return shown(speech, presenter.state)


def correcting(speech: Speech) -> QWidget:
    presenter = asked(speech, Editor())
    presenter.choose_row("child_birth_certificate")
    presenter.start(Kind.CORRECT)
    return shown(speech, presenter.state)


def new_row(speech: Speech) -> QWidget:
    presenter = asked(speech, Editor())
    presenter.start(Kind.ADD)
    return shown(speech, presenter.state)


def proposed(speech: Speech) -> QWidget:
    state = asked(speech, waiting()).state
    return shown(speech, replace(state, done=Done(what=Did.PROPOSED)))


def proposals(speech: Speech) -> QWidget:
    presenter = asked(speech, waiting(), SECOND)
    presenter.choose_part(Part.PROPOSALS)
    presenter.choose_proposal(presenter.state.proposals[0].id)
    return shown(speech, presenter.state)


def proposal_whole(speech: Speech) -> QWidget:
    presenter = asked(speech, waiting(), FIRST)
    presenter.choose_part(Part.PROPOSALS)
    presenter.choose_proposal(presenter.state.proposals[-1].id)
    presenter.type_day("31.02.2018")
    presenter.confirm()
    return shown(speech, presenter.state)


def together(speech: Speech) -> QWidget:
    editor = Editor()
    editor.correct()
    editor.propose(requirement="application")
    presenter = asked(speech, editor, SECOND)
    presenter.choose_part(Part.PROPOSALS)
    presenter.tick(ticked=True)
    presenter.choose_proposal(presenter.state.proposals[1].id)
    presenter.tick(ticked=True)
    return shown(speech, presenter.state)


def own_proposal(speech: Speech) -> QWidget:
    presenter = asked(speech, waiting(), SECOND)
    presenter.choose_part(Part.PROPOSALS)
    presenter.choose_proposal(presenter.state.proposals[-1].id)
    return shown(speech, presenter.state)


def returning(speech: Speech) -> QWidget:
    presenter = asked(speech, waiting(), SECOND)
    presenter.choose_part(Part.PROPOSALS)
    presenter.choose_proposal(presenter.state.proposals[0].id)
    presenter.ask_return()
    presenter.send_back()
    return shown(speech, presenter.state)


def nothing_waits(speech: Speech) -> QWidget:
    presenter = asked(speech, Editor())
    presenter.choose_part(Part.PROPOSALS)
    return shown(speech, presenter.state)


def editions(speech: Speech) -> QWidget:
    presenter = asked(speech, waiting())
    presenter.choose_part(Part.EDITIONS)
    state = replace(
        presenter.state, done=Done(what=Did.CONFIRMED, text=speech.date(DAY)), working=False
    )
    return shown(speech, state)


def shipped_edition(speech: Speech) -> QWidget:
    presenter = asked(speech, Editor())
    presenter.choose_part(Part.EDITIONS)
    return shown(speech, presenter.state)


def package_offered(speech: Speech) -> QWidget:
    editor = waiting()
    presenter = asked(speech, editor)
    presenter.choose_part(Part.EDITIONS)
    presenter.look(PACKAGE)
    return shown(speech, presenter.state)


def offline(speech: Speech) -> QWidget:
    """Nothing of this page waits for the hub: a package goes by hand where there is no line."""
    presenter = asked(speech, waiting())
    presenter.choose_part(Part.EDITIONS)
    done = Done(what=Did.SAVED, text=PACKAGE.name)
    return shown(speech, replace(presenter.state, done=done))


def busy(speech: Speech) -> QWidget:
    presenter = asked(speech, waiting())
    presenter.choose_part(Part.EDITIONS)
    checking = Busy(speech("Checking the package"), seconds=3)
    return shown(speech, replace(presenter.state, working=True, busy=checking))


def error(speech: Speech) -> QWidget:
    presenter = asked(speech, waiting())
    presenter.choose_part(Part.EDITIONS)
    return shown(speech, in_trouble(speech, presenter.state, PackageChanged()))


def refused(speech: Speech) -> QWidget:
    presenter = asked(speech, waiting(), SECOND)
    presenter.choose_part(Part.PROPOSALS)
    own = OwnProposal(row="application", by=SECOND.full_name)
    return shown(speech, in_trouble(speech, presenter.state, own))


def full_disk(speech: Speech) -> QWidget:
    return shown(speech, in_trouble(speech, CatalogueState(), DiskFull(part="editions")))


def in_trouble(speech: Speech, state: CatalogueState, error: OperatorAppError) -> CatalogueState:
    return replace(state, trouble=speech.trouble(error))


def extreme(speech: Speech) -> QWidget:
    editor = Editor()
    editor.store.tables.operators[FIRST.id] = replace(FIRST, full_name=LONG_NAME)
    long = replace(CORRECTION, ru=" ".join([CORRECTION.ru] * 20), kk="қ" * 300)
    for row in editor.law.edition(SHIPPED).requirements:
        editor.correct(requirement=row.code, correction=long, place="9-тармақ " * 20)
    presenter = asked(speech, editor, SECOND)
    presenter.choose_part(Part.PROPOSALS)
    return shown(speech, presenter.state)


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "catalogue_lists": lists,
    "catalogue_opening": opening,
    "catalogue_row_waits": row_waits,
    "catalogue_as_it_stands": as_it_stands,
    "catalogue_correcting": correcting,
    "catalogue_new_row": new_row,
    "catalogue_proposed": proposed,
    "catalogue_proposals": proposals,
    "catalogue_proposal_whole": proposal_whole,
    "catalogue_together": together,
    "catalogue_own_proposal": own_proposal,
    "catalogue_returning": returning,
    "catalogue_nothing_waits": nothing_waits,
    "catalogue_editions": editions,
    "catalogue_shipped_edition": shipped_edition,
    "catalogue_package_offered": package_offered,
    "catalogue_offline": offline,
    "catalogue_busy": busy,
    "catalogue_error": error,
    "catalogue_refused": refused,
    "catalogue_full_disk": full_disk,
    "catalogue_extreme": extreme,
}
