"""The check of a whole store tells exactly what is wrong with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from db.backup import STORE
from db.check import StoreState, check_store
from operator_app.adapters.sealed_files import SealedFolder
from operator_app.domain.applications import (
    Application,
    Document,
    Scan,
    Signature,
    SignedResult,
    State,
)
from operator_app.domain.catalogue import Form
from operator_app.domain.corrections import Amendment, Correction, CorrectionDraft, CorrectionId
from tests.db.builders import AT, KEY, Store, a_fact, an_application, an_id

PAGE = 4096


@pytest.fixture
def sealed(store: Store) -> SealedFolder:
    return SealedFolder(store.folder / "blobs", KEY)


@pytest.fixture
def case(store: Store, sealed: SealedFolder) -> Application:
    """A signed case; its four files are in the folder."""
    names = [sealed.put(f"made-up content {n}".encode()) for n in range(4)]
    scan = Scan(sha256=names[0], size=17, media_type="image/png", name="a.png")
    application = an_application(
        documents=(Document(requirement="address", presented=Form.COPY, scans=(scan,)),),
        signature=Signature(
            request_sha256=names[1],
            p7s_sha256=names[2],
            chain_sha256=names[3],
            holder_iin="850417350123",
            holder_name="А. Ахметова",
            certificate_serial="01",
            at=AT,
        ),
    )
    with store.units() as unit:
        unit.applications.add(application)
        unit.audit.record(actor="a", action="b", entity=application.id, at=AT, details={})
        unit.outbox.put(a_fact(application, blobs=()))
        unit.commit()
    return application


def files(store: Store) -> list[Path]:
    return sorted((store.folder / "blobs").glob("??/??/*"))


def test_a_sound_store_is_ok(store: Store, sealed: SealedFolder, case: Application) -> None:
    state = check_store(store.engine, sealed)

    assert state.ok
    assert (state.applications, state.blobs) == (1, 4)


def test_a_lost_and_a_damaged_scan_are_named(
    store: Store, sealed: SealedFolder, case: Application
) -> None:
    lost, damaged, *_ = files(store)
    lost.unlink()
    damaged.write_bytes(damaged.read_bytes()[:-1])
    state = check_store(store.engine, sealed)

    assert not state.ok
    assert (state.missing_blobs, state.damaged_blobs) == ((lost.name,), (damaged.name,))


def test_a_file_of_a_signed_result_is_missed_too(
    store: Store, sealed: SealedFolder, case: Application
) -> None:
    document = sealed.put(b"what the provider signed")
    result = SignedResult(
        document_sha256=document,
        p7s_sha256="ab" * 32,
        chain_sha256="ab" * 32,
        signer="АКИМАТ",
        signer_number="990140001234",
        certificate_serial="01",
        valid_from=AT,
        valid_to=AT,
        signed_at=AT,
    )
    with store.units() as unit:
        unit.applications.save(replace(case, result=result))
        unit.commit()

    assert check_store(store.engine, sealed).missing_blobs == ("ab" * 32,)


def test_a_broken_chain_is_not_ok(store: Store, sealed: SealedFolder, case: Application) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit SET actor = 'somebody else'")
    state = check_store(store.engine, sealed)

    assert not state.ok
    assert state.audit is not None
    assert state.audit.broken is not None


def test_a_row_that_names_a_row_which_is_not_there_is_counted(
    store: Store, sealed: SealedFolder
) -> None:
    with closing(store.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute(
            "INSERT INTO papers (id, application_id, kind, number, sha256, made_at, made_by,"
            " original, paper) VALUES ('p', 'nobody', 'consent', '1', ?, '', '', 1, '{}')",
            ("ab" * 32,),
        )
        cursor.execute("PRAGMA foreign_keys = ON")
    state = check_store(store.engine, sealed)

    assert (state.ok, state.foreign_keys, state.missing_blobs) == (False, 1, ("ab" * 32,))


def test_a_changed_page_is_reported_and_not_raised(
    store: Store, sealed: SealedFolder, case: Application
) -> None:
    with store.engine.connect() as connection:
        root = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'applications'"
        ).scalar_one()
    store.engine.dispose()
    content = bytearray(store.path.read_bytes())
    content[(root - 1) * PAGE + 50] ^= 1
    store.path.write_bytes(content)
    state: StoreState = check_store(store.engine, sealed)

    assert not state.ok
    assert state.integrity


def test_the_files_of_a_version_signed_before_are_looked_at_too(
    store: Store, sealed: SealedFolder, case: Application
) -> None:
    reopened = replace(case, state=State.ACCEPTED).reopened()
    with store.units() as unit:
        unit.applications.save(replace(reopened, documents=()))
        unit.commit()
    files(store)[0].unlink()
    state = check_store(store.engine, sealed)

    assert state.blobs == 4
    assert len(state.missing_blobs) == 1


def test_pages_that_wait_for_a_correction_are_looked_at_too(
    store: Store, sealed: SealedFolder, case: Application
) -> None:
    pages = tuple(
        replace(case.documents[0].scans[0], sha256=sealed.put(f"page {n}".encode()))
        for n in range(3)
    )
    paper = replace(case.documents[0], scans=pages[:1])
    asked = Correction(
        id=CorrectionId(an_id()),
        application_id=case.id,
        number=case.number,
        service=case.service,
        center=case.center,
        amendment=Amendment(documents=(paper,)),
        before=(),
        reason="Донесён документ",
        asked_by="А",
        asked_by_id="a",
        asked_at=AT,
    )
    laid = replace(paper, scans=pages[1:2])
    draft = CorrectionDraft(
        application_id=case.id, by_id="b", at=AT, documents=(laid,), pages=pages[2:]
    )
    with store.units() as unit:
        unit.corrections.save(asked)
        unit.corrections.keep_draft(draft)
        unit.commit()
    before = check_store(store.engine, sealed)
    for page in pages:
        sealed.remove(page.sha256)
    state = check_store(store.engine, sealed)

    assert before.ok
    assert set(state.missing_blobs) == {page.sha256 for page in pages}


def test_a_page_torn_on_its_way_from_the_journal_is_no_damage(
    store: Store, sealed: SealedFolder, case: Application, tmp_path: Path
) -> None:
    """As after a power cut in a checkpoint: the journal has the page, and SQLite reads it there."""
    cut = tmp_path / "cut"
    shutil.copytree(store.folder, cut)
    tear(cut, max(pages_of(cut)))
    after = Store(cut)
    state = check_store(after.engine, sealed)
    after.engine.dispose()

    assert state.integrity == ()
    assert state.ok


def test_a_page_torn_after_it_left_the_journal_is_damage(
    store: Store, sealed: SealedFolder, case: Application
) -> None:
    """The journal still shows it, but is written from its beginning next."""
    with closing(store.engine.raw_connection()) as connection:
        rows = connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    [(_, frames, copied)] = rows
    assert frames == copied > 0
    torn = max(pages_of(store.folder))
    tear(store.folder, torn)

    state = check_store(store.engine, sealed)

    assert not state.ok
    assert any(f"page {torn}" in one for one in state.integrity)


def test_what_a_transaction_that_never_ended_left_in_the_journal_makes_nothing_good(
    store: Store, sealed: SealedFolder, case: Application, tmp_path: Path
) -> None:
    """Killed in a transaction bigger than its memory: the pages are there and count for nothing."""
    store.engine.dispose()
    pages = (store.folder / STORE).stat().st_size // PAGE
    writing, cut = Store(store.folder), tmp_path / "cut"
    with writing.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA cache_size=1")
        connection.exec_driver_sql("UPDATE outbox SET state = state || 'x', type = type || 'x'")
        connection.exec_driver_sql("CREATE TABLE big AS SELECT zeroblob(400000) AS whole")
        shutil.copytree(store.folder, cut)
    writing.engine.dispose()
    spilled = [page for page in pages_of(cut) if page <= pages]
    assert spilled
    tear(cut, spilled[0])
    after = Store(cut)
    state = check_store(after.engine, sealed)
    after.engine.dispose()

    assert not state.ok
    assert any(f"page {spilled[0]}" in one for one in state.integrity)


def tear(folder: Path, page: int) -> None:
    file = folder / STORE
    with file.open("r+b") as torn:
        torn.truncate(max(file.stat().st_size, page * PAGE))
        torn.seek((page - 1) * PAGE + 1024)
        torn.write(b"\x55" * 512)


def pages_of(folder: Path) -> Iterator[int]:
    journal = (folder / f"{STORE}-wal").read_bytes()
    for at in range(32, len(journal), 24 + PAGE):
        yield int.from_bytes(journal[at : at + 4], "big")
