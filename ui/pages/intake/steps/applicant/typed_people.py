"""The people of a case as typed so far: notes in, values of the domain out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from operator_app.domain.applications import Application, Child, Party, PartyKind, Representative
from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.domain.powers_of_attorney import (
    NOTARISED,
    PowerOfAttorney,
    PowerOfAttorneyKindMissing,
    make_power_of_attorney,
)
from operator_app.errors import RuleViolation
from ui.pages.intake.notes import Notes
from ui.runtime.typed import clean_text, day_error, day_of, number_of, required, shown_day

OTHER_POWER: Final = "not_notarised"
NAMES: Final = ("surname", "name", "patronymic")
REGISTERED: Final = (*NAMES, "address")
"""What a registry answers; once it did, these are its words and not the operator's."""
CONTACTS: Final = ("phone", "address")
POWER_FIELDS: Final = ("poa_number", "issued_on", "valid_until", "notary")
CHILD_FIELDS: Final = ("iin", *NAMES, "born_on")
MOST_CHILDREN: Final = 20
YES, NO, UNKNOWN = "yes", "no", "unknown"
_ANSWERS: Final[Mapping[str, bool | None]] = {YES: True, NO: False, UNKNOWN: None}


def person_key(name: str) -> str:
    return f"applicant.{name}"


def power_key(name: str) -> str:
    return f"applicant.power.{name}"


def child_key(place: int, name: str) -> str:
    return f"applicant.child.{place}.{name}"


def fact_key(code: str) -> str:
    return f"applicant.fact.{code}"


CHILDREN_KEY: Final = "applicant.children"


def said(answer: bool | None) -> str:
    return UNKNOWN if answer is None else YES if answer else NO


