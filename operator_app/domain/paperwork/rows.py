"""A row of the checklist as a paper lists it: the document, and why it was asked for."""

from __future__ import annotations

from operator_app.domain.applications import Application, Child
from operator_app.domain.catalogue import Bilingual, Catalogue, Requirement, ServiceRecord
from operator_app.domain.checklist import SATISFIES, ChecklistRow, RowState
from operator_app.domain.papers import ListedDocument
from operator_app.domain.paperwork.phrases import (
    ALWAYS,
    ANY_OF,
    BORN,
    CHILD,
    CHILD_WITHOUT_NAME,
    CONDITIONAL,
    EXPIRED,
    FORMS,
    FROM_STATE_SYSTEM,
    NEEDED_FORMS,
    PENDING_STATE_SYSTEM,
    WRONG_FORM,
    day_text,
    filled,
    joined,
    sentence,
)


def listed(
    row: ChecklistRow, application: Application, record: ServiceRecord, catalogue: Catalogue
) -> ListedDocument:
    """The row with its reason, its pages and how it was closed or why it is lacking."""
    return ListedDocument(
        name=sentence(row.requirement.name),
        why=joined(
            "; ",
            _reason(row.requirement, record, catalogue),
            _children(row, application),
            ANY_OF if row.lacking and row.requirement.alternative_group else None,
        ),
        pages=sum(len(document.scans) for document in row.documents),
        how=_how(row),
        confirmed=row.requirement.confirmed is not None,
    )


def to_bring(
    requirement: Requirement, record: ServiceRecord, catalogue: Catalogue
) -> ListedDocument:
    """A row for somebody whose circumstances nobody asked yet (routing sheet)."""
    return ListedDocument(
        name=sentence(requirement.name),
        why=_reason(requirement, record, catalogue),
        how=NEEDED_FORMS[requirement.form],
        confirmed=requirement.confirmed is not None,
    )


def _reason(requirement: Requirement, record: ServiceRecord, catalogue: Catalogue) -> Bilingual:
    if requirement.condition is None:
        return filled(ALWAYS, paragraph=record.documents_paragraph)
    return filled(
        CONDITIONAL,
        paragraph=record.documents_paragraph,
        condition=catalogue.conditions[requirement.condition].text,
    )


def _children(row: ChecklistRow, application: Application) -> Bilingual | None:
    if not row.children:
        return None
    named = [child_line(application.children[n], n) for n in row.children]
    return filled(CHILD, children=joined(", ", *named))


def child_line(child: Child, index: int) -> Bilingual:
    """Name and day of birth, as far as they are known."""
    name: Bilingual | str = child.full_name or filled(CHILD_WITHOUT_NAME, n=index + 1)
    if child.born_on is None:
        return name if isinstance(name, Bilingual) else Bilingual(ru=name, kk=name)
    return filled(BORN, name=name, day=day_text(child.born_on))


def _how(row: ChecklistRow) -> Bilingual | None:
    if row.state is RowState.WRONG_FORM:
        return filled(WRONG_FORM, form=NEEDED_FORMS[row.requirement.form])
    if row.state is RowState.EXPIRED:
        ended = max(document.valid_until for document in row.documents if document.valid_until)
        return filled(EXPIRED, day=day_text(ended))
    if row.state is RowState.FROM_STATE_SYSTEM:
        return FROM_STATE_SYSTEM
    if row.state is RowState.PENDING_STATE_SYSTEM:
        return PENDING_STATE_SYSTEM
    closing = [one for one in row.documents if one.presented in SATISFIES[row.requirement.form]]
    if closing and not row.lacking:
        return FORMS[closing[0].presented]
    return None
