"""What the tab of corrections shows of the opened case."""

from __future__ import annotations

from dataclasses import dataclass, field

from operator_app.domain.applications import Application
from operator_app.domain.catalogue import ServiceRecord
from operator_app.domain.corrections import Correction, CorrectionState
from ui.pages.cases.correcting.added_pages import Looked
from ui.pages.cases.correcting.tray_state import TrayState
from ui.runtime.faces import Busy, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """As typed; what is the same as in the case is not changed."""

    surname: str = ""
    name: str = ""
    patronymic: str = ""
    phone: str = ""
    address: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectingState:
    """``waiting`` counts those of the whole center that nobody has decided."""

    case: Application | None = None
    record: ServiceRecord | None = None
    """The edition of the case: it names its rows."""
    corrections: tuple[Correction, ...] = ()
    wanted: Wanted = field(default_factory=Wanted)
    remark: str = ""
    correctable: bool = False
    """The provider has it and has not decided; the applicant can change nothing here any more."""
    signs_anew: bool = False
    """It was signed at this window today: what is added is signed with the rest."""
    tray: TrayState = field(default_factory=TrayState)
    looked: Looked = field(default_factory=Looked)
    """Pages of papers that are or shall be added, for whoever decides."""
    may_ask: bool = False
    may_decide: bool = False
    mine: bool = False
    """Whoever sits here has asked for the one that waits."""
    waiting: int = 0
    working: bool = False
    busy: Busy | None = None
    trouble: Trouble | None = None

    @property
    def asked(self) -> Correction | None:
        waits = (one for one in self.corrections if one.state is CorrectionState.ASKED)
        return next(waits, None)

    @property
    def decided(self) -> tuple[Correction, ...]:
        """The newest first."""
        done = (one for one in self.corrections if one.state is not CorrectionState.ASKED)
        return tuple(done)[::-1]

    @property
    def shows_form(self) -> bool:
        return self.may_ask and self.correctable and self.asked is None

    @property
    def shows_anew(self) -> bool:
        return self.may_ask and self.signs_anew

    @property
    def can_ask(self) -> bool:
        ready = not self.working and not self.tray.waits
        return self.shows_form and ready and bool(self.wanted.reason.strip())

    @property
    def can_sign_anew(self) -> bool:
        ready = not self.working and not self.tray.waits
        return self.shows_anew and ready and bool(self.tray.papers)

    @property
    def shows_decision(self) -> bool:
        return self.may_decide and self.asked is not None and not self.mine

    @property
    def can_approve(self) -> bool:
        return self.shows_decision and not self.working

    @property
    def can_refuse(self) -> bool:
        return self.can_approve and bool(self.remark.strip())
