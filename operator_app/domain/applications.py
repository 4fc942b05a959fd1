"""An application for a public service at the counter, from the draft to the result.

A value: each move returns a new ``Application``. What the provider decides (``REGISTERED`` and
later) is written only by sync.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType

from operator_app.domain.catalogue import Form
from operator_app.domain.issuances import Issuance
from operator_app.domain.powers_of_attorney import PowerOfAttorney
from operator_app.errors import RuleViolation

ApplicationId = NewType("ApplicationId", str)
FURTHER: Final = "further_document"
"""In the place of a row: a paper that no row asks for; it is called by its ``title``."""


class IllegalMove(RuleViolation):
    """The application is in a state from which this move does not lead anywhere."""

    code = "intake.illegal_move"


class ConsentFirst(RuleViolation):
    """002 paragraph 10: registries are asked only after consent was taken."""

    code = "intake.consent_first"


class SignedAlready(RuleViolation):
    """What was signed is not edited; it is changed by a new version or a correction."""

    code = "intake.signed_already"


class State(StrEnum):
    DRAFT = "draft"
    REFUSED_INCOMPLETE = "refused_incomplete"
    ABANDONED = "abandoned"
    DATA_UNAVAILABLE = "data_unavailable"
    CONSENT_REFUSED = "consent_refused"
    ROUTED = "routed"
    ACCEPTED = "accepted"
    REGISTERED = "registered"
    IN_WORK = "in_work"
    GRANTED = "granted"
    DECLINED = "declined"
    READY = "ready"
    ISSUED = "issued"
    RETURNED_TO_PROVIDER = "returned_to_provider"


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset(
        {
            State.REFUSED_INCOMPLETE,
            State.ABANDONED,
            State.DATA_UNAVAILABLE,
            State.CONSENT_REFUSED,
            State.ROUTED,
            State.ACCEPTED,
        }
    ),
    State.ACCEPTED: frozenset({State.REGISTERED, State.DRAFT}),
    State.REGISTERED: frozenset({State.IN_WORK, State.DECLINED}),
    State.IN_WORK: frozenset({State.IN_WORK, State.GRANTED, State.DECLINED}),
    State.GRANTED: frozenset({State.READY}),
    State.DECLINED: frozenset({State.READY}),
    State.READY: frozenset({State.ISSUED, State.RETURNED_TO_PROVIDER}),
    State.ISSUED: frozenset(),
    State.RETURNED_TO_PROVIDER: frozenset(),
    State.REFUSED_INCOMPLETE: frozenset(),
    State.ABANDONED: frozenset(),
    State.DATA_UNAVAILABLE: frozenset(),
    State.CONSENT_REFUSED: frozenset(),
    State.ROUTED: frozenset(),
}
"""The whole law of moves (``docs/domain``): what is not here is refused with a code."""

OWNED_BY_HUB = frozenset(
    {State.REGISTERED, State.IN_WORK, State.GRANTED, State.DECLINED, State.READY}
)


class ConsentAnswer(StrEnum):
    NOT_ASKED = "not_asked"
    GIVEN = "given"
    REFUSED = "refused"


class RegistryState(StrEnum):
    """What a state registry said about somebody: ``OFFLINE`` was never asked for want of a line."""

    NOT_ASKED = "not_asked"
    FOUND = "found"
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"
    OFFLINE = "offline"


class Delivery(StrEnum):
    NONE = "none"
    QUEUED = "queued"
    ACKNOWLEDGED = "acknowledged"
    IN_MANIFEST = "in_manifest"
    WITH_COURIER = "with_courier"
    DELIVERED = "delivered"


class DeliveryWay(StrEnum):
    """Process 6: through the gateway of the e-government, or by courier on paper."""

    GATEWAY = "gateway"
    COURIER = "courier"


class Decision(StrEnum):
    """The provider's outcome: a result, or a reasoned refusal."""

    GRANT = "grant"
    DECLINE = "decline"


class PartyKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The applicant or the representative, as known so far.

    ``checked`` is true only when a registry's answer stands behind the names.
    """

    kind: PartyKind
    number: str
    """IIN of a person, BIN of an organisation."""
    surname: str = ""
    name: str = ""
    patronymic: str = ""
    phone: str | None = None
    address: str | None = None
    born_on: date | None = None
    checked: bool = False

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.name, self.patronymic) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A child the service is about; what is not known is ``None``, never guessed."""

    iin: str | None = None
    surname: str = ""
    name: str = ""
    patronymic: str = ""
    born_on: date | None = None
    born_abroad: bool | None = None

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.name, self.patronymic) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    """Who stands at the counter for the applicant, and by which power of attorney."""

    party: Party
    power_of_attorney: PowerOfAttorney


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A page image: the bytes lie in the sealed folder under their hash."""

    sha256: str
    size: int
    media_type: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper presented for one row of the checklist."""

    requirement: str
    presented: Form
    valid_until: date | None = None
    scans: tuple[Scan, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    answer: ConsentAnswer
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryCheck:
    """One question to one registry and what came back; payloads are not kept here."""

    system: str
    state: RegistryState
    at: datetime
    message_id: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The operator's ЭЦП over the canonical request; both lie in the sealed folder."""

    request_sha256: str
    p7s_sha256: str
    chain_sha256: str
    holder_iin: str
    holder_name: str
    certificate_serial: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedResult:
    """The provider's ЭЦП over the result; all three files lie in the sealed folder."""

    document_sha256: str
    p7s_sha256: str
    chain_sha256: str
    signer: str
    signer_number: str
    """BIN of the provider, or the signer's IIN where the certificate names no organisation."""
    certificate_serial: str
    valid_from: datetime
    valid_to: datetime
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Acceptance refused by 002 paragraph 10: which rows, by which appendix."""

    missing: tuple[str, ...]
    standard_appendix: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """One case. ``number`` is its name for people, ``id`` its name for machines."""

    id: ApplicationId
    number: str
    access_code: str
    """Random; with the number it opens the status page behind the QR code."""
    center: str
    window: int
    operator: str
    region: str
    service: str
    edition: str
    language: str
    opened_at: datetime
    state: State = State.DRAFT
    version: int = 0
    ticket_id: str | None = None
    previous_id: str | None = None
    """The refused case this one goes on from, when the applicant came back."""
    consent: Consent | None = None
    applicant: Party | None = None
    representative: Representative | None = None
    children: tuple[Child, ...] = ()
    facts: dict[str, bool] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    checks: tuple[RegistryCheck, ...] = ()
    accepted_at: datetime | None = None
    due_on: date | None = None
    signature: Signature | None = None
    refusal: Refusal | None = None
    delivery_way: DeliveryWay = DeliveryWay.GATEWAY
    delivery: Delivery = Delivery.NONE
    hub_seq: int | None = None
    official_number: str | None = None
    """The provider's own registration number; with the three below written only by sync."""
    decision: Decision | None = None
    decided_on: date | None = None
    decision_ground: str | None = None
    ready_at: datetime | None = None
    """Since when the result lies at the center; written only by sync too."""
    result: SignedResult | None = None
    """The result as the provider signed it, where it came by ШЭП and not on paper."""
    issued_at: datetime | None = None
    issued_to: str | None = None
    """IIN or BIN of whoever took the result."""
    issuance: Issuance | None = None
    signed_before: tuple[Application, ...] = ()
    """Versions that were signed and then changed while the applicant stood here, whole, the
    oldest first; none of them carries versions of its own."""
    set_aside: tuple[Document, ...] = ()
    """Papers that were added while a signed version was being changed, and were not signed after
    all: they are in no version, and are kept all the same."""

    @property
    def revision(self) -> int:
        """1 for the first version, 2 once it was changed after signing."""
        return len(self.signed_before) + 1

    def moved(self, state: State) -> Application:
        """This application in ``state``, or ``IllegalMove`` naming both."""
        if state not in MOVES[self.state]:
            raise IllegalMove(number=self.number, state=self.state.value, wanted=state.value)
        return replace(self, state=state)

    def editable(self) -> Application:
        """Itself while it is a draft; what has been signed or refused stays as it was."""
        if self.state is not State.DRAFT:
            raise SignedAlready(number=self.number, state=self.state.value)
        return self

    def never_signed(self) -> Application:
        """Itself while it is the draft of a first version: the only one that may go away.

        The hub may hold the version signed before; it is kept, or corrected, never dropped.
        """
        if self.signed_before:
            raise SignedAlready(number=self.number, state=State.ACCEPTED.value)
        return self.editable()

    def reopened(self) -> Application:
        """A draft of the next version; the signed one is kept whole in ``signed_before``."""
        return replace(
            self.moved(State.DRAFT),
            signed_before=(*self.signed_before, replace(self, signed_before=())),
            accepted_at=None,
            due_on=None,
            signature=None,
            delivery=Delivery.NONE,
        )

    def as_signed(self) -> Application:
        """The version signed last, as it was; papers that were added since are set aside."""
        if not self.signed_before:
            raise IllegalMove(
                number=self.number, state=self.state.value, wanted=State.ACCEPTED.value
            )
        signed = self.editable().signed_before[-1]
        added = tuple(one for one in self.documents if one not in signed.documents)
        return replace(
            signed,
            version=self.version,
            signed_before=self.signed_before[:-1],
            set_aside=(*self.set_aside, *(one for one in added if one not in self.set_aside)),
        )

    def check_of(self, system: str) -> RegistryCheck | None:
        """The newest answer of ``system``."""
        found = [check for check in self.checks if check.system == system]
        return found[-1] if found else None

    def with_check(self, check: RegistryCheck) -> Application:
        kept = tuple(old for old in self.checks if old.system != check.system)
        return replace(self, checks=(*kept, check))

    def with_document(self, document: Document) -> Application:
        """With ``document`` added; the same pages for the same row are not added twice."""
        if document in self.documents:
            return self
        aside = tuple(old for old in self.set_aside if old != document)
        return replace(self, documents=(*self.documents, document), set_aside=aside)

    def without_document(self, document: Document) -> Application:
        """What was added after signing and is in no signed version is set aside, not lost."""
        kept = tuple(old for old in self.documents if old != document)
        added = bool(self.signed_before) and document in self.documents
        signed = any(document in before.documents for before in self.signed_before)
        aside = (*self.set_aside, document) if added and not signed else self.set_aside
        return replace(self, documents=kept, set_aside=aside)
