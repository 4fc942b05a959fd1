"""What has happened to a case, line by line: who, what, when, which paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from operator_app.domain.papers import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPaper:
    """A paper that a line of the story speaks of; its bytes lie under ``sha256``."""

    id: str
    kind: PaperKind
    sha256: str
    original: bool
    printed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """``code`` is the action of the journal (``case.open``, ``ticket.call``, ``paper.reprint``…).

    The screen chooses the sentence by it and fills in ``details``; nothing here is a sentence.
    """

    at: datetime
    who: str
    code: str
    details: Mapping[str, object]
    papers: tuple[StoryPaper, ...] = ()


class CaseStory(Protocol):
    def __call__(self, case_id: str) -> tuple[StoryLine, ...]:
        """The oldest line first; the moves of the case's ticket stand among its own."""
        ...
