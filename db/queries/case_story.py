"""The story of a case, from the journal and the papers that were made for it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Engine, Row, text

from operator_app.domain.papers import PaperKind
from operator_app.queries.case_story import StoryLine, StoryPaper

TICKET: Final = text("SELECT json_extract(body, '$.ticket_id') FROM applications WHERE id = :case")
JOURNAL: Final = text(
    "SELECT at, actor, action, details FROM audit"
    " WHERE entity IN (:case, :ticket) ORDER BY seq LIMIT :most"
)
PAPERS: Final = text(
    "SELECT id, kind, sha256, original, printed_at FROM papers"
    " WHERE application_id = :case ORDER BY place"
)
MOST_LINES: Final = 1000


class SqlCaseStory:
    """In the order of the journal: a step of the provider stands where this window learned it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, case_id: str) -> tuple[StoryLine, ...]:
        with self._engine.connect() as connection:
            ticket = connection.execute(TICKET, {"case": case_id}).scalar()
            asked = {"case": case_id, "ticket": ticket or case_id, "most": MOST_LINES}
            rows = connection.execute(JOURNAL, asked).all()
            papers = connection.execute(PAPERS, {"case": case_id}).all()
        by_sha256 = {row.sha256: _paper(row) for row in reversed(papers)}
        return tuple(_line(row, by_sha256) for row in rows)


def _line(row: Row[*tuple[Any, ...]], papers: Mapping[str, StoryPaper]) -> StoryLine:
    details: dict[str, object] = json.loads(row.details)
    named = _named(details)
    return StoryLine(
        at=datetime.fromisoformat(row.at),
        who=row.actor,
        code=row.action,
        details={name: value for name, value in details.items() if name not in _HASHES},
        papers=tuple(papers[sha256] for sha256 in named if sha256 in papers),
    )


_HASHES: Final = ("papers", "sha256")
"""Details that name papers; a reader is shown the papers."""


def _named(details: Mapping[str, object]) -> Sequence[str]:
    many, one = details.get("papers"), details.get("sha256")
    if isinstance(many, list):
        return [str(sha256) for sha256 in many]
    return [one] if isinstance(one, str) else []


def _paper(row: Row[*tuple[Any, ...]]) -> StoryPaper:
    return StoryPaper(
        id=row.id,
        kind=PaperKind(row.kind),
        sha256=row.sha256,
        original=bool(row.original),
        printed=row.printed_at is not None,
    )
