"""The routing sheet: where to go with a service that this center does not accept."""

from __future__ import annotations

from operator_app.domain.applications import Application
from operator_app.domain.catalogue import Bilingual, Catalogue, ServiceRecord
from operator_app.domain.papers import Office, Paper, PaperKind, RoutingSheet
from operator_app.domain.paperwork.heads import applicant_line, head_of, service_line
from operator_app.domain.paperwork.phrases import (
    ROUTING_TITLE,
    TERMS,
    filled,
    joined,
    wording,
)
from operator_app.domain.paperwork.rows import to_bring

HOURS = {"chancellery": "working_hours.provider"}
"""The channel whose hours the provider keeps; the others' wordings are named like them."""


def routing_papers(
    routed: Application, record: ServiceRecord, catalogue: Catalogue, office: Office
) -> tuple[Paper, ...]:
    """What to bring is the whole list: nobody asked this person's circumstances."""
    return (
        RoutingSheet(
            head=head_of(PaperKind.ROUTING_SHEET, routed, office, routed.opened_at),
            title=ROUTING_TITLE,
            service=service_line(record, catalogue),
            applicant=None if routed.applicant is None else applicant_line(routed),
            where=tuple(_place(code, catalogue) for code in record.acceptance_channels),
            issued_at=tuple(catalogue.channels[code] for code in record.issue_channels),
            term=filled(TERMS[record.term.unit], n=record.term.value),
            fee=record.fee,
            bring=tuple(to_bring(row, record, catalogue) for row in record.requirements),
        ),
    )


def _place(channel: str, catalogue: Catalogue) -> Bilingual:
    hours = HOURS.get(channel, f"working_hours.{channel}")
    return joined(": ", catalogue.channels[channel], wording(catalogue, hours))
