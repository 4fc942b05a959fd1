"""The audit journal as a hash chain: what was changed, removed or reordered is found.

Entries name things by their ids and hold codes and hashes, never personal data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from operator_app.errors import Corrupted

GENESIS = "0" * 64
"""``prev`` of the first entry."""


class AuditBroken(Corrupted):
    """The journal was changed by something other than this program."""

    code = "audit.broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Who did what to which record. ``details`` is canonical JSON, hashed as it stands."""

    seq: int
    at: str
    """UTC, ISO 8601."""
    actor: str
    action: str
    entity: str
    details: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry in its place: bound to everything before it."""

    entry: Entry
    prev: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The first place where the chain does not hold, and how."""

    seq: int
    why: str
    """``gap``, ``prev``, ``hash`` or ``head``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainState:
    """What a walk along the whole chain found."""

    entries: int
    head: str
    broken: Break | None


def canonical_details(details: Mapping[str, object]) -> str:
    """One text for one meaning: keys sorted, no spaces."""
    return json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def canonical_bytes(entry: Entry) -> bytes:
    """A JSON list in a fixed order: no field can borrow letters from its neighbour."""
    fields = [entry.seq, entry.at, entry.actor, entry.action, entry.entity, entry.details]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def link(entry: Entry, prev: str) -> Link:
    """``entry`` bound to the link before it."""
    digest = hashlib.sha256(prev.encode("ascii") + b"\n" + canonical_bytes(entry)).hexdigest()
    return Link(entry=entry, prev=prev, hash=digest)


def verify(links: Iterable[Link], *, last_seq: int, head: str) -> ChainState:
    """Walk the chain to its end.

    ``last_seq`` and ``head`` are kept apart from the chain, so that links cut off its end are
    missed too.
    """
    seq, prev = 0, GENESIS
    for found in links:
        why = _fault(found, seq + 1, prev)
        if why is not None:
            return ChainState(entries=seq, head=prev, broken=Break(seq=seq + 1, why=why))
        seq, prev = seq + 1, found.hash
    if (seq, prev) != (last_seq, head):
        return ChainState(entries=seq, head=prev, broken=Break(seq=seq + 1, why="head"))
    return ChainState(entries=seq, head=prev, broken=None)


def _fault(found: Link, seq: int, prev: str) -> str | None:
    if found.entry.seq != seq:
        return "gap"
    if found.prev != prev:
        return "prev"
    if link(found.entry, prev).hash != found.hash:
        return "hash"
    return None
