"""Backup and restore: the whole profile, checked before anything is touched."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.audit_chain import verify_chain
from db.backup import BackupDamaged, backup
from db.check import check_store
from db.engine import WrongKey
from db.profile import read_profile
from db.repositories.counters import NumbersWait
from db.restore import restore
from operator_app.adapters.keys import training_key
from operator_app.adapters.sealed_files import SealedFolder
from operator_app.domain.applications import Document, Scan
from operator_app.domain.catalogue import Form
from operator_app.wire.envelopes import decode
from operator_app.wire.signed import envelope_of
from tests.db.builders import (
    AT,
    KEY,
    Store,
    a_fact,
    a_party,
    an_application,
    local_day,
)

NOW = datetime(2018, 2, 7, 12, 0, tzinfo=UTC)


@pytest.fixture
def live(tmp_path: Path) -> Store:
    """A store with one case, its scan in the sealed folder."""
    (tmp_path / "live").mkdir()
    store = Store(tmp_path / "live")
    content = b"a page of a made-up certificate"
    sha256 = sealed(store.folder).put(content)
    scan = Scan(sha256=sha256, size=len(content), media_type="image/png", name="page.png")
    document = Document(requirement="identity_document", presented=Form.COPY, scans=(scan,))
    application = an_application(documents=(document,))
    with store.units() as unit:
        unit.applications.add(application)
        unit.outbox.put(a_fact(application, blobs=()))
        unit.audit.record(actor="a", action="b", entity=application.id, at=AT, details={})
        unit.commit()
    return store


def sealed(folder: Path) -> SealedFolder:
    return SealedFolder(folder / "blobs", KEY)


def own_key() -> bytes:
    return KEY


def test_a_backup_of_an_open_store_brings_everything_back(live: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar"
    manifest = backup(live.engine, live.folder, file, at=NOW)
    live.save_all(an_application())
    restore(file, tmp_path / "new", own_key, at=NOW)

    restored = Store(tmp_path / "new")
    assert len(manifest.members) == 2
    assert restored.count("applications") == 1
    assert check_store(restored.engine, sealed(restored.folder)).ok
    restored.engine.dispose()


def test_a_restored_store_starts_a_new_epoch_and_gives_no_numbers(
    live: Store, tmp_path: Path
) -> None:
    file = tmp_path / "backup.tar"
    backup(live.engine, live.folder, file, at=NOW)
    restore(file, tmp_path / "new", own_key, at=NOW)

    restored = Store(tmp_path / "new")
    assert (read_profile(restored.engine).epoch, read_profile(restored.engine).dseq) == (2, 0)
    with pytest.raises(NumbersWait), restored.units() as unit:
        unit.counters.next_application("002", 7, local_day())
    restored.save_all(an_application())
    with restored.units() as unit:
        first = decode(envelope_of(unit.outbox.pending(10)[-1].line))
    assert (first.epoch, first.dseq, first.prev) == (2, 1, None)
    assert verify_chain(restored.engine).broken is None
    restored.engine.dispose()


def test_what_was_there_before_is_kept_aside(live: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar"
    backup(live.engine, live.folder, file, at=NOW)
    live.save_all(an_application())
    live.engine.dispose()
    restore(file, live.folder, own_key, at=NOW)

    (aside,) = live.folder.glob("before-restore-*")
    assert Store(aside).count("applications") == 2
    assert Store(live.folder).count("applications") == 1


def test_a_damaged_scan_is_mended_by_a_restore(live: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar"
    backup(live.engine, live.folder, file, at=NOW)
    (scan,) = (live.folder / "blobs").glob("??/??/*")
    scan.write_bytes(b"damaged")
    assert not check_store(live.engine, sealed(live.folder)).ok
    live.engine.dispose()
    restore(file, live.folder, own_key, at=NOW)

    assert check_store(Store(live.folder).engine, sealed(live.folder)).ok


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def empty(content: bytes) -> bytes:
    return b""


def with_a_stranger(content: bytes) -> bytes:
    target = io.BytesIO(content)
    with tarfile.open(fileobj=target, mode="a") as archive:
        entry = tarfile.TarInfo("../outside")
        entry.size = 1
        archive.addfile(entry, io.BytesIO(b"x"))
    return target.getvalue()


@pytest.mark.parametrize("damage", [cut, flipped, empty, with_a_stranger])
def test_a_backup_that_is_not_whole_touches_nothing(
    live: Store, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / "backup.tar"
    backup(live.engine, live.folder, file, at=NOW)
    live.engine.dispose()
    file.write_bytes(damage(file.read_bytes()))
    before = listing(live.folder)

    with pytest.raises(BackupDamaged):
        restore(file, live.folder, own_key, at=NOW)
    assert listing(live.folder) == before
    assert not (tmp_path / "outside").exists()


def test_a_backup_of_another_key_touches_nothing(live: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar"
    backup(live.engine, live.folder, file, at=NOW)
    live.engine.dispose()
    before = listing(live.folder)

    with pytest.raises(WrongKey):
        restore(file, live.folder, lambda: bytes(32), at=NOW)
    assert listing(live.folder) == before


def test_a_training_backup_brings_its_marked_keys(tmp_path: Path) -> None:
    folder = tmp_path / "training"
    store = Store(folder_made(folder), training_key(folder, "store"))
    store.save_all(an_application())
    file = tmp_path / "backup.tar"
    backup(store.engine, folder, file, at=NOW)
    store.engine.dispose()
    restore(file, tmp_path / "new", own_key, at=NOW)

    restored = Store(tmp_path / "new", training_key(tmp_path / "new", "store"))
    assert restored.count("applications") == 1


def test_made_up_cases_do_not_take_the_place_of_real_ones(live: Store, tmp_path: Path) -> None:
    folder = folder_made(tmp_path / "training")
    store = Store(folder, training_key(folder, "store"))
    backup(store.engine, folder, tmp_path / "backup.tar", at=NOW)

    with pytest.raises(BackupDamaged):
        restore(tmp_path / "backup.tar", live.folder, own_key, at=NOW)


def test_no_name_and_no_iin_stands_readable_in_any_file(live: Store, tmp_path: Path) -> None:
    canary = a_party(number="690310450137", surname="Канарейкина", name="Canarykz")
    live.save_all(an_application(applicant=canary))
    backup(live.engine, live.folder, tmp_path / "backup.tar", at=NOW)

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"store.sqlite", "store.sqlite-wal", "backup.tar"} <= {path.name for path in files}
    for word in ("690310450137", "Канарейкина", "kanareikina", "Canarykz"):
        for encoding in ("utf-8", "utf-16-le"):
            assert [path for path in files if word.encode(encoding) in path.read_bytes()] == []


def folder_made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def listing(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }
