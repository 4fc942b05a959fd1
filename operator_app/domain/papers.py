"""What each paper says, as values: built by use cases, laid out by ``printing``.

Everything a paper shows is here, so the same value gives the same bytes for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from operator_app.domain.catalogue import Bilingual


class PaperKind(StrEnum):
    ACCEPTANCE_RECEIPT = "acceptance_receipt"
    REFUSAL_RECEIPT = "refusal_receipt"
    CONSENT = "consent"
    DATA_UNAVAILABLE_MESSAGE = "data_unavailable_message"
    ROUTING_SHEET = "routing_sheet"
    REQUEST_FORM = "request_form"
    ISSUE_SLIP = "issue_slip"
    DECLINE_NOTICE = "decline_notice"
    ELECTRONIC_DOCUMENT = "electronic_document"
    COURIER_MANIFEST = "courier_manifest"
    PACKAGE_COVER = "package_cover"
    DISCREPANCY_ACT = "discrepancy_act"
    DAY_REPORT = "day_report"
    JOURNAL_EXTRACT = "journal_extract"
    QUESTIONNAIRE_FORM = "questionnaire_form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The center's window that gives the paper."""

    code: str
    window: int
    name: Bilingual
    address: Bilingual
    employee: str
    call_center: str
    status_link: str = "tereze:status/{digits}/{code}"
    """What the QR code opens: the digits of the number and the random code of the case."""
    training: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyMark:
    """Set on a reprint only: a copy says that it is one, by whom and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHead:
    """What every paper carries: its number, its codes, its place and its language.

    ``at`` is local time. ``language`` goes first on the paper, the other one second.
    ``qr_text`` is the whole text of the QR code; ``number_digits`` that of the Code 128.
    """

    kind: PaperKind
    number: str
    number_digits: str
    qr_text: str
    at: datetime
    language: str
    office: Office
    training: bool
    copy: CopyMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLine:
    """A person or an organisation as a paper names them."""

    name: str
    number: str
    """IIN or BIN."""
    address: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDocument:
    """A row of the list: the document and, small, why it was asked for and by which rule."""

    name: Bilingual
    why: Bilingual | None = None
    pages: int = 0
    how: Bilingual | None = None
    """How it was presented or closed: original, shown and returned, from a state system…"""
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """The service as a paper names it, with the rule it stands on."""

    name: Bilingual
    act: Bilingual
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceReceipt:
    """Contents by paragraph 9 of the standard: six fields (``wordings.json``)."""

    head: PaperHead
    title: Bilingual
    service: ServiceLine
    applicant: PartyLine
    representative: PartyLine | None
    documents: tuple[ListedDocument, ...]
    state_system_documents: tuple[ListedDocument, ...]
    due_on: date
    issue_place: Bilingual
    issue_rule: Bilingual
    """Against what the result is given out, and for how long it is kept."""
    only_to_applicant: bool
    """The power of attorney is not notarised: the result goes to the applicant only."""
    provisional: bool
    """The act gives the receipt after registration and there was no network (2012)."""
    unchecked: bool
    """The registries were silent: the data will be checked before dispatch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalReceipt:
    """Form of the standard's appendix; printed as two copies, 1/2 and 2/2, in one file."""

    head: PaperHead
    title: Bilingual
    appendix: int | None
    appendix_line: Bilingual | None
    service: ServiceLine
    applicant: PartyLine
    representative: PartyLine | None
    law: Bilingual
    """The prescribed sentence, complete, with office and service already in it."""
    list_heading: Bilingual
    missing: tuple[ListedDocument, ...]
    in_order: tuple[ListedDocument, ...]
    copies_line: Bilingual
    return_line: Bilingual
    """That what was entered is kept and only the listed documents will be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPaper:
    """Consent to use secrets protected by law, taken before the registries are asked."""

    head: PaperHead
    title: Bilingual
    service: ServiceLine
    applicant: PartyLine
    representative: PartyLine | None
    text: Bilingual
    given: bool
    not_in_act: bool
    """The act has no such sentence for this service; asked all the same, and marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataUnavailableMessage:
    """Process 4: the data could not be obtained; the applicant is told which and where to go."""

    head: PaperHead
    title: Bilingual
    service: ServiceLine
    applicant: PartyLine
    text: Bilingual
    systems: tuple[tuple[Bilingual, Bilingual], ...]
    """Each system asked, and what it answered."""
    advice: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingSheet:
    """Where to go with a service this center does not accept, what to bring and how long."""

    head: PaperHead
    title: Bilingual
    service: ServiceLine
    applicant: PartyLine | None
    where: tuple[Bilingual, ...]
    issued_at: tuple[Bilingual, ...]
    term: Bilingual
    fee: Bilingual | None
    bring: tuple[ListedDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFormPaper:
    """The request exactly as it was signed."""

    head: PaperHead
    title: Bilingual
    service: ServiceLine
    applicant: PartyLine
    representative: PartyLine | None
    power_of_attorney: Bilingual | None
    children: tuple[Bilingual, ...]
    documents: tuple[ListedDocument, ...]
    consent: Bilingual
    signed_by: str
    signed_at: datetime
    certificate: str
    """Serial number of the certificate."""
    request_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSlip:
    """Signed by whoever takes the result: the applicant or a notarised representative."""

    head: PaperHead
    title: Bilingual
    service: ServiceLine
    applicant: PartyLine
    recipient: PartyLine
    result: Bilingual
    decided_on: date
    shown: Bilingual | None = None
    """What was shown: the receipt, and which identity document."""
    power: Bilingual | None = None
    power_answer: Bilingual | None = None
    """What ЕНИС said of the power of attorney, and when."""
    unchecked: bool = False
    """Nobody could be asked about the power of attorney on the day of issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineNotice:
    """The provider's reasoned refusal (paragraph 10) or message of process 8."""

    head: PaperHead
    title: Bilingual
    service: ServiceLine
    applicant: PartyLine
    ground: Bilingual
    decided_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectronicDocument:
    """A result that came by ШЭП, on paper: its words, and the evidence of its signature."""

    head: PaperHead
    title: Bilingual
    service: ServiceLine
    applicant: PartyLine
    provider: Bilingual
    official_number: str | None
    text: Bilingual
    decided_on: date
    signer: str
    signer_number: str
    """BIN or IIN of the certificate's holder."""
    certificate: str
    """Serial number."""
    valid_from: datetime
    valid_to: datetime
    signed_at: datetime
    document_sha256: str
    law: Bilingual
    """Why the electronic document is worth a paper one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageLine:
    """``service`` is not known here of another window's case."""

    number: str
    service: Bilingual | None = None
    pages: int = 0
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourierManifest:
    """The list of one bag: signed by the center and the courier, then by the provider."""

    head: PaperHead
    title: Bilingual
    provider: Bilingual
    seal: str
    packages: tuple[PackageLine, ...]
    due_on: date | None
    """Of the case that must be decided first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageCover:
    """Lies on a package: which case, what is inside, by when; nobody's name."""

    head: PaperHead
    title: Bilingual
    provider: Bilingual
    service: ServiceLine
    documents: tuple[ListedDocument, ...]
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLine:
    """``package`` is empty where it is about the whole bag."""

    package: str
    what: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancyAct:
    """What the provider found is not what was sent."""

    head: PaperHead
    title: Bilingual
    provider: Bilingual
    seal: str
    found_seal: str
    courier: str
    handed_at: datetime
    received_by: str
    sent: int
    came: int
    lines: tuple[ActLine, ...]
    remark: str


Paper = (
    AcceptanceReceipt
    | RefusalReceipt
    | ConsentPaper
    | DataUnavailableMessage
    | RoutingSheet
    | RequestFormPaper
    | IssueSlip
    | DeclineNotice
    | ElectronicDocument
    | CourierManifest
    | PackageCover
    | DiscrepancyAct
)
