"""Made-up values for the store's tests; every name and number here belongs to nobody."""

from __future__ import annotations

import hashlib
import itertools
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select, text

from db.engine import open_engine
from db.migrate import migrate
from db.profile import ensure_profile
from db.profile_folder import Bell
from db.unit_of_work import SqlUnitOfWork, units_of_work
from operator_app.adapters.device_keys import DeviceKey
from operator_app.domain.applications import Application, ApplicationId, Party, PartyKind
from operator_app.ports import BlobUse, Fact
from operator_app.wire.devices import Enrolment, proven, text_of, token_hash
from tests.support.envelopes import SUBMITTED

KEY = bytes(range(32))
AT = datetime(2018, 2, 6, 4, 20, tzinfo=UTC)
DEVICE = "window-002-07"
BLOB = "ab" * 32
DEVICE_KEY = DeviceKey(bytes(range(64, 96)))

_NUMBERS = itertools.count(1)


def an_id() -> str:
    return str(uuid.uuid4())


def a_party(**changes: Any) -> Party:
    party = Party(
        kind=PartyKind.PERSON,
        number="850417350123",
        surname="Әбдірахманова",
        name="Әлия",
        patronymic="Қайратқызы",
        phone="+7 701 555 01 02",
    )
    return replace(party, **changes)


def an_application(**changes: Any) -> Application:
    application = Application(
        id=ApplicationId(an_id()),
        number=f"002-07-180206-{next(_NUMBERS):04}-7",
        access_code="k7m2p9",
        center="002",
        window=7,
        operator="a.akhmetova",
        region="almaty",
        service="guardianship_certificate",
        edition="almaty-2017",
        language="kk",
        opened_at=AT,
        applicant=a_party(),
        facts={"applicant_married": True},
    )
    return replace(application, **changes)


def a_fact(application: Application, **changes: Any) -> Fact:
    fact = Fact(
        type="case.submit",
        entity=application.id,
        base=None,
        at=AT,
        actor=application.operator,
        body={**SUBMITTED, "number": application.number, "service": application.service},
        blobs=(BlobUse(sha256=BLOB, size=10, media_type="image/png", role="scan"),),
    )
    return replace(fact, **changes)


def a_device_key(device: str) -> DeviceKey:
    return DeviceKey(hashlib.sha256(device.encode()).digest())


class Store:
    """A store on the disk, opened as the window opens it."""

    def __init__(self, folder: Path, key: bytes = KEY, *, device: str = DEVICE) -> None:
        self.folder = folder
        self.device = device
        self.device_key = DEVICE_KEY if device == DEVICE else a_device_key(device)
        self.bell = Bell()
        self.path = folder / "store.sqlite"
        self.engine: Engine = open_engine(self.path, key)
        migrate(self.engine)
        ensure_profile(self.engine, device=device, center="002")
        self.units: Callable[[], SqlUnitOfWork] = units_of_work(
            self.engine, an_id, self.device_key.sign, self.bell.ring
        )

    def enrolment(self, code: str) -> Enrolment:
        """How this store's device makes itself known to a hub."""
        token = token_hash(f"token of {self.device}")
        return Enrolment(
            code=code,
            device=self.device,
            public_key=text_of(self.device_key.public),
            token_sha256=token,
            center="002",
            window=7,
            proof=text_of(self.device_key.sign(proven(code, self.device, token))),
        )

    def reader(self) -> Engine:
        return open_engine(self.path, KEY, read_only=True)

    def save_all(self, application: Application) -> None:
        """Rows, audit and outbox in one transaction, as a use case does it."""
        with self.units() as unit:
            unit.applications.add(application)
            unit.audit.record(
                actor=application.operator,
                action="case.accepted",
                entity=application.id,
                at=AT,
                details={"version": application.version},
            )
            unit.outbox.put(a_fact(application))
            unit.commit()

    def count(self, table: str) -> int:
        with self.engine.connect() as connection:
            return int(connection.scalar(select(func.count()).select_from(text(table))) or 0)


def local_day() -> date:
    return date(2018, 2, 6)
