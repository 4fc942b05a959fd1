"""What an administrator may set at the hub, and the limits it keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from operator_app.errors import RuleViolation
from operator_app.wire.refusals import TrainingNeedsLoopback

MEGABYTE: Final = 1024 * 1024
MOST_ENVELOPES: Final = 100
"""In one push."""
MOST_BLOB_BYTES: Final = 64 * MEGABYTE
MOST_RESULT_BYTES: Final = 256 * 1024
"""Of a result that its provider signed, each of its two files."""
PART_BYTES: Final = 4 * MEGABYTE
"""Of a scan that comes in parts this much is put on the disk at a time."""
GIVEN_UP_AFTER: Final = timedelta(days=7)
"""Parts of a scan that nobody has gone on with for so long are dropped when the hub starts."""
MOST_BLOBS_ASKED: Final = 500
MOST_QUESTION_BYTES: Final = 64 * 1024
"""Any other body."""
MOST_REPLY_BYTES: Final = 4 * MEGABYTE
"""Of a registry."""
BODY_TIMEOUT_S: Final = 120.0
"""A body that comes slower holds a connection for nothing."""
UPLOADS_AT_ONCE: Final = 4
"""Bounds the memory that scans take on their way to the disk."""
HEADERS_S: Final = 10.0
"""A connection that has not said by then what it wants is closed."""
MOST_HEADER_BYTES: Final = 16 * 1024
REQUEST_S: Final = 60.0
"""Any other call that takes longer is given up; the window asks again."""
MOST_AT_ONCE: Final = 64
"""Calls under way, of each kind of work. One more is told to come again."""
MOST_OF_ONE_CALLER: Final = 16
THREADS: Final = 8
"""As many as the pool has connections: who holds a thread never waits for one."""
RETRY_AFTER_S: Final = 1
STOP_S: Final = 10.0
"""How long a stopping hub waits for answers under way."""
HURRY_S: Final = 0.3
"""The same when whoever started it has gone; what was acknowledged is on the disk."""

GBD_FL: Final = "GBDFL_UniversalServiceSync"
GBD_UL: Final = "GbdulInfoByBin_v2"
ENIS: Final = "ENIS_PowerOfAttorneyCheck"
"""Proposed: no wire format of ЕНИС is public."""

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class TokenMissing(RuleViolation):
    """In training one token stands for everybody; without it the hub would answer nobody."""

    code = "hub.token_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShepSettings:
    """How the hub is known to ШЭП. The codes of services are given out by its operator."""

    url: str
    timeout_s: float
    """Hard limit of one call, from the first byte sent to the last received."""
    sender_id: str
    password: str = field(repr=False)
    requestor_bin: str
    """BIN of the calling organisation (ГБД ЮЛ asks for it)."""
    gbd_fl: str = GBD_FL
    gbd_ul: str = GBD_UL
    enis: str = ENIS


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a hub keeps everything."""

    data: Path
    """Folder of the key, of the scans unless ``scans`` is given, and of the store when it is our
    own."""
    training: bool
    database: str | None = field(default=None, repr=False)
    """Address of a PostgreSQL; without one the store is a file in ``data``."""
    scans: str | None = field(default=None, repr=False)
    """``s3://bucket/prefix``; without one scans are files in ``data``."""
    credentials: Path | None = None
    """Where the service manager hands secrets to this process; else the keyring is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """Where a center's hub relays to, and what it says there to be let in."""

    url: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HubSettings:
    place: Place
    host: str
    port: int
    """0: any free one."""
    until_stdin_closes: bool
    token: str = field(repr=False)
    """In training everybody's; any other hub knows its devices and asks for none."""
    shep: ShepSettings
    upstream: Above | None = None
    """The hub that this one hands everything on to."""

    def __post_init__(self) -> None:
        if self.place.training and self.host not in _LOOPBACK:
            raise TrainingNeedsLoopback(host=self.host)
