"""People and windows of a store in memory, and the commands about them."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from operator_app.domain.operators import Operator, OperatorId, Role, Session, Window
from operator_app.domain.shifts import ShiftId
from operator_app.usecases.add_operator import AddOperatorHandler
from operator_app.usecases.change_operator import ChangeOperatorHandler
from operator_app.usecases.close_shift import CloseShiftHandler
from operator_app.usecases.open_shift import OpenShiftHandler
from operator_app.usecases.pause_shift import PauseShiftHandler
from operator_app.usecases.resume_shift import ResumeShiftHandler
from operator_app.usecases.set_password import SetPasswordHandler
from operator_app.usecases.sign_in import SignIn, SignInHandler
from tests.support.fakes import FakeStore
from tests.unit.usecases.counter import AT

PASSWORD = "алма-орык-жузим"
AHMETOVA = Operator(
    id=OperatorId(str(uuid.UUID(int=1))),
    login="ahmetova",
    full_name="Ахметова А. Б.",
    roles=frozenset({Role.OPERATOR}),
)
ADMINISTRATOR = Operator(
    id=OperatorId(str(uuid.UUID(int=2))),
    login="admin",
    full_name="Әкімшінова С. Т.",
    roles=frozenset({Role.ADMINISTRATOR}),
)


class FakeHashes:
    """Remembers what was verified; ``version`` stands for the parameters of the day."""

    def __init__(self, version: int = 1) -> None:
        self.version = version
        self.verified: list[str | None] = []

    def hash(self, password: str) -> str:
        return f"{self.version}:{password[::-1]}"

    def verify(self, hashed: str | None, password: str) -> bool:
        self.verified.append(hashed)
        return hashed is not None and hashed.partition(":")[2] == password[::-1]

    def outdated(self, hashed: str) -> bool:
        return not hashed.startswith(f"{self.version}:")


class Staff:
    """Two people with passwords and two windows; ``at`` can be moved."""

    def __init__(self) -> None:
        self.at = AT
        self.store = FakeStore()
        self.hashes = FakeHashes()
        for person in (AHMETOVA, ADMINISTRATOR):
            self.store.tables.operators[person.id] = person
            self.store.tables.passwords[person.id] = self.hashes.hash(PASSWORD)
        for number in (7, 8):
            self.store.tables.windows[number] = Window(center="002", number=number, region="almaty")
        self.restart()

    def restart(self) -> None:
        """New handlers over the same store, as after a kill."""
        units, now = self.store, self.now
        self.sign_in = SignInHandler(units, now, self.hashes)
        self.add_operator = AddOperatorHandler(units, now)
        self.change_operator = ChangeOperatorHandler(units, now)
        self.set_password = SetPasswordHandler(units, now, self.hashes)
        self.open_shift = OpenShiftHandler(units, now)
        self.pause_shift = PauseShiftHandler(units, now)
        self.resume_shift = ResumeShiftHandler(units, now)
        self.close_shift = CloseShiftHandler(units, now)

    def now(self) -> datetime:
        return self.at

    def signs_in(self, **changes: Any) -> Session:
        command = SignIn(login="ahmetova", password=PASSWORD, window=7)
        return self.sign_in(replace(command, **changes))

    def change(self, person: Operator, **changes: Any) -> None:
        self.store.tables.operators[person.id] = replace(person, **changes)


def a_session(window: int = 7, person: Operator = AHMETOVA) -> Session:
    return Session(operator=person, window=window, center="002", region="almaty", since=AT)


def a_shift_id() -> ShiftId:
    return ShiftId(str(uuid.uuid4()))
