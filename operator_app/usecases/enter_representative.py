"""Enter who acts for the applicant and by which power of attorney."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    RegistryCheck,
    Representative,
)
from operator_app.domain.powers_of_attorney import check_days, make_power_of_attorney
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.ask_registries import NOTARIES, REPRESENTATIVE_SUFFIX
from operator_app.usecases.rules import entered, load, local


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterRepresentative:
    """``None`` takes the representative away: the applicant came in person after all."""

    application_id: ApplicationId
    representative: Representative | None


class EnterRepresentativeHandler:
    """Process 2. A power of attorney out of date is refused entry; one that is not notarised is
    normal, and its data are not entered (2012 act, paragraph 7)."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: EnterRepresentative) -> Application:
        representative = command.representative
        if representative is not None:
            power = representative.power_of_attorney
            check_days(power, on=local(self._now()).date())
            representative = replace(
                representative,
                power_of_attorney=make_power_of_attorney(
                    power.kind,
                    number=power.number,
                    issued_on=power.issued_on,
                    valid_until=power.valid_until,
                    notary=power.notary,
                ),
            )
        with self._units() as unit:
            application = load(unit, command.application_id).editable()
            saved = unit.applications.save(_represented(application, representative))
            unit.commit()
        return saved


def _represented(application: Application, typed: Representative | None) -> Application:
    """Another person or another power of attorney: the registries are asked about them anew."""
    before = application.representative
    if (
        before is not None
        and typed is not None
        and before.party.number == typed.party.number
        and before.power_of_attorney == typed.power_of_attorney
    ):
        same = replace(before, party=entered(before.party, typed.party))
        return replace(application, representative=same)
    return replace(
        application,
        representative=typed,
        checks=tuple(check for check in application.checks if not _about_representative(check)),
    )


def _about_representative(check: RegistryCheck) -> bool:
    return check.system == NOTARIES or check.system.endswith(REPRESENTATIVE_SUFFIX)
