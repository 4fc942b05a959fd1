"""The page of the catalogue, given the editor of this center and whoever sits here."""

from __future__ import annotations

from pathlib import Path

from operator_app.adapters.identifiers import new_uuid7
from operator_app.bootstrap.catalogue_editor import CatalogueEditor, build_editor
from operator_app.bootstrap.desk import Desk
from operator_app.bootstrap.seen_pages import while_seen
from operator_app.domain.catalogue_packages import PackageUnreadable
from operator_app.domain.editions import CenterEdition
from operator_app.domain.operators import NotAllowed, OperatorId, Page
from operator_app.domain.proposals import Proposal
from operator_app.gateways.paper_tray import save_paper
from operator_app.usecases.export_catalogue_package import ExportCataloguePackage
from operator_app.usecases.import_catalogue_package import ImportCataloguePackage
from operator_app.usecases.rules import local
from ui.pages.catalogue import wiring
from ui.pages.catalogue.calls import CatalogueActions
from ui.pages.catalogue.presenter import CataloguePresenter
from ui.pages.catalogue.settling.presenter import SettlingActions, SettlingPresenter
from ui.pages.catalogue.state import OfferedPackage
from ui.pages.catalogue.view import CatalogueView
from ui.runtime.broadcast import Broadcast
from ui.shell.app_window import AppWindow


def catalogue_page(desk: Desk) -> tuple[CataloguePresenter, CatalogueView]:
    room = desk.room
    place = room.workplace
    editor = build_editor(room.profile, place.catalogue, place.outside.key, room.now)
    presenter = CataloguePresenter(
        CatalogueActions(
            catalogue=editor.catalogue,
            proposals=lambda: _proposals(desk),
            propose=editor.propose,
            confirm=editor.confirm,
            send_back=editor.send_back,
            export=lambda path: _export(desk, editor, path),
            look=lambda path: _look(desk, editor, path),
            take_in=editor.take_in,
            who=lambda: _who(desk),
            region=lambda: room.center.region,
            today=lambda: local(room.now()).date(),
            new_id=new_uuid7,
        ),
        desk.database,
        desk.work,
        desk.speech,
    )
    view = CatalogueView(desk.speech)
    wiring.connect(presenter, view)
    presenter.setParent(view)
    settling = SettlingPresenter(
        SettlingActions(
            editions=lambda: _editions(desk),
            propose=editor.settle,
            who=lambda: _who(desk),
            new_id=new_uuid7,
        ),
        desk.database,
        desk.speech,
        view,
    )
    wiring.connect_settling(settling, presenter, view)
    return presenter, view


def show_catalogue(window: AppWindow, presenter: CataloguePresenter, broadcast: Broadcast) -> None:
    """It reads when it is shown, and when there is news of other windows."""
    while_seen(window, Page.CATALOGUE, presenter)
    broadcast.changed.connect(presenter.on_broadcast)


def _who(desk: Desk) -> OperatorId:
    if desk.session is None:
        raise NotAllowed(page=Page.CATALOGUE.value)
    return desk.session.operator.id


def _proposals(desk: Desk) -> tuple[Proposal, ...]:
    with desk.room.profile.units() as unit:
        return unit.editions.open_proposals()


def _editions(desk: Desk) -> tuple[CenterEdition, ...]:
    with desk.room.profile.units() as unit:
        return unit.editions.all()


def _export(desk: Desk, editor: CatalogueEditor, path: Path) -> None:
    content = editor.export(ExportCataloguePackage(center=desk.seat().center, by=_who(desk)))
    save_paper(path, content)


def _look(desk: Desk, editor: CatalogueEditor, path: Path) -> OfferedPackage:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PackageUnreadable(file=path.name) from error
    offered = editor.take_in.look(ImportCataloguePackage(content=content, by=_who(desk)))
    return OfferedPackage(
        file=path, content=content, signed=offered.signed, fresh=len(offered.fresh)
    )
