"""What the core needs from the outside, as protocols the core owns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from operator_app.domain.applications import Application, ApplicationId
    from operator_app.domain.editions import CenterEdition
    from operator_app.domain.operators import Operator, OperatorId, Window
    from operator_app.domain.papers import Paper, PaperKind
    from operator_app.domain.passwords import Tries
    from operator_app.domain.proposals import Proposal
    from operator_app.domain.reviews import Review
    from operator_app.domain.shifts import Leftovers, Shift, ShiftId
    from operator_app.domain.signatures import SignedRequest
    from operator_app.domain.tickets import Ticket


class Clock(Protocol):
    """Aware UTC time."""

    def __call__(self) -> datetime: ...


class NewId(Protocol):
    """A fresh UUIDv7."""

    def __call__(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRecord:
    """A paper that was made: the value it was laid out from, and the hash of its bytes.

    ``original`` is false for a reprint. The bytes lie in the sealed folder under ``sha256``.
    """

    id: str
    application_id: ApplicationId
    kind: PaperKind
    number: str
    sha256: str
    made_at: datetime
    made_by: str
    original: bool
    paper: Paper
    printed_at: datetime | None = None
    """When it first really left the printer, or was saved for the applicant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlobUse:
    """A sealed file that an outbox message promises to bring along."""

    sha256: str
    size: int
    media_type: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened at this window and that the hub must learn.

    ``base`` is the place at the hub of the case as the operator saw it, ``None`` before the hub
    had it. ``body`` is JSON data.
    """

    type: str
    entity: str
    base: int | None
    at: datetime
    actor: str
    body: Mapping[str, object]
    blobs: Sequence[BlobUse] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingEnvelope:
    """An outbox row that the hub has not acknowledged; ``line`` holds the exact bytes,
    and the device's signature before them."""

    id: str
    entity: str
    dseq: int
    line: bytes
    blobs: tuple[str, ...]
    type: str = ""


class Applications(Protocol):
    def get(self, application_id: ApplicationId) -> Application | None: ...

    def by_number(self, number: str) -> Application | None: ...

    def add(self, application: Application) -> None: ...

    def save(self, application: Application) -> Application:
        """Compare-and-set on ``application.version``; the answer carries the next version.

        Raises ``StaleVersion`` when somebody saved in between.
        """
        ...

    def several(self, ids: Collection[str]) -> Mapping[str, Application]:
        """Those of ``ids`` that are cases of this store."""
        ...

    def save_told(self, applications: Sequence[Application]) -> None:
        """Like ``save``, of many that differ only in what the hub has told of them: their
        ``delivery`` and ``hub_seq``."""
        ...

    def remove(self, application_id: ApplicationId) -> None:
        """Takes a draft away that turned out to be nobody's; its number is not given again."""
        ...

    def same_day(self, number: str, service: str, day: date) -> tuple[str, ...]:
        """Numbers of the cases opened that local day for this IIN or BIN and service."""
        ...


class Tickets(Protocol):
    def get(self, ticket_id: str) -> Ticket | None: ...

    def save(self, ticket: Ticket) -> None: ...

    def next_waiting(self, center: str, category: str | None = None) -> Ticket | None:
        """The waiting ticket with the earliest arrival."""
        ...


class Counters(Protocol):
    """Sequences that one window owns alone."""

    def next_application(self, center: str, window: int, day: date) -> int: ...

    def next_ticket(self, center: str, window: int, day: date) -> int: ...

    def next_manifest(self, center: str, window: int, day: date) -> int: ...


class Papers(Protocol):
    def add(self, record: PaperRecord) -> None: ...

    def of(self, application_id: ApplicationId) -> tuple[PaperRecord, ...]: ...

    def by_sha256(self, sha256: str) -> PaperRecord | None: ...

    def printed(self, paper_id: str, at: datetime) -> None:
        """Marks the paper; the first mark stays."""
        ...


class Operators(Protocol):
    """People, the hashes of their passwords, wrong tries, and the windows they sit at."""

    def get(self, operator_id: OperatorId) -> Operator | None: ...

    def by_login(self, login: str) -> Operator | None: ...

    def all(self) -> tuple[Operator, ...]: ...

    def save(self, operator: Operator) -> None:
        """Adds, or writes over; the password stays as it was."""
        ...

    def password_of(self, operator_id: OperatorId) -> str | None:
        """The hash; ``None`` before the administrator has set one."""
        ...

    def set_password(self, operator_id: OperatorId, hashed: str) -> None: ...

    def signed_in(self, operator_id: OperatorId, at: datetime) -> None: ...

    def tries(self, key: str) -> Tries:
        """``key`` is a hash: people type passwords where the login belongs."""
        ...

    def save_tries(self, key: str, tries: Tries) -> None: ...

    def forget_tries(self, before: datetime) -> None:
        """Counts whose last try was earlier, and those that were forgiven."""
        ...

    def window(self, number: int) -> Window | None: ...

    def save_window(self, window: Window) -> None: ...


class Shifts(Protocol):
    def get(self, shift_id: ShiftId) -> Shift | None: ...

    def save(self, shift: Shift) -> None: ...

    def not_closed(self) -> tuple[Shift, ...]:
        """Of all windows in this store, also of days gone by."""
        ...

    def left_at(self, center: str, window: int) -> Leftovers: ...


class Editions(Protocol):
    """What the catalogue editor has made of the shipped catalogue."""

    def all(self) -> tuple[CenterEdition, ...]:
        """In the order in which the hub has told of them; those it has not told of yet, last."""
        ...

    def add(self, edition: CenterEdition) -> None:
        """For ever: there are cases under it."""
        ...

    def heard(self, name: str, place: int) -> None:
        """The hub has told of it at this place of its order; told anew, the later place counts."""
        ...

    def proposal(self, proposal_id: str) -> Proposal | None: ...

    def open_proposals(self) -> tuple[Proposal, ...]:
        """Those that wait for the second person, the oldest first."""
        ...

    def save_proposal(self, proposal: Proposal) -> None: ...


class ClosedDays(Protocol):
    def is_closed(self, center: str, day: date) -> bool:
        """Whether the supervisor has answered for that day."""
        ...


class Marks(Protocol):
    """Cases marked for a second look."""

    def waiting_for(self, application_id: str) -> Review | None:
        """One that is decided here before one that is decided elsewhere."""
        ...

    def save(self, review: Review) -> None: ...

    def hands(self, application_id: str) -> tuple[str, ...]:
        """Names of all who worked on the case by the journal; looking at papers is no work."""
        ...

    def brought(self, application_id: str) -> bool:
        """Whether the case was brought here from another window, in whose journal it stands who
        worked on it before."""
        ...


class Outbox(Protocol):
    def put(self, fact: Fact) -> str:
        """Seals ``fact`` into the next envelope of this device; returns the envelope's id."""
        ...

    def pending(self, limit: int) -> tuple[PendingEnvelope, ...]:
        """The oldest unacknowledged envelopes, in the device's order."""
        ...

    def acknowledged(self, envelope_id: str, seq: int | None) -> None: ...

    def refused(self, envelope_id: str, reason: str) -> None:
        """Quarantined: visible, kept whole, in nobody's way."""
        ...


class Audit(Protocol):
    def record(
        self, *, actor: str, action: str, entity: str, at: datetime, details: Mapping[str, object]
    ) -> None:
        """Adds a link to the chain. ``details`` hold codes and hashes, never personal data."""
        ...


class UnitOfWork(Protocol):
    """One transaction. Leaving the block without ``commit()`` rolls back."""

    @property
    def applications(self) -> Applications: ...
    @property
    def tickets(self) -> Tickets: ...
    @property
    def counters(self) -> Counters: ...
    @property
    def papers(self) -> Papers: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def operators(self) -> Operators: ...
    @property
    def shifts(self) -> Shifts: ...
    @property
    def days(self) -> ClosedDays: ...
    @property
    def reviews(self) -> Marks: ...
    @property
    def editions(self) -> Editions: ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
    def commit(self) -> None: ...


class UnitOfWorkFactory(Protocol):
    def __call__(self) -> UnitOfWork: ...


class Blobs(Protocol):
    """Sealed files by the hash of their content; ``put`` returns after the bytes are durable."""

    def put(self, content: bytes) -> str: ...

    def get(self, sha256: str) -> bytes: ...

    def has(self, sha256: str) -> bool: ...


class Signer(Protocol):
    def sign(self, content: bytes, at: datetime) -> SignedRequest:
        """A detached CAdES-BES over ``content``; refuses an unfit key with a coded error."""
        ...


class Typesetter(Protocol):
    """Lays a paper out: the same value gives the same bytes."""

    def __call__(self, paper: Paper) -> bytes: ...


class PasswordHashes(Protocol):
    """Slow on purpose; never called inside a transaction."""

    def hash(self, password: str) -> str: ...

    def verify(self, hashed: str | None, password: str) -> bool:
        """Without a hash it is false too, after the same time."""
        ...

    def outdated(self, hashed: str) -> bool:
        """Whether it was made with weaker parameters than today's."""
        ...
