"""A row of the checklist in the operator's language: its state, and why it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from operator_app.domain.applications import Application, Document, RegistryState
from operator_app.domain.catalogue import (
    Bilingual,
    Catalogue,
    Citation,
    Condition,
    Form,
    Requirement,
)
from operator_app.domain.checklist import (
    APPLICANT_SYSTEMS,
    CLOSED_BY_PAPER,
    Checklist,
    ChecklistRow,
    RowState,
)
from operator_app.domain.paperwork.phrases import FORMS, NEEDED_FORMS, SYSTEMS, sentence
from operator_app.domain.paperwork.rows import listed
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.rules import local
from ui.pages.intake.steps.documents.state import Kind, QuestionFace, RowFace
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable

UNVERIFIED: Final = "recollection, unverified"
"""How the catalogue marks what was found in no source."""
KINDS: Final[Mapping[RowState, Kind]] = {
    RowState.SCANNED: "ok",
    RowState.SHOWN: "ok",
    RowState.FROM_STATE_SYSTEM: "ok",
    RowState.PENDING_STATE_SYSTEM: "accent",
    RowState.NOT_REQUIRED: "muted",
    RowState.MISSING: "warn",
    RowState.WRONG_FORM: "bad",
    RowState.EXPIRED: "bad",
    RowState.UNKNOWN: "accent",
}


@dataclass(frozen=True, slots=True)
class Question:
    """The fact that a condition depends on, and the value of it that makes the row asked for."""

    fact: str
    asked_if: bool


def question_of(condition: Condition) -> Question | None:
    """What a yes or a no of the applicant settles; ``None`` where a day of birth is needed."""
    wanted: object = condition.expression
    asked_if = True
    while isinstance(wanted, dict) and set(wanted) == {"not"}:
        wanted, asked_if = wanted["not"], not asked_if
    if isinstance(wanted, dict) and set(wanted) == {"fact"}:
        return Question(fact=str(wanted["fact"]), asked_if=asked_if)
    return None


class RowFaces:
    """Says the rows of one case; made anew when the language changes."""

    def __init__(self, speech: Speech, catalogue: Catalogue) -> None:
        self._say = speech
        self._catalogue = catalogue

    def __call__(self, view: CaseView) -> tuple[RowFace, ...]:
        sizes = _group_sizes(view.checklist)
        faces, headed = [], set()
        for number, row in enumerate(view.checklist.rows, 1):
            group = row.requirement.alternative_group
            heading = ""
            if group is not None and sizes[group] > 1 and group not in headed:
                headed.add(group)
                heading = self._say("One of these is enough")
            faces.append(self._face(row, view, number, heading))
        return tuple(faces)

    def name(self, requirement: Requirement) -> str:
        return self.text(sentence(requirement.name))

    def text(self, phrase: Bilingual) -> str:
        """The acts speak Kazakh and Russian only; English screens quote the Russian."""
        return phrase[self._say.language]

    def question(self, row: ChecklistRow) -> QuestionFace | None:
        if row.state is not RowState.UNKNOWN or row.requirement.condition is None:
            return None
        condition = self._catalogue.conditions[row.requirement.condition]
        direct = question_of(condition) is not None
        return QuestionFace(
            text=self.text(sentence(condition.text)),
            direct=direct,
            advice=""
            if direct
            else self._say("The child's day and place of birth decide it: enter them in step 3."),
        )

    def form(self, form: Form) -> str:
        return self.text(sentence(FORMS[form]))

    def needed_form(self, form: Form) -> str:
        return self.text(NEEDED_FORMS[form])

    def _face(self, row: ChecklistRow, view: CaseView, number: int, heading: str) -> RowFace:
        item = listed(row, view.application, view.record, self._catalogue)
        confirmed = row.requirement.confirmed is not None
        return RowFace(
            code=row.code,
            number=number,
            name=breakable(self.text(item.name)),
            why=breakable(self.text(sentence(item.why))) if item.why else "",
            detail=breakable(self._detail(row, view.application, item.how)),
            source=self._source(row.requirement),
            kind=KINDS[row.state],
            word=self._word(row),
            confirmed=confirmed,
            closed=not row.lacking and row.state is not RowState.UNKNOWN,
            heading=heading,
            grouped=row.requirement.alternative_group is not None,
        )

    def _word(self, row: ChecklistRow) -> str:
        if row.state is RowState.SCANNED:
            pages = sum(len(document.scans) for document in row.documents)
            return self._say.plural("Scan, {n} page", "Scan, {n} pages", pages)
        return {
            RowState.SHOWN: self._say("Original seen"),
            RowState.FROM_STATE_SYSTEM: self._say("From state system"),
            RowState.PENDING_STATE_SYSTEM: self._say("State system"),
            RowState.NOT_REQUIRED: self._say("Not needed"),
            RowState.MISSING: self._say("Missing"),
            RowState.WRONG_FORM: self._say("Wrong form"),
            RowState.EXPIRED: self._say("Expired"),
            RowState.UNKNOWN: self._say("Question"),
        }[row.state]

    def _detail(self, row: ChecklistRow, application: Application, how: Bilingual | None) -> str:
        """How it was closed, or why it is not; which state system, and when it answered."""
        parts = [self.text(sentence(how))] if how else []
        if row.state is RowState.MISSING:
            parts.append(self._say("Needed: {form}", form=self.needed_form(row.requirement.form)))
        if row.state is RowState.FROM_STATE_SYSTEM or (
            row.requirement.identity and row.state in CLOSED_BY_PAPER
        ):
            parts.append(self._answers(application))
        if row.state is RowState.UNKNOWN:
            parts.append(self._say("Nobody knows yet whether this is asked for"))
        if row.state in CLOSED_BY_PAPER:
            parts.append(_until(row.documents, self._say))
        return " · ".join(part for part in parts if part)

    def _answers(self, application: Application) -> str:
        return ", ".join(
            self._say(
                "{system}, answered {at}",
                system=self.text(SYSTEMS[check.system]),
                at=self._say.moment(local(check.at)),
            )
            for check in application.checks
            if check.system in APPLICANT_SYSTEMS and check.state is RegistryState.FOUND
        )

    def _source(self, requirement: Requirement) -> str:
        if requirement.confirmed is not None:
            # What was read in the act itself stands first; what was known before proves nothing.
            return self._say(
                "Source: {source}. Confirmed by {by} on {day}.",
                source=self._cited(requirement.cites[:1]),
                by=requirement.confirmed.by,
                day=self._say.date(requirement.confirmed.on),
            )
        return self._say("Source: {source}.", source=self._cited(requirement.cites))

    def _cited(self, cites: Sequence[Citation]) -> str:
        if not cites:
            return self._say("not named")
        return "; ".join(self._citation(cite) for cite in cites[:2])

    def _citation(self, cite: Citation) -> str:
        """By the name it has in the operator's language; the place as the catalogue notes it."""
        if cite.source == UNVERIFIED:
            return self._say("none yet, noted from memory")
        called = self._catalogue.source_name(cite.source, self._say.language)
        return ", ".join(part for part in (called, cite.place) if part)


def _until(documents: Sequence[Document], say: Speech) -> str:
    days = [document.valid_until for document in documents if document.valid_until is not None]
    return say("valid until {day}", day=say.date(max(days))) if days else ""


def _group_sizes(checklist: Checklist) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for row in checklist.rows:
        group = row.requirement.alternative_group
        if group is not None:
            sizes[group] = sizes.get(group, 0) + 1
    return sizes
