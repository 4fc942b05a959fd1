"""What the page of the catalogue is given: the catalogue, the commands, and who sits here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from operator_app.domain.catalogue import Catalogue, Requirement, ServiceRecord, Unit
from operator_app.domain.editions import CenterEdition
from operator_app.domain.measures import Amount, Measure, amount_of
from operator_app.domain.operators import OperatorId
from operator_app.domain.proposals import Correction, Kind, Proposal
from operator_app.usecases.confirm_requirement import ConfirmRequirement
from operator_app.usecases.import_catalogue_package import ImportCataloguePackage, Offered
from operator_app.usecases.propose_requirement import ProposeRequirement
from operator_app.usecases.return_proposal import ReturnProposal
from ui.pages.catalogue.state import OfferedPackage, RowForm

_DAY: Final = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\s*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueActions:
    """``catalogue``, ``who``, ``region``, ``today`` and ``new_id`` wait for nothing.

    ``export`` writes the file; ``look`` reads it and takes nothing in.
    """

    catalogue: Catalogue
    proposals: Callable[[], tuple[Proposal, ...]]
    propose: Callable[[ProposeRequirement], Proposal]
    confirm: Callable[[ConfirmRequirement], CenterEdition]
    send_back: Callable[[ReturnProposal], Proposal]
    export: Callable[[Path], None]
    look: Callable[[Path], OfferedPackage]
    take_in: Callable[[ImportCataloguePackage], Offered]
    who: Callable[[], OperatorId]
    region: Callable[[], str]
    today: Callable[[], date]
    new_id: Callable[[], str]


def form_of(kind: Kind, row: Requirement | None) -> RowForm:
    """The row as it stands, to be compared with the act."""
    if row is None:
        return RowForm(kind=Kind.ADD)
    return RowForm(
        kind=kind,
        row=row.code,
        ru=row.name.ru,
        kk=row.name.kk or "",
        form=row.form,
        condition=row.condition or "",
        from_state_system=row.from_state_system,
        multi=row.multi,
    )


def form_of_measure(kind: Kind, record: ServiceRecord, measure: Measure) -> RowForm:
    """The number as it stands, to be compared with the act."""
    amount = amount_of(record, measure)
    return RowForm(
        kind=kind,
        row=measure.value,
        amount="" if amount is None else f"{amount.value:g}",
        unit=Unit.MINUTES if amount is None else amount.unit,
    )


def typed_amount(form: RowForm) -> Amount | None:
    """``None`` where no number was asked for or none was typed."""
    typed = form.amount.strip()
    if not form.says_the_amount or not typed.isascii() or not typed.isdecimal():
        return None
    return Amount(value=int(typed), unit=form.unit)


def correction_of(form: RowForm) -> Correction | None:
    if not form.says_the_row:
        return None
    return Correction(
        ru=form.ru,
        kk=form.kk,
        form=form.form,
        condition=form.condition or None,
        from_state_system=form.from_state_system,
        multi=form.multi,
    )


def written_day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def read_day(typed: str) -> date | None:
    """``None`` if it is no day of the calendar."""
    found = _DAY.fullmatch(typed)
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
