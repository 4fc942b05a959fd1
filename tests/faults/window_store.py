"""What a window's store holds, read from a copy: looking must not mend what the kill has left."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Engine, Row, select

from db.check import StoreState, check_store
from db.engine import open_engine
from db.mapping import application_from
from db.models import ApplicationRow, OutboxRow, PaperRow, TicketRow
from db.outbox import PENDING, REFUSED
from db.profile import ProfileMissing, read_profile
from db.profile_folder import STORE
from db.schema import is_current
from operator_app.adapters.keys import training_key
from operator_app.adapters.sealed_files import SealedFolder
from operator_app.domain.applications import Application, State
from operator_app.errors import Corrupted
from operator_app.wire.envelopes import decode, digest
from operator_app.wire.signed import envelope_of
from tests.faults.stories import Story

KEYS = ("store", "blobs")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Everything of the store that a promise may be about."""

    applications: Mapping[str, Application]
    tickets: Mapping[str, str]
    papers: Sequence[Row[Any]]
    envelopes: Sequence[Row[Any]]
    state: StoreState | None
    """Nothing if the store has not come to be yet."""
    blobs: SealedFolder | None

    def papers_of(self, story: Story) -> dict[str, str]:
        """Hashes of the originals by their kind."""
        return {row.kind: row.sha256 for row in self.papers if row.application_id == story.id}

    def marks_of(self, story: Story) -> dict[str, str]:
        """What must never change once it is there: the case's number and its papers."""
        case = self.applications.get(story.id)
        return {} if case is None else {"number": case.number, **self.papers_of(story)}

    def holds(self, content: bytes, sha256: str) -> bool:
        if self.blobs is None:
            return False
        try:
            return self.blobs.get(sha256) == content
        except Corrupted:
            return False


Promise = Callable[[Story, str, Seen], bool]
NOTHING = Seen(applications={}, tickets={}, papers=(), envelopes=(), state=None, blobs=None)


def look(profile: Path) -> Seen:
    """Nobody may have the store open, or the copy would be torn."""
    if not all((profile / f"TRAINING-{key}.key").exists() for key in KEYS):
        return NOTHING
    if not (profile / STORE).exists():
        return NOTHING
    blobs = SealedFolder(profile / "blobs", training_key(profile, "blobs"))
    with tempfile.TemporaryDirectory(prefix="tereze-look-") as folder:
        for file in profile.glob(f"{STORE}*"):
            shutil.copy2(file, folder)
        engine = open_engine(Path(folder) / STORE, training_key(profile, "store"))
        try:
            if not is_current(engine) or not _is_begun(engine):
                return NOTHING
            with engine.connect() as connection:
                bodies = connection.execute(select(ApplicationRow.body)).scalars()
                applications = [application_from(body) for body in bodies]
                tickets = connection.execute(select(TicketRow.id, TicketRow.state)).all()
                papers = connection.execute(select(PaperRow.__table__)).all()
                outbox = select(OutboxRow.__table__).order_by(OutboxRow.place)
                envelopes = connection.execute(outbox).all()
            return Seen(
                applications={one.id: one for one in applications},
                tickets={ticket.id: ticket.state for ticket in tickets},
                papers=papers,
                envelopes=envelopes,
                state=check_store(engine, blobs),
                blobs=blobs,
            )
        finally:
            engine.dispose()


def _is_begun(engine: Engine) -> bool:
    """Killed between its tables and its profile it holds nothing; the next opening goes on."""
    try:
        read_profile(engine)
    except ProfileMissing:
        return False
    return True


def unkept(
    story: Story,
    acknowledged: Iterable[str],
    seen: Seen,
    promises: Mapping[str, Promise] | None = None,
) -> list[str]:
    """I1: what was acknowledged and is not there."""
    promised = PROMISES if promises is None else promises
    gone = []
    for step in acknowledged:
        name, _, row = step.partition(":")
        kept = promised.get(name)
        if kept is not None and not kept(story, row, seen):
            gone.append(f"{story.name}: {step}")
    return gone


def doubles(stories: Sequence[Story], seen: Seen) -> list[str]:
    """I2: cases, tickets, papers and messages that are there more than once, or for nobody."""
    tickets = {story.ticket_id for story in stories}
    found = [f"ticket {one}" for one in seen.tickets if one not in tickets]
    return found + case_doubles(stories, seen)


