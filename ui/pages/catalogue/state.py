"""What the page of the catalogue shows: lists, what waits for a second person, editions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from operator_app.domain.catalogue import Catalogue, Form, Requirement, ServiceRecord, Unit
from operator_app.domain.catalogue_packages import Signed
from operator_app.domain.measures import Measure, fact_of, measure_of
from operator_app.domain.proposals import Kind, Proposal
from ui.runtime.faces import Busy, Trouble


class Part(StrEnum):
    """The tabs, in their order."""

    LISTS = "lists"
    PROPOSALS = "proposals"
    EDITIONS = "editions"
    QUARRELS = "quarrels"


class Did(StrEnum):
    """What has just been done here."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    SAVED = "saved"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """``text`` is the name of a file, or the first day of a new edition as it was typed."""

    what: Did
    text: str = ""
    editions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RowForm:
    """A row as typed; ``row`` is empty for one that the list lacks. Of a term or a norm the
    ``amount`` is typed.

    ``fault`` is what is wrong and ``fault_in`` the field it is said under.
    """

    kind: Kind
    row: str = ""
    ru: str = ""
    kk: str = ""
    form: Form = Form.COPY
    condition: str = ""
    from_state_system: bool = False
    multi: bool = False
    amount: str = ""
    unit: Unit = Unit.MINUTES
    place: str = ""
    fault_in: str = ""
    fault: str = ""

    @property
    def says_the_row(self) -> bool:
        return self.kind in {Kind.CORRECT, Kind.ADD} and self.measure is None

    @property
    def measure(self) -> Measure | None:
        return measure_of(self.row)

    @property
    def says_the_amount(self) -> bool:
        return self.kind is Kind.CORRECT and self.measure is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedPackage:
    """A package somebody has looked into; nothing of it is taken in yet."""

    file: Path
    content: bytes
    signed: Signed
    fresh: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueState:
    """``law`` is ``None`` until somebody has opened the page; ``me`` is who sits here.

    ``service`` and ``edition`` are names of editions; ``day`` and ``remark`` are as typed.
    """

    law: Catalogue | None = None
    me: str = ""
    today: date | None = None
    part: Part = Part.LISTS
    services: tuple[ServiceRecord, ...] = ()
    """The newest edition of each service, those of this center's region first."""
    service: str = ""
    row: str = ""
    form: RowForm | None = None
    proposals: tuple[Proposal, ...] = ()
    proposal: str = ""
    ticked: frozenset[str] = frozenset()
    """Proposals that were looked at and go into one edition with the one confirmed."""
    day: str = ""
    day_fault: str = ""
    returning: bool = False
    remark: str = ""
    remark_fault: str = ""
    editions: tuple[ServiceRecord, ...] = ()
    """Of the service that is looked at, the newest first."""
    edition: str = ""
    other: str = ""
    """The edition it is compared with; empty: with none."""
    offered: OfferedPackage | None = None
    done: Done | None = None
    working: bool = False
    busy: Busy | None = None
    trouble: Trouble | None = None

    @property
    def record(self) -> ServiceRecord | None:
        return by_name(self.services, self.service)

    @property
    def shown_row(self) -> Requirement | None:
        return self.record.requirement(self.row) if self.record else None

    @property
    def shown_measure(self) -> Measure | None:
        """In the place of a row: the term or a norm of the service."""
        return measure_of(self.row) if self.record else None

    @property
    def unconfirmed(self) -> bool:
        """What is looked at stands in the edition, and nobody has confirmed it."""
        measure, record = self.shown_measure, self.record
        if measure is not None and record is not None:
            fact = fact_of(record, measure)
            return fact is not None and fact.confirmed is None
        return self.shown_row is not None and self.shown_row.confirmed is None

    @property
    def waiting(self) -> Proposal | None:
        """What is proposed about the row that is looked at."""
        record = self.record
        if record is None:
            return None
        return next(
            (
                one
                for one in self.proposals
                if (one.region, one.service, one.change.row)
                == (record.region, record.service, self.row)
            ),
            None,
        )

    @property
    def shown_proposal(self) -> Proposal | None:
        return next((one for one in self.proposals if one.id == self.proposal), None)

    @property
    def fallen(self) -> tuple[ServiceRecord, ...]:
        """Editions that do not stand, whose cases keep them."""
        return self.law.center.fallen if self.law is not None else ()

    @property
    def shown_edition(self) -> ServiceRecord | None:
        return by_name(self.editions, self.edition)

    @property
    def compared_with(self) -> ServiceRecord | None:
        return by_name(self.editions, self.other)

    @property
    def own(self) -> bool:
        """Whoever sits here has proposed it, so somebody else confirms."""
        shown = self.shown_proposal
        return shown is not None and shown.by.id == self.me

    @property
    def together(self) -> tuple[str, ...]:
        """The proposal that is looked at, and those of its service that are ticked."""
        shown = self.shown_proposal
        if shown is None:
            return ()
        of_service = (shown.region, shown.service)
        return tuple(
            one.id
            for one in self.proposals
            if one.id == shown.id
            or (one.id in self.ticked and (one.region, one.service) == of_service)
        )

    @property
    def may_tick(self) -> bool:
        """Somebody else's, and not the only one about its service."""
        shown = self.shown_proposal
        if shown is None or self.own or self.returning:
            return False
        others = (one for one in self.proposals if one.by.id != self.me and one.id != shown.id)
        return any((one.region, one.service) == (shown.region, shown.service) for one in others)

    @property
    def may_propose(self) -> bool:
        return not self.working and self.form is None and self.waiting is None


def by_name(records: Sequence[ServiceRecord], edition: str) -> ServiceRecord | None:
    return next((one for one in records if one.edition == edition), None)
