"""Corrections after dispatch: asked for by an operator, decided by a supervisor, never by oneself.

Before dispatch a case is changed by its own operator and signed anew. After it the provider works
by what was signed: a correction says beside it what was wrong, and adds papers, but takes none
away.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from operator_app.domain.applications import (
    FURTHER,
    Application,
    Delivery,
    Document,
    Scan,
    State,
)
from operator_app.domain.checklist import NEEDS_SCAN
from operator_app.domain.differences import Difference, differences
from operator_app.errors import RuleViolation

CorrectionId = NewType("CorrectionId", str)
LONGEST_WORDS: Final = 500
AT_PROVIDER: Final = frozenset({State.ACCEPTED, State.REGISTERED, State.IN_WORK})
"""The provider has the case, and has not decided."""


class NoSuchCorrection(RuleViolation):
    code = "correction.not_found"


class NotDispatched(RuleViolation):
    """The applicant may still change it: the case is taken back and signed anew."""

    code = "correction.not_dispatched"


class TooLateToCorrect(RuleViolation):
    """The provider has decided, or nothing was ever sent."""

    code = "correction.too_late"


class NothingToCorrect(RuleViolation):
    code = "correction.nothing"


class ReasonNeeded(RuleViolation):
    """Whoever decides, and whoever looks a year later, must know why."""

    code = "correction.reason_needed"


class WordsTooLong(RuleViolation):
    code = "correction.too_long"


class AskedAlready(RuleViolation):
    """One request at a time: the next one begins where this one ends."""

    code = "correction.asked_already"


class DecidedAlready(RuleViolation):
    code = "correction.decided_already"


class OwnCorrection(RuleViolation):
    """Whoever asks does not decide."""

    code = "correction.own"


class PaperUnnamed(RuleViolation):
    """A further paper belongs to no row: nobody would know what it is."""

    code = "correction.paper_unnamed"


class PageNeeded(RuleViolation):
    """A copy or an original that was taken leaves its pages behind."""

    code = "correction.page_needed"


class CorrectionState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What shall stand instead; ``None`` leaves a field as it is. Papers are only added."""

    surname: str | None = None
    name: str | None = None
    patronymic: str | None = None
    phone: str | None = None
    address: str | None = None
    documents: tuple[Document, ...] = ()

    def applied(self, case: Application) -> Application:
        """``case`` as corrected; what it holds already is not added twice."""
        applicant = case.applicant
        if applicant is not None:
            fields = ("surname", "name", "patronymic", "phone", "address")
            changes = {
                field: value for field in fields if (value := getattr(self, field)) is not None
            }
            applicant = replace(applicant, **changes)
        corrected = replace(case, applicant=applicant)
        for document in self.documents:
            corrected = corrected.with_document(document)
        return corrected

    def changes(self, case: Application) -> tuple[Difference, ...]:
        """What will be seen to differ."""
        return differences(case, self.applied(case))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A request and what came of it; ``before`` is what stood when it was asked for."""

    id: CorrectionId
    application_id: str
    number: str
    service: str
    center: str
    amendment: Amendment
    before: tuple[Difference, ...]
    reason: str
    asked_by: str
    asked_by_id: str
    asked_at: datetime
    state: CorrectionState = CorrectionState.ASKED
    decided_by: str = ""
    decided_at: datetime | None = None
    remark: str = ""

    def approved(self, by: str, by_id: str, at: datetime, remark: str = "") -> Correction:
        return self._decided(CorrectionState.APPROVED, (by, by_id), at, fitting(remark))

    def refused(self, by: str, by_id: str, at: datetime, remark: str) -> Correction:
        words = fitting(remark)
        if not words:
            raise ReasonNeeded(number=self.number)
        return self._decided(CorrectionState.REFUSED, (by, by_id), at, words)

    def _decided(
        self, state: CorrectionState, who: tuple[str, str], at: datetime, remark: str
    ) -> Correction:
        """Namesakes count as one: better one pair of eyes too many than one too few."""
        by, by_id = who
        if self.state is not CorrectionState.ASKED:
            raise DecidedAlready(number=self.number, by=self.decided_by)
        if by_id == self.asked_by_id or _folded(by) == _folded(self.asked_by):
            raise OwnCorrection(number=self.number)
        return replace(self, state=state, decided_by=by, decided_at=at, remark=remark)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDraft:
    """What one operator has typed and laid for a case and not asked for yet: of that nothing is
    lost either."""

    application_id: str
    by_id: str
    at: datetime
    typed: dict[str, str] = field(default_factory=dict)
    """By the name of the field, as it was typed."""
    documents: tuple[Document, ...] = ()
    pages: tuple[Scan, ...] = ()
    """In no paper yet."""

    @property
    def empty(self) -> bool:
        return not (self.typed or self.documents or self.pages)

    @property
    def scans(self) -> tuple[Scan, ...]:
        """All it names, in papers or not."""
        return (*(scan for paper in self.documents for scan in paper.scans), *self.pages)


def correctable(case: Application, *, changeable: bool) -> Application:
    """Itself, or why it is not corrected this way; ``changeable`` is what the applicant may
    still change at the window, unless the papers have left with the courier."""
    left = case.delivery in {Delivery.WITH_COURIER, Delivery.DELIVERED}
    if (changeable and not left) or case.state is State.DRAFT:
        raise NotDispatched(number=case.number)
    if case.state not in AT_PROVIDER:
        raise TooLateToCorrect(number=case.number, state=case.state.value)
    return case


def added_as_it_should(document: Document, number: str) -> None:
    """Raises what a paper lacks to be added to a case that is signed."""
    if document.requirement == FURTHER and not fitting(document.title):
        raise PaperUnnamed(number=number)
    if document.presented in NEEDS_SCAN and not document.scans:
        raise PageNeeded(number=number)


def reasoned(text: str, number: str) -> str:
    words = fitting(text)
    if not words:
        raise ReasonNeeded(number=number)
    return words


def fitting(text: str) -> str:
    words = " ".join(text.split())
    if len(words) > LONGEST_WORDS:
        raise WordsTooLong(most=LONGEST_WORDS)
    return words


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
