"""From the files of the catalogue to the catalogue: acts joined with their standards' lists."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from operator_app.domain.catalogue import (
    Act,
    Bilingual,
    Catalogue,
    Citation,
    Condition,
    Confirmation,
    Ground,
    Norm,
    Requirement,
    ServiceRecord,
    Step,
    Term,
    Wording,
)
from resources.catalogue_format import (
    ActEntry,
    ActFile,
    CatalogueFiles,
    Fact,
    NormEntry,
    ServiceEntry,
    StandardService,
    StepEntry,
    Text,
    WordingEntry,
)

T = TypeVar("T")


def assemble(files: CatalogueFiles) -> Catalogue:
    """The catalogue of files that passed ``catalogue_checks``."""
    counters = frozenset(code for code, channel in files.channels.items() if channel.counter)
    lists = {
        (standard.code, service): _List(entry)
        for standard in files.standards.values()
        for service, entry in standard.services.items()
    }
    return Catalogue(
        sources=files.sources,
        regions=_names(files.regions),
        acts=tuple(_act(file.act, files.regions) for file in files.acts.values()),
        services=tuple(
            _record(
                service,
                file,
                lists[service.standard or file.act.standard, service.service],
                counters,
            )
            for file in files.acts.values()
            for service in file.services
        ),
        conditions={entry.code: _into(Condition, entry) for entry in files.conditions},
        roles=_names(files.roles),
        channels={code: _bilingual(name) for code, name in files.channels.items()},
        wordings={code: _wording(entry) for code, entry in files.wordings.items()},
        notes=files.notes.cross_seed_notes,
        counter_channels=counters,
    )


class _List:
    """A standard's list of one service, converted once for all acts that refer to it."""

    def __init__(self, entry: StandardService) -> None:
        self.requirements = tuple(_into(Requirement, row) for row in entry.requirements)
        self.grounds = tuple(_into(Ground, ground) for ground in entry.grounds)
        self.waiting_norm = _norm(entry.waiting_norm)
        self.serving_norm = _norm(entry.serving_norm)
        self.fee = _bilingual(entry.fee.text) if entry.fee else None
        self.fee_cites = _citations(entry.fee.cites) if entry.fee else ()
        self.fee_confirmed = _confirmed(entry.fee) if entry.fee else None
        self.notes = entry.notes
        self.details = entry.details


def _record(
    entry: ServiceEntry, file: ActFile, standard: _List, counters: frozenset[str]
) -> ServiceRecord:
    act = file.act
    details: dict[str, Any] = entry.details
    if standard.details:
        details = {**details, "standard": standard.details}
    return ServiceRecord(
        cites=_citations(entry.cites),
        confirmed=_confirmed(entry),
        edition=entry.edition,
        act=act.code,
        region=act.region,
        service=entry.service,
        name=_bilingual(entry.name),
        kk_source=entry.name.kk_source,
        valid_from=entry.valid_from or act.valid_from,
        valid_to=entry.valid_to or act.valid_to,
        acceptance_channels=entry.acceptance_channels,
        issue_channels=entry.issue_channels,
        at_counter=not counters.isdisjoint(entry.acceptance_channels),
        form_of_service=_bilingual(entry.form_of_service),
        result=_bilingual(entry.result),
        result_appendices=entry.result_appendices,
        steps5=_steps(entry.steps5),
        steps8=_steps(entry.steps8),
        own_steps=_steps(entry.own_steps),
        operator_process=tuple(_bilingual(text) for text in entry.operator_process),
        term=_into(Term, entry.term),
        refusal_receipt_appendix=entry.refusal_receipt_appendix,
        consent_required=entry.consent_required,
        consent_cited=entry.consent_cited,
        documents_paragraph=act.documents_paragraph,
        requirements=standard.requirements,
        grounds=standard.grounds,
        refusal_is_a_result=entry.refusal_is_a_result,
        waiting_norm=_norm(entry.waiting_norm) or standard.waiting_norm,
        serving_norm=_norm(entry.serving_norm) or standard.serving_norm,
        fee=standard.fee,
        fee_cites=standard.fee_cites,
        fee_confirmed=standard.fee_confirmed,
        provider=_bilingual(entry.provider) if entry.provider else None,
        receipt_after_registration=entry.receipt_after_registration,
        notes=entry.notes + standard.notes,
        details=details,
        standard=entry.standard or act.standard,
    )


def _act(entry: ActEntry, regions: dict[str, Text]) -> Act:
    return Act(
        cites=_citations(entry.cites),
        confirmed=_confirmed(entry),
        code=entry.code,
        region=entry.region,
        region_name=_bilingual(regions[entry.region]),
        issuer=_bilingual(entry.issuer),
        number=entry.number,
        adopted_on=entry.adopted_on,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        documents_paragraph=entry.documents_paragraph,
        standard=entry.standard,
        notes=entry.notes,
        details=entry.details,
    )


def _wording(entry: WordingEntry) -> Wording:
    return Wording(
        text=Bilingual(ru=entry.ru, kk=entry.kk, kk_source=entry.kk_source),
        note=entry.note,
        months=entry.months,
        cites=_citations(entry.cites),
        confirmed=_confirmed(entry),
    )


def _into(shape: type[T], entry: msgspec.Struct) -> T:
    """A domain object from the entry of a file: both name their fields alike."""
    return msgspec.convert(entry, shape, from_attributes=True)


def _names(texts: dict[str, Text]) -> dict[str, Bilingual]:
    return {code: _bilingual(text) for code, text in texts.items()}


def _bilingual(entry: Text) -> Bilingual:
    return Bilingual(ru=entry.ru, kk=entry.kk, kk_source=entry.kk_source)


def _steps(entries: tuple[StepEntry, ...]) -> tuple[Step, ...]:
    return tuple(_into(Step, entry) for entry in entries)


def _norm(entry: NormEntry | None) -> Norm | None:
    return _into(Norm, entry) if entry else None


def _confirmed(entry: Fact) -> Confirmation | None:
    return _into(Confirmation, entry.confirmed) if entry.confirmed else None


def _citations(entries: tuple[msgspec.Struct, ...]) -> tuple[Citation, ...]:
    return tuple(_into(Citation, entry) for entry in entries)
