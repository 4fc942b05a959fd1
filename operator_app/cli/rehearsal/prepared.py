"""A case file made ready: checked against the catalogue and its scans, before anything is kept."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from operator_app.bootstrap import Workplace
from operator_app.cli.rehearsal.case_file import (
    ApplicantPart,
    CaseFile,
    RepresentativePart,
    place,
)
from operator_app.domain.applications import (
    ApplicationId,
    Child,
    Document,
    Party,
    PartyKind,
    Representative,
    Scan,
)
from operator_app.domain.catalogue import ActNotInForce, ServiceRecord, UnknownRegion
from operator_app.domain.checklist import RowNotInChecklist
from operator_app.domain.powers_of_attorney import PowerOfAttorney
from operator_app.domain.scans import LARGEST, ScanNotFound, too_large
from operator_app.errors import RuleViolation
from operator_app.usecases.enter_circumstances import DerivedFact, UnknownFact
from operator_app.usecases.rules import local

BLAMED = {UnknownRegion.code: "$.region", ActNotInForce.code: "$.accepted_at"}
"""Which value of the file a refusal of the catalogue speaks about; else the service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedDocument:
    """A document whose pages were looked at; ``pages`` are their bytes, not yet kept."""

    document: Document
    pages: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedCase:
    file: CaseFile
    application_id: ApplicationId
    ticket_id: str
    record: ServiceRecord
    applicant: Party
    representative: Representative | None
    children: tuple[Child, ...]
    documents: tuple[PreparedDocument, ...]


def prepare(file: CaseFile, folder: Path, workplace: Workplace) -> PreparedCase:
    """Everything that can be found wrong without asking anybody is found here.

    ``folder`` is where the paths of the scans start.
    """
    case_id = uuid.UUID(file.case_id)
    on = local(file.accepted_at).date()
    record = _record(file, on, workplace)
    _check_facts(file, workplace)
    return PreparedCase(
        file=file,
        application_id=ApplicationId(str(case_id)),
        ticket_id=str(uuid.uuid5(case_id, "ticket")),
        record=record,
        applicant=_applicant(file.applicant),
        representative=_representative(file.representative),
        children=tuple(
            Child(
                iin=child.iin,
                surname=child.surname,
                name=child.name,
                patronymic=child.patronymic,
                born_on=child.born_on,
                born_abroad=child.born_abroad,
            )
            for child in file.children
        ),
        documents=tuple(
            _document(file, index, record, folder, workplace)
            for index in range(len(file.documents))
        ),
    )


def _record(file: CaseFile, on: date, workplace: Workplace) -> ServiceRecord:
    try:
        return workplace.catalogue.find(service=file.service, region=file.region, on=on)
    except RuleViolation as error:
        error.details["place"] = BLAMED.get(error.code, "$.service")
        raise


def _check_facts(file: CaseFile, workplace: Workplace) -> None:
    for code in file.facts:
        with place(f"$.facts.{code}"):
            condition = workplace.catalogue.conditions.get(code)
            if condition is None:
                raise UnknownFact(fact=code)
            if condition.derived:
                raise DerivedFact(fact=code)


def _applicant(part: ApplicantPart) -> Party:
    return Party(
        kind=PartyKind.PERSON if part.iin is not None else PartyKind.ORGANISATION,
        number=part.iin or part.bin or "",
        surname=part.surname,
        name=part.name,
        patronymic=part.patronymic,
        phone=part.phone,
        address=part.address,
    )


def _representative(part: RepresentativePart | None) -> Representative | None:
    if part is None:
        return None
    power = part.power_of_attorney
    return Representative(
        party=Party(
            kind=PartyKind.PERSON,
            number=part.iin,
            surname=part.surname,
            name=part.name,
            patronymic=part.patronymic,
            phone=part.phone,
            address=part.address,
        ),
        power_of_attorney=PowerOfAttorney(
            kind=power.kind,
            number=power.number,
            issued_on=power.issued_on,
            valid_until=power.valid_until,
            notary=power.notary,
        ),
    )


def _document(
    file: CaseFile, index: int, record: ServiceRecord, folder: Path, workplace: Workplace
) -> PreparedDocument:
    part = file.documents[index]
    with place(f"$.documents[{index}].requirement"):
        if record.requirement(part.requirement) is None:
            raise RowNotInChecklist(row=part.requirement, service=record.service)
    pages: list[bytes] = []
    scans: list[Scan] = []
    for page, name in enumerate(part.scans):
        with place(f"$.documents[{index}].scans[{page}]"):
            content = _read(folder / name, name)
            looks = workplace.outside.inspect_scan(content, name)
        pages.append(content)
        scans.append(
            Scan(
                sha256=workplace.digest(content),
                size=len(content),
                media_type=looks.media_type,
                name=Path(name).name,
            )
        )
    return PreparedDocument(
        document=Document(
            requirement=part.requirement,
            presented=part.presented,
            valid_until=part.valid_until,
            scans=tuple(scans),
        ),
        pages=tuple(pages),
    )


def _read(path: Path, name: str) -> bytes:
    """The page, unless there is none or its size alone forbids to read it."""
    try:
        if not path.is_file():
            raise ScanNotFound(name=name)
        if path.stat().st_size > LARGEST:
            raise too_large(name, path.stat().st_size)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ScanNotFound(name=name) from error
