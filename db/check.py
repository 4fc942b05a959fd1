"""Looks at the whole store: pages, keys between rows, the audit chain, every scan named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from sqlalchemy import Connection, Engine, select

from db.audit_chain import verify_chain
from db.engine import StoreDamaged
from db.mapping import application_from
from db.models import (
    ApplicationRow,
    CorrectionDraftRow,
    CorrectionRow,
    ManifestPaperRow,
    OutboxRow,
    PaperRow,
)
from db.repositories.corrections import correction_from, draft_from
from db.torn_pages import cipher_complaints
from operator_app.adapters.sealed_files import BlobDamaged, BlobMissing
from operator_app.domain.applications import Application
from operator_app.domain.audit import ChainState

MOST_NAMED: Final = 100
"""How many faults of a kind are listed; the rest is counted."""


class Sealed(Protocol):
    """The folder of scans, as far as a check needs it."""

    def get(self, sha256: str) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PageToRescan:
    """``page`` counts from one within the document of this requirement."""

    case: str
    requirement: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreState:
    """What was found. ``ok`` is true only if nothing at all is wrong."""

    ok: bool
    integrity: tuple[str, ...]
    """What SQLite and the cipher complain about; empty if all is well."""
    foreign_keys: int
    """Rows that name a row which is not there."""
    applications: int
    audit: ChainState | None
    """Nothing if the damage is such that the chain cannot be read."""
    blobs: int
    missing_blobs: tuple[str, ...]
    damaged_blobs: tuple[str, ...]
    rescan: tuple[PageToRescan, ...]
    """Pages of cases among the missing and the damaged: the applicant's paper shows them again."""


def check_store(engine: Engine, sealed: Sealed) -> StoreState:
    """Read everything once. Takes as long as the store is big; changes nothing."""
    complaints, foreign_keys = _pages(engine)
    try:
        audit: ChainState | None = verify_chain(engine)
        applications, named, pages = _named_blobs(engine)
    except StoreDamaged as error:
        audit, applications, named, pages = None, 0, frozenset(), {}
        complaints = (*complaints, error.code)
    missing, damaged = _look_at(named, sealed)
    faults = complaints or foreign_keys or missing or damaged
    return StoreState(
        ok=not faults and audit is not None and audit.broken is None,
        integrity=complaints,
        foreign_keys=foreign_keys,
        applications=applications,
        audit=audit,
        blobs=len(named),
        missing_blobs=missing[:MOST_NAMED],
        damaged_blobs=damaged[:MOST_NAMED],
        rescan=tuple(page for sha256 in (*missing, *damaged) for page in pages.get(sha256, ()))[
            :MOST_NAMED
        ],
    )


def _pages(engine: Engine) -> tuple[tuple[str, ...], int]:
    complaints: list[str] = []
    foreign_keys = 0
    with engine.connect() as connection:
        try:
            complaints += cipher_complaints(connection)
            rows = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
            complaints += [str(row) for row in rows if row != "ok"]
            foreign_keys = len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
        except StoreDamaged as error:
            complaints.append(error.code)
    return tuple(complaints[:MOST_NAMED]), foreign_keys


_Pages = Mapping[str, Sequence[PageToRescan]]
"""By the hash of the scan."""


def _named_blobs(engine: Engine) -> tuple[int, frozenset[str], _Pages]:
    named: set[str] = set()
    pages: defaultdict[str, list[PageToRescan]] = defaultdict(list)
    applications = 0
    with engine.connect() as connection:
        for application in _applications(connection):
            applications += 1
            named.update(blobs_of(application))
            for sha256, page in _pages_of(application):
                pages[sha256].append(page)
        named.update(_laid_for_corrections(connection))
        for papers in (PaperRow, ManifestPaperRow):
            named.update(connection.execute(select(papers.sha256)).scalars())
        for line in connection.execute(select(OutboxRow.blobs)).scalars():
            named.update(line.split())
    return applications, frozenset(named), pages


def _laid_for_corrections(connection: Connection) -> Iterator[str]:
    """Asked for or not yet: no case names these pages so far."""
    for body in connection.execute(select(CorrectionRow.body)).scalars():
        for paper in correction_from(body).amendment.documents:
            yield from (scan.sha256 for scan in paper.scans)
    for body in connection.execute(select(CorrectionDraftRow.body)).scalars():
        yield from (scan.sha256 for scan in draft_from(body).scans)


def _pages_of(application: Application) -> Iterator[tuple[str, PageToRescan]]:
    for document in application.documents:
        for page, scan in enumerate(document.scans, start=1):
            yield (
                scan.sha256,
                PageToRescan(case=application.number, requirement=document.requirement, page=page),
            )


def _applications(connection: Connection) -> Iterator[Application]:
    bodies = connection.execute(
        select(ApplicationRow.body).execution_options(yield_per=500)
    ).scalars()
    return (application_from(body) for body in bodies)


def blobs_of(application: Application) -> frozenset[str]:
    """Hashes of all scans and signed files that this application, or a version of it, names."""
    signature = application.signature
    signed = (
        (signature.request_sha256, signature.p7s_sha256, signature.chain_sha256)
        if signature
        else ()
    )
    result = application.result
    came = (result.document_sha256, result.p7s_sha256, result.chain_sha256) if result else ()
    scans = (scan.sha256 for document in application.documents for scan in document.scans)
    before = (blobs_of(version) for version in application.signed_before)
    return frozenset((*signed, *came, *scans)).union(*before)


def _look_at(named: frozenset[str], sealed: Sealed) -> tuple[tuple[str, ...], tuple[str, ...]]:
    missing: list[str] = []
    damaged: list[str] = []
    for sha256 in sorted(named):
        try:
            sealed.get(sha256)
        except BlobMissing:
            missing.append(sha256)
        except BlobDamaged:
            damaged.append(sha256)
    return tuple(missing), tuple(damaged)
