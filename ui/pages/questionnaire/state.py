"""What the applicant's screen shows: a welcome, a question with three marks, thanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from operator_app.domain.questionnaires import Question, Questionnaire
from operator_app.domain.tickets import Ticket
from ui.runtime.faces import Trouble


class Face(StrEnum):
    WELCOME = "welcome"
    QUESTION = "question"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireState:
    """``marks`` by the question's code: as many as were answered so far."""

    asked: Questionnaire | None = None
    ticket: Ticket | None = None
    marks: Mapping[str, int] = field(default_factory=dict)
    thanks: bool = False
    working: bool = False
    trouble: Trouble | None = None

    @property
    def question(self) -> Question | None:
        """The first one without a mark; none while nobody is asked."""
        if self.ticket is None or self.asked is None:
            return None
        return next((one for one in self.asked.questions if one.code not in self.marks), None)

    @property
    def number(self) -> int:
        return len(self.marks) + 1

    @property
    def face(self) -> Face:
        if self.thanks:
            return Face.THANKS
        return Face.WELCOME if self.ticket is None else Face.QUESTION
