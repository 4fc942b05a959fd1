"""The lane of scans: files that acknowledged cases have promised, piece by piece."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from operator_app.errors import Corrupted, OperatorAppError, Unavailable
from operator_app.ports import Blobs
from operator_app.sync.gate import Transactions
from operator_app.sync.pace import Growing
from operator_app.sync.store import WaitingScan
from operator_app.sync.turns import NOTHING, Next, Turn

AT_ONCE: Final = 2
"""Uploads at the same time; each holds one file in memory."""
LOOK_AHEAD: Final = 64
"""Files whose place at the hub is asked for in one question."""
PIECE: Final = 256 * 1024
"""Bytes in one request of a line not known yet; what came of it before a break is kept."""
MOST: Final = 8 * 1024 * 1024
"""Of a line known to be quick: each request costs the hub a file, a row and a wait for its disk."""
OTHERS_S: Final = 30.0
"""How long one waits for an upload that another thread has begun."""
TRIES: Final = 3
"""How often a file that the hub calls damaged is sent from its beginning before it is set aside."""
MISMATCH: Final = "hub.blob_mismatch"

_log = logging.getLogger(__name__)


class ScanHub(Protocol):
    """The hub as this lane sees it."""

    def blob_offsets(self, hashes: Sequence[str]) -> Mapping[str, int]:
        """Of those that are not there: how many bytes have arrived already."""
        ...

    def send_piece(self, sha256: str, piece: bytes, offset: int, size: int) -> int:
        """Where the next piece begins: the hub may have more, or less, than was thought."""
        ...


@dataclass(frozen=True, slots=True)
class _Job:
    scan: WaitingScan
    offset: int


@dataclass(slots=True)
class _Desk:
    """What the two uploads share; only touched under the lock."""

    jobs: deque[_Job] = field(default_factory=deque)
    busy: set[str] = field(default_factory=set)
    tries: dict[str, int] = field(default_factory=dict)


class Scans:
    """One turn is one file. Each file that arrived counts at once, whatever becomes of the next.

    Memory is flat: a file at a time for each of the two uploads, however many wait.
    """

    def __init__(
        self,
        units: Transactions,
        blobs: Blobs,
        hub: ScanHub,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._units = units
        self._blobs = blobs
        self._hub = hub
        self._seconds = seconds
        self._piece = Growing(PIECE, MOST)
        self._desk = _Desk()
        self._lock = threading.Condition()

    def __call__(self) -> Turn:
        """Trouble on the way is raised; the file waits on, from where the hub has it."""
        job, changed = self._take()
        if job is None:
            return Turn(next=Next.MORE, changed=changed) if changed else NOTHING
        try:
            self._send(job)
        finally:
            with self._lock:
                self._desk.busy.discard(job.scan.sha256)
                self._lock.notify_all()
        return Turn(next=Next.MORE, changed=changed | {job.scan.entity})

    def others_ended(self, within_s: float = OTHERS_S) -> bool:
        """Waits for uploads that another thread has under way; false if there were none."""
        with self._lock:
            if not self._desk.busy:
                return False
            return self._lock.wait_for(lambda: not self._desk.busy, within_s)

    def _take(self) -> tuple[_Job | None, frozenset[str]]:
        """The next file nobody works on; first, which of those that wait have arrived already."""
        with self._lock:
            changed = frozenset[str]() if self._desk.jobs else self._look()
            if not self._desk.jobs:
                return None, changed
            job = self._desk.jobs.popleft()
            self._desk.busy.add(job.scan.sha256)
            return job, changed

    def _look(self) -> frozenset[str]:
        with self._units() as unit:
            waiting = unit.sync.waiting_scans(LOOK_AHEAD, tuple(self._desk.busy))
        if not waiting:
            return frozenset()
        offsets = self._hub.blob_offsets([scan.sha256 for scan in waiting])
        there = [scan for scan in waiting if scan.sha256 not in offsets]
        if there:
            with self._units() as unit:
                unit.sync.scans_sent([scan.sha256 for scan in there])
                unit.commit()
        self._desk.jobs.extend(
            _Job(scan, offsets[scan.sha256]) for scan in waiting if scan.sha256 in offsets
        )
        return frozenset(scan.entity for scan in there)

    def _send(self, job: _Job) -> None:
        sha256 = job.scan.sha256
        try:
            content = self._blobs.get(sha256)
        except Corrupted as error:
            self._set_aside(sha256, error)
            return
        try:
            self._pieces(sha256, content, job.offset)
        except OperatorAppError as error:
            if error.code == MISMATCH:
                self._damaged(sha256, error)
                return
            if not isinstance(error, Unavailable):
                self._damaged(sha256, error)
            raise
        self._desk.tries.pop(sha256, None)
        with self._units() as unit:
            unit.sync.scans_sent([sha256])
            unit.commit()

    def _pieces(self, sha256: str, content: bytes, offset: int) -> None:
        size = len(content)
        while True:
            piece = content[offset : offset + self._piece.size]
            began = self._seconds()
            try:
                offset = self._hub.send_piece(sha256, piece, offset, size)
            except OperatorAppError:
                self._piece.failed()
                raise
            if len(piece) >= self._piece.size:
                self._piece.sent(self._seconds() - began)
            if offset >= size:
                return

    def _damaged(self, sha256: str, error: OperatorAppError) -> None:
        """The file is whole here, or it would not have opened: it was damaged on the way."""
        tries = self._desk.tries[sha256] = self._desk.tries.get(sha256, 0) + 1
        _log.info("scan not taken: %s", error.code)
        if tries >= TRIES:
            self._desk.tries.pop(sha256)
            self._set_aside(sha256, error)

    def _set_aside(self, sha256: str, error: OperatorAppError) -> None:
        """In nobody's way; a person is told that the page must be scanned again."""
        _log.info("scan set aside: %s", error.code)
        with self._units() as unit:
            unit.sync.scan_lost(sha256, error.code)
            unit.commit()
