"""What one file of the catalogue cannot know alone: codes of other files, days of editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from resources.catalogue_format import (
    ActFile,
    CatalogueFiles,
    Fact,
    ServiceEntry,
    StandardFile,
    StandardService,
)

CASE_OPERATORS: dict[str, type] = {
    "fact": str,
    "not": dict,
    "all": list,
    "any": list,
    "any_child": dict,
}
CHILD_OPERATORS: dict[str, type] = {
    "child_born_before": str,
    "child_fact": str,
    "child_age_at_least": int,
    "not": dict,
    "all": list,
    "any": list,
}


@dataclass(frozen=True, slots=True)
class Problem:
    file: str
    place: str
    reason: str


def problems(files: CatalogueFiles) -> Iterator[Problem]:
    """Every contradiction between the files, in the order of reading."""
    yield from _conditions(files)
    for code, wording in files.wordings.items():
        yield from _cited(files, "wordings.json", f"$[{code!r}]", wording)
    for name, standard in files.standards.items():
        yield from _standard(files, name, standard)
    for name, act in files.acts.items():
        yield from _act(files, name, act)
    yield from _editions(files)


def _cited(files: CatalogueFiles, file: str, place: str, fact: Fact) -> Iterator[Problem]:
    if not fact.cites:
        yield Problem(file, f"{place}.cites", "a fact without a citation")
    for index, cite in enumerate(fact.cites):
        if cite.source not in files.sources:
            yield Problem(file, f"{place}.cites[{index}].source", f"unknown source {cite.source!r}")


def _conditions(files: CatalogueFiles) -> Iterator[Problem]:
    seen = set[str]()
    for index, condition in enumerate(files.conditions):
        place = f"$[{index}]"
        if condition.code in seen:
            yield Problem("conditions.json", place, f"condition {condition.code!r} stands twice")
        seen.add(condition.code)
        yield from _cited(files, "conditions.json", place, condition)
        reason = _expression_fault(condition.expression, CASE_OPERATORS)
        if reason:
            yield Problem("conditions.json", f"{place}.expression", reason)


def _expression_fault(expression: Any, operators: dict[str, type]) -> str | None:
    """Why this is no expression that ``domain.conditions`` can read."""
    if not isinstance(expression, dict) or len(expression) != 1:
        return "an expression has exactly one key"
    ((operator, operand),) = expression.items()
    if operator == "by_representative" and operators is CASE_OPERATORS:
        return None if operand is True else "by_representative is always true"
    if not isinstance(operand, operators.get(operator, ())):
        return f"unknown operator or operand: {operator!r}"
    if operator == "child_born_before" and isinstance(operand, str):
        return _day_fault(operand)
    inner = CHILD_OPERATORS if operator == "any_child" else operators
    parts = operand if isinstance(operand, list) else [operand]
    nested = parts if isinstance(operand, (dict, list)) else []
    return next(filter(None, (_expression_fault(part, inner) for part in nested)), None)


def _day_fault(operand: str) -> str | None:
    try:
        date.fromisoformat(operand)
    except ValueError:
        return f"not a day: {operand!r}"
    return None


def _standard(files: CatalogueFiles, name: str, standard: StandardFile) -> Iterator[Problem]:
    yield from _cited(files, name, "$", standard)
    for service, entry in standard.services.items():
        yield from _list(files, name, f"$.services.{service}", entry)


def _list(
    files: CatalogueFiles, name: str, place: str, entry: StandardService
) -> Iterator[Problem]:
    conditions = {condition.code for condition in files.conditions}
    seen = set[str]()
    for index, row in enumerate(entry.requirements):
        at = f"{place}.requirements[{index}]"
        yield from _cited(files, name, at, row)
        if row.code in seen:
            yield Problem(name, f"{at}.code", f"row {row.code!r} stands twice")
        seen.add(row.code)
        if row.condition is not None and row.condition not in conditions:
            yield Problem(name, f"{at}.condition", f"unknown condition {row.condition!r}")
        if (row.required == "conditional") != (row.condition is not None):
            yield Problem(name, f"{at}.condition", "a condition belongs to a conditional row")
    facts: list[tuple[str, Fact | None]] = [
        (f"grounds[{index}]", ground) for index, ground in enumerate(entry.grounds)
    ]
    facts += [("waiting_norm", entry.waiting_norm), ("serving_norm", entry.serving_norm)]
    for part, fact in [*facts, ("fee", entry.fee)]:
        if fact:
            yield from _cited(files, name, f"{place}.{part}", fact)


def _act(files: CatalogueFiles, name: str, file: ActFile) -> Iterator[Problem]:
    act = file.act
    yield from _cited(files, name, "$.act", act)
    if act.region not in files.regions:
        yield Problem(name, "$.act.region", f"unknown region {act.region!r}")
    if act.valid_to < act.valid_from:
        yield Problem(name, "$.act.valid_to", "ends before it begins")
    lists = {standard.code: standard.services for standard in files.standards.values()}
    if act.standard not in lists:
        yield Problem(name, "$.act.standard", f"unknown standard {act.standard!r}")
    for index, service in enumerate(file.services):
        place = f"$.services[{index}]"
        code = service.standard or act.standard
        if code not in lists:
            yield Problem(name, f"{place}.standard", f"unknown standard {code!r}")
        elif service.service not in lists[code]:
            yield Problem(name, f"{place}.service", f"standard {code!r} lacks {service.service!r}")
        yield from _service(files, name, place, service)


def _service(
    files: CatalogueFiles, name: str, place: str, service: ServiceEntry
) -> Iterator[Problem]:
    yield from _cited(files, name, place, service)
    yield from _cited(files, name, f"{place}.term", service.term)
    for field in ("acceptance_channels", "issue_channels"):
        for index, channel in enumerate(getattr(service, field)):
            if channel not in files.channels:
                yield Problem(name, f"{place}.{field}[{index}]", f"unknown channel {channel!r}")
    for field in ("steps5", "steps8", "own_steps"):
        for index, step in enumerate(getattr(service, field)):
            at = f"{place}.{field}[{index}]"
            yield from _cited(files, name, at, step)
            if step.role is not None and step.role not in files.roles:
                yield Problem(name, f"{at}.role", f"unknown role {step.role!r}")
    for field, norm in (("waiting", service.waiting_norm), ("serving", service.serving_norm)):
        if norm:
            yield from _cited(files, name, f"{place}.{field}_norm", norm)


def _editions(files: CatalogueFiles) -> Iterator[Problem]:
    """An edition's name is for ever, and on no day may two of them apply."""
    names = set[str]()
    periods: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for name, file in files.acts.items():
        for index, service in enumerate(file.services):
            place = f"$.services[{index}]"
            if service.edition in names:
                yield Problem(name, f"{place}.edition", f"{service.edition!r} stands twice")
            names.add(service.edition)
            start = service.valid_from or file.act.valid_from
            end = service.valid_to or file.act.valid_to
            others = periods.setdefault((file.act.region, service.service), [])
            if end < start:
                yield Problem(name, f"{place}.valid_to", "ends before it begins")
            if any(start <= last and first <= end for first, last in others):
                yield Problem(
                    name, place, f"{service.edition!r} is in force together with another edition"
                )
            others.append((start, end))
