"""Ask the state registries about the people of a case, and keep what they answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    ConsentAnswer,
    ConsentFirst,
    Party,
    PartyKind,
    RegistryCheck,
    RegistryState,
    Representative,
)
from operator_app.domain.people import Sex, age_on, iin_warnings, parse_iin
from operator_app.domain.powers_of_attorney import NotaryRecord, check_record
from operator_app.domain.versions import StaleVersion
from operator_app.errors import RuleViolation
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.rules import ApplicantNotEntered, load, local
from operator_app.wire.registries import (
    OrganisationAnswer,
    PersonAnswer,
    PersonRecord,
    PowerOfAttorneyAnswer,
    PowerOfAttorneyQuery,
    PowerOfAttorneyRecord,
)

FULL_AGE = 18
"""Article 17 of the Civil Code: from eighteen a person acts for himself."""

REPRESENTATIVE_SUFFIX = ":representative"
NOTARIES = "enis"


class UnderAge(RuleViolation):
    """A child does not apply at the counter; a parent or guardian does."""

    code = "intake.under_age"


class Deceased(RuleViolation):
    """The registry knows that this person has died: somebody uses another's number."""

    code = "intake.deceased"


class NamesNeeded(RuleViolation):
    """No registry answered, so the names must be typed from the identity document."""

    code = "intake.names_needed"


class Registries(Protocol):
    """Questions through the hub; silence is an answer (``unavailable``), not an exception."""

    def person(self, iin: str) -> PersonAnswer: ...

    def organisation(self, number: str) -> OrganisationAnswer: ...

    def power_of_attorney(self, query: PowerOfAttorneyQuery) -> PowerOfAttorneyAnswer: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRegistries:
    """``online`` is false with no line: the typed data are used, unchecked, checked later.

    ``version`` is the case as it stood when the question was sent; a question taken back changes
    it, so that an answer to it can no longer be kept.
    """

    application_id: ApplicationId
    online: bool = True
    version: int | None = None


class AskRegistriesHandler:
    """Processes 3 and 4. No question leaves the window before consent."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock, registries: Registries) -> None:
        self._units = units
        self._now = now
        self._registries = registries

    def __call__(self, command: AskRegistries) -> Application:
        with self._units() as unit:
            application = load(unit, command.application_id).editable()
        if command.version not in {None, application.version}:
            raise StaleVersion(number=application.number, version=command.version)
        if application.applicant is None:
            raise ApplicantNotEntered(case=application.id)
        if application.consent is None or application.consent.answer is ConsentAnswer.REFUSED:
            raise ConsentFirst(number=application.number)
        asked = self._asked(application, application.applicant, online=command.online)
        now = self._now()
        with self._units() as unit:
            saved = unit.applications.save(asked)
            unit.audit.record(
                actor=application.operator,
                action="case.registries_asked",
                entity=application.id,
                at=now,
                details={check.system: check.state.value for check in asked.checks},
            )
            unit.commit()
        return saved

    def _asked(self, application: Application, applicant: Party, *, online: bool) -> Application:
        today = local(self._now()).date()
        party, check = self._party(applicant, online=online, on=today)
        asked = replace(application, applicant=party).with_check(check)
        if asked.representative is None:
            return asked
        representative = asked.representative
        party, check = self._party(representative.party, online=online, on=today)
        asked = replace(asked, representative=replace(representative, party=party)).with_check(
            replace(check, system=check.system + REPRESENTATIVE_SUFFIX)
        )
        if representative.power_of_attorney.notarised:
            asked = asked.with_check(
                self._notary(representative, applicant, online=online, on=today)
            )
        return asked

    def _party(self, party: Party, *, online: bool, on: date) -> tuple[Party, RegistryCheck]:
        if party.kind is PartyKind.ORGANISATION:
            return self._organisation(party, online=online)
        if not online:
            _refuse_unfit(party, None, on)
            return _typed(party), _unasked("gbd_fl", self._now())
        answer = self._registries.person(party.number)
        record = answer.person
        _refuse_unfit(party, record, on)
        warnings: tuple[str, ...] = ()
        if record is not None:
            warnings = _warnings(party, record, on)
            party = replace(
                party,
                surname=record.surname,
                name=record.name,
                patronymic=record.patronymic or "",
                born_on=record.born_on,
                address=party.address or (record.address.ru if record.address else None),
                checked=True,
            )
        elif answer.state.value == RegistryState.UNAVAILABLE.value:
            party = _typed(party)
        return party, self._check(answer, warnings)

    def _organisation(self, party: Party, *, online: bool) -> tuple[Party, RegistryCheck]:
        if not online:
            return _typed(party), _unasked("gbd_ul", self._now())
        answer = self._registries.organisation(party.number)
        record = answer.organisation
        if record is not None:
            party = replace(
                party,
                name=record.name_ru,
                address=party.address or (record.address.ru if record.address else None),
                checked=True,
            )
        elif answer.state.value == RegistryState.UNAVAILABLE.value:
            party = _typed(party)
        return party, self._check(answer)

    def _notary(
        self, representative: Representative, applicant: Party, *, online: bool, on: date
    ) -> RegistryCheck:
        power = representative.power_of_attorney
        if not online or power.number is None or power.issued_on is None:
            return _unasked(NOTARIES, self._now())
        answer = self._registries.power_of_attorney(
            PowerOfAttorneyQuery(
                number=power.number,
                issued_on=power.issued_on,
                representative_iin=representative.party.number,
                principal=applicant.number,
            )
        )
        if answer.power_of_attorney is not None:
            check_record(
                notary_record(answer.power_of_attorney),
                principal=applicant.number,
                attorney=representative.party.number,
                on=on,
            )
        return self._check(answer)

    def _check(
        self,
        answer: PersonAnswer | OrganisationAnswer | PowerOfAttorneyAnswer,
        warnings: tuple[str, ...] = (),
    ) -> RegistryCheck:
        """Dated by the clock of the case: in training that is not the hub's."""
        return RegistryCheck(
            system=answer.system,
            state=RegistryState(answer.state.value),
            at=self._now(),
            message_id=answer.message_id,
            warnings=warnings,
        )


