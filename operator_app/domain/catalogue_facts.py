"""Every fact of the catalogue with its address: for citations, confirmation and the editor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from operator_app.domain.catalogue import Catalogue, Cited, ServiceRecord

RECOLLECTION = "recollection, unverified"
"""The source of what was found in no source."""

SISTER_LEVELS = frozenset({"sister_standard", "sister_service_later"})
"""Another service's text: it lends wording, but does not prove what is only recollected."""


@dataclass(frozen=True, slots=True)
class Fact:
    """``where`` is stable: an edition or a standard, the part, the code or number in it."""

    where: str
    cited: Cited

    @property
    def sourced(self) -> bool:
        cites = self.cited.cites
        found = [cite for cite in cites if cite.source != RECOLLECTION]
        if len(found) == len(cites):
            return bool(found)
        return any(cite.level not in SISTER_LEVELS for cite in found)

    @property
    def confirmed(self) -> bool:
        return self.cited.confirmed is not None


def facts(catalogue: Catalogue) -> Iterator[Fact]:
    """All facts, each once: a list of a standard that several acts share is told once.

    Of what the center has corrected, the newest edition.
    """
    for act in catalogue.acts:
        yield Fact(f"act/{act.code}", act)
    lists = set[tuple[str, str]]()
    for record in catalogue.newest():
        yield from _of_the_act(record)
        if (record.standard, record.service) not in lists:
            lists.add((record.standard, record.service))
            yield from _of_the_standard(record, f"{record.standard}:{record.service}")
    for code, condition in catalogue.conditions.items():
        yield Fact(f"condition/{code}", condition)
    for code, wording in catalogue.wordings.items():
        yield Fact(f"wording/{code}", wording)


def _of_the_act(record: ServiceRecord) -> Iterator[Fact]:
    where = record.edition
    yield Fact(where, record)
    yield Fact(f"{where}/term", record.term)
    for part, steps in (
        ("paragraph5", record.steps5),
        ("paragraph8", record.steps8),
        ("own_steps", record.own_steps),
    ):
        for step in steps:
            yield Fact(f"{where}/{part}/{step.n}", step)


def _of_the_standard(record: ServiceRecord, where: str) -> Iterator[Fact]:
    for row in record.requirements:
        yield Fact(f"{where}/requirement/{row.code}", row)
    for ground in record.grounds:
        yield Fact(f"{where}/ground/{ground.code}", ground)
    norms = (("waiting_norm", record.waiting_norm), ("serving_norm", record.serving_norm))
    for name, norm in norms:
        if norm:
            yield Fact(f"{where}/{name}", norm)
    if record.fee:
        yield Fact(f"{where}/fee", Cited(cites=record.fee_cites, confirmed=record.fee_confirmed))
