"""``tereze catalogue``: the regulation this installation works by, as JSON.

With ``--profile``: that of the center whose store lies there, its own editions included.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import msgspec

from operator_app.bootstrap import catalogue_of_profile
from operator_app.cli.catalogue_packages import add_package_commands
from operator_app.cli.store import add_profile, existing_profile
from operator_app.domain.catalogue import (
    Act,
    Catalogue,
    Requirement,
    ServiceRecord,
    Step,
    Term,
)
from operator_app.domain.catalogue_facts import Fact, facts
from operator_app.errors import RuleViolation
from resources.load import load_catalogue


class BadDay(RuleViolation):
    """The day asked for is not a day of the calendar."""

    code = "catalogue.bad_day"


Subparsers = argparse._SubParsersAction  # noqa: SLF001  argparse has no public name for it


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Adds ``catalogue`` with its commands."""
    parser = subparsers.add_parser("catalogue", help="the regulation this installation works by")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _command(commands, "list", _list, "services, their acts and days")
    show = _command(commands, "show", _show, "one service as it applies on a day")
    show.add_argument("service", metavar="SERVICE")
    show.add_argument("--region", required=True)
    show.add_argument("--on", required=True, metavar="DATE", help="YYYY-MM-DD")
    _command(commands, "export", _export, "the whole catalogue")
    _command(commands, "check", _check, "facts without a source or confirmation")
    add_package_commands(commands)


def _command(
    commands: Subparsers[argparse.ArgumentParser],
    name: str,
    answer: Callable[[argparse.Namespace, Catalogue], dict[str, Any]],
    about: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about)

    def run(args: argparse.Namespace) -> int:
        catalogue = (
            catalogue_of_profile(existing_profile(args)) if args.profile else load_catalogue()
        )
        text = json.dumps(answer(args, catalogue), ensure_ascii=False, indent=2)
        sys.stdout.write(f"{text}\n")
        return 0

    parser.set_defaults(run=run)
    add_profile(parser)
    return parser


def _list(_args: argparse.Namespace, catalogue: Catalogue) -> dict[str, Any]:
    return {"services": [_head(record, catalogue) for record in catalogue.records]}


def _show(args: argparse.Namespace, catalogue: Catalogue) -> dict[str, Any]:
    try:
        on = date.fromisoformat(args.on)
    except ValueError as error:
        raise BadDay(value=args.on) from error
    record = catalogue.find(service=args.service, region=args.region, on=on)
    codes = {row.condition for row in record.requirements if row.condition}
    return {
        **_row(record, catalogue),
        "record": msgspec.to_builtins(record),
        "act_record": msgspec.to_builtins(catalogue.act(record.act)),
        "conditions": {
            code: msgspec.to_builtins(catalogue.conditions[code]) for code in sorted(codes)
        },
    }


def _export(_args: argparse.Namespace, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "services": [_row(record, catalogue) for record in catalogue.records],
        "acts": [_act(act) for act in catalogue.acts],
        "conditions": msgspec.to_builtins(catalogue.conditions),
        "roles": msgspec.to_builtins(catalogue.roles),
        "channels": msgspec.to_builtins(catalogue.channels),
        "counter_channels": sorted(catalogue.counter_channels),
        "regions": msgspec.to_builtins(catalogue.regions),
        "wordings": msgspec.to_builtins(catalogue.wordings),
        "sources": catalogue.sources,
        "notes": list(catalogue.notes),
    }


def _check(_args: argparse.Namespace, catalogue: Catalogue) -> dict[str, Any]:
    known = list(facts(catalogue))
    unsourced = [_doubt(fact) for fact in known if not fact.sourced]
    unconfirmed = [_doubt(fact) for fact in known if not fact.confirmed]
    return {
        "facts": len(known),
        "without_source": unsourced,
        "without_confirmation": unconfirmed,
        "counts": {
            "without_source": len(unsourced),
            "without_confirmation": len(unconfirmed),
        },
    }


def _doubt(fact: Fact) -> dict[str, Any]:
    return {"fact": fact.where, "sources": [cite.source for cite in fact.cited.cites]}


def _head(record: ServiceRecord, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "region": record.region,
        "act": catalogue.act(record.act).number,
        "valid_from": record.valid_from.isoformat(),
        "valid_to": record.valid_to.isoformat(),
        "service": record.service,
        "name_ru": record.name.ru,
        "name_kk": record.name.kk,
        "edition": record.edition,
        "at_counter": record.at_counter,
    }


def _row(record: ServiceRecord, catalogue: Catalogue) -> dict[str, Any]:
    """A service in the published format; what it lacks there follows under further keys."""
    return {
        **_head(record, catalogue),
        "channels": {
            "acceptance": list(record.acceptance_channels),
            "issue": list(record.issue_channels),
        },
        "steps": {
            "paragraph5": [_step(step) for step in record.steps5],
            "paragraph8": [_step(step) for step in record.steps8],
        },
        "term": _term(record.term),
        "result_appendices": list(record.result_appendices),
        "refusal_receipt_appendix": record.refusal_receipt_appendix,
        "consent_required": record.consent_required,
        "requirements": [_requirement(row) for row in record.requirements],
        "notes": list(record.notes),
        "base": record.base or None,
        "own_steps": [_step(step) for step in record.own_steps],
        "term_basis": record.term.basis,
        "term_note": record.term.note,
        "consent_cited": record.consent_cited,
        "documents_paragraph": record.documents_paragraph,
        "alternative_groups": _groups(record.requirements),
        "from_state_system": [row.code for row in record.requirements if row.from_state_system],
        "multi": [row.code for row in record.requirements if row.multi],
        "refusal_is_a_result": record.refusal_is_a_result,
        "receipt_after_registration": record.receipt_after_registration,
        "norms": {
            "waiting_minutes": record.waiting_norm.minutes if record.waiting_norm else None,
            "serving_minutes": record.serving_norm.minutes if record.serving_norm else None,
        },
        "texts": _texts(record),
        "details": record.details,
    }


def _texts(record: ServiceRecord) -> dict[str, Any]:
    steps = {"paragraph5": record.steps5, "paragraph8": record.steps8, "own": record.own_steps}
    return {
        "form_of_service": msgspec.to_builtins(record.form_of_service),
        "result": msgspec.to_builtins(record.result),
        "provider": msgspec.to_builtins(record.provider),
        "fee": msgspec.to_builtins(record.fee),
        "operator_process": msgspec.to_builtins(record.operator_process),
        "grounds": msgspec.to_builtins(record.grounds),
        "requirements": {row.code: msgspec.to_builtins(row.name) for row in record.requirements},
        "steps": {part: msgspec.to_builtins(rows) for part, rows in steps.items()},
    }


def _act(act: Act) -> dict[str, Any]:
    whole: dict[str, Any] = msgspec.to_builtins(act)
    return whole


def _step(step: Step) -> dict[str, Any]:
    return {"n": step.n, "role": step.role, "value": step.value, "unit": step.unit}


def _term(term: Term) -> dict[str, Any]:
    return {"value": term.value, "unit": term.unit}


def _requirement(row: Requirement) -> dict[str, Any]:
    return {
        "code": row.code,
        "condition": row.condition,
        "form": row.form,
        "required": row.required,
        "source": row.source,
        "confirmed": row.confirmed is not None,
    }


def _groups(rows: Iterable[Requirement]) -> dict[str, list[str]]:
    """Rows of which one is enough."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        if row.alternative_group:
            groups.setdefault(row.alternative_group, []).append(row.code)
    return groups
