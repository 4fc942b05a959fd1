"""How a case ends at the counter: state, papers, audit and message in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from operator_app.domain.applications import Application
from operator_app.domain.papers import Paper
from operator_app.domain.review_rules import NO_RULES, ReviewRules
from operator_app.ports import (
    Blobs,
    BlobUse,
    Clock,
    Fact,
    NewId,
    PaperRecord,
    Typesetter,
    UnitOfWork,
    UnitOfWorkFactory,
)
from operator_app.usecases.mark_by_rules import mark_by_rules

PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every ending needs from the outside."""

    units: UnitOfWorkFactory
    now: Clock
    new_id: NewId
    blobs: Blobs
    typeset: Typesetter
    rules: ReviewRules = NO_RULES
    """Of the second look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePaper:
    """A paper laid out and durable under its hash, not yet named by any row."""

    paper: Paper
    sha256: str
    size: int


def make_papers(desk: Desk, papers: Sequence[Paper]) -> tuple[MadePaper, ...]:
    """Lays out and stores, before any transaction is open: layout is slow, rows are not."""
    made = []
    for paper in papers:
        pdf = desk.typeset(paper)
        made.append(MadePaper(paper=paper, sha256=desk.blobs.put(pdf), size=len(pdf)))
    return tuple(made)


def paper_blobs(made: Sequence[MadePaper]) -> tuple[BlobUse, ...]:
    return tuple(
        BlobUse(sha256=one.sha256, size=one.size, media_type=PDF, role="paper") for one in made
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One way to end: what happened, with what body and files for the hub."""

    action: str
    body: Mapping[str, object]
    blobs: tuple[BlobUse, ...] = ()
    actor: str = ""
    """Who did it, where that is not the operator who took the case."""
    noted: Mapping[str, object] = field(default_factory=dict)
    """For the journal besides: codes, never personal data."""


def write_ending(
    unit: UnitOfWork,
    desk: Desk,
    ended: Application,
    made: Sequence[MadePaper],
    ending: Ending,
    at: datetime,
) -> Application:
    """Rows, papers, audit and outbox; the caller commits."""
    saved = unit.applications.save(ended)
    actor = ending.actor or saved.operator
    for one in made:
        unit.papers.add(
            PaperRecord(
                id=desk.new_id(),
                application_id=saved.id,
                kind=one.paper.head.kind,
                number=saved.number,
                sha256=one.sha256,
                made_at=at,
                made_by=actor,
                original=True,
                paper=one.paper,
            )
        )
    unit.audit.record(
        actor=actor,
        action=ending.action,
        entity=saved.id,
        at=at,
        details={
            "number": saved.number,
            "state": saved.state.value,
            "papers": [one.sha256 for one in made],
            **ending.noted,
        },
    )
    unit.outbox.put(
        Fact(
            type=ending.action,
            entity=saved.id,
            base=saved.hub_seq,
            at=at,
            actor=actor,
            body=ending.body,
            blobs=(*ending.blobs, *paper_blobs(made)),
        )
    )
    mark_by_rules(unit, desk.rules, saved, desk.new_id, at)
    return saved
