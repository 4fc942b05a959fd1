"""People who may sign in, the hashes of their passwords, their wrong tries, their windows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from db.mapping import moment
from db.models import OperatorRow, TriesRow, WindowRow
from operator_app.domain.operators import Operator, OperatorId, Role, Window
from operator_app.domain.passwords import Tries

_ALL = select(OperatorRow.__table__).order_by(OperatorRow.full_name, OperatorRow.login)
_BY_ID = _ALL.where(OperatorRow.id == bindparam("wanted"))
_BY_LOGIN = _ALL.where(OperatorRow.login == bindparam("wanted"))
_PASSWORD = select(OperatorRow.password).where(OperatorRow.id == bindparam("wanted"))
_CHANGE = update(OperatorRow).where(OperatorRow.id == bindparam("wanted"))
_ADD = insert(OperatorRow)
_SAVE = _ADD.on_conflict_do_update(
    index_elements=[OperatorRow.id],
    set_={name: _ADD.excluded[name] for name in ("full_name", "roles", "active", "language")},
)
_TRIES = select(TriesRow.failed, TriesRow.last_at).where(TriesRow.key == bindparam("wanted"))
_ADD_TRIES = insert(TriesRow)
_SAVE_TRIES = _ADD_TRIES.on_conflict_do_update(
    index_elements=[TriesRow.key],
    set_={name: _ADD_TRIES.excluded[name] for name in ("failed", "last_at")},
)
_FORGET_TRIES = delete(TriesRow).where(
    or_(
        TriesRow.failed == 0,
        TriesRow.last_at.is_(None),
        TriesRow.last_at < bindparam("before"),
    )
)
_WINDOWS = select(WindowRow.__table__).order_by(WindowRow.number)
_WINDOW = _WINDOWS.where(WindowRow.number == bindparam("wanted"))
_WINDOW_FIELDS = ("center", "region", "active", "name", "category")
_ADD_WINDOW = insert(WindowRow)
_SAVE_WINDOW = _ADD_WINDOW.on_conflict_do_update(
    index_elements=[WindowRow.number],
    set_={name: _ADD_WINDOW.excluded[name] for name in _WINDOW_FIELDS},
)


class SqlOperators:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, operator_id: OperatorId) -> Operator | None:
        row = self._connection.execute(_BY_ID, {"wanted": operator_id}).first()
        return None if row is None else operator_from(row)

    def by_login(self, login: str) -> Operator | None:
        row = self._connection.execute(_BY_LOGIN, {"wanted": login}).first()
        return None if row is None else operator_from(row)

    def all(self) -> tuple[Operator, ...]:
        return tuple(operator_from(row) for row in self._connection.execute(_ALL))

    def save(self, operator: Operator) -> None:
        self._connection.execute(
            _SAVE,
            {
                "id": operator.id,
                "login": operator.login,
                "full_name": operator.full_name,
                "roles": " ".join(sorted(operator.roles)),
                "active": operator.active,
                "language": operator.language,
            },
        )

    def password_of(self, operator_id: OperatorId) -> str | None:
        return self._connection.execute(_PASSWORD, {"wanted": operator_id}).scalar()

    def set_password(self, operator_id: OperatorId, hashed: str) -> None:
        self._connection.execute(_CHANGE, {"wanted": operator_id, "password": hashed})

    def signed_in(self, operator_id: OperatorId, at: datetime) -> None:
        self._connection.execute(_CHANGE, {"wanted": operator_id, "last_sign_in_at": moment(at)})

    def tries(self, key: str) -> Tries:
        row = self._connection.execute(_TRIES, {"wanted": key}).first()
        if row is None:
            return Tries()
        last_at = datetime.fromisoformat(row.last_at) if row.last_at else None
        return Tries(failed=row.failed, last_at=last_at)

    def save_tries(self, key: str, tries: Tries) -> None:
        last_at = moment(tries.last_at) if tries.last_at else None
        self._connection.execute(
            _SAVE_TRIES, {"key": key, "failed": tries.failed, "last_at": last_at}
        )

    def forget_tries(self, before: datetime) -> None:
        self._connection.execute(_FORGET_TRIES, {"before": moment(before)})

    def window(self, number: int) -> Window | None:
        row = self._connection.execute(_WINDOW, {"wanted": number}).first()
        return None if row is None else window_from(row)

    def save_window(self, window: Window) -> None:
        self._connection.execute(
            _SAVE_WINDOW,
            {
                "number": window.number,
                "center": window.center,
                "region": window.region,
                "active": window.active,
                "name": window.name,
                "category": window.category,
            },
        )


def operator_from(row: Row[*tuple[Any, ...]]) -> Operator:
    return Operator(
        id=OperatorId(row.id),
        login=row.login,
        full_name=row.full_name,
        roles=frozenset(Role(role) for role in row.roles.split()),
        active=row.active,
        language=row.language,
    )


def window_from(row: Row[*tuple[Any, ...]]) -> Window:
    return Window(
        center=row.center,
        number=row.number,
        region=row.region,
        active=row.active,
        name=row.name,
        category=row.category,
    )
