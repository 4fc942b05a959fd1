"""Regulation as data: acts, services, steps, terms and requirements, each with its source.

The data stand in ``resources/catalogue/``; nothing here names a service, a document or a role.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from operator_app.errors import RuleViolation


class UnknownService(RuleViolation):
    code = "catalogue.unknown_service"


class UnknownEdition(RuleViolation):
    """An old case names an edition that this installation does not hold."""

    code = "catalogue.unknown_edition"


class UnknownRegion(RuleViolation):
    code = "catalogue.unknown_region"


class ServiceNotInRegion(RuleViolation):
    """The region's act does not hold this service at all."""

    code = "catalogue.service_not_in_region"


class ActNotInForce(RuleViolation):
    """The service has an act in this region, but it was not in force that day."""

    code = "catalogue.act_not_in_force"


class Unit(StrEnum):
    MINUTES = "minutes"
    WORK_DAYS = "work_days"
    CALENDAR_DAYS = "calendar_days"


class Form(StrEnum):
    """How the standard wants a document presented; also how the applicant presented it."""

    ORIGINAL = "original"
    COPY = "copy"
    COPY_WITH_ORIGINAL_FOR_CHECK = "copy_with_original_for_check"
    ORIGINAL_SHOWN_AND_RETURNED = "original_shown_and_returned"
    DATA = "data"


class Need(StrEnum):
    ALWAYS = "always"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """One text in the two languages of every paper; ``kk`` is absent where nothing was found."""

    ru: str
    kk: str | None = None
    kk_source: str | None = None
    """Where the Kazakh was found, or that it is our own translation."""

    def __getitem__(self, language: str) -> str:
        """The text in ``language``, or the Russian one where there is no Kazakh."""
        return self.kk if language == "kk" and self.kk else self.ru


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a fact stands: ``source`` is a key of ``Catalogue.sources``."""

    source: str
    place: str | None = None
    edition: str | None = None
    level: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Who, with the printed act in hand, confirmed a fact, and when."""

    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Base of every fact: where it stands and whether a person has confirmed it."""

    cites: tuple[Citation, ...] = ()
    confirmed: Confirmation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Cited):
    """One step of paragraph 5 or 8 (or of the 2012 act's own table): who, what, how long."""

    n: int
    role: str | None
    action: Bilingual
    value: int | float | None
    unit: Unit | None
    as_written: str | None = None
    result_ru: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Cited):
    """The term of a service; ``basis`` names the paragraph whose days were added up."""

    value: int
    unit: Unit
    basis: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm(Cited):
    """Minutes the act or the standard allows for waiting or for serving one applicant."""

    minutes: int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Cited):
    """When a row is asked for; ``expression`` is read by ``domain.conditions``."""

    code: str
    text: Bilingual
    expression: dict[str, Any]
    derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Cited):
    """One row of the standard's list of documents (paragraph 9; paragraph 11 in 2012)."""

    code: str
    name: Bilingual
    kk_source: str | None
    form: Form
    required: Need
    condition: str | None
    from_state_system: bool
    multi: bool
    alternative_group: str | None = None
    identity: bool = False
    representative: bool = False
    source: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground(Cited):
    """One ground of a reasoned refusal (paragraph 10)."""

    code: str
    text: Bilingual
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(Cited):
    """A prescribed text of a paper: a title, a clause, the name of a field."""

    text: Bilingual
    note: str | None = None
    months: int | None = None
    """The term that the words speak of, where a program has to count it."""

    def __getitem__(self, language: str) -> str:
        return self.text[language]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Cited):
    """A regulation of one region, with the days between which it was in force."""

    code: str
    region: str
    region_name: Bilingual
    issuer: Bilingual
    number: str
    adopted_on: date
    valid_from: date
    valid_to: date
    """The last day in force: the day of the repealing act, which itself works from publication."""
    documents_paragraph: int
    standard: str
    notes: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRecord(Cited):
    """One service as one act orders it. ``edition`` names it for ever: a case keeps its own."""

    edition: str
    act: str
    region: str
    service: str
    name: Bilingual
    kk_source: str | None
    valid_from: date
    valid_to: date
    acceptance_channels: tuple[str, ...]
    issue_channels: tuple[str, ...]
    at_counter: bool
    """Whether an operator of a center accepts it; otherwise a routing sheet is given."""
    form_of_service: Bilingual
    result: Bilingual
    result_appendices: tuple[int, ...]
    steps5: tuple[Step, ...]
    steps8: tuple[Step, ...]
    own_steps: tuple[Step, ...] = ()
    """The step table of an act that has no paragraphs 5 and 8 (2012)."""
    operator_process: tuple[Bilingual, ...] = ()
    term: Term
    refusal_receipt_appendix: int | None
    consent_required: bool | None
    """What the act says; ``None`` where it has nothing of the kind (no center, or 2012)."""
    consent_cited: bool
    """False where the act has no such sentence: consent is asked all the same, and marked."""
    documents_paragraph: int
    requirements: tuple[Requirement, ...]
    grounds: tuple[Ground, ...] = ()
    refusal_is_a_result: bool = False
    waiting_norm: Norm | None = None
    serving_norm: Norm | None = None
    fee: Bilingual | None = None
    fee_cites: tuple[Citation, ...] = ()
    fee_confirmed: Confirmation | None = None
    provider: Bilingual | None = None
    receipt_after_registration: bool = False
    """True where the act gives the receipt only after the provider's registration (2012)."""
    notes: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)
    standard: str = ""
    """The code of the standard whose list of documents this is."""
    base: str = ""
    """The edition that two people of a center have corrected into this one; empty: as shipped."""

    def requirement(self, code: str) -> Requirement | None:
        return next((row for row in self.requirements if row.code == code), None)


