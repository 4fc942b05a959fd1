"""The people of a center over the fakes, with every command about them and their shifts."""

from __future__ import annotations

from datetime import datetime

from operator_app.domain.operators import (
    Operator,
    OperatorId,
    Role,
    Session,
    Window,
)
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

ADMIN = OperatorId("admin-1")
OPERATOR = OperatorId("o-1")
NOBODY = OperatorId("nobody")
PASSWORD = "сенім-құпия-17"


class FakeHashes:
    """A hash that can be read; ``old`` ones are to be renewed."""

    def hash(self, password: str) -> str:
        return f"new:{password}"

    def verify(self, hashed: str | None, password: str) -> bool:
        return hashed is not None and hashed.partition(":")[2] == password

    def outdated(self, hashed: str) -> bool:
        return hashed.startswith("old:")


class Center:
    def __init__(self) -> None:
        self.at = AT
        self.store = FakeStore()
        self.hashes = FakeHashes()
        with self.store() as unit:
            unit.operators.save(a_person(ADMIN, "admin", Role.ADMINISTRATOR))
            unit.operators.save(a_person(OPERATOR, "akhmetova", Role.OPERATOR))
            unit.operators.set_password(OPERATOR, f"new:{PASSWORD}")
            unit.operators.save_window(Window(center="002", number=7, region="almaty"))
            unit.operators.save_window(
                Window(center="002", number=9, region="almaty", active=False)
            )
            unit.commit()
        self.add = AddOperatorHandler(self.store, self.now)
        self.change = ChangeOperatorHandler(self.store, self.now)
        self.set_password = SetPasswordHandler(self.store, self.now, self.hashes)
        self.open = OpenShiftHandler(self.store, self.now)
        self.pause = PauseShiftHandler(self.store, self.now)
        self.resume = ResumeShiftHandler(self.store, self.now)
        self.close = CloseShiftHandler(self.store, self.now)

    def now(self) -> datetime:
        return self.at

    def sign_in(
        self, login: str = "akhmetova", password: str = PASSWORD, window: int = 7
    ) -> Session:
        handler = SignInHandler(self.store, self.now, self.hashes)
        return handler(SignIn(login=login, password=password, window=window))

    def person(self, operator_id: OperatorId) -> Operator:
        return self.store.tables.operators[operator_id]


def a_person(operator_id: OperatorId, login: str, *roles: Role) -> Operator:
    return Operator(id=operator_id, login=login, full_name=f"Т. {login}", roles=frozenset(roles))


def a_session(operator_id: OperatorId = OPERATOR, window: int = 7) -> Session:
    person = a_person(operator_id, str(operator_id), Role.OPERATOR)
    return Session(operator=person, window=window, center="002", region="almaty", since=AT)
