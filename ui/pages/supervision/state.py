"""What the supervisor's page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.day_exceptions import DayException
from operator_app.domain.day_figures import DayFigures
from operator_app.domain.days import ClosedDay, DraftRemark
from operator_app.domain.questionnaires import Questionnaire, Results
from operator_app.domain.reviews import Review, ReviewState
from operator_app.usecases.look_at_day import SupervisedDay
from ui.runtime.faces import Busy, Trouble


class Part(StrEnum):
    """The tabs, in their order: what is out of order comes first."""

    EXCEPTIONS = "exceptions"
    DAY = "day"
    REVIEWS = "reviews"
    ANSWERS = "answers"


class By(StrEnum):
    """What the figures of the day are broken down by."""

    HOUR = "hour"
    SERVICE = "service"
    WINDOW = "window"
    MISSING = "missing"


class Did(StrEnum):
    CLOSED = "closed"
    MARKED = "marked"
    APPROVED = "approved"
    RETURNED = "returned"
    SAVED = "saved"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """``name`` is a case's number or a file's name."""

    what: Did
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionState:
    """``seen`` is ``None`` until the first answer has come."""

    part: Part = Part.DAY
    by: By = By.HOUR
    day: date | None = None
    today: date | None = None
    seen: SupervisedDay | None = None
    reviews: tuple[Review, ...] = ()
    chosen: str = ""
    """The key of the exception that is looked at."""
    remarks: Mapping[str, str] = field(default_factory=dict)
    """By the key of the exception, as typed."""
    review: str = ""
    remark: str = ""
    """To the review that is looked at."""
    number: str = ""
    reason: str = ""
    """Of the case that is to be marked."""
    asked: Questionnaire | None = None
    results: Results | None = None
    label: str = ""
    """Of the ticket whose answers came on paper."""
    marks: Mapping[str, int] = field(default_factory=dict)
    """By the question's code; 0 while none is chosen."""
    asking: bool = False
    """Whether the day is to be closed is asked once more."""
    services: Mapping[str, Bilingual] = field(default_factory=dict)
    rows: Mapping[str, Bilingual] = field(default_factory=dict)
    """Names of rows of checklists, by code."""
    reasons: Mapping[str, Bilingual] = field(default_factory=dict)
    """Why a rule calls for a second look, by the rule's code."""
    done: Done | None = None
    working: bool = False
    busy: Busy | None = None
    trouble: Trouble | None = None

    @property
    def figures(self) -> DayFigures | None:
        return self.seen.figures if self.seen is not None else None

    @property
    def closed(self) -> ClosedDay | None:
        return self.seen.closed if self.seen is not None else None

    @property
    def exceptions(self) -> tuple[DayException, ...]:
        return self.seen.exceptions if self.seen is not None else ()

    @property
    def shown_exception(self) -> DayException | None:
        return next((one for one in self.exceptions if one.key == self.chosen), None)

    @property
    def shown_draft(self) -> DraftRemark | None:
        """What is kept of the remark that is looked at, as long as it says the same."""
        said = self.remarks.get(self.chosen, "")
        drafts = self.seen.drafts if self.seen is not None else ()
        return next((one for one in drafts if (one.key, one.text) == (self.chosen, said)), None)

    @property
    def shown_review(self) -> Review | None:
        return next((one for one in self.reviews if one.id == self.review), None)

    @property
    def waiting(self) -> int:
        """How many cases wait for a second look."""
        return sum(one.state is ReviewState.WAITING for one in self.reviews)

    @property
    def silent(self) -> int:
        """How many exceptions have no remark yet."""
        return sum(
            one.needs_remark and not self.remarks.get(one.key, "").strip()
            for one in self.exceptions
        )

    @property
    def open_ones(self) -> int:
        return sum(one.open for one in self.exceptions)

    @property
    def may_close(self) -> bool:
        return (
            self.seen is not None
            and self.closed is None
            and not self.working
            and not (self.open_ones or self.silent)
        )

    @property
    def may_decide(self) -> bool:
        review = self.shown_review
        waits = review is not None and review.state is ReviewState.WAITING
        return waits and not self.working and self.decided_where is None

    @property
    def decided_where(self) -> int | None:
        """The window at which the shown case is decided, if that is another one."""
        review = self.shown_review
        if review is None or review.state is not ReviewState.WAITING or not review.elsewhere:
            return None
        return review.at_window

    @property
    def may_return(self) -> bool:
        return self.may_decide and bool(self.remark.strip())

    @property
    def may_answer(self) -> bool:
        if self.working or self.asked is None or not self.label.strip():
            return False
        return all(self.marks.get(one.code) for one in self.asked.questions)

    @property
    def may_mark(self) -> bool:
        return not self.working and bool(self.number.strip()) and bool(self.reason.strip())
