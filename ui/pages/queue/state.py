"""Everything the queue page shows. Times stay times: the view says them against ``now``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from operator_app.domain.tickets import TicketAction
from operator_app.queries.window_day import WindowDay
from ui.runtime.faces import Busy, Trouble


class ChipKind(StrEnum):
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    MUTED = "muted"
    ACCENT = "accent"


class Panel(StrEnum):
    """The question that is open beside the ticket; one at a time."""

    HOLD = "hold"
    TRANSFER = "transfer"
    NEW_TICKET = "new_ticket"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A code and what it is called in the operator's language."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    ticket_id: str
    label: str
    service: str
    arrived_at: datetime
    why: str
    """Short, for the table: «Disability»."""
    why_long: str
    """For the card: «Out of turn: disability»."""
    kind: ChipKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideRow:
    """A held ticket or a no-show that may come back."""

    ticket_id: str
    label: str
    why: str
    until: datetime | None
    """When the time of the hold, or of the kept place, is over."""
    kind: ChipKind
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTicket:
    """The ticket this window holds now."""

    ticket_id: str
    label: str
    service: str
    serving: bool
    since: datetime
    """Of the call, or of the beginning of the serving."""
    recalls: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoOffer:
    """The last move can still be taken back."""

    ticket_id: str
    label: str
    action: TicketAction
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    now: datetime | None = None
    """The center's clock; ``None`` until somebody has signed in."""
    window: int = 0
    loaded: bool = False
    """Whether there is anything to show yet: before, the page is busy and not empty."""
    working: bool = False
    """Something is being done: nothing else begins. ``busy`` tells of it once it lasts."""
    busy: Busy | None = None
    trouble: Trouble | None = None
    refusal: str = ""
    """A rule said no: a line, and everything goes on."""
    notice: str = ""
    """What has just been done that nothing else on the page shows."""
    online: bool = True
    on_break: bool = False
    on_shift: bool = False
    """Only who has opened a shift can go on a break."""
    mine: MyTicket | None = None
    waiting: tuple[WaitingRow, ...] = ()
    aside: tuple[AsideRow, ...] = ()
    showing_aside: bool = False
    selected: str | None = None
    """The ticket chosen in the table that is shown."""
    panel: Panel | None = None
    undo: UndoOffer | None = None
    day: WindowDay | None = None
    waiting_norm: timedelta = timedelta(minutes=15)
    serving_norm: timedelta = timedelta(minutes=15)
    categories: tuple[Choice, ...] = ()
    priorities: tuple[Choice, ...] = ()
    windows: tuple[int, ...] = ()
    """The other windows, to one of which a ticket can be sent."""

    @property
    def next(self) -> WaitingRow | None:
        return self.waiting[0] if self.waiting else None

    @property
    def can_act(self) -> bool:
        return self.loaded and not self.working

    @property
    def can_call(self) -> bool:
        return self.can_act and self.mine is None and self.next is not None and not self.on_break

    @property
    def longest_wait(self) -> timedelta | None:
        """Whoever waits longest, priority or not."""
        if self.now is None or not self.waiting:
            return None
        return max(self.now - min(row.arrived_at for row in self.waiting), timedelta())

    @property
    def chosen(self) -> WaitingRow | None:
        """The waiting ticket chosen in the table."""
        if self.showing_aside:
            return None
        return next((row for row in self.waiting if row.ticket_id == self.selected), None)
