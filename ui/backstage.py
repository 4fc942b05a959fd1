"""What the conductor is given: the players of the pages, the work behind them, the lanes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from operator_app.domain.applications import Application
from operator_app.domain.operators import Operator, Page, Session
from operator_app.domain.shifts import Shift
from operator_app.domain.tickets import Ticket
from operator_app.queries.find_cases import FoundCase
from operator_app.queries.sync_state import SyncCounts
from operator_app.usecases.open_shift import OpenShift
from ui.pages.administration.presenter import AdministrationPresenter
from ui.pages.cases.presenter import CasesPresenter
from ui.pages.intake.presenter import IntakePresenter
from ui.pages.intake.steps.dispatch.presenter import DispatchStepPresenter
from ui.pages.queue.presenter import QueuePresenter
from ui.pages.shift.presenter import ShiftPresenter
from ui.pages.sign_in.lock.presenter import LockPresenter
from ui.pages.sign_in.presenter import SignInPresenter
from ui.runtime.broadcast import Broadcast
from ui.runtime.idle import IdleWatch
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Players:
    """The presenters of the pages, joined to their views already."""

    sign_in: SignInPresenter
    lock: LockPresenter
    queue: QueuePresenter
    intake: IntakePresenter
    dispatch: DispatchStepPresenter
    cases: CasesPresenter
    shift: ShiftPresenter
    administration: AdministrationPresenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Backstage:
    """What no page does by itself. ``sync`` goes to the hub; the others to the store.

    ``seat`` is told who sits here now; ``case_of`` finds the case of a ticket.
    """

    seat: Callable[[Session | None], None]
    person: Callable[[], Operator | None]
    """Who sits here, as the store has them now."""
    open_shift: Callable[[OpenShift], Shift]
    close_ticket: Callable[[Application], None]
    ticket: Callable[[str], Ticket | None]
    case_of: Callable[[str], str | None]
    find: Callable[[str], tuple[FoundCase, ...]]
    outbox: Callable[[], SyncCounts]
    fill_hall: Callable[[], frozenset[str]]
    sync: Callable[[], bool]
    """Pushes what waits; whether the hub answered."""
    new_id: Callable[[], str]
    readers: Mapping[Page, Callable[[str], None]] = field(default_factory=dict)
    """Pages that have a use of their own for what the barcode reader has read."""
    page_of: Callable[[str], Page | None] = lambda _: None
    """The page that a code belongs to wherever it is read; ``None``: to whichever is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """Where work is done, and how it is told."""

    database: Lane
    hub: Lane
    broadcast: Broadcast
    speech: Speech
    idle: IdleWatch
