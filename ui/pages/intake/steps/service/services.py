"""The services of a region on a day, searched by words of three languages, and their cards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from operator_app.domain.catalogue import Catalogue, Cited, ServiceRecord, Unit
from operator_app.domain.catalogue_facts import RECOLLECTION
from operator_app.domain.names import search_key
from ui.pages.intake.steps.service.state import ServiceCard, ServiceFact, ServiceRow
from ui.runtime.speech import Speech


def services_of(catalogue: Catalogue, region: str, on: date) -> tuple[ServiceRecord, ...]:
    """What may be asked for in ``region`` that day; what is accepted at the counter first."""
    return tuple(sorted(catalogue.in_force(region, on), key=lambda record: not record.at_counter))


def found(records: Sequence[ServiceRecord], words: str) -> tuple[ServiceRecord, ...]:
    """Those in which every word occurs: Kazakh, Russian, or English (the service's code)."""
    wanted = search_key(words).split()
    return tuple(record for record in records if _holds(record, wanted))


def _holds(record: ServiceRecord, wanted: Sequence[str]) -> bool:
    names = (record.name.ru, record.name["kk"], record.service.replace("_", " "))
    text = search_key(" ".join(names))
    return all(word in text for word in wanted)


def row_of(record: ServiceRecord, speech: Speech) -> ServiceRow:
    return ServiceRow(
        code=record.service,
        name=record.name[speech.language],
        note=speech("{term}, at the window", term=term_text(record, speech))
        if record.at_counter
        else speech("{term}, not accepted here", term=term_text(record, speech)),
    )


def card_of(record: ServiceRecord, catalogue: Catalogue, speech: Speech) -> ServiceCard:
    language = speech.language
    facts = [
        ServiceFact(
            label=speech("Term"),
            value=term_text(record, speech),
            source=source_text(record.term, catalogue, speech),
            unconfirmed=record.term.confirmed is None,
        ),
        ServiceFact(
            label=speech("Result"),
            value=record.result[language],
            source=source_text(record, catalogue, speech),
            unconfirmed=record.confirmed is None,
        ),
        ServiceFact(
            label=speech("Where it is accepted"), value=channels_text(record, catalogue, speech)
        ),
    ]
    if record.fee is not None:
        facts.insert(
            1,
            ServiceFact(
                label=speech("Fee"),
                value=record.fee[language],
                source=source_text(Cited(cites=record.fee_cites), catalogue, speech),
                unconfirmed=record.fee_confirmed is None,
            ),
        )
    if record.serving_norm is not None:
        facts.append(
            ServiceFact(
                label=speech("Norm for serving"),
                value=speech.plural("{n} minute", "{n} minutes", int(record.serving_norm.minutes)),
                source=source_text(record.serving_norm, catalogue, speech),
                unconfirmed=record.serving_norm.confirmed is None,
            )
        )
    facts.append(
        ServiceFact(label=speech("Papers in the list"), value=str(len(record.requirements)))
    )
    return ServiceCard(
        name=record.name[language],
        facts=tuple(facts),
        elsewhere="" if record.at_counter else elsewhere_text(record, catalogue, speech),
    )


def term_text(record: ServiceRecord, speech: Speech) -> str:
    n = record.term.value
    if record.term.unit is Unit.WORK_DAYS:
        return speech.plural("{n} work day", "{n} work days", n)
    if record.term.unit is Unit.CALENDAR_DAYS:
        return speech.plural("{n} calendar day", "{n} calendar days", n)
    return speech.plural("{n} minute", "{n} minutes", n)


def channels_text(record: ServiceRecord, catalogue: Catalogue, speech: Speech) -> str:
    names = [catalogue.channels[code][speech.language] for code in record.acceptance_channels]
    return "; ".join(names)


def elsewhere_text(record: ServiceRecord, catalogue: Catalogue, speech: Speech) -> str:
    return speech(
        "Not accepted at the center. Where to apply: {where}",
        where=channels_text(record, catalogue, speech),
    )


def source_text(cited: Cited, catalogue: Catalogue, speech: Speech) -> str:
    """The first address of a fact: the act and the place in it, or that it is not the act."""
    if not cited.cites:
        return ""
    cite = cited.cites[0]
    if cite.source == RECOLLECTION:
        return speech("no source found yet")
    name = catalogue.source_name(cite.source, speech.language)
    is_act = "act" in catalogue.sources.get(cite.source, {})
    return f"{name}, {cite.place}" if cite.place and is_act else name
