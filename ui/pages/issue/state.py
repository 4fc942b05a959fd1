"""What the page of giving out shows: a receipt, who stands here, the answer; and what waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from operator_app.domain.applications import Application
from operator_app.domain.catalogue import Bilingual
from operator_app.domain.issuing import CheckedPower
from operator_app.domain.unclaimed import Keeping, Kept
from operator_app.ports import PaperRecord
from operator_app.queries.ready_results import ReadyResult
from ui.runtime.faces import Busy, Trouble


class Part(StrEnum):
    """The tabs, in their order."""

    GIVE = "give"
    WAITING = "waiting"


class Who(StrEnum):
    """Who stands here."""

    APPLICANT = "applicant"
    REPRESENTATIVE = "representative"


class Did(StrEnum):
    """What has just been done here."""

    GIVEN = "given"
    SIGNED = "signed"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """As typed; days as ``ДД.ММ.ГГГГ``."""

    receipt: str = ""
    copy: bool = False
    who: Who = Who.APPLICANT
    number: str = ""
    """IIN of whoever stands here, from the identity document."""
    document: str = ""
    surname: str = ""
    name: str = ""
    poa_number: str = ""
    issued_on: str = ""
    valid_until: str = ""
    notary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What has just been given out, with the papers that were made for it."""

    case: Application
    papers: tuple[PaperRecord, ...]
    printed: bool = False

    @property
    def signed(self) -> bool:
        issuance = self.case.issuance
        return issuance is not None and issuance.slip_signed_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """A result that nobody has taken, and until when it is kept."""

    result: ReadyResult
    kept: Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueState:
    """``rows`` is ``None`` until the first answer; ``case`` is the one of the receipt."""

    part: Part = Part.GIVE
    form: Form = field(default_factory=Form)
    case: Application | None = None
    keeping: Keeping | None = None
    kept: Kept | None = None
    """Since when the result of ``case`` lies here, and until when."""
    checked: CheckedPower | None = None
    powers_cover: bool = False
    given: Given | None = None
    rows: tuple[WaitingRow, ...] | None = None
    chosen: str = ""
    """Which one of ``rows`` is looked at."""
    returning: bool = False
    """Asked once more: it goes back to the provider."""
    did: Did | None = None
    did_number: str = ""
    resting: bool = False
    """The slip has just been printed: a second press of the same key is none."""
    online: bool = True
    today: date | None = None
    services: Mapping[str, Bilingual] = field(default_factory=dict)
    working: bool = False
    busy: Busy | None = None
    trouble: Trouble | None = None

    @property
    def by_power(self) -> bool:
        return self.form.who is Who.REPRESENTATIVE

    @property
    def may_find(self) -> bool:
        free = not self.working and self.given is None
        return free and self.case is None and bool(self.form.receipt.strip())

    @property
    def may_check(self) -> bool:
        return (
            self.case is not None
            and self.given is None
            and self.by_power
            and not self.working
            and bool(self.form.number.strip() and self.form.poa_number.strip())
        )

    @property
    def may_give(self) -> bool:
        form = self.form
        ready = self.case is not None and self.given is None and not self.working
        shown = bool(form.number.strip() and form.document.strip())
        by_power = not self.by_power or (self.checked is not None and self.powers_cover)
        return ready and shown and by_power

    @property
    def may_print(self) -> bool:
        return self.given is not None and not self.working

    @property
    def may_sign(self) -> bool:
        given, free = self.given, not (self.working or self.resting)
        return given is not None and given.printed and not given.signed and free

    @property
    def row(self) -> WaitingRow | None:
        return next((one for one in self.rows or () if one.result.id == self.chosen), None)

    @property
    def may_return(self) -> bool:
        """Its term is over; on the last day it still lies here."""
        row = self.row
        over = row is not None and self.today is not None and row.kept.over(self.today)
        return over and not self.working