class CenterEditions:
    """The editions of a center, each behind the one it was made from.

    The only part of a catalogue that changes while the program runs: from one whole tuple to
    another, so whoever reads meanwhile has the one or the other.
    """

    __slots__ = ("_both",)

    def __init__(self) -> None:
        self._both: tuple[tuple[ServiceRecord, ...], tuple[ServiceRecord, ...]] = ((), ())

    @property
    def records(self) -> tuple[ServiceRecord, ...]:
        return self._both[0]

    @property
    def fallen(self) -> tuple[ServiceRecord, ...]:
        """Made beside others that stand: in force nowhere, and read for the cases under them."""
        return self._both[1]

    def are(
        self, records: tuple[ServiceRecord, ...], fallen: tuple[ServiceRecord, ...] = ()
    ) -> None:
        self._both = (records, fallen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All acts known to this installation, as shipped, and the editions of the center."""

    sources: dict[str, dict[str, Any]]
    regions: dict[str, Bilingual]
    acts: tuple[Act, ...]
    services: tuple[ServiceRecord, ...]
    conditions: dict[str, Condition]
    roles: dict[str, Bilingual]
    channels: dict[str, Bilingual]
    wordings: dict[str, Wording]
    """Prescribed wordings of receipts and clauses (``wordings.json``), by code, in paper order."""
    notes: tuple[str, ...] = ()
    counter_channels: frozenset[str] = frozenset()
    """Channels at which an operator of a center sits."""
    center: CenterEditions = field(default_factory=CenterEditions, compare=False, repr=False)

    @property
    def records(self) -> tuple[ServiceRecord, ...]:
        """Every edition that stands: the shipped ones first, then the center's, newest last."""
        return self.services + self.center.records

    def in_force(self, region: str, on: date) -> tuple[ServiceRecord, ...]:
        """One record of each service: what a center has corrected stands for what it corrects."""
        by_service = {
            record.service: record
            for record in self.records
            if record.region == region and record.valid_from <= on <= record.valid_to
        }
        return tuple(by_service.values())

    def newest(self) -> tuple[ServiceRecord, ...]:
        """The editions nobody has corrected any further, in the order of the acts."""
        after = {record.base: record for record in self.center.records}

        def last_of(record: ServiceRecord) -> ServiceRecord:
            while record.edition in after:
                record = after[record.edition]
            return record

        return tuple(last_of(record) for record in self.services)

    def find(self, *, service: str, region: str, on: date) -> ServiceRecord:
        """The record that applies to an application accepted ``on`` that day in ``region``."""
        if region not in self.regions:
            raise UnknownRegion(region=region)
        records = [record for record in self.records if record.service == service]
        if not records:
            raise UnknownService(service=service)
        local = [record for record in records if record.region == region]
        if not local:
            raise ServiceNotInRegion(service=service, region=region)
        in_force = [record for record in local if record.valid_from <= on <= record.valid_to]
        if in_force:
            return in_force[-1]
        raise ActNotInForce(
            service=service,
            region=region,
            on=on.isoformat(),
            periods=", ".join(f"{r.valid_from}/{r.valid_to}" for r in local),
        )

    def wordings_of(self, prefix: str) -> dict[str, Wording]:
        """The wordings whose code starts with ``prefix.``, by the rest of the code, in order."""
        start = f"{prefix}."
        return {
            code.removeprefix(start): wording
            for code, wording in self.wordings.items()
            if code.startswith(start)
        }

    def edition(self, edition: str) -> ServiceRecord:
        """The record an old case was made under, whatever has come into force since."""
        for record in (*self.records, *self.center.fallen):
            if record.edition == edition:
                return record
        raise UnknownEdition(edition=edition)

    def source_name(self, source: str, language: str) -> str:
        """What a source is called: an act by its issuer and number, anything else by its name."""
        known = self.sources.get(source, {})
        act = next((act for act in self.acts if act.code == known.get("act")), None)
        if act is not None:
            return f"{act.issuer[language]}, № {act.number}"
        name = known.get("name", {}).get(language)
        return str(name or known.get("what") or source)

    def act(self, code: str) -> Act:
        return next(act for act in self.acts if act.code == code)
