"""The state of the applicant's step, said in the language of the screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from operator_app.domain.applications import (
    Application,
    Party,
    PartyKind,
    RegistryCheck,
    RegistryState,
)
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.powers_of_attorney import NOTARISED
from operator_app.errors import OperatorAppError
from operator_app.usecases.ask_registries import NOTARIES, REPRESENTATIVE_SUFFIX
from operator_app.usecases.look_at_case import CaseView
from operator_app.usecases.rules import local
from ui.pages.intake.errands import sentence
from ui.pages.intake.steps.applicant.state import (
    AnswerState,
    ApplicantState,
    ChildState,
    FieldState,
    Kind,
    PowerState,
    QuestionState,
)
from ui.pages.intake.steps.applicant.typed_people import (
    CHILD_FIELDS,
    CONTACTS,
    NAMES,
    POWER_FIELDS,
    TypedPeople,
    asks_about_children,
    facts_asked,
)
from ui.pages.intake.steps.contract import StepBar
from ui.pages.intake.steps.service.services import source_text
from ui.runtime.faces import Busy, Trouble
from ui.runtime.speech import Speech
from ui.runtime.typed import day_of, number_of, shown_day

UNCHECKED = frozenset({RegistryState.UNAVAILABLE, RegistryState.OFFLINE})
KINDS: Mapping[RegistryState, Kind] = {
    RegistryState.FOUND: "ok",
    RegistryState.NOT_FOUND: "bad",
    RegistryState.UNAVAILABLE: "warn",
    RegistryState.OFFLINE: "warn",
    RegistryState.NOT_ASKED: "muted",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What the step is in the middle of, beside the case and what is typed."""

    represented: bool = False
    online: bool = True
    insist: bool = False
    """The operator wanted to go on: unfinished fields are errors now."""
    power_error: OperatorAppError | None = None
    cancelled: bool = False
    working: bool = False
    can_cancel: bool = False
    busy: Busy | None = None
    trouble: Trouble | None = None
    errors: Mapping[tuple[int, str], OperatorAppError] = field(default_factory=dict)


def systems_needed(case: Application) -> frozenset[str]:
    """Whom the registries must be asked about before the papers are judged."""
    if case.applicant is None:
        return frozenset()
    own = "gbd_ul" if case.applicant.kind is PartyKind.ORGANISATION else "gbd_fl"
    needed = {own}
    if case.representative is not None:
        needed.add("gbd_fl" + REPRESENTATIVE_SUFFIX)
        if case.representative.power_of_attorney.notarised:
            needed.add(NOTARIES)
    return frozenset(needed)


def asked_about_all(case: Application) -> bool:
    asked = {check.system for check in case.checks}
    return bool(asked) and systems_needed(case) <= asked


def not_found(case: Application) -> bool:
    return any(check.state is RegistryState.NOT_FOUND for check in case.checks)


