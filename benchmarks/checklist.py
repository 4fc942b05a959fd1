"""The checklist of one applicant for the service with the longest list, against 1 ms."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime

from benchmarks.measure import Figure, median_of, report
from operator_app.domain.applications import Application, ApplicationId, Child, Document, Scan
from operator_app.domain.catalogue import Form, ServiceRecord
from operator_app.domain.checklist import Checklist, checklist_of
from resources.load import load_catalogue

LIMIT_MS = 1.0
CALLS = 100


def main() -> int:
    catalogue = load_catalogue()
    record = max(catalogue.services, key=lambda one: len(one.requirements))
    application = _half_full(record)

    def checklist() -> Checklist:
        return checklist_of(application, record, catalogue.conditions, record.valid_from)

    assert len(checklist().rows) == len(record.requirements)
    return report(
        Figure(
            name=f"checklist of {len(record.requirements)} rows",
            value=median_of(checklist, each=CALLS),
            unit="ms",
            limit_name="1 ms",
            limit=LIMIT_MS,
            budget=1.0,
        )
    )


def _half_full(record: ServiceRecord) -> Application:
    """A family with two children who brought every second paper."""
    scan = Scan(sha256="0" * 64, size=1, media_type="image/png", name="page.png")
    return Application(
        id=ApplicationId("00000000-0000-7000-8000-000000000000"),
        number="",
        access_code="",
        center="002",
        window=7,
        operator="",
        region=record.region,
        service=record.service,
        edition=record.edition,
        language="kk",
        opened_at=datetime(2018, 2, 6, 4, 20, tzinfo=UTC),
        children=(
            Child(born_on=date(2006, 5, 1), born_abroad=False),
            Child(born_on=date(2012, 5, 1), born_abroad=False),
        ),
        documents=tuple(
            Document(requirement=row.code, presented=Form.ORIGINAL, scans=(scan,))
            for row in record.requirements[::2]
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