@dataclass(frozen=True, slots=True)
class TypedPeople:
    """Reads what is typed over what the case holds; writes nothing."""

    notes: Notes
    case: Application

    def applicant_text(self, name: str) -> str:
        """A registry's words are never shown as typed ones."""
        party = self.case.applicant
        return self.notes.text(person_key(name), _of_party(party, name))

    def applicant(self) -> Party | None:
        party = self.case.applicant
        if party is None:
            return None
        return self._party(party, self.applicant_text)

    def power_text(self, name: str) -> str:
        return self.notes.text(power_key(name), self._known_power(name))

    def representative(self) -> Representative:
        """The value to keep; raises what is wrong with it first."""
        number = number_of(self.power_text("number"), person_only=True)
        wrong = required(number)
        if wrong is not None:
            raise wrong
        kind = self.power_text("kind")
        if not kind:
            raise PowerOfAttorneyKindMissing
        party = Party(kind=PartyKind.PERSON, number=number.text)
        known = self.case.representative
        if known is not None and known.party.number == number.text:
            party = known.party
        return Representative(
            party=self._party(party, self.power_text), power_of_attorney=self._power(kind)
        )

    def _power(self, kind: str) -> PowerOfAttorney:
        if kind != NOTARISED:
            return PowerOfAttorney(kind=kind)
        issued_on, valid_until = (
            day_of(self.power_text(name)) for name in ("issued_on", "valid_until")
        )
        for typed in (issued_on, valid_until):
            wrong = day_error(typed)
            if wrong is not None:
                raise wrong
        return make_power_of_attorney(
            kind,
            number=clean_text(self.power_text("poa_number")),
            issued_on=issued_on.day,
            valid_until=valid_until.day,
            notary=clean_text(self.power_text("notary")),
        )

    def _party(self, known: Party, text: Callable[[str], str]) -> Party:
        return Party(
            kind=known.kind,
            number=known.number,
            surname=clean_text(text("surname")),
            name=clean_text(text("name")),
            patronymic=clean_text(text("patronymic")),
            phone=clean_text(text("phone")) or None,
            address=clean_text(text("address")) or None,
        )

    def children_count(self) -> int:
        stored = self.notes.text(CHILDREN_KEY)
        return min(int(stored), MOST_CHILDREN) if stored.isdigit() else len(self.case.children)

    def child_text(self, place: int, name: str) -> str:
        return self.notes.text(child_key(place, name), self._known_child(place, name))

    def born_abroad(self, place: int) -> bool | None:
        return _ANSWERS.get(self.child_text(place, "born_abroad"))

    def children(self) -> tuple[Child, ...]:
        """What is unfinished is not known yet; it stays in the notes."""
        return tuple(self._child(place) for place in range(self.children_count()))

    def children_errors(self) -> dict[tuple[int, str], RuleViolation]:
        """What must be put right before going on: an unfinished number or day of a child."""
        wrong: dict[tuple[int, str], RuleViolation] = {}
        for place in range(self.children_count()):
            number = number_of(self.child_text(place, "iin"), person_only=True)
            if number.text and (error := required(number)) is not None:
                wrong[place, "iin"] = error
            if (error := day_error(day_of(self.child_text(place, "born_on")))) is not None:
                wrong[place, "born_on"] = error
        return wrong

    def _child(self, place: int) -> Child:
        number = number_of(self.child_text(place, "iin"), person_only=True)
        return Child(
            iin=number.text if number.good else None,
            born_on=day_of(self.child_text(place, "born_on")).day,
            born_abroad=self.born_abroad(place),
            surname=clean_text(self.child_text(place, "surname")),
            name=clean_text(self.child_text(place, "name")),
            patronymic=clean_text(self.child_text(place, "patronymic")),
        )

    def fact(self, code: str) -> bool | None:
        return _ANSWERS.get(self.notes.text(fact_key(code), said(self.case.facts.get(code))))

    def facts(self, asked: Iterable[str]) -> dict[str, bool]:
        """The case's facts with the answers to ``asked``; what is unknown is left out."""
        facts = dict(self.case.facts)
        for code in asked:
            answer = self.fact(code)
            if answer is None:
                facts.pop(code, None)
            else:
                facts[code] = answer
        return facts

    def _known_power(self, name: str) -> str:
        known = self.case.representative
        if known is None:
            return ""
        if name == "number":
            return known.party.number
        power = known.power_of_attorney
        of_power = {
            "kind": power.kind,
            "poa_number": power.number or "",
            "issued_on": shown_day(power.issued_on),
            "valid_until": shown_day(power.valid_until),
            "notary": power.notary or "",
        }
        return of_power[name] if name in of_power else _of_party(known.party, name)

    def _known_child(self, place: int, name: str) -> str:
        if place >= len(self.case.children):
            return ""
        child = self.case.children[place]
        if name == "born_on":
            return shown_day(child.born_on)
        if name == "born_abroad":
            return said(child.born_abroad)
        return str(getattr(child, name) or "")


def _of_party(party: Party | None, name: str) -> str:
    if party is None or (party.checked and name in REGISTERED):
        return ""
    return str(getattr(party, name) or "")


def facts_asked(record: ServiceRecord, catalogue: Catalogue) -> tuple[str, ...]:
    """The facts on which this service's list depends, in the order of the list."""
    asked: dict[str, None] = {}
    for row in record.requirements:
        if row.condition is not None:
            for fact in _facts_in(catalogue.conditions[row.condition].expression):
                asked.setdefault(fact)
    return tuple(asked)


def asks_about_children(record: ServiceRecord, catalogue: Catalogue) -> bool:
    return any(
        row.condition is not None
        and "any_child" in str(catalogue.conditions[row.condition].expression)
        for row in record.requirements
    )


def _facts_in(expression: object) -> Iterable[str]:
    if isinstance(expression, Mapping):
        for operator, operand in expression.items():
            if operator == "fact":
                yield str(operand)
            else:
                yield from _facts_in(operand)
    elif isinstance(expression, list | tuple):
        for part in expression:
            yield from _facts_in(part)
