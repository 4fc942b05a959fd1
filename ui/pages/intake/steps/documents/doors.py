"""What step 4 asks of the rest of the program: callables, and the lanes they run on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.catalogue import Catalogue
from operator_app.usecases.attach_document import AttachDocument
from operator_app.usecases.enter_circumstances import EnterCircumstances
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.remove_document import RemoveDocument
from ui.runtime.lanes import Lane
from ui.runtime.page_images import Inspect
from ui.runtime.watched_folder import ScanFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDoors:
    """Use cases, for the database lane. ``keep`` seals a page and answers its hash."""

    look: Callable[[ApplicationId], CaseView | None]
    attach: Callable[[AttachDocument], Application]
    remove: Callable[[RemoveDocument], Application]
    answer: Callable[[EnterCircumstances], Application]
    keep: Callable[[bytes], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDoors:
    """Where pages come from, for the work lane.

    ``scan`` and ``folder`` are absent where no scanner and no watched folder is set up.
    """

    fetch: Callable[[str], bytes]
    inspect: Inspect
    scan: Callable[[], bytes] | None = None
    folder: ScanFolder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """``database`` has width one; ``work`` decodes pictures and waits for the scanner."""

    database: Lane
    work: Lane


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsDoors:
    case: CaseDoors
    pages: PageDoors
    catalogue: Catalogue
