"""Windows without a store or a screen: real signed messages and small scans, by the thousand.

A thread plays many windows, each with its own key, token and chain. What a window has said stays
pending until the hub has answered for it, so cuts and lost answers are lived through as by a real
one. Run as a program it plays its part of a day, told on the command line.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import random
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import msgspec

from operator_app.adapters.device_keys import DeviceKey
from operator_app.wire.devices import Enrolment, proven, text_of, token_hash
from operator_app.wire.envelopes import BlobRef, Envelope, digest, encode
from operator_app.wire.push import PushAnswer, PushOutcome
from operator_app.wire.signed import seal
from tests.support.envelopes import BODIES

WINDOWS_OF_A_CENTER: Final = 60
BATCH: Final = 100
SCAN_BYTES: Final = 4096
IDLE_S: Final = 0.05
FIRST_TICKET: Final = 1_000_000
CUTS: Final = 20
"""Each center in turn is cut off for this part of the day."""
LOST_ANSWERS: Final = 0.01
COME_AGAIN: Final = HTTPStatus.TOO_MANY_REQUESTS
"""From here on it is not the question that is wrong."""
AGAIN_S: Final = 0.5
ANSWER_S: Final = 10.0
TAKEN: Final = frozenset({PushOutcome.APPLIED, PushOutcome.DUPLICATE})


class NotTaken(Exception):
    """The hub has refused what is right, which ends the benchmark."""

    def __init__(self, status: int, content: bytes) -> None:
        super().__init__(f"HTTP {status}: {content!r}")


class Said(NamedTuple):
    """A message on its way; ``due`` is when it was said, by ``time.monotonic``."""

    id: str
    digest: str
    line: bytes
    due: float
    cut: bool
    """Said while the line was down, so nobody could have had it sooner."""


class LightHub:
    """One connection, opened again when it breaks."""

    def __init__(self, url: str, token: str = "") -> None:
        self._address = urlsplit(url).netloc
        self._connection = http.client.HTTPConnection(self._address, timeout=ANSWER_S)
        self.token = token

    def ask(self, method: str, path: str, content: bytes) -> tuple[int, bytes]:
        """Status and body; raises ``OSError`` or ``HTTPException`` when there is no answer."""
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            self._connection.request(method, path, body=content, headers=headers)
            answer = self._connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise


class LightWindow:
    """Number ``number`` of its region; says things, and remembers their places and digests."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.center = f"{number // WINDOWS_OF_A_CENTER:03}"
        self.name = f"{self.center}-{number % WINDOWS_OF_A_CENTER:02}"
        self.token = f"token of {self.name}"
        self._key = DeviceKey(hashlib.sha256(self.name.encode()).digest())
        self._dseq = 0
        self._prev: str | None = None
        self.pending: list[Said] = []
        self.said: list[tuple[str, str]] = []
        self.scans: dict[str, bytes] = {}

    def enrolment(self, code: str) -> bytes:
        hashed = token_hash(self.token)
        asked = Enrolment(
            code=code,
            device=self.name,
            public_key=text_of(self._key.public),
            token_sha256=hashed,
            center=self.center,
            window=self.number % WINDOWS_OF_A_CENTER,
            proof=text_of(self._key.sign(proven(code, self.name, hashed))),
        )
        return msgspec.json.encode(asked)

    def says(
        self,
        kind: str,
        entity: int,
        due: float,
        *,
        cut: bool = False,
        blobs: tuple[BlobRef, ...] = (),
    ) -> Said:
        """The next message of the chain."""
        self._dseq += 1
        envelope = Envelope(
            id=self._id(0, self._dseq),
            type=kind,
            device=self.name,
            epoch=0,
            dseq=self._dseq,
            prev=self._prev,
            actor=f"operator of {self.name}",
            entity=self._id(1, entity),
            at=datetime.now(UTC),
            blobs=blobs,
            body=BODIES[kind],
        )
        content = encode(envelope)
        self._prev = digest(content)
        said = Said(envelope.id, self._prev, seal(content, self._key.sign), due, cut)
        self.pending.append(said)
        self.said.append((said.id, said.digest))
        return said

    def scans_a_page(self, entity: int) -> BlobRef:
        """Waits here until it is brought."""
        chance = random.Random(f"{self.number} {entity}")
        content = chance.randbytes(SCAN_BYTES)
        sha256 = hashlib.sha256(content).hexdigest()
        self.scans[sha256] = content
        return BlobRef(sha256=sha256, size=len(content), type="image/png", role="scan")

    def _id(self, kind: int, count: int) -> str:
        return f"0190d2b4-{kind:04x}-7000-8000-{self.number:04x}{count:08x}"


@dataclass(kw_only=True)
class Part:
    """What one thread plays: its windows, and what came of it."""

    url: str
    windows: list[LightWindow]
    cases: int
    """Of each window."""
    scan_every: int
    """One case in so many brings a scan."""
    day_s: float
    seed: int
    waits_s: list[float] = field(default_factory=list)
    """From saying to the hub's answer, of what was said while the line was up."""
    again: int = 0
    """Pushes repeated because no answer came, or one was lost on purpose."""
    failed: list[BaseException] = field(default_factory=list)

    def run(self, began: float) -> None:
        try:
            self._play(began)
        except BaseException as error:  # told by the thread that waits for it
            self.failed.append(error)

    def _play(self, began: float) -> None:
        """As a real window: what was said while the hub was busy goes in one push."""
        dice = random.Random(self.seed)
        hub = LightHub(self.url)
        times = deque(self._times(dice))
        while times or any(window.pending or window.scans for window in self.windows):
            now = time.monotonic() - began
            while times and times[0][0] <= now:
                self._say(*times.popleft(), began)
            waiting = [
                window
                for window in self.windows
                if (window.pending or window.scans) and not self._is_cut(window, now)
            ]
            if waiting:
                oldest = min(waiting, key=lambda one: one.pending[0].due if one.pending else now)
                self._send(hub, oldest, dice)
            else:
                time.sleep(min(IDLE_S, max(0.0, times[0][0] - now)) if times else IDLE_S)

    def _say(self, due: float, number: int, step: int, began: float) -> None:
        window = self.windows[number]
        cut = self._is_cut(window, due)
        case, signed = divmod(step, 2)
        if signed:
            brings = case % self.scan_every == 0
            pages = (window.scans_a_page(case),) if brings else ()
            window.says("case.submit", case, began + due, cut=cut, blobs=pages)
            return
        for kind in ("ticket.issue", "ticket.call"):
            window.says(kind, FIRST_TICKET + case, began + due, cut=cut)

    def _times(self, dice: random.Random) -> list[tuple[float, int, int]]:
        """When each window does what: more at noon than in the morning and the evening.

        Twice a case: its ticket first, and the case itself a while later.
        """
        times: list[tuple[float, int, int]] = []
        for number in range(len(self.windows)):
            moments = sorted(self.day_s * dice.betavariate(2, 2) for _ in range(2 * self.cases))
            times += [(moment, number, step) for step, moment in enumerate(moments)]
        return sorted(times)

    def _is_cut(self, window: LightWindow, due: float) -> bool:
        length = self.day_s / CUTS
        start = (int(window.center) + 0.5) * self.day_s / 10 % self.day_s
        return start <= due < start + length

    def _send(self, hub: LightHub, window: LightWindow, dice: random.Random) -> None:
        hub.token = window.token
        while window.pending:
            batch = window.pending[:BATCH]
            try:
                status, content = hub.ask("POST", "/v1/push", b"\n".join(s.line for s in batch))
            except (OSError, http.client.HTTPException):
                status, content = 0, b""
            if 0 != status != HTTPStatus.OK and status < COME_AGAIN:
                raise NotTaken(status, content)
            if status != HTTPStatus.OK:
                self.again += 1
                time.sleep(AGAIN_S)
            elif dice.random() < LOST_ANSWERS:
                self.again += 1
            else:
                self._answered(window, batch, content)
        self._bring_scans(hub, window)

    def _answered(self, window: LightWindow, batch: list[Said], content: bytes) -> None:
        now = time.monotonic()
        results = msgspec.json.decode(content, type=PushAnswer).results
        for said, result in zip(batch, results, strict=True):
            if result.result not in TAKEN:
                raise NotTaken(HTTPStatus.OK, str(result).encode())
            if not said.cut:
                self.waits_s.append(now - said.due)
        del window.pending[: len(batch)]

    def _bring_scans(self, hub: LightHub, window: LightWindow) -> None:
        for sha256 in list(window.scans):
            try:
                status, content = hub.ask("PUT", f"/v1/blobs/{sha256}", window.scans[sha256])
            except (OSError, http.client.HTTPException):
                status, content = 0, b""
            if status in {HTTPStatus.CREATED, HTTPStatus.NO_CONTENT}:
                del window.scans[sha256]
            elif status and status < COME_AGAIN:
                raise NotTaken(status, content)
            else:
                self.again += 1
                time.sleep(AGAIN_S)


def main() -> int:
    """Plays the windows it is told of; waits for a line on its input before the day begins."""
    told = json.loads(sys.argv[1])
    windows = [LightWindow(number) for number in range(told["first"], told["last"])]
    code = LightHub(told["url"])
    for window in windows:
        status, content = code.ask("POST", "/v1/devices", window.enrolment(told["code"]))
        if status != HTTPStatus.OK:
            raise NotTaken(status, content)
    parts = [
        Part(
            url=told["url"],
            windows=windows[thread :: told["threads"]],
            cases=told["cases"],
            scan_every=told["scan_every"],
            day_s=told["day_s"],
            seed=told["first"] + thread,
        )
        for thread in range(told["threads"])
    ]
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.monotonic()
    threads = [threading.Thread(target=part.run, args=(began,)) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for part in parts:
        for error in part.failed:
            raise error
    said = [each for window in windows for each in window.said]
    Path(told["said"]).write_text("".join(f"{a} {b}\n" for a, b in said), encoding="ascii")
    last_s = time.monotonic() - began
    waits = [wait for part in parts for wait in part.waits_s]
    again = sum(part.again for part in parts)
    print(json.dumps({"waits_s": waits, "again": again, "took_s": last_s}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
