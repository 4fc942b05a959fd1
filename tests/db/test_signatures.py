"""A store under a new device key: the same messages, signed again."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select, update

from db.models import OutboxRow
from db.signatures import sign_again
from operator_app.adapters.device_keys import DeviceKey, DeviceSignature
from operator_app.wire.signed import open_line
from tests.db.builders import DEVICE_KEY, Store, an_application

NEW = DeviceKey(b"n" * 32)


def lines(store: Store) -> list[bytes]:
    with store.engine.connect() as connection:
        return list(connection.execute(select(OutboxRow.line).order_by(OutboxRow.place)).scalars())


def signed_by(key: DeviceKey, line: bytes) -> bool:
    signature, content = open_line(line)
    return DeviceSignature(key.public).verifies(signature, content)


def filled(folder: Path) -> Store:
    store = Store(folder)
    for _ in range(3):
        store.save_all(an_application())
    sign_again(store.engine, DEVICE_KEY)
    return store


def test_each_message_is_signed_by_the_device(tmp_path: Path) -> None:
    assert all(signed_by(DEVICE_KEY, line) for line in lines(filled(tmp_path)))


def test_the_same_key_changes_nothing(tmp_path: Path) -> None:
    store = filled(tmp_path)
    before = lines(store)
    with store.engine.begin() as connection:
        connection.execute(update(OutboxRow).where(OutboxRow.place == 2).values(line=b"touched"))

    sign_again(store.engine, DEVICE_KEY)

    assert lines(store) == [before[0], b"touched", before[2]]


def test_a_new_key_signs_the_same_bytes_again(tmp_path: Path) -> None:
    store = filled(tmp_path)
    before = [open_line(line)[1] for line in lines(store)]

    sign_again(store.engine, NEW)

    assert [open_line(line)[1] for line in lines(store)] == before
    assert all(signed_by(NEW, line) for line in lines(store))


def test_messages_from_before_there_were_signatures_get_one(tmp_path: Path) -> None:
    store = filled(tmp_path)
    signed = lines(store)
    with store.engine.begin() as connection:
        for place, line in enumerate(signed, start=1):
            plain = open_line(line)[1]
            connection.execute(update(OutboxRow).where(OutboxRow.place == place).values(line=plain))

    sign_again(store.engine, NEW)

    assert all(signed_by(NEW, line) for line in lines(store))
