"""What the tab of corrections shows of the opened case."""

from __future__ import annotations

from dataclasses import dataclass, field

from operator_app.domain.applications import Application
from operator_app.domain.corrections import Correction, CorrectionState
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
    corrections: tuple[Correction, ...] = ()
    wanted: Wanted = field(default_factory=Wanted)
    remark: str = ""
    correctable: bool = False
    """The provider has it and has not decided; the applicant can change nothing here any more."""
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
    def can_ask(self) -> bool:
        return self.shows_form and not self.working and bool(self.wanted.reason.strip())

    @property
    def shows_decision(self) -> bool:
        return self.may_decide and self.asked is not None and not self.mine

    @property
    def can_approve(self) -> bool:
        return self.shows_decision and not self.working

    @property
    def can_refuse(self) -> bool:
        return self.can_approve and bool(self.remark.strip())
