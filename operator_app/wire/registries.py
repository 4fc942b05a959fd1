"""Questions to the state registries through the hub, and what comes back."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from operator_app.wire.envelopes import Moment

TwelveDigits = Annotated[str, Meta(pattern=r"\A[0-9]{12}\Z")]
Text = Annotated[str, Meta(max_length=300)]


class AnswerState(StrEnum):
    FOUND = "found"
    NOT_FOUND = "not_found"
    """The registry answered that it has no such record: ``reason`` is its own sentence."""
    UNAVAILABLE = "unavailable"
    """Nobody answered, or the answer was an error: ``reason`` is a code of ``registry.``."""


class NamedCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of a registry's dictionary."""

    code: str
    ru: str = ""
    kk: str = ""


class IdentityDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    kind: NamedCode
    number: str
    issued_on: date | None = None
    valid_until: date | None = None
    issued_by: NamedCode | None = None
    status: NamedCode
    """``00`` is a document in force."""


class AddressText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A registered address as one line in each language."""

    ru: str
    kk: str


class PersonRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One person of ГБД ФЛ."""

    iin: str
    surname: str
    name: str
    patronymic: str | None = None
    born_on: date | None = None
    died_on: date | None = None
    sex: str | None = None
    """``male``, ``female`` or absent."""
    citizenship: NamedCode | None = None
    alive: bool = True
    documents: tuple[IdentityDocument, ...] = ()
    """Documents in force, the latest first."""
    address: AddressText | None = None


class PersonQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    iin: TwelveDigits


class PersonAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    state: AnswerState
    system: str = "gbd_fl"
    message_id: str
    asked_at: Moment
    person: PersonRecord | None = None
    reason: str | None = None
    gateway_code: str | None = None
    """What stands behind ``unavailable``, where the gateway gave a code (SCSE003…)."""


class OrganisationRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One organisation of ГБД ЮЛ."""

    bin: str
    name_ru: str
    name_kk: str
    short_name_ru: str | None = None
    short_name_kk: str | None = None
    registered_on: date | None = None
    status: NamedCode | None = None
    leader_iin: str | None = None
    address: AddressText | None = None


class OrganisationQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    bin: TwelveDigits


class OrganisationAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    state: AnswerState
    system: str = "gbd_ul"
    message_id: str
    asked_at: Moment
    organisation: OrganisationRecord | None = None
    reason: str | None = None
    gateway_code: str | None = None
    """What stands behind ``unavailable``, where the gateway gave a code (SCSE003…)."""


class PartyName(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A principal or an attorney: ``number`` is an IIN or a BIN."""

    number: str
    full_name: str
    may_delegate: bool = False


class PowerOfAttorneyRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One notarised power of attorney of ЕНИС."""

    unique_number: str | None = None
    number: str
    issued_on: date | None = None
    status: str
    """ACTIVE, EXPIRED, REVOKED, TERMINATED (death of the principal) or SUSPENDED."""
    valid_from: date | None = None
    valid_to: date | None = None
    principals: tuple[PartyName, ...] = ()
    attorneys: tuple[PartyName, ...] = ()
    notary: str | None = None
    notary_license: str | None = None
    powers_ru: str | None = None
    powers_kk: str | None = None
    revoked_on: date | None = None
    revocation_reason: str | None = None


class PowerOfAttorneyQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    number: Annotated[
        str, Meta(min_length=1, max_length=64, pattern=r"\A[^\x00-\x1f\x7f\ufffe\uffff]*\Z")
    ]
    """The notary's registry number; a registry speaks XML, which carries no control characters."""
    issued_on: date
    representative_iin: TwelveDigits
    principal: TwelveDigits | None = None
    """IIN or BIN of the applicant."""
    operator_iin: TwelveDigits | None = None


class PowerOfAttorneyAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    state: AnswerState
    system: str = "enis"
    message_id: str
    asked_at: Moment
    power_of_attorney: PowerOfAttorneyRecord | None = None
    reason: str | None = None
    gateway_code: str | None = None
    """What stands behind ``unavailable``, where the gateway gave a code (SCSE003…)."""
