"""The request as it is signed and sent: one canonical text per case, byte for byte."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from operator_app.domain.applications import Application, Child, Document, Party
from operator_app.domain.checklist import Checklist

VERSION = 1


def canonical_request(
    application: Application, checklist: Checklist, *, accepted_at: datetime, due_on: date
) -> bytes:
    """UTF-8 JSON, keys sorted, no spaces: what the operator's ЭЦП stands under.

    Scans are named by their hashes, so the signature covers every page.
    """
    return canonical(
        {
            "v": VERSION,
            "number": application.number,
            "case_id": application.id,
            "region": application.region,
            "service": application.service,
            "edition": application.edition,
            "language": application.language,
            "center": application.center,
            "window": application.window,
            "operator": application.operator,
            "accepted_at": accepted_at.isoformat(),
            "due_on": due_on.isoformat(),
            "consent": _consent(application),
            "applicant": _party(application.applicant),
            "representative": _representative(application),
            "children": [_child(child) for child in application.children],
            "facts": dict(application.facts),
            "registries": [
                {
                    "system": check.system,
                    "state": check.state.value,
                    "at": check.at.isoformat(),
                    "message_id": check.message_id,
                }
                for check in application.checks
            ],
            "checklist": [
                {"code": row.code, "state": row.state.value, "why": row.why}
                for row in checklist.rows
            ],
            "documents": [_document(document) for document in application.documents],
            "delivery": application.delivery_way.value,
        }
    )


def canonical(value: dict[str, Any]) -> bytes:
    """The one way this project writes JSON that is hashed or signed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _consent(application: Application) -> dict[str, Any] | None:
    consent = application.consent
    if consent is None:
        return None
    return {"answer": consent.answer.value, "at": consent.at.isoformat()}


def _party(party: Party | None) -> dict[str, Any] | None:
    if party is None:
        return None
    return {
        "kind": party.kind.value,
        "number": party.number,
        "surname": party.surname,
        "name": party.name,
        "patronymic": party.patronymic,
        "phone": party.phone,
        "address": party.address,
        "checked": party.checked,
    }


def _representative(application: Application) -> dict[str, Any] | None:
    representative = application.representative
    if representative is None:
        return None
    power = representative.power_of_attorney
    return {
        "party": _party(representative.party),
        "power_of_attorney": {
            "kind": power.kind,
            "number": power.number,
            "issued_on": _day(power.issued_on),
            "valid_until": _day(power.valid_until),
            "notary": power.notary,
        },
    }


def _child(child: Child) -> dict[str, Any]:
    return {
        "iin": child.iin,
        "surname": child.surname,
        "name": child.name,
        "patronymic": child.patronymic,
        "born_on": _day(child.born_on),
        "born_abroad": child.born_abroad,
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "requirement": document.requirement,
        "presented": document.presented.value,
        "valid_until": _day(document.valid_until),
        "scans": [
            {
                "sha256": scan.sha256,
                "size": scan.size,
                "media_type": scan.media_type,
                "name": scan.name,
            }
            for scan in document.scans
        ],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
