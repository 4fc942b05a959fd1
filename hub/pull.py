"""Streams for those who follow them: pages in order, and a wait when there is nothing new."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from starlette.concurrency import run_in_threadpool

from hub.access import Caller
from hub.store.ledger import Ledger, Pages
from hub.store.streams import RowKind, Stream, StreamRow
from operator_app.wire.cases import HubCase
from operator_app.wire.devices import Role
from operator_app.wire.pull import PullAnswer, PulledKind, PulledRow
from operator_app.wire.refusals import OtherStream
from operator_app.wire.told_in_center import OF_CENTER

LOOK_EVERY_S: Final = 0.2
"""How often the hub asks its store for everybody who waits, together."""
_OF_CENTER: Final = tuple(f'"type":"{kind}'.encode() for kind in OF_CENTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """``stream_id`` is the one that ``after`` is a place of; empty when it is the first time."""

    caller: Caller
    stream: Stream
    stream_id: str
    after: int
    limit: int
    wait_s: float


_KINDS: Final = MappingProxyType({kind: PulledKind(kind.value) for kind in RowKind})


class Pulls:
    """A window is told of what it has had a hand in, of all manifests of its center (what lies in
    two bags is found no other way) and of what people there have made of the catalogue. The
    provider and a relay are told of everything."""

    def __init__(self, ledger: Ledger, clock: Callable[[], float] = time.monotonic) -> None:
        self._ledger = ledger
        self._clock = clock
        self._looked: dict[Stream, tuple[float, int]] = {}
        self._looking = asyncio.Lock()

    async def pull(self, asked: Pull) -> PullAnswer:
        """At once when there is something; else after ``wait_s`` at the latest."""
        until = self._clock() + asked.wait_s
        after = asked.after
        while True:
            answer = await run_in_threadpool(self._page, asked, after)
            if answer.rows or answer.more:
                return answer
            after = answer.next
            while await self._newest(asked.stream) <= after:
                left = until - self._clock()
                if left <= 0:
                    return answer
                await asyncio.sleep(min(LOOK_EVERY_S, left))

    def _page(self, asked: Pull, after: int) -> PullAnswer:
        with self._ledger.reading() as pages:
            stream_id = pages.streams.stream_id()
            newest = pages.streams.newest(asked.stream)
            if asked.stream_id not in {"", stream_id} or after > newest:
                raise OtherStream(stream=asked.stream.value)
            found = pages.streams.after(asked.stream, after, asked.limit)
            seen = _visible(pages, asked.caller, found)
            cases = pages.cases.several(seen)
            rows = tuple(
                _row(pages, row, cases.get(row.entity)) for row in found if row.entity in seen
            )
        reached = found[-1].seq if found else min(after + asked.limit, newest)
        return PullAnswer(stream_id=stream_id, rows=rows, next=reached, more=reached < newest)

    async def _newest(self, stream: Stream) -> int:
        """One question to the store for all who wait."""
        async with self._looking:
            at, newest = self._looked.get(stream, (0.0, -1))
            if newest < 0 or self._clock() - at >= LOOK_EVERY_S:
                newest = await run_in_threadpool(self._look, stream)
                self._looked[stream] = (self._clock(), newest)
        return newest

    def _look(self, stream: Stream) -> int:
        with self._ledger.reading() as pages:
            return pages.streams.newest(stream)


def _visible(pages: Pages, caller: Caller, found: Sequence[StreamRow]) -> frozenset[str]:
    entities = frozenset(row.entity for row in found)
    if caller.role is not Role.WINDOW:
        return entities
    seen = pages.pulls.touched(caller.device or "", entities)
    others = {row.entity for row in found if _of_center(row)} - seen
    if not others or caller.center is None:
        return seen
    return seen | pages.pulls.told_in(caller.center, others)


def _of_center(row: StreamRow) -> bool:
    """By the envelope's one spelling; whether it really is one the inbox says."""
    line = row.line
    return line is not None and any(kind in line for kind in _OF_CENTER)


def _row(pages: Pages, row: StreamRow, case: HubCase | None) -> PulledRow:
    over: bytes | None = None
    solved = False
    if row.kind is RowKind.CONFLICT and row.envelope is not None:
        conflict = pages.conflicts.get(row.envelope)
        if conflict is not None:
            solved = conflict.solved_by is not None
            over = pages.inbox.line(conflict.head_envelope) if conflict.head_envelope else None
    return PulledRow(
        seq=row.seq,
        kind=_KINDS[row.kind],
        entity=row.entity,
        line=_text(row.line),
        over=_text(over),
        solved=solved,
        case=case,
    )


def _text(line: bytes | None) -> str | None:
    return None if line is None else line.decode("utf-8")
