"""Signs waiting messages again under a new key of the device: the same bytes, another signature."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Engine, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from db.models import HubFactRow, OutboxRow
from operator_app.adapters.device_keys import DeviceKey
from operator_app.wire.devices import text_of
from operator_app.wire.message_refusals import Unsigned
from operator_app.wire.signed import open_line, seal

_SIGNED_BY: Final = "device_key"
_AT_ONCE: Final = 1000
_WRITE = update(OutboxRow).where(OutboxRow.place == bindparam("at")).values(line=bindparam("again"))


def sign_again(engine: Engine, key: DeviceKey) -> None:
    """Only when the key is another than last time: a store from before there were signatures, or
    one that was restored on another machine, where the old key stays behind. The hub may ask for
    any message again, so all are signed; their bytes, and the chain over them, stay as they are.
    """
    public = text_of(key.public)
    known = select(HubFactRow.value).where(HubFactRow.name == _SIGNED_BY)
    with engine.connect() as connection:
        if connection.execute(known).scalar() == public:
            return
    with engine.begin() as connection:
        _sign_all(connection, key)
        remember = insert(HubFactRow).values(name=_SIGNED_BY, value=public)
        connection.execute(
            remember.on_conflict_do_update(index_elements=["name"], set_={"value": public})
        )


def _sign_all(connection: Connection, key: DeviceKey) -> None:
    after = 0
    while True:
        rows = connection.execute(
            select(OutboxRow.place, OutboxRow.line)
            .where(OutboxRow.place > after)
            .order_by(OutboxRow.place)
            .limit(_AT_ONCE)
        ).all()
        if not rows:
            return
        connection.execute(
            _WRITE,
            [{"at": row.place, "again": seal(_content(row.line), key.sign)} for row in rows],
        )
        after = rows[-1].place


def _content(line: bytes) -> bytes:
    try:
        return open_line(line)[1]
    except Unsigned:
        return line
