"""The frame of the intake in words: case bar, stepper, case card, ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from operator_app.domain.applications import Application, ConsentAnswer, PartyKind, State
from operator_app.domain.catalogue import Catalogue, Need, ServiceRecord
from operator_app.domain.checklist import ChecklistRow, RowState
from operator_app.domain.papers import PaperKind
from operator_app.usecases.look_at_case import CaseView
from ui.pages.intake.seat import Start
from ui.pages.intake.state import CaseBar, CaseCard, Ending, MissingLine, PaperLine, StepMark
from ui.pages.intake.steps.contract import StepName
from ui.pages.intake.way import ENDED, why_blocked
from ui.runtime.speech import Speech
from ui.runtime.typed import shown_day
from ui.runtime.wording import breakable

MOST_MISSING = 8
SHOWN_DIGITS = 6
MINUTE_S = 60
LONGEST_WORD = 10
"""Letters of a name that surely have room in the narrow card."""


class Telling:
    """Says a case in the language of the screens. ``due`` counts the term from today."""

    def __init__(
        self, catalogue: Catalogue, speech: Speech, due: Callable[[ServiceRecord], date | None]
    ) -> None:
        self._catalogue = catalogue
        self._speech = speech
        self._due = due

    def step_name(self, step: StepName) -> str:
        speech = self._speech
        return {
            StepName.SERVICE: speech("Service"),
            StepName.CONSENT: speech("Consent"),
            StepName.APPLICANT: speech("Who applies"),
            StepName.DOCUMENTS: speech("Documents"),
            StepName.SIGN: speech("Signature"),
            StepName.RECEIPT: speech("Receipt"),
            StepName.DISPATCH: speech("Dispatch"),
        }[step]

    def bar(self, view: CaseView | None, start: Start, now: datetime) -> CaseBar:
        speech = self._speech
        if view is None:
            return CaseBar(number=speech("New case"), ticket=self._ticket(start.ticket))
        case, norm = view.application, view.record.serving_norm
        passed = max(0, int(((case.accepted_at or now) - case.opened_at).total_seconds()))
        service = view.record.name[speech.language]
        running = speech("In work {time}", time=_clock(passed))
        if norm is None:
            return CaseBar(
                number=case.number,
                ticket=self._ticket(start.ticket),
                service=service,
                running=running,
            )
        allowed = int(norm.minutes * MINUTE_S)
        return CaseBar(
            number=case.number,
            ticket=self._ticket(start.ticket),
            service=service,
            running=running,
            norm=speech("norm {time}", time=_clock(allowed))
            if norm.confirmed is not None
            else speech("norm {time}, not confirmed", time=_clock(allowed)),
            part=min(100, passed * 100 // allowed) if allowed else 100,
            late=passed > allowed,
        )

    def marks(self, view: CaseView | None, current: StepName) -> tuple[StepMark, ...]:
        made = []
        for step in StepName:
            why = why_blocked(view, step)
            text = self.step_name(step)
            if step is current:
                made.append(StepMark(step=step, text=text, status="current"))
            elif step.number < current.number:
                made.append(StepMark(step=step, text=text, status="done", why=self._why(why)))
            elif why:
                made.append(StepMark(step=step, text=text, status="blocked", why=self._why(why)))
            else:
                made.append(StepMark(step=step, text=text, status="open"))
        return tuple(made)

    def card(self, view: CaseView | None, step: StepName) -> CaseCard:
        speech = self._speech
        if view is None:
            return CaseCard(next=self._next(step))
        if view.application.state in ENDED:
            return CaseCard(facts=self._facts(view))
        missing = tuple(
            MissingLine(name=row.requirement.name[speech.language], why=self._row_why(row, view))
            for row in (*view.checklist.missing, *view.checklist.open_questions)
        )
        return CaseCard(
            facts=self._facts(view),
            missing=missing[:MOST_MISSING] if step is StepName.APPLICANT else (),
            missing_title=speech.plural(
                "{n} paper is still needed", "{n} papers are still needed", len(missing)
            )
            if missing
            else "",
            next=self._next(step, lacking=bool(missing)),
        )

    def ending(self, view: CaseView, printed: Mapping[str, str]) -> Ending | None:
        if view.application.state not in ENDED:
            return None
        speech = self._speech
        title, text = {
            State.REFUSED_INCOMPLETE: (
                speech("Acceptance refused"),
                speech("Give both copies of the receipt to sign; one stays here."),
            ),
            State.ABANDONED: (
                speech("The intake was abandoned"),
                speech("No paper is due. The ticket may be closed."),
            ),
            State.DATA_UNAVAILABLE: (
                speech("The data could not be obtained"),
                speech("Give the applicant the message with the answers of the registries."),
            ),
            State.CONSENT_REFUSED: (
                speech("No consent: the registries were not asked"),
                speech("Give the applicant the paper to sign that no consent was given."),
            ),
            State.ROUTED: (
                speech("This service is not accepted at the center"),
                speech("Give the applicant the routing sheet: it says where to apply."),
            ),
        }[view.application.state]
        return Ending(
            title=title,
            text=text,
            papers=tuple(
                PaperLine(
                    sha256=paper.sha256,
                    text=self._paper(paper.kind),
                    printed=printed.get(paper.sha256, ""),
                )
                for paper in view.papers
                if paper.original
            ),
        )

    def _ticket(self, ticket: str) -> str:
        return self._speech("Ticket {ticket}", ticket=ticket) if ticket else ""

    def _why(self, why: str) -> str:
        speech = self._speech
        said = {
            "Choose a service first": speech("Choose a service first"),
            "The case is closed or signed already": speech("The case is closed or signed already"),
            "Sign the request first": speech("Sign the request first"),
            "This service is not accepted at the center": speech(
                "This service is not accepted at the center"
            ),
            "Take the consent first": speech("Take the consent first"),
            "Ask the registries first": speech("Ask the registries first"),
            "The registry has no data about this person": speech(
                "The registry has no data about this person"
            ),
            "The package is not complete": speech("The package is not complete"),
        }
        return said.get(why, why)

    def _facts(self, view: CaseView) -> tuple[tuple[str, str], ...]:
        case, speech = view.application, self._speech
        facts = [*self._people(case)]
        if case.consent is not None:
            facts.append((speech("Consent"), self._consent(case.consent.answer)))
        due = case.due_on or (self._due(view.record) if view.record.at_counter else None)
        if due is not None:
            label = speech("Due") if case.due_on else speech("Due, if accepted today")
            facts.append((label, speech.date(due)))
        facts.append((speech("Language of the papers"), _LANGUAGES.get(case.language, "")))
        return tuple(facts)

    def _people(self, case: Application) -> list[tuple[str, str]]:
        speech = self._speech
        facts: list[tuple[str, str]] = []
        party = case.applicant
        if party is not None:
            if party.full_name:
                facts.append((speech("Who applies"), breakable(party.full_name, LONGEST_WORD)))
            label = speech("BIN") if party.kind is PartyKind.ORGANISATION else speech("IIN")
            facts.append((label, masked(party.number)))
            if case.checks:
                facts.append(
                    (
                        speech("Registries"),
                        speech("checked") if party.checked else speech("not checked yet"),
                    )
                )
        if case.representative is not None:
            who = case.representative.party
            facts.append(
                (
                    speech("Representative"),
                    breakable(who.full_name, LONGEST_WORD) or masked(who.number),
                )
            )
        for child in case.children:
            day = shown_day(child.born_on)
            facts.append(
                (
                    speech("Child"),
                    ", ".join(
                        one for one in (breakable(child.full_name, LONGEST_WORD), day) if one
                    ),
                )
            )
        return [(label, text or "—") for label, text in facts]

    def _consent(self, answer: ConsentAnswer) -> str:
        speech = self._speech
        return {
            ConsentAnswer.GIVEN: speech("given"),
            ConsentAnswer.REFUSED: speech("refused"),
            ConsentAnswer.NOT_ASKED: speech("not asked"),
        }[answer]

    def _row_why(self, row: ChecklistRow, view: CaseView) -> str:
        speech = self._speech
        if row.state is RowState.UNKNOWN:
            return speech("Unknown yet: {rule}", rule=self._rule(row))
        if row.why == Need.ALWAYS.value:
            return speech(
                "Paragraph {paragraph}: always", paragraph=view.record.documents_paragraph
            )
        return speech("Asked: {rule}", rule=self._rule(row))

    def _rule(self, row: ChecklistRow) -> str:
        condition = self._catalogue.conditions.get(row.why) or self._catalogue.conditions.get(
            row.requirement.condition or ""
        )
        return condition.text[self._speech.language] if condition is not None else ""

    def _next(self, step: StepName, *, lacking: bool = False) -> str:
        speech = self._speech
        if step is StepName.DOCUMENTS and lacking:
            return speech(
                "Scan what is missing. If the applicant does not have it, give the receipt of "
                "refusal: F11."
            )
        return {
            StepName.SERVICE: speech("Find the service by any word of its name and press Next."),
            StepName.CONSENT: speech("Read the consent aloud, then mark the answer."),
            StepName.APPLICANT: speech(
                "Compare the registry with the identity card, then answer the questions."
            ),
            StepName.DOCUMENTS: speech("All papers are here: go on to the signature."),
            StepName.SIGN: speech("Look at what will be sent, then sign."),
            StepName.RECEIPT: speech("Print the receipt and give it to the applicant."),
            StepName.DISPATCH: speech("Sending goes by itself. The next applicant may come."),
        }[step]

    def _paper(self, kind: PaperKind) -> str:
        speech = self._speech
        return {
            PaperKind.REFUSAL_RECEIPT: speech("Receipt of refusal"),
            PaperKind.CONSENT: speech("Paper about the consent"),
            PaperKind.DATA_UNAVAILABLE_MESSAGE: speech("Message that the data were not obtained"),
            PaperKind.ROUTING_SHEET: speech("Routing sheet"),
        }.get(kind, kind.value)


_LANGUAGES = {"kk": "қазақша", "ru": "русский", "en": "English"}


def masked(number: str) -> str:
    """The first six digits: enough to tell people apart, too little to take away by eye."""
    return number[:SHOWN_DIGITS] + "•" * (len(number) - SHOWN_DIGITS)


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"
