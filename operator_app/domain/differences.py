"""What differs between two versions of a case: shown before what was signed is signed anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from operator_app.domain.applications import Application, Child, Document, Party


class Differing(StrEnum):
    """What of a case can differ; ``ADDED`` and ``TAKEN_OUT`` are papers."""

    SERVICE = "service"
    LANGUAGE = "language"
    NUMBER = "number"
    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"
    REPRESENTATIVE = "representative"
    POWER_OF_ATTORNEY = "power_of_attorney"
    CHILDREN = "children"
    ANSWER = "answer"
    DELIVERY = "delivery"
    ADDED = "added"
    TAKEN_OUT = "taken_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``key`` is the code of the row or of the fact; an answer is ``True``, ``False`` or empty.

    ``pages`` counts the scans of a paper that was added or taken out, ``title`` is what it is
    called where no row names it.
    """

    what: Differing
    before: str = ""
    after: str = ""
    key: str = ""
    pages: int = 0
    title: str = ""


def differences(signed: Application, now: Application) -> tuple[Difference, ...]:
    """In the order of the steps. What only the program writes (times, states) is left out."""
    plain = zip(_words(signed), _words(now), strict=True)
    told = [
        Difference(what=what, before=before, after=after)
        for (what, before), (_, after) in plain
        if before != after
    ]
    return (*told, *_answers(signed, now), *_papers(signed, now))


def _words(case: Application) -> Iterator[tuple[Differing, str]]:
    who, by = case.applicant, case.representative
    power = by.power_of_attorney if by is not None else None
    yield Differing.SERVICE, case.service
    yield Differing.LANGUAGE, case.language
    yield Differing.NUMBER, who.number if who is not None else ""
    yield Differing.NAME, who.full_name if who is not None else ""
    yield Differing.PHONE, (who.phone or "") if who is not None else ""
    yield Differing.ADDRESS, (who.address or "") if who is not None else ""
    yield Differing.REPRESENTATIVE, _person(by.party) if by is not None else ""
    yield Differing.POWER_OF_ATTORNEY, (power.number or "") if power is not None else ""
    yield Differing.CHILDREN, "; ".join(_child(child) for child in case.children)
    yield Differing.DELIVERY, case.delivery_way.value


def _person(party: Party) -> str:
    return " ".join(part for part in (party.full_name, party.number) if part)


def _child(child: Child) -> str:
    born = "" if child.born_on is None else f"{child.born_on:%d.%m.%Y}"
    return " ".join(part for part in (child.full_name, child.iin, born) if part)


def _answers(signed: Application, now: Application) -> Iterator[Difference]:
    for code in sorted({*signed.facts, *now.facts}):
        before, after = signed.facts.get(code), now.facts.get(code)
        if before != after:
            yield Difference(
                what=Differing.ANSWER, key=code, before=_said(before), after=_said(after)
            )


def _said(answer: bool | None) -> str:
    return "" if answer is None else str(answer)


def _papers(signed: Application, now: Application) -> Iterator[Difference]:
    before, after = Counter(signed.documents), Counter(now.documents)
    for what, papers in (
        (Differing.TAKEN_OUT, before - after),
        (Differing.ADDED, after - before),
    ):
        for paper in papers.elements():
            yield _paper(what, paper)


def _paper(what: Differing, paper: Document) -> Difference:
    return Difference(
        what=what,
        key=paper.requirement,
        after=paper.presented.value,
        pages=len(paper.scans),
        title=paper.title,
    )
