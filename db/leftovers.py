"""What a window would leave behind: messages unsent, papers unprinted, drafts unsigned, bags."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, text

from operator_app.domain.shifts import Leftovers, UnfinishedCase, UnprintedPaper

MOST_LISTED = 200
"""More of a kind is no list any more; the rest comes up when these are done."""

_UNSENT = text("SELECT count(*) FROM outbox WHERE state = 'pending'")
_REFUSED = text("SELECT count(*) FROM outbox WHERE state = 'refused'")
# CROSS JOIN keeps the order: the few unprinted papers first, never all cases of a window.
UNPRINTED = text(
    "SELECT p.id, p.application_id, p.number, p.kind, p.made_at"
    " FROM papers AS p INDEXED BY ix_papers_unprinted"
    " CROSS JOIN applications AS a ON a.id = p.application_id"
    " WHERE p.printed_at IS NULL AND p.original = 1 AND a.center = :center AND a.window = :window"
    " ORDER BY p.place DESC LIMIT :most"
)
_IN_TRAY = text(
    "SELECT count(*) FROM applications INDEXED BY ix_applications_for_courier"
    " WHERE json_extract(body, '$.delivery') = 'queued'"
    " AND json_extract(body, '$.delivery_way') = 'courier'"
    " AND center = :center AND window = :window"
)
_BAGS = text(
    "SELECT count(*) FROM manifests WHERE state IN ('open', 'sealed') AND own"
    " AND center = :center AND window = :window"
    " AND EXISTS (SELECT 1 FROM packages WHERE manifest_id = manifests.id)"
)
_DRAFTS = text(
    "SELECT id, number, applicant_name, service, opened_at,"
    " json_extract(body, '$.ticket_id') AS ticket_id"
    " FROM applications WHERE state = 'draft' AND center = :center AND window = :window"
    " ORDER BY place DESC LIMIT :most"
)


def leftovers(connection: Connection, center: str, window: int) -> Leftovers:
    """Newest first; the hub's messages are counted for the whole store, which is one window's."""
    here = {"center": center, "window": window, "most": MOST_LISTED}
    return Leftovers(
        in_tray=connection.execute(_IN_TRAY, here).scalar_one(),
        bags=connection.execute(_BAGS, here).scalar_one(),
        unsent=connection.execute(_UNSENT).scalar_one(),
        refused_by_hub=connection.execute(_REFUSED).scalar_one(),
        unprinted=tuple(
            UnprintedPaper(
                id=row.id,
                case_id=row.application_id,
                number=row.number,
                kind=row.kind,
                made_at=datetime.fromisoformat(row.made_at),
            )
            for row in connection.execute(UNPRINTED, here)
        ),
        drafts=tuple(
            UnfinishedCase(
                id=row.id,
                number=row.number,
                applicant_name=row.applicant_name,
                service=row.service,
                opened_at=datetime.fromisoformat(row.opened_at),
                ticket_id=row.ticket_id,
            )
            for row in connection.execute(_DRAFTS, here)
        ),
    )