def _refuse_unfit(party: Party, record: PersonRecord | None, on: date) -> None:
    """The registry's birth date decides; without it, the one the IIN speaks of."""
    if record is not None and _dead(record, on):
        raise Deceased(iin=party.number)
    born_on = record.born_on if record is not None else None
    candidates = (born_on,) if born_on is not None else parse_iin(party.number).born_on_candidates
    if candidates and all(age_on(day, on) < FULL_AGE for day in candidates):
        raise UnderAge(iin=party.number)


def _dead(record: PersonRecord, on: date) -> bool:
    """By the day of death; a register that knows of the death but not the day is believed."""
    return not record.alive if record.died_on is None else record.died_on <= on


def _warnings(party: Party, record: PersonRecord, on: date) -> tuple[str, ...]:
    """Disagreements are warnings, never a block (rules of 2013 on the IIN)."""
    sex = Sex(record.sex) if record.sex in set(Sex) else None
    found: list[str] = [
        warning.value
        for warning in iin_warnings(
            parse_iin(party.number), today=on, born_on=record.born_on, sex=sex
        )
    ]
    typed = (party.surname, party.name)
    answered = (record.surname, record.name)
    if any(typed) and [part.casefold() for part in typed] != [p.casefold() for p in answered]:
        found.append("names_differ")
    return tuple(found)


def _typed(party: Party) -> Party:
    """The party by its typed data, unchecked; they must be there."""
    if not party.name or (party.kind is PartyKind.PERSON and not party.surname):
        raise NamesNeeded(number=party.number)
    return replace(party, checked=False)


def _unasked(system: str, at: datetime) -> RegistryCheck:
    return RegistryCheck(system=system, state=RegistryState.OFFLINE, at=at)


def notary_record(record: PowerOfAttorneyRecord) -> NotaryRecord:
    """The register's answer as the rules of ``powers_of_attorney`` read it."""
    return NotaryRecord(
        status=record.status,
        valid_from=record.valid_from,
        valid_to=record.valid_to,
        principals=tuple(party.number for party in record.principals),
        attorneys=tuple(party.number for party in record.attorneys),
        revoked_on=record.revoked_on,
    )
