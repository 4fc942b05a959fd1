"""The checklist of paragraph 9 for one applicant: each row, its state, and why it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from operator_app.domain.applications import FURTHER, Application, Document, RegistryState
from operator_app.domain.catalogue import (
    Condition,
    Form,
    Need,
    Requirement,
    ServiceRecord,
)
from operator_app.domain.conditions import ChildFacts, KnownFacts, evaluate
from operator_app.errors import RuleViolation


class RowNotInChecklist(RuleViolation):
    """The standard of this service has no such row."""

    code = "intake.row_not_in_checklist"


class RowState(StrEnum):
    SCANNED = "scanned"
    SHOWN = "shown"
    FROM_STATE_SYSTEM = "from_state_system"
    PENDING_STATE_SYSTEM = "pending_state_system"
    NOT_REQUIRED = "not_required"
    MISSING = "missing"
    WRONG_FORM = "wrong_form"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


LACKING = frozenset({RowState.MISSING, RowState.WRONG_FORM, RowState.EXPIRED})
CLOSED_BY_PAPER = frozenset({RowState.SCANNED, RowState.SHOWN})

SATISFIES: dict[Form, frozenset[Form]] = {
    Form.ORIGINAL: frozenset({Form.ORIGINAL}),
    Form.COPY: frozenset({Form.COPY, Form.COPY_WITH_ORIGINAL_FOR_CHECK, Form.ORIGINAL}),
    Form.COPY_WITH_ORIGINAL_FOR_CHECK: frozenset(
        {Form.COPY_WITH_ORIGINAL_FOR_CHECK, Form.ORIGINAL}
    ),
    Form.ORIGINAL_SHOWN_AND_RETURNED: frozenset(
        {Form.ORIGINAL_SHOWN_AND_RETURNED, Form.ORIGINAL, Form.COPY_WITH_ORIGINAL_FOR_CHECK}
    ),
    Form.DATA: frozenset({Form.DATA}),
}
"""Which ways of presenting satisfy each form of the standard."""

APPLICANT_SYSTEMS = frozenset({"gbd_fl", "gbd_ul"})
"""Whose answer about the applicant stands for a paper; a representative's record does not."""

NEEDS_SCAN = frozenset({Form.ORIGINAL, Form.COPY, Form.COPY_WITH_ORIGINAL_FOR_CHECK})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistRow:
    """One row: ``required`` is ``None`` while its condition is unknown.

    ``children`` are the indexes of the children who make a condition about children true.
    """

    requirement: Requirement
    required: bool | None
    why: str
    state: RowState
    children: tuple[int, ...] = ()
    documents: tuple[Document, ...] = ()

    @property
    def code(self) -> str:
        return self.requirement.code

    @property
    def lacking(self) -> bool:
        return self.state in LACKING


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """All rows in the order of the standard."""

    rows: tuple[ChecklistRow, ...]

    @property
    def missing(self) -> tuple[ChecklistRow, ...]:
        """What stands on a refusal receipt: rows that lack their paper, in order."""
        return tuple(row for row in self.rows if row.lacking)

    @property
    def open_questions(self) -> tuple[ChecklistRow, ...]:
        """Rows nobody can judge yet: settled first, never named on a refusal."""
        return tuple(row for row in self.rows if row.state is RowState.UNKNOWN)

    @property
    def complete(self) -> bool:
        return not self.missing and not self.open_questions

    @property
    def in_order(self) -> tuple[ChecklistRow, ...]:
        """What was presented and is as the standard wants it."""
        return tuple(row for row in self.rows if row.state in CLOSED_BY_PAPER)

    @property
    def counted(self) -> tuple[int, int]:
        """Rows closed and rows needed: the bar under the list."""
        needed = [row for row in self.rows if row.required]
        return sum(not row.lacking for row in needed), len(needed)


def known_facts(application: Application, on: date) -> KnownFacts:
    """What is known about this case on the day of acceptance."""
    return KnownFacts(
        on=on,
        by_representative=application.representative is not None,
        facts=application.facts,
        children=tuple(
            ChildFacts(born_on=child.born_on, born_abroad=child.born_abroad, label=child.full_name)
            for child in application.children
        ),
    )


def checklist_of(
    application: Application,
    record: ServiceRecord,
    conditions: Mapping[str, Condition],
    on: date,
) -> Checklist:
    """The checklist of ``application`` by ``record``, judged on the day ``on``."""
    known = known_facts(application, on)
    answered = any(
        check.system in APPLICANT_SYSTEMS and check.state is RegistryState.FOUND
        for check in application.checks
    )
    by_row: dict[str, list[Document]] = {row.code: [] for row in record.requirements}
    for document in application.documents:
        if document.requirement == FURTHER:
            continue
        if document.requirement not in by_row:
            raise RowNotInChecklist(row=document.requirement, service=record.service)
        by_row[document.requirement].append(document)
    rows = tuple(
        _row(row, conditions, known, tuple(by_row[row.code]), answered)
        for row in record.requirements
    )
    return Checklist(rows=_with_alternatives(rows))


def _row(
    requirement: Requirement,
    conditions: Mapping[str, Condition],
    known: KnownFacts,
    documents: tuple[Document, ...],
    answered: bool,
) -> ChecklistRow:
    required: bool | None = True
    why = Need.ALWAYS.value
    children: tuple[int, ...] = ()
    if requirement.condition is not None:
        answer = evaluate(conditions[requirement.condition].expression, known)
        required, children, why = answer.value, answer.children, requirement.condition
    if required is None:
        state = RowState.UNKNOWN
    elif not required:
        state = RowState.NOT_REQUIRED
    else:
        state = _paper_state(requirement, documents, known.on)
        if state in LACKING and _record_suffices(requirement):
            state = RowState.FROM_STATE_SYSTEM if answered else RowState.PENDING_STATE_SYSTEM
    return ChecklistRow(
        requirement=requirement,
        required=required,
        why=why,
        state=state,
        children=children,
        documents=documents,
    )


def _record_suffices(requirement: Requirement) -> bool:
    """Whether a state system's record stands for the paper.

    A conditional row whose condition is true needs the paper whatever the registries hold,
    and the applicant's identity document is shown in every case.
    """
    return (
        requirement.from_state_system
        and requirement.required is Need.ALWAYS
        and not requirement.identity
    )


def _paper_state(requirement: Requirement, documents: Sequence[Document], on: date) -> RowState:
    """The best that the presented papers do for this row."""
    states = {_judged(requirement, document, on) for document in documents}
    for state in (
        RowState.SCANNED,
        RowState.SHOWN,
        RowState.EXPIRED,
        RowState.WRONG_FORM,
    ):
        if state in states:
            return state
    return RowState.MISSING


def _judged(requirement: Requirement, document: Document, on: date) -> RowState:
    if document.presented not in SATISFIES[requirement.form]:
        return RowState.WRONG_FORM
    if document.valid_until is not None and document.valid_until < on:
        return RowState.EXPIRED
    if document.scans:
        return RowState.SCANNED
    return RowState.MISSING if requirement.form in NEEDS_SCAN else RowState.SHOWN


def _with_alternatives(rows: tuple[ChecklistRow, ...]) -> tuple[ChecklistRow, ...]:
    """One paper of an alternative group is enough: the others are then not asked for."""
    closed = {
        row.requirement.alternative_group
        for row in rows
        if row.requirement.alternative_group is not None
        and row.required
        and row.state in CLOSED_BY_PAPER
    }
    return tuple(
        replace(row, state=RowState.NOT_REQUIRED, required=False)
        if row.requirement.alternative_group in closed and row.lacking
        else row
        for row in rows
    )