class Telling:
    """Makes the whole state anew from the case, the notes and the moment."""

    def __init__(self, catalogue: Catalogue, speech: Speech) -> None:
        self._catalogue = catalogue
        self._speech = speech

    def state(self, view: CaseView, people: TypedPeople, moment: Moment) -> ApplicantState:
        case, speech = view.application, self._speech
        missing = not_found(case)
        return ApplicantState(
            number=case.applicant.number if case.applicant is not None else "",
            fields=self._applicant(case.applicant, people),
            answers=tuple(self._answer(check) for check in case.checks),
            warnings=self._warnings(view),
            unchecked=speech("Unchecked: it will be checked before dispatch. The intake goes on.")
            if not missing and any(check.state in UNCHECKED for check in case.checks)
            else "",
            not_found=speech(
                "The registry has no data. Check the number with the document; if it is right, "
                "the applicant gets a message and the case ends."
            )
            if missing
            else "",
            cancelled=speech("The question was taken back. Nothing of the answer was kept.")
            if moment.cancelled
            else "",
            power=self._power(people, moment) if moment.represented else None,
            children=tuple(
                self._child(people, place, moment) for place in range(people.children_count())
            ),
            children_note=speech("The list of documents depends on the children.")
            if asks_about_children(view.record, self._catalogue)
            else "",
            questions=self._questions(view, people),
            asked=asked_about_all(case),
            online=moment.online,
            working=moment.working,
            busy=moment.busy,
            trouble=moment.trouble,
            bar=self._bar(case, moment),
        )

    def label(self, name: str) -> str:
        speech = self._speech
        return {
            "number": speech("IIN of the representative"),
            "iin": speech("IIN, if known"),
            "surname": speech("Surname"),
            "name": speech("Name"),
            "patronymic": speech("Patronymic"),
            "phone": speech("Phone"),
            "address": speech("Address"),
            "born_on": speech("Born on"),
            "poa_number": speech("Number in the notary's register"),
            "issued_on": speech("Issued on"),
            "valid_until": speech("Valid until"),
            "notary": speech("Notary"),
            "organisation": speech("Name of the organisation"),
        }[name]

    def _applicant(self, party: Party | None, people: TypedPeople) -> tuple[FieldState, ...]:
        if party is None:
            return ()
        organisation = party.kind is PartyKind.ORGANISATION
        names = ("name",) if organisation else NAMES
        made = []
        for name in (*names, *CONTACTS):
            text = people.applicant_text(name)
            answered = str(getattr(party, name) or "") if party.checked and name != "phone" else ""
            made.append(
                FieldState(
                    key=name,
                    label=self.label("organisation" if organisation and name == "name" else name),
                    text=text,
                    registry=answered,
                    differs=bool(name in names and text and answered and not _same(text, answered)),
                )
            )
        if party.checked and party.born_on is not None:
            made.append(
                FieldState(
                    key="born_on",
                    label=self.label("born_on"),
                    registry=shown_day(party.born_on),
                    typed=False,
                )
            )
        return tuple(made)

    def _answer(self, check: RegistryCheck) -> AnswerState:
        return AnswerState(
            system=self._system(check.system),
            kind=KINDS[check.state],
            text=f"{self._said(check.state)}, {local(check.at):%H:%M}",
        )

    def _system(self, code: str) -> str:
        speech = self._speech
        return {
            "gbd_fl": speech("State database of persons: applicant"),
            "gbd_ul": speech("State database of organisations: applicant"),
            "gbd_fl" + REPRESENTATIVE_SUFFIX: speech("State database of persons: representative"),
            NOTARIES: speech("Register of notaries: power of attorney"),
        }.get(code, code)

    def _said(self, state: RegistryState) -> str:
        speech = self._speech
        return {
            RegistryState.FOUND: speech("found"),
            RegistryState.NOT_FOUND: speech("no such record"),
            RegistryState.UNAVAILABLE: speech("did not answer"),
            RegistryState.OFFLINE: speech("not asked: no connection"),
            RegistryState.NOT_ASKED: speech("not asked"),
        }[state]

    def _warnings(self, view: CaseView) -> tuple[str, ...]:
        speech = self._speech
        known = {
            "names_differ": speech("The names in the registry differ from the typed ones."),
            "number.born_on_disagrees": speech(
                "The date of birth in the registry differs from the IIN. "
                "This does not stop the case."
            ),
            "number.sex_disagrees": speech(
                "The sex in the registry differs from the IIN. This does not stop the case."
            ),
            "number.born_in_future": speech("By the IIN this person is not born yet."),
        }
        found = [
            known[code]
            for check in view.application.checks
            for code in check.warnings
            if code in known
        ]
        if view.same_day:
            found.insert(
                0,
                speech(
                    "The same person came for the same service today: {numbers}. Ask why again.",
                    numbers=", ".join(view.same_day),
                ),
            )
        return tuple(dict.fromkeys(found))

    def _power(self, people: TypedPeople, moment: Moment) -> PowerState:
        speech = self._speech
        kind = people.power_text("kind")
        notarised = kind == NOTARISED if kind else None
        note = ""
        if notarised is False:
            note = self._catalogue.wordings["rule.power_of_attorney_not_notarised"][speech.language]
        return PowerState(
            person=tuple(self._power_field(people, name) for name in ("number", *NAMES, *CONTACTS)),
            notarised=notarised,
            fields=tuple(self._power_field(people, name) for name in POWER_FIELDS)
            if notarised
            else (),
            note=note,
            error=sentence(speech, moment.power_error) if moment.power_error is not None else "",
        )

    def _power_field(self, people: TypedPeople, name: str) -> FieldState:
        text, error, hint = people.power_text(name), None, ""
        if name == "number":
            typed = number_of(text, person_only=True)
            error, hint = typed.error, self._left(typed.text, typed.left)
        elif name in {"issued_on", "valid_until"}:
            error, hint = day_of(text).error, self._speech("DD.MM.YYYY")
            if name == "valid_until" and not text:
                hint = self._speech("If there is no term: one year from the day of issue")
        known = people.case.representative
        registry = ""
        if known is not None and known.party.checked and name in NAMES:
            registry = str(getattr(known.party, name))
        return FieldState(
            key=name,
            label=self.label(name),
            text=text,
            error=sentence(self._speech, error) if error is not None else "",
            hint=hint,
            registry=registry,
            differs=bool(text and registry and not _same(text, registry)),
        )

    def _child(self, people: TypedPeople, place: int, moment: Moment) -> ChildState:
        speech = self._speech
        return ChildState(
            label=speech("Child {n}", n=place + 1),
            fields=tuple(self._child_field(people, place, name, moment) for name in CHILD_FIELDS),
            born_abroad=people.born_abroad(place),
        )

    def _child_field(
        self, people: TypedPeople, place: int, name: str, moment: Moment
    ) -> FieldState:
        text = people.child_text(place, name)
        error = moment.errors.get((place, name))
        hint = ""
        if name == "iin":
            typed = number_of(text, person_only=True)
            error, hint = error or typed.error, self._left(typed.text, typed.left)
        elif name == "born_on":
            error, hint = error or day_of(text).error, self._speech("DD.MM.YYYY")
        return FieldState(
            key=name,
            label=self.label(name),
            text=text,
            error=sentence(self._speech, error) if error is not None else "",
            hint=hint,
        )

    def _left(self, text: str, left: int) -> str:
        if not text or not left:
            return ""
        return self._speech.plural("{n} more digit", "{n} more digits", left)

    def _questions(self, view: CaseView, people: TypedPeople) -> tuple[QuestionState, ...]:
        conditions, language = self._catalogue.conditions, self._speech.language
        made = []
        for code in facts_asked(view.record, self._catalogue):
            condition = conditions[code]
            made.append(
                QuestionState(
                    code=code,
                    text=_capital(condition.text[language]),
                    source=source_text(condition, self._catalogue, self._speech),
                    answer=people.fact(code),
                    unconfirmed=condition.confirmed is None,
                )
            )
        return tuple(made)

    def _bar(self, case: Application, moment: Moment) -> StepBar:
        speech = self._speech
        if not_found(case):
            text = speech("Give the message and end")
        elif asked_about_all(case):
            text = speech("Next")
        else:
            text = speech("Ask the registries") if moment.online else speech("Go on unchecked")
        return StepBar(
            text=text,
            enabled=not moment.working,
        )


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