def case_doubles(stories: Sequence[Story], seen: Seen) -> list[str]:
    cases = {story.id for story in stories}
    found = [f"case {one}" for one in seen.applications if one not in cases]
    numbers = Counter(one.number for one in seen.applications.values())
    papers = Counter((row.application_id, row.kind) for row in seen.papers)
    messages = Counter((row.entity, row.type) for row in seen.envelopes)
    found += [f"number {one}" for one, times in numbers.items() if times > 1]
    found += [f"paper {one}" for one, times in papers.items() if times > 1]
    return found + [f"message {one}" for one, times in messages.items() if times > 1]


def faults(seen: Seen) -> list[str]:
    """I4 and I5, and the chain of messages: no gap, each bound to the one before."""
    if seen.state is None:
        return []
    found = [] if seen.state.ok else [f"store: {seen.state}"]
    places = [row.dseq for row in seen.envelopes]
    if places != list(range(1, len(places) + 1)):
        found.append(f"gap in dseq: {places}")
    lines = [envelope_of(row.line) for row in seen.envelopes]
    bound = all(decode(later).prev == digest(earlier) for earlier, later in pairwise(lines))
    return found if bound else [*found, "an envelope is not bound to the one before"]


def unsent(seen: Seen) -> list[str]:
    """Messages that the hub has not acknowledged."""
    return [
        f"message {row.type} {row.id} is {row.state}"
        for row in seen.envelopes
        if row.state in {PENDING, REFUSED}
    ]


def _case(story: Story, seen: Seen) -> Application | None:
    return seen.applications.get(story.id)


def _ticket_served(story: Story, _row: str, seen: Seen) -> bool:
    return seen.tickets.get(story.ticket_id) == "served"


def _ticket(story: Story, _row: str, seen: Seen) -> bool:
    return seen.tickets.get(story.ticket_id) in {"serving", "served"}


def _opened(story: Story, _row: str, seen: Seen) -> bool:
    case = _case(story, seen)
    return case is not None and case.service == story.case["service"]


def _consent(story: Story, _row: str, seen: Seen) -> bool:
    case = _case(story, seen)
    return case is not None and case.consent is not None


def _people(story: Story, _row: str, seen: Seen) -> bool:
    case = _case(story, seen)
    return (
        case is not None
        and len(case.children) == len(story.case["children"])
        and case.facts == story.case["facts"]
        and (case.representative is not None) == ("representative" in story.case)
    )


def _asked(story: Story, _row: str, seen: Seen) -> bool:
    case = _case(story, seen)
    return case is not None and bool(case.checks)


def document_kept(story: Story, row: str, seen: Seen) -> bool:
    """Every page of the row, byte for byte, once."""
    case = _case(story, seen)
    pages = story.pages(row)
    documents = [one for one in (case.documents if case else ()) if one.requirement == row]
    scans = [scan for document in documents for scan in document.scans]
    return (
        len(documents) == 1
        and len(scans) == len(pages)
        and all(seen.holds(page, scan.sha256) for page, scan in zip(pages, scans, strict=True))
    )


def _ended(story: Story, _row: str, seen: Seen) -> bool:
    """The papers' bytes are looked at by the check of the store."""
    case = _case(story, seen)
    return case is not None and case.state is not State.DRAFT and bool(seen.papers_of(story))


def _left(story: Story, _row: str, seen: Seen) -> bool:
    """The end of a case that makes no paper."""
    case = _case(story, seen)
    return case is not None and case.state is not State.DRAFT


def _sent(story: Story, _row: str, seen: Seen) -> bool:
    """Only a result that is given out later adds a message after the first dispatch."""
    return not [
        row
        for row in seen.envelopes
        if row.entity == story.id and row.type != "case.issue" and row.state == PENDING
    ]


PROMISES: Mapping[str, Promise] = MappingProxyType(
    {
        "ticket": _ticket,
        "service": _opened,
        "consent": _consent,
        "applicant": _people,
        "registries": _asked,
        "document": document_kept,
        "signature": _ended,
        "refusal": _ended,
        "routing": _ended,
        "consent_refused": _left,
        "data_unavailable": _left,
        "ticket_closed": _ticket_served,
        "dispatch": _sent,
    }
)
"""What each line of a rehearsal's journal has promised."""
