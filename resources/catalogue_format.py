"""The shape of the files in ``resources/catalogue/``: what may stand where, and nothing else.

These structures refuse unknown keys; ``resources.load`` turns them into ``domain.catalogue``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from msgspec import Struct, field

from operator_app.domain.catalogue import Form, Need, Unit


class Strict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A piece of a catalogue file; a key that is not named here is an error."""


class Text(Strict, frozen=True, kw_only=True):
    """One text in Russian and, where there is one, in Kazakh with its origin."""

    ru: str
    kk: str | None = None
    kk_source: str | None = None


class Cite(Strict, frozen=True, kw_only=True):
    """Where a fact stands; ``source`` is a key of ``sources.json``."""

    source: str
    place: str | None = None
    edition: str | None = None
    level: str | None = None
    note: str | None = None


class Confirmed(Strict, frozen=True, kw_only=True):
    """The person who compared the fact with the printed act, and the day."""

    by: str
    on: date


class Fact(Strict, frozen=True, kw_only=True):
    """Whatever must be cited and can be confirmed."""

    cites: tuple[Cite, ...]
    confirmed: Confirmed | None = None


class StepEntry(Fact, frozen=True, kw_only=True):
    n: int
    role: str | None
    action: Text
    value: int | float | None
    unit: Unit | None
    as_written: str | None = None
    result_ru: str | None = None


class TermEntry(Fact, frozen=True, kw_only=True):
    value: int
    unit: Unit
    basis: str
    note: str | None = None


class NormEntry(Fact, frozen=True, kw_only=True):
    minutes: int | float


class FeeEntry(Fact, frozen=True, kw_only=True):
    text: Text


class RequirementEntry(Fact, frozen=True, kw_only=True):
    code: str
    name: Text
    form: Form
    required: Need
    condition: str | None
    from_state_system: bool
    multi: bool
    source: str
    alternative_group: str | None = None
    identity: bool = False
    representative: bool = False
    note: str | None = None

    @property
    def kk_source(self) -> str | None:
        return self.name.kk_source


class GroundEntry(Fact, frozen=True, kw_only=True):
    code: str
    text: Text
    note: str | None = None


class ActEntry(Fact, frozen=True, kw_only=True):
    code: str
    region: str
    issuer: Text
    number: str
    adopted_on: date
    valid_from: date
    valid_to: date
    documents_paragraph: int
    standard: str
    notes: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)


class ServiceEntry(Fact, frozen=True, kw_only=True):
    """One service of an act; its list of documents stands in the standard."""

    edition: str
    service: str
    name: Text
    acceptance_channels: tuple[str, ...]
    issue_channels: tuple[str, ...]
    form_of_service: Text
    result: Text
    result_appendices: tuple[int, ...]
    term: TermEntry
    refusal_receipt_appendix: int | None
    consent_required: bool | None
    consent_cited: bool
    valid_from: date | None = None
    valid_to: date | None = None
    standard: str | None = None
    """Another list than the act's, from ``valid_from`` on."""
    steps5: tuple[StepEntry, ...] = ()
    steps8: tuple[StepEntry, ...] = ()
    own_steps: tuple[StepEntry, ...] = ()
    operator_process: tuple[Text, ...] = ()
    refusal_is_a_result: bool = False
    waiting_norm: NormEntry | None = None
    serving_norm: NormEntry | None = None
    provider: Text | None = None
    receipt_after_registration: bool = False
    notes: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)


class ActFile(Strict, frozen=True, kw_only=True):
    """``acts/*.json``: one act with the services it orders."""

    act: ActEntry
    services: tuple[ServiceEntry, ...]


class StandardService(Strict, frozen=True, kw_only=True):
    """What a standard says of one service, whichever region's act refers to it."""

    requirements: tuple[RequirementEntry, ...]
    grounds: tuple[GroundEntry, ...] = ()
    waiting_norm: NormEntry | None = None
    serving_norm: NormEntry | None = None
    fee: FeeEntry | None = None
    notes: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)


class StandardFile(Fact, frozen=True, kw_only=True):
    """``standards/*.json``: the lists of documents and the grounds of refusal."""

    code: str
    name: Text
    services: dict[str, StandardService]
    notes: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)


class ConditionEntry(Fact, frozen=True, kw_only=True):
    code: str
    text: Text
    expression: dict[str, Any]
    derived: bool = False


class ChannelEntry(Text, frozen=True, kw_only=True):
    counter: bool = False
    """Whether an operator of a center sits at the other side of it."""


class WordingEntry(Fact, frozen=True, kw_only=True):
    ru: str
    kk: str | None = None
    kk_source: str | None = None
    note: str | None = None
    months: int | None = None
    """The term that the words speak of, as a number to count with."""


class NotesFile(Strict, frozen=True, kw_only=True):
    """``notes.json``: what was seen when the acts were laid side by side."""

    cross_seed_notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueFiles:
    """Everything that was read, by file name where there are many of a kind."""

    acts: dict[str, ActFile]
    standards: dict[str, StandardFile]
    conditions: tuple[ConditionEntry, ...]
    sources: dict[str, dict[str, Any]]
    roles: dict[str, Text]
    channels: dict[str, ChannelEntry]
    regions: dict[str, Text]
    wordings: dict[str, WordingEntry]
    notes: NotesFile
