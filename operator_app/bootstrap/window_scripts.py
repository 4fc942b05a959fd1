"""A case turned into what a hand does: words as they are typed, places as they are shown."""

from __future__ import annotations

from datetime import date

from operator_app.bootstrap.window_cases import WindowCase, WindowPaper
from operator_app.domain.applications import Application, Child, DeliveryWay, Party, PartyKind
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.powers_of_attorney import NOTARISED, PowerOfAttorney
from resources.training import TrainingPerson
from ui.pages.intake.steps.applicant.typed_people import facts_asked
from ui.rehearsal.script import ChildWords, PaperWords, PersonWords, PowerWords, Script


def script_of(
    case: WindowCase, catalogue: Catalogue, person: TrainingPerson, window: int
) -> Script:
    """For a case that is not in the store yet."""
    representative = case.representative
    asked = facts_asked(case.record, catalogue)
    return Script(
        login=person.login,
        password=person.password,
        window=window,
        service=case.record.service,
        service_name=case.record.name[person.language],
        language=case.language,
        consent=case.consent.value,
        applicant=_person(case.applicant),
        organisation=case.applicant.kind is PartyKind.ORGANISATION,
        representative=None if representative is None else _person(representative.party),
        power=None if representative is None else _power(representative.power_of_attorney),
        children=tuple(_child(child) for child in case.children),
        answers=tuple(
            (place, case.facts[code]) for place, code in enumerate(asked) if code in case.facts
        ),
        papers=tuple(_paper(paper) for paper in case.papers),
        courier=case.delivery is DeliveryWay.COURIER,
    )


def papers_left(case: WindowCase, stored: Application) -> tuple[PaperWords, ...]:
    """Those that an interrupted case has not got yet, each as often as it is wanted."""
    there = [_key(document.requirement, document.presented) for document in stored.documents]
    left = []
    for paper in case.papers:
        key = _key(paper.document.requirement, paper.document.presented)
        if key in there:
            there.remove(key)
        else:
            left.append(_paper(paper))
    return tuple(left)


def _key(requirement: str, presented: str) -> tuple[str, str]:
    return requirement, presented


def _person(party: Party) -> PersonWords:
    return PersonWords(
        number=party.number,
        surname=party.surname,
        name=party.name,
        patronymic=party.patronymic,
        phone=party.phone or "",
        address=party.address or "",
    )


def _power(power: PowerOfAttorney) -> PowerWords:
    return PowerWords(
        notarised=power.kind == NOTARISED,
        number=power.number or "",
        issued_on=_day(power.issued_on),
        valid_until=_day(power.valid_until),
        notary=power.notary or "",
    )


def _child(child: Child) -> ChildWords:
    return ChildWords(
        person=PersonWords(
            number=child.iin or "",
            surname=child.surname,
            name=child.name,
            patronymic=child.patronymic,
        ),
        born_on=_day(child.born_on),
        born_abroad=child.born_abroad,
    )


def _paper(paper: WindowPaper) -> PaperWords:
    return PaperWords(
        row=paper.document.requirement,
        form=paper.document.presented.value,
        valid_until=_day(paper.document.valid_until),
        files=tuple(str(file.resolve()) for file in paper.files),
    )


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%d.%m.%Y}"
