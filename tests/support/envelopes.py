"""Envelopes as a window would make them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from operator_app.adapters.device_keys import DeviceKey
from operator_app.wire.cases import (
    CASE_CORRECT,
    CASE_HAND_OVER,
    CASE_ISSUE,
    CASE_KEEP,
    CASE_REOPEN,
    CASE_SUBMIT,
)
from operator_app.wire.catalogue import (
    CATALOGUE_EDITION,
    CATALOGUE_PROPOSE,
    CATALOGUE_SETTLE,
)
from operator_app.wire.devices import Enrolment, proven, text_of, token_hash
from operator_app.wire.envelopes import BlobRef, Envelope, digest, encode
from operator_app.wire.manifests import (
    MANIFEST_ACCEPT,
    MANIFEST_DISCREPANCY,
    MANIFEST_HAND_OVER,
    MANIFEST_OPEN,
    MANIFEST_PUT,
    MANIFEST_SEAL,
    MANIFEST_TAKE_OUT,
    MANIFEST_UNSEAL,
)
from operator_app.wire.signed import seal
from operator_app.wire.supervision import (
    DAY_CLOSED,
    QUESTIONNAIRE_ANSWERED,
    REVIEW_DECIDED,
    REVIEW_MARKED,
)

DEVICE = "002-07"
CENTER = "002"
MANIFEST = "002-07-180206-001-4"
SHA = hashlib.sha256(b"request").hexdigest()
SUBMITTED: Final = {
    "number": "002-07-180206-0001-K",
    "service": "guardianship_certificate",
    "edition": "almaty-2017",
    "region": "almaty",
    "accepted_at": "2018-02-06T04:20:00+00:00",
    "due_on": "2018-02-13",
    "delivery": "gateway",
    "request": SHA,
}
ENDED: Final = {"number": "002-07-180206-0001-K", "service": "", "edition": "almaty-2017"}
BODIES: Final[dict[str, dict[str, Any]]] = {
    CASE_SUBMIT: SUBMITTED,
    CASE_CORRECT: {**SUBMITTED, "revision": 2, "replaces": SHA},
    CASE_REOPEN: {"number": "002-07-180206-0001-K", "revision": 1},
    CASE_KEEP: {"number": "002-07-180206-0001-K", "revision": 1},
    CASE_HAND_OVER: {"number": "002-07-180206-0001-K", "from": 7, "to": 8},
    CASE_ISSUE: {
        "number": "002-07-180206-0001-K",
        "decision": "grant",
        "decided_on": "2018-02-12",
    },
    "case.refuse": {
        "number": "002-07-180206-0001-K",
        "service": "guardianship_certificate",
        "edition": "almaty-2017",
        "missing": ["birth_certificate"],
        "standard_appendix": 2,
    },
    "case.abandoned": ENDED,
    "case.consent_refused": ENDED,
    "case.data_unavailable": ENDED,
    "case.routed": ENDED,
    MANIFEST_OPEN: {
        "number": MANIFEST,
        "center": CENTER,
        "window": 7,
        "day": "2018-02-06",
        "provider": "almaty-2017",
    },
    MANIFEST_PUT: {"number": MANIFEST, "package": "002-07-180206-0001-4"},
    MANIFEST_TAKE_OUT: {"number": MANIFEST, "package": "002-07-180206-0001-4"},
    MANIFEST_SEAL: {"number": MANIFEST, "seal": "KZ 1", "packages": ["002-07-180206-0001-4"]},
    MANIFEST_UNSEAL: {"number": MANIFEST, "seal": "KZ 1", "remark": "torn"},
    MANIFEST_HAND_OVER: {"number": MANIFEST, "seal": "KZ 1", "to": "Серіков Б."},
    MANIFEST_ACCEPT: {
        "number": MANIFEST,
        "seal": "KZ 1",
        "to": "Жұмабаева Л.",
        "came": [{"number": "002-07-180206-0001-4"}],
    },
    MANIFEST_DISCREPANCY: {
        "number": MANIFEST,
        "seal": "KZ 2",
        "to": "Жұмабаева Л.",
        "came": [{"number": "002-07-180206-0001-4", "opened": True}],
        "remark": "opened on the way",
        "act": SHA,
    },
    CATALOGUE_PROPOSE: {"content": "{}"},
    CATALOGUE_SETTLE: {"content": "{}"},
    CATALOGUE_EDITION: {"content": "{}"},
    DAY_CLOSED: {"content": "{}"},
    REVIEW_MARKED: {"content": "{}"},
    REVIEW_DECIDED: {"content": "{}"},
    QUESTIONNAIRE_ANSWERED: {"content": "{}"},
    "ticket.issue": {"label": "G-001", "category": "guardianship", "day": "2018-02-06"},
    "ticket.call": {"label": "G-001", "window": 7},
    "shift.open": {"center": CENTER, "day": "2018-02-06", "window": 7, "state": "open"},
    "shift.close": {
        "center": CENTER,
        "day": "2018-02-06",
        "window": 7,
        "state": "closed",
        "rested_s": 600,
        "remark": False,
    },
}
"""A body for each type, as a window of this version says it."""


def an_id(number: int) -> str:
    return f"0190d2b4-0000-7000-8000-{number:011d}a"


def an_envelope(number: int = 1, **changes: Any) -> Envelope:
    """The ``number``-th fact of a device, about a case of its own."""
    kind = changes.get("type", CASE_SUBMIT)
    envelope = Envelope(
        id=an_id(number),
        type=kind,
        device=DEVICE,
        epoch=0,
        dseq=number,
        prev=None if number == 1 else hashlib.sha256(str(number).encode()).hexdigest(),
        actor="operator",
        entity=an_id(1_000_000 + number),
        at=datetime(2018, 2, 6, 4, 20, tzinfo=UTC),
        body=BODIES.get(kind, {}),
    )
    return msgspec.structs.replace(envelope, **changes)


def an_encoded(number: int = 1, **changes: Any) -> bytes:
    """Its bytes, not signed."""
    return encode(an_envelope(number, **changes))


class Device:
    """A window with a key of its own, which says one thing after another."""

    def __init__(self, name: str = DEVICE, seed: int = 7) -> None:
        self.name = name
        self.key = DeviceKey(bytes([seed]) * 32)
        self.token = f"token of {name} {seed}"
        self.epoch = 0
        self.dseq = 0
        self.prev: str | None = None
        self._first_id = seed * 1_000_000

    def envelope(self, **changes: Any) -> Envelope:
        """The next one, not yet said; ``case`` is a number that names its entity."""
        number = self._first_id + self.epoch * 100_000 + self.dseq + 1
        case = changes.pop("case", None)
        if case is not None:
            changes["entity"] = an_id(50_000_000 + case)
        its = {
            "device": self.name,
            "epoch": self.epoch,
            "dseq": self.dseq + 1,
            "prev": self.prev,
            "id": an_id(number),
            "entity": an_id(1_000_000_000 + number),
        }
        return an_envelope(**{**its, **changes})

    def says(self, **changes: Any) -> bytes:
        """The signed line of the next message, after which the chain goes on."""
        content = encode(self.envelope(**changes))
        self.dseq += 1
        self.prev = digest(content)
        return self.sealed(content)

    def sealed(self, content: bytes) -> bytes:
        return seal(content, self.key.sign)

    def restored(self) -> None:
        """Its store was put back from a copy."""
        self.epoch, self.dseq, self.prev = self.epoch + 1, 0, None

    def enrolment(self, code: str, *, center: str = CENTER, window: int = 7) -> Enrolment:
        hashed = token_hash(self.token)
        return Enrolment(
            code=code,
            device=self.name,
            public_key=text_of(self.key.public),
            token_sha256=hashed,
            center=center,
            window=window,
            proof=text_of(self.key.sign(proven(code, self.name, hashed))),
        )


def lines(count: int, device: Device | None = None) -> list[bytes]:
    """The first ``count`` submissions of a device, each of a case of its own."""
    device = device or Device()
    return [device.says(id=an_id(n), entity=an_id(1_000_000 + n)) for n in range(1, count + 1)]


def a_line(number: int = 1, **changes: Any) -> bytes:
    """The ``number``-th of ``lines``; ``changes`` make it another one at the same place."""
    device = Device()
    for before in range(1, number):
        device.says(id=an_id(before), entity=an_id(1_000_000 + before))
    its = {"id": an_id(number), "entity": an_id(1_000_000 + number)}
    return device.says(**{**its, **changes})


def a_blob(content: bytes) -> BlobRef:
    return BlobRef(
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        type="image/png",
        role="scan",
    )
