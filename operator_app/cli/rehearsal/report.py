"""What a rehearsal prints and leaves in its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from operator_app.bootstrap import Workplace
from operator_app.cli.rehearsal.play import Steps
from operator_app.domain.applications import (
    Application,
    Decision,
    Delivery,
    PartyKind,
    RegistryState,
    State,
)
from operator_app.domain.catalogue import ServiceRecord
from operator_app.ports import PaperRecord
from operator_app.usecases.look_at_case import CaseView

PAPERLESS = frozenset({State.ROUTED, State.CONSENT_REFUSED, State.DATA_UNAVAILABLE})
"""Endings before anybody looked at the documents: there is no checklist to speak of."""


def report(view: CaseView, workplace: Workplace, steps: Steps, folder: Path) -> dict[str, Any]:
    """The one JSON object on standard output; the files it names are in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    application = view.application
    judged = application.state not in PAPERLESS
    checklist = view.checklist
    return {
        "number": application.number,
        "state": _outcome(view),
        "service": application.service,
        "edition": application.edition,
        "checklist": _checklist(view) if judged else [],
        "missing": _missing(view) if judged else [],
        "open_questions": [row.code for row in checklist.open_questions] if judged else [],
        "due_on": None if application.due_on is None else application.due_on.isoformat(),
        "norm_minutes": _norm(view.record),
        "refusal": _refusal(application),
        "registries": _registries(application),
        "signature": _signature(application, workplace, folder),
        "delivery": {
            "state": _delivery(application.delivery),
            "hub_seq": application.hub_seq,
        },
        "papers": [_paper(record, workplace, folder) for record in view.papers if record.original],
        "warnings": _warnings(view),
        "steps": steps.taken,
    }


def _outcome(view: CaseView) -> str:
    state = view.application.state
    if state is State.DRAFT:
        return "open_questions"
    if view.application.decision is Decision.DECLINE:
        return State.DECLINED.value
    return state.value


def _checklist(view: CaseView) -> list[dict[str, Any]]:
    return [
        {
            "code": row.code,
            "required": row.required,
            "why": row.why,
            "state": row.state.value,
            "source": row.requirement.source,
            "confirmed": row.requirement.confirmed is not None,
            "children": list(row.children),
        }
        for row in view.checklist.rows
    ]


def _missing(view: CaseView) -> list[str]:
    refusal = view.application.refusal
    if refusal is not None:
        return list(refusal.missing)
    return [row.code for row in view.checklist.missing]


def _norm(record: ServiceRecord) -> dict[str, Any] | None:
    norm = record.serving_norm
    if norm is None:
        return None
    minutes = int(norm.minutes) if norm.minutes == int(norm.minutes) else norm.minutes
    return {"value": minutes, "confirmed": norm.confirmed is not None}


def _refusal(application: Application) -> dict[str, Any] | None:
    refusal = application.refusal
    if refusal is None:
        return None
    return {
        "standard_appendix": refusal.standard_appendix,
        "missing": list(refusal.missing),
    }


def _registries(application: Application) -> dict[str, str]:
    organisation = (
        application.applicant is not None and application.applicant.kind is PartyKind.ORGANISATION
    )
    systems = ("gbd_ul" if organisation else "gbd_fl", "enis")
    states = {system: RegistryState.NOT_ASKED.value for system in systems}
    states.update({check.system: check.state.value for check in application.checks})
    return states


def _signature(
    application: Application, workplace: Workplace, folder: Path
) -> dict[str, Any] | None:
    """Written out and checked again from what is in the store, not from memory."""
    signature = application.signature
    if signature is None:
        return None
    blobs = workplace.profile.blobs
    request = blobs.get(signature.request_sha256)
    p7s = blobs.get(signature.p7s_sha256)
    (folder / "request.json").write_bytes(request)
    (folder / "request.p7s").write_bytes(p7s)
    (folder / "chain.pem").write_bytes(blobs.get(signature.chain_sha256))
    verified = workplace.outside.key.verify(request, p7s)
    return {"valid": True, "holder_iin": verified.holder_iin}


def _delivery(delivery: Delivery) -> str:
    """What the provider has counted left with the courier: the contract has no further word."""
    return (Delivery.WITH_COURIER if delivery is Delivery.DELIVERED else delivery).value


def _paper(record: PaperRecord, workplace: Workplace, folder: Path) -> dict[str, Any]:
    name = f"{record.kind.value}.pdf"
    (folder / name).write_bytes(workplace.profile.blobs.get(record.sha256))
    return {
        "kind": record.kind.value,
        "file": name,
        "sha256": record.sha256,
        "barcode": record.paper.head.number_digits,
    }


def _warnings(view: CaseView) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"code": warning, "system": check.system}
        for check in view.application.checks
        for warning in check.warnings
    ]
    if view.same_day:
        found.append({"code": "intake.same_day", "numbers": list(view.same_day)})
    return found
