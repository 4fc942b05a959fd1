"""Papers that were made, each with the value it was laid out from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from db.mapping import encode, moment, paper_from
from db.models import PaperRow
from operator_app.domain.applications import ApplicationId
from operator_app.domain.papers import PaperKind
from operator_app.ports import PaperRecord

_ALL = select(PaperRow.__table__).order_by(PaperRow.place)
_OF = _ALL.where(PaperRow.application_id == bindparam("wanted"))
_BY_SHA256 = _ALL.where(PaperRow.sha256 == bindparam("wanted")).limit(1)
_ADD = insert(PaperRow)
_PRINTED = update(PaperRow).where(PaperRow.id == bindparam("wanted"), PaperRow.printed_at.is_(None))


class SqlPapers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: PaperRecord) -> None:
        self._connection.execute(
            _ADD,
            {
                "id": record.id,
                "application_id": record.application_id,
                "kind": record.kind.value,
                "number": record.number,
                "sha256": record.sha256,
                "made_at": moment(record.made_at),
                "made_by": record.made_by,
                "original": record.original,
                "paper": encode(record.paper),
                "printed_at": moment(record.printed_at) if record.printed_at else None,
            },
        )

    def of(self, application_id: ApplicationId) -> tuple[PaperRecord, ...]:
        """All of a case, in the order they were made."""
        return tuple(_record(row) for row in self._connection.execute(_OF, _wanted(application_id)))

    def by_sha256(self, sha256: str) -> PaperRecord | None:
        row = self._connection.execute(_BY_SHA256, _wanted(sha256)).first()
        return None if row is None else _record(row)

    def printed(self, paper_id: str, at: datetime) -> None:
        self._connection.execute(_PRINTED, {**_wanted(paper_id), "printed_at": moment(at)})


def _wanted(value: str) -> dict[str, str]:
    return {"wanted": value}


def _record(row: Row[*tuple[Any, ...]]) -> PaperRecord:
    return PaperRecord(
        id=row.id,
        application_id=ApplicationId(row.application_id),
        kind=PaperKind(row.kind),
        number=row.number,
        sha256=row.sha256,
        made_at=datetime.fromisoformat(row.made_at),
        made_by=row.made_by,
        original=row.original,
        paper=paper_from(row.kind, row.paper),
        printed_at=datetime.fromisoformat(row.printed_at) if row.printed_at else None,
    )
