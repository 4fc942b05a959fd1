"""What is typed about whoever came instead of the applicant, as values of the domain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from operator_app.domain.applications import Application, Party, PartyKind, Representative
from operator_app.domain.powers_of_attorney import NOTARISED, PowerOfAttorney
from ui.pages.issue.state import Form
from ui.runtime.typed import day_error, day_of


def digits(typed: str) -> str:
    return "".join(sign for sign in typed if not sign.isspace())


def held_by(form: Form) -> Representative:
    """Raises ``DayUnreadable`` for a day that is none."""
    return Representative(
        party=Party(
            kind=PartyKind.PERSON,
            number=digits(form.number),
            surname=form.surname.strip(),
            name=form.name.strip(),
        ),
        power_of_attorney=PowerOfAttorney(
            kind=NOTARISED,
            number=form.poa_number.strip(),
            issued_on=_day(form.issued_on),
            valid_until=_day(form.valid_until),
            notary=form.notary.strip(),
        ),
    )


def filled_in(form: Form, case: Application | None) -> Form:
    """What the case knows of its representative; the number is read off the document shown."""
    representative = case.representative if case is not None else None
    if representative is None or not representative.power_of_attorney.notarised:
        return form
    party, power = representative.party, representative.power_of_attorney
    return replace(
        form,
        surname=party.surname,
        name=party.name,
        poa_number=power.number or "",
        issued_on=_shown(power.issued_on),
        valid_until=_shown(power.valid_until),
        notary=power.notary or "",
    )


def _day(typed: str) -> date | None:
    read = day_of(typed)
    wrong = day_error(read)
    if wrong is not None:
        raise wrong
    return read.day


def _shown(day: date | None) -> str:
    return "" if day is None else f"{day:%d.%m.%Y}"
